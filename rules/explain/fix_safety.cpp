#include "rules/explain/fix_safety.h"

#include <algorithm>
#include <type_traits>
#include <variant>

#include "rules/explain/rule_effects.h"

namespace explain {

namespace {

/// Whether more triples may let the rule conclude less: it negates or counts.
bool has_negation(const rules::Rule& rule) {
  return std::any_of(rule.body.begin(), rule.body.end(), [](const match::Element& element) {
    return std::holds_alternative<match::Negation>(element) ||
           std::holds_alternative<match::Aggregate>(element);
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

match::TriplePattern filled_in(const match::TriplePattern& pattern,
                               const match::Bindings& bindings) {
  return {filled_in(pattern.subject, bindings),
          filled_in(pattern.predicate, bindings),
          filled_in(pattern.object, bindings),
          {}};
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
  // Whatever an aggregate counts, or a NOT inside of it, may change what it comes to.
  if (const auto* aggregate = std::get_if<match::Aggregate>(&rule.body[number])) {
    return !may_change(aggregate->body, attempt);
  }
  const auto* negation = std::get_if<match::Negation>(&rule.body[number]);
  if (negation == nullptr) return true;
  return std::none_of(negation->body.begin(), negation->body.end(), [&](const auto& inner) {
    const auto* pattern = std::get_if<match::TriplePattern>(&inner);
    return pattern != nullptr && may_be_gained(filled_in(*pattern, attempt.bindings));
  });
}

template <class Body>
bool FixSafety::may_change(const Body& body, const Attempt& attempt) const {
  return std::any_of(body.begin(), body.end(), [&](const auto& inner) {
    if (const auto* pattern = std::get_if<match::TriplePattern>(&inner)) {
      const match::TriplePattern sought = filled_in(*pattern, attempt.bindings);
      const auto& retracted = fix_->retract_triples;
      return may_be_gained(sought) ||
             std::any_of(retracted.begin(), retracted.end(),
                         [&](const kg::Triple& triple) {
                           match::Bindings bindings(
                               evidence_.program.rules.rule(attempt.rule).variables.size(),
                               kg::TermId::None);
                           return match::unify(sought, triple, evidence_.interner, bindings);
                         }) ||
             may_lose_conclusion(sought);
    }
    using Inner = std::decay_t<decltype(inner)>;
    if constexpr (!std::is_same_v<Inner, std::variant<match::TriplePattern, match::Filter>>) {
      const auto* negation = std::get_if<match::Negation>(&inner);
      return negation != nullptr && may_change(negation->body, attempt);
    } else {
      return false;
    }
  });
}

/// Whether an affected rule concludes what the pattern looks for.
bool FixSafety::may_lose_conclusion(const match::TriplePattern& pattern) const {
  const auto& rules = evidence_.program.rules.rules;
  for (std::size_t i = 0; i < rules.size() && may_lose_; ++i) {
    for (const match::TriplePattern& head : rules[i].head) {
      if (affected_[i] &&
          match::may_match(pattern, head, rules[i].head_blank, evidence_.interner)) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace explain
