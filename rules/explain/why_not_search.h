#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "rules/explain/instances.h"
#include "rules/explain/mend.h"
#include "rules/explain/partial_match.h"
#include "rules/explain/rule_heads.h"
#include "rules/explain/tried_element.h"
#include "rules/explain/why_not.h"
#include "rules/new_terms.h"

namespace explain {

/// Works out why something does not hold, from the goal down: partial matches of the rules for it,
/// then likewise what these lack. Each goal once, however often it is lacking.
class WhyNotSearch {
 public:
  /// All must outlive it.
  WhyNotSearch(const Evidence& evidence, const RuleHeads& heads, const WhyNotOptions& options);

  /// The goals, with fixes that are not checked. To be called once.
  WhyNot search(const kg::TripleMask& mask);

 private:
  using Key = std::tuple<kg::TermId, kg::TermId, kg::TermId>;
  /// What was found of the patterns that fail, by element.
  using Goals = std::map<std::uint32_t, GoalIndex>;

  GoalIndex explore(const kg::TripleMask& mask, std::array<std::string, 3> names,
                    std::size_t depth);
  std::optional<Attempt> attempt(const HeadMatch& head, std::size_t depth);
  std::vector<PartialMatch> candidates(const HeadMatch& head, std::vector<std::uint32_t> assumed,
                                       const match::Bindings& bindings, std::size_t most,
                                       bool& bounded);
  Attempt realise(const HeadMatch& head, PartialMatch match, std::size_t depth);
  void continue_below(const HeadMatch& head, PartialMatch& match, std::size_t depth, Goals& goals);
  std::optional<std::uint32_t> next_open(const rules::Rule& rule, const PartialMatch& match,
                                         const Goals& goals) const;

  bool derivable(const rules::Rule& rule, const match::TriplePattern& pattern,
                 const match::Bindings& bindings) const;
  bool derivable(const rules::Rule& rule, const match::TriplePattern& filled_in) const;
  std::array<std::string, 3> open_names(const rules::Rule& rule,
                                        const match::TriplePattern& pattern,
                                        const match::Bindings& bindings) const;

  /// Partial matches of a rule that are gone into: at sight they may cost the same, and turn out
  /// not to.
  static constexpr std::size_t kMostCandidates = 5;
  static constexpr std::size_t kMostRules = 200;
  static constexpr std::size_t kLeastShare = 400;

  const Evidence& evidence_;
  const RuleHeads& heads_;
  const WhyNotOptions& options_;
  InstanceFinder finder_;
  match::Evaluator evaluator_;
  rules::NewTerms new_terms_;
  ElementTeller teller_;
  Mender mender_;
  std::size_t looks_left_;
  std::size_t share_ = 0;  ///< looks for one search in the rule that is being tried
  std::map<Key, GoalIndex> known_;
  WhyNot result_;
};

}  // namespace explain
