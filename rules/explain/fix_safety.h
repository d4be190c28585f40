#pragma once

#include <vector>

#include "rules/explain/rule_heads.h"
#include "rules/explain/why.h"
#include "rules/explain/why_not.h"

namespace explain {

/// Tells from the rules alone, without running them, that a change of facts makes a triple true:
/// the rule instances that it is made for need nothing that the change may take away, and nothing
/// absent that it may bring about.
///
/// Works on templates, not on triples: a rule that may see a changed triple may conclude anything
/// that its head can become. So it errs on the side of not knowing.
class FixSafety {
 public:
  FixSafety(const Evidence& evidence, const RuleHeads& heads, const WhyNot& why_not)
      : evidence_(evidence), heads_(heads), why_not_(why_not) {}

  bool suffices(const Attempt& attempt);

 private:
  void find_affected();
  bool may_be_lost(const kg::Triple& triple) const;
  bool may_be_gained(const match::TriplePattern& pattern) const;
  bool may_lose_conclusion(const match::TriplePattern& pattern) const;
  /// Whether what the body of an aggregate finds may change.
  template <class Body>
  bool may_change(const Body& body, const Attempt& attempt) const;
  bool safe(const Attempt& attempt) const;
  bool safe(const Attempt& attempt, const TriedElement& element, std::size_t number) const;

  const Evidence& evidence_;
  const RuleHeads& heads_;
  const WhyNot& why_not_;
  const Fix* fix_ = nullptr;
  /// By rule: whether what it concludes may change.
  std::vector<bool> affected_;
  bool may_lose_ = false;
  bool may_gain_ = false;
};

}  // namespace explain
