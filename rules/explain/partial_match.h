#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "rules/explain/rule_heads.h"
#include "rules/explain/why.h"
#include "rules/match/expression.h"
#include "rules/match/solve.h"
#include "rules/new_terms.h"

namespace explain {

/// How an element of a rule's body stands in a partial match.
enum class Standing : std::uint8_t {
  Holds,
  Fails,
  Open  ///< cannot be told: what it speaks of would come from an element that fails
};

/// Values for some of a rule's variables, and how its elements stand then.
struct PartialMatch {
  match::Bindings bindings;
  std::vector<Standing> elements;  ///< in the order of the body
  /// How far it is from a solution, about: what each failing or open element costs to mend.
  double cost = 0;
};

/// Looks for the values under which most of a rule's body holds.
///
/// Depth first, the pattern that promises fewest matches first, each with its matches and, if facts
/// alone can make it hold, also without one. Only what could still beat the best so far is gone
/// into, so that no product of patterns is enumerated; an allowance bounds what that leaves.
class PartialMatcher {
 public:
  /// What an element costs that fails: about as many facts as it takes to mend it. A derived
  /// pattern takes one at least, and a rule that must be satisfied; a filter takes another value
  /// somewhere; what a SET computes cannot be mended by any one fact.
  static constexpr double kStated = 1;
  static constexpr double kDerived = 1.25;
  static constexpr double kPresent = 1.25;
  static constexpr double kCondition = 1.5;
  static constexpr double kValue = 50;
  static constexpr double kOpenPattern = 0.7;
  static constexpr double kOpenOther = 0.2;
  static constexpr double kOpenPlace = 0.1;
  /// Of a match that the allowance cut short, and of a term that was asked for and that is not
  /// known to be made of what.
  static constexpr double kNotTried = 3;
  static constexpr double kMadeOfUnknown = 20;

  /// `allowance` is counted down by looks into the graph; when it is used up the best found so far
  /// is all there is.
  PartialMatcher(const Evidence& evidence, const RuleHeads& heads, match::Evaluator& evaluator,
                 rules::NewTerms& new_terms, std::size_t& allowance)
      : evidence_(evidence),
        heads_(heads),
        evaluator_(evaluator),
        new_terms_(new_terms),
        allowance_(allowance) {}

  struct Request {
    rules::RuleIndex rule;
    match::Bindings bindings;
    /// Patterns that fail and whose variables are bound already: what would conclude them binds
    /// them.
    std::vector<std::uint32_t> assumed;
    /// Whether a derived pattern without a match leaves its variables without a value, rather than
    /// that other patterns give them one.
    bool wait_for_derived = false;
  };

  /// The best partial matches, best first, at most `most`.
  std::vector<PartialMatch> best(const Request& request, std::size_t most);
  /// Whether the last search was cut short.
  bool bounded() const { return bounded_; }

 private:
  struct State {
    match::Bindings bindings;
    std::vector<Standing> elements;
    std::vector<bool> settled;
    /// Of a pattern that was gone without: one more than how many places of its variables were
    /// bound then. With all of its matches the search was there already.
    std::vector<std::size_t> passed_over;
    std::vector<bool> waiting;  ///< variables that a failing pattern would give a value
    double cost = 0;
  };
  struct Choice {
    std::uint32_t element = 0;
    std::size_t matches = 0;
    bool bound = false;
    bool covered = false;  ///< passed over, and no fewer matches than then
  };

  void extend(State state);
  void branch(const State& state, const Choice& choice);
  void miss(State& state, std::uint32_t element);
  bool settle(State& state);
  void settle_ground(State& state, std::uint32_t element, bool holds);
  void settle_other(State& state, std::uint32_t element);
  std::optional<Choice> choose(const State& state);
  void finish(State state);
  void fail(State& state, std::uint32_t element, double cost);
  bool too_dear(const State& state) const;
  bool spend();

  bool derivable(const match::TriplePattern& pattern, const match::Bindings& bindings) const;

  static constexpr std::size_t kMostMatches = 48;

  const Evidence& evidence_;
  const RuleHeads& heads_;
  match::Evaluator& evaluator_;
  rules::NewTerms& new_terms_;
  std::size_t& allowance_;

  rules::RuleIndex index_{};
  const rules::Rule* rule_ = nullptr;
  kg::Part part_ = kg::Part::Evaluation;
  bool wait_for_derived_ = false;
  /// Whether a term is asked for that a SET makes. What it is made of need not be concluded yet,
  /// so that derived patterns are gone without too.
  bool made_asked_for_ = false;
  std::size_t most_ = 1;
  bool bounded_ = false;
  std::vector<PartialMatch> found_;
};

/// The triple that a pattern looks for, `None` in what has no value yet.
kg::TripleMask mask_of(const match::TriplePattern& pattern, const match::Bindings& bindings,
                       const kg::Dictionary& dictionary);

/// The variables of an element of a rule that must have a value before it can be told how it
/// stands: for a NOT or an aggregate those that the body gives a value before it.
std::vector<match::VariableIndex> needed_variables(const rules::Rule& rule,
                                                   const match::Element& element);

/// The body of a NOT as elements to solve.
std::vector<match::Element> elements_of(const match::Negation& negation);

}  // namespace explain
