#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "rules/explain/derivation.h"
#include "rules/explain/partial_match.h"
#include "rules/explain/why.h"

namespace explain {

enum class GoalIndex : std::uint32_t {};

/// A change to the facts that would make a triple true.
struct Fix {
  /// Facts to state and facts to take back; sorted and distinct.
  std::vector<kg::Triple> assert_triples;
  std::vector<kg::Triple> retract_triples;
  /// Facts to state that have a place still open, as the rule language writes them.
  std::vector<std::string> open_triples;
  /// Whether something is left that no change of facts named here mends: an open place, a filter,
  /// a value that a SET gives, an absence that is present for more reasons than were looked at.
  bool complete = true;
  enum class Check : std::uint8_t {
    Unknown,  ///< other rules may get in the way; it was not tried
    Holds,    ///< with this change the triple follows
    DoesNot   ///< it was tried, and other rules get in the way
  };
  Check check = Check::Unknown;
  /// What is left costs, and what is stated though it is for rules to conclude.
  double extra = 0;
  /// How far it is: facts that speak of what was asked for count one each, other facts more, and
  /// `extra` is added.
  double cost = 0;

  bool empty() const {
    return assert_triples.empty() && retract_triples.empty() && open_triples.empty();
  }
};

/// What is near to a pattern that nothing matches.
struct NearMiss {
  /// Facts of the same subject and predicate, and of the same predicate and object; a few of each,
  /// and how many there are at least.
  std::vector<kg::Triple> same_subject;
  std::vector<kg::Triple> same_object;
  std::size_t same_subject_count = 0;
  std::size_t same_object_count = 0;
  /// A term of the pattern that is used nowhere in its place, and the one that is most like it.
  struct Unused {
    kg::TermId term = kg::TermId::None;
    bool is_predicate = false;
    kg::TermId near = kg::TermId::None;
  };
  std::vector<Unused> unused;
};

/// An element of a rule's body under the values tried.
struct TriedElement {
  Standing standing = Standing::Open;
  /// What it says, as a node of a derivation: of a pattern that holds a Fact, Derived or Given; of
  /// others Condition, Value, Absent with the values tried.
  Node node;
  bool is_pattern = false;
  /// A pattern: with the values that there are.
  match::TriplePattern pattern;
  /// A pattern that fails: why it has no match, if a rule could give one; else what is near.
  std::optional<GoalIndex> goal;
  /// Whether the fix states it though rules could conclude it, since none of them comes near.
  bool outright = false;
  NearMiss near;
  /// A comparison that fails: its sides and the distance.
  kg::TermId left = kg::TermId::None;
  kg::TermId right = kg::TermId::None;
  kg::TermId distance = kg::TermId::None;
  /// A SET that fails: what was asked for.
  kg::TermId wanted = kg::TermId::None;
  /// A NOT that fails: a triple that is there. The facts that it falls without are itself if it is
  /// stated and follows from nothing.
  struct Present {
    kg::Triple triple;
    kg::Order order = kg::Order::Asserted;
    std::optional<rules::RuleIndex> rule;
    std::vector<kg::Triple> falls_without;
    std::size_t solution = 0;  ///< the first solution of the NOT that it is part of
  };
  std::vector<Present> present;
  std::size_t present_solutions = 0;
  bool present_complete = true;  ///< whether these are all solutions
};

/// A rule that could conclude a triple, with its best partial match.
struct Attempt {
  rules::RuleIndex rule{};
  match::Bindings bindings;
  /// What it would conclude of what was asked for; `None` in a place that is still open.
  kg::TripleMask conclusion;
  std::vector<TriedElement> elements;  ///< in the order of the body
  std::size_t holding = 0;
  /// Whether a bound cut the search: there may be a better one.
  bool bounded = false;
  /// The nearest change that satisfies the rule.
  Fix fix;
};

/// A triple, or a pattern of one, that does not hold.
struct Goal {
  kg::TripleMask mask;  ///< `None` where any term would do
  /// What the open places are called, as in `?x`.
  std::array<std::string, 3> open_names;
  /// By every rule that could conclude it: those whose fix is nearest first.
  std::vector<Attempt> attempts;
  /// Being explained further up: that it holds cannot rest on itself.
  bool in_progress = false;
  /// Whether a bound kept its rules, or some of them, from being looked at.
  bool bounded = false;
};

struct WhyNot {
  /// Goal 0 is what was asked for.
  std::vector<Goal> goals;
  NearMiss near;  ///< of goal 0
  /// Where no rule could conclude goal 0: predicates that rules conclude and that are called almost
  /// as its own, and those of what was concluded of its subject.
  std::vector<kg::TermId> near_heads;
  std::vector<kg::TermId> concluded_of_subject;

  const Goal& operator[](GoalIndex index) const { return goals[static_cast<std::size_t>(index)]; }
};

struct WhyNotOptions {
  /// Looks into the graph, all in all, and for one rule.
  std::size_t max_looks = 60'000;
  std::size_t max_looks_of_rule = 6'000;
  std::size_t max_depth = 6;
  std::size_t max_goals = 200;
  /// The term that is called almost as this one, if the caller can tell.
  std::function<std::optional<kg::TermId>(kg::TermId)> nearest = {};
  /// Graphs of at most so many triples are evaluated again with the nearest fixes, to see whether
  /// they do; for larger ones only what can be told from the rules is told.
  std::size_t max_triples_to_try = 50'000;
};

/// Why a triple does not hold: for every rule that could conclude it the partial match that comes
/// nearest to a solution, and so on for what these lack. Nothing if the evaluation graph holds a
/// triple that matches the mask. Looks at no more of the graph than the options allow, whatever its
/// size.
std::optional<WhyNot> why_not(const Evidence& evidence, const kg::TripleMask& mask,
                              const WhyNotOptions& options = {});

}  // namespace explain
