#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "rules/rule_set.h"

namespace explain {

/// A triple of a rule's head that could become a triple that was asked for.
struct HeadMatch {
  rules::RuleIndex rule;
  std::uint32_t number = 0;  ///< in the head
  match::Bindings bindings;  ///< what the question says of the rule's variables
};

/// The heads of all rules, by their predicates.
class RuleHeads {
 public:
  /// Both must outlive it.
  RuleHeads(const rules::RuleSet& rules, const kg::Dictionary& dictionary);

  /// The heads that fit a triple with open places, in the order of the rules.
  std::vector<HeadMatch> matching(const kg::TripleMask& mask) const;
  /// Whether there is such a head.
  bool any(const kg::TripleMask& mask) const;
  /// Whether some head has this predicate as a constant, or any predicate at all.
  bool concludes(kg::TermId predicate) const { return by_predicate_.contains(predicate); }
  /// Constant predicates of heads.
  std::vector<kg::TermId> predicates() const;

 private:
  struct Head {
    rules::RuleIndex rule;
    std::uint32_t number;
  };
  /// Visits those that may fit; returns false if the visitor stopped it.
  template <class Visit>
  bool visit(const kg::TripleMask& mask, const Visit& visit) const;

  const rules::RuleSet& rules_;
  const kg::Dictionary& dictionary_;
  /// Under `None` those whose predicate is a variable.
  std::unordered_map<kg::TermId, std::vector<Head>> by_predicate_;
};

}  // namespace explain
