#include "rules/explain/fix_safety.h"

#include <algorithm>
#include <variant>

#include "rules/explain/rule_effects.h"

namespace explain {

namespace {

bool has_negation(const rules::Rule& rule) {
  return std::any_of(rule.body.begin(), rule.body.end(), [](const match::Element& element) {
    return std::holds_alternative<match::Negation>(element);
  });
}

match::Slot filled_in(const match::Slot& slot, const match::Bindings& bindings) {
  if (slot.kind == match::Slot::Kind::Variable && bindings[slot.variable] != kg::TermId::None) {
    return match::Slot::of(bindings[slot.variable]);
  }
  match::Slot result = slot;
  for (match::Slot& component : result.components) component = filled_in(component, bindings);
  return result;
}

}  // namespace

bool FixSafety::suffices(const Attempt& attempt) {
  fix_ = &attempt.fix;
  if (!fix_->complete || fix_->empty()) return false;
  find_affected();
  return safe(attempt);
}

void FixSafety::find_affected() {
  std::vector<kg::Triple> changed = fix_->assert_triples;
  changed.insert(changed.end(), fix_->retract_triples.begin(), fix_->retract_triples.end());
  affected_ = affected_rules(evidence_.program, evidence_.interner, changed);
  bool negates = false;
  for (std::size_t i = 0; i < affected_.size(); ++i) {
    negates = negates || (affected_[i] && has_negation(evidence_.program.rules.rules[i]));
  }
  may_lose_ = !fix_->retract_triples.empty() || negates;
  may_gain_ = !fix_->assert_triples.empty() || negates;
}

bool FixSafety::may_be_lost(const kg::Triple& triple) const {
  if (!may_lose_) return false;
  const auto order = evidence_.graph.find(triple, kg::Part::Evaluation);
  if (!order || *order == kg::Order::Given) return false;
  if (*order == kg::Order::Asserted) {
    return std::binary_search(fix_->retract_triples.begin(), fix_->retract_triples.end(), triple);
  }
  const auto matches = heads_.matching({triple.subject, triple.predicate, triple.object});
  return std::any_of(matches.begin(), matches.end(), [&](const HeadMatch& match) {
    return affected_[static_cast<std::size_t>(match.rule)];
  });
}

bool FixSafety::may_be_gained(const match::TriplePattern& pattern) const {
  if (!may_gain_) return false;
  const auto& rules = evidence_.program.rules.rules;
  const std::size_t variables = [&] {
    std::vector<match::VariableIndex> all;
    match::collect_variables(pattern, all);
    return all.empty() ? 0 : *std::max_element(all.begin(), all.end()) + 1;
  }();
  for (const kg::Triple& triple : fix_->assert_triples) {
    match::Bindings bindings(variables, kg::TermId::None);
    if (match::unify(pattern, triple, evidence_.interner, bindings)) return true;
  }
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!affected_[i]) continue;
    for (const match::TriplePattern& head : rules[i].head) {
      if (match::may_match(pattern, head, rules[i].head_blank, evidence_.interner)) return true;
    }
  }
  return false;
}

bool FixSafety::safe(const Attempt& attempt) const {
  for (std::size_t i = 0; i < attempt.elements.size(); ++i) {
    if (!safe(attempt, attempt.elements[i], i)) return false;
  }
  return true;
}

bool FixSafety::safe(const Attempt& attempt, const TriedElement& element,
                     std::size_t number) const {
  const rules::Rule& rule = evidence_.program.rules.rule(attempt.rule);
  if (element.is_pattern) {
    if (element.standing == Standing::Holds) return !may_be_lost(element.node.triple);
    // Stated by the fix, or concluded by the rule that it satisfies.
    if (!element.goal || element.outright) return true;
    const Goal& goal = why_not_[*element.goal];
    return !goal.attempts.empty() && safe(goal.attempts.front());
  }
  const auto* negation = std::get_if<match::Negation>(&rule.body[number]);
  if (negation == nullptr) return true;
  return std::none_of(negation->body.begin(), negation->body.end(), [&](const auto& inner) {
    const auto* pattern = std::get_if<match::TriplePattern>(&inner);
    if (pattern == nullptr) return false;
    return may_be_gained({filled_in(pattern->subject, attempt.bindings),
                          filled_in(pattern->predicate, attempt.bindings),
                          filled_in(pattern->object, attempt.bindings),
                          {}});
  });
}

}  // namespace explain
