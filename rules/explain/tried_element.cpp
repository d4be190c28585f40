#include "rules/explain/tried_element.h"

#include <algorithm>
#include <set>
#include <variant>

#include "rules/explain/counted.h"
#include "rules/explain/rule_text.h"
#include "rules/explain/shortfall.h"

namespace explain {

namespace {

match::Slot filled_in(const match::Slot& slot, const match::Bindings& bindings) {
  if (slot.kind == match::Slot::Kind::Variable && bindings[slot.variable] != kg::TermId::None) {
    return match::Slot::of(bindings[slot.variable]);
  }
  match::Slot result = slot;
  for (match::Slot& component : result.components) component = filled_in(component, bindings);
  return result;
}

}  // namespace

TriedElement ElementTeller::tell(rules::RuleIndex index, const PartialMatch& match,
                                 std::uint32_t number) {
  const rules::Rule& rule = evidence_.program.rules.rule(index);
  const match::Element& element = rule.body[number];
  TriedElement told;
  told.standing = match.elements[number];
  if (const auto* pattern = std::get_if<match::TriplePattern>(&element)) {
    told.is_pattern = true;
    told.pattern = {filled_in(pattern->subject, match.bindings),
                    filled_in(pattern->predicate, match.bindings),
                    filled_in(pattern->object, match.bindings), pattern->span};
    const auto triple = match::substitute(*pattern, match.bindings, evidence_.interner);
    if (triple) told.node.triple = *triple;
    if (told.standing == Standing::Holds) {
      tell_triple(told, *triple, rule.where_data ? kg::Part::Base : kg::Part::Evaluation);
    }
    return told;
  }
  told.node.rule = index;
  told.node.element = number;
  if (const auto* filter = std::get_if<match::Filter>(&element)) {
    told.node.kind = NodeKind::Condition;
    tell_expression(told, rule, match, filter->condition);
    if (told.standing != Standing::Fails) return told;
    const auto by = shortfall(filter->condition, match.bindings, evaluator_, evidence_.interner);
    if (by) {
      told.left = by->left;
      told.right = by->right;
      told.distance = by->distance;
    }
  } else if (const auto* assignment = std::get_if<match::Assignment>(&element)) {
    told.node.kind = NodeKind::Value;
    tell_expression(told, rule, match, assignment->value);
    told.node.variable = rule.variables.name(assignment->variable);
    told.node.result = match.bindings[assignment->variable];
    if (told.standing == Standing::Fails) {
      told.wanted = told.node.result;
      told.node.result =
          evaluator_.evaluate(assignment->value, match.bindings).value_or(kg::TermId::None);
    }
  } else if (const auto* aggregate = std::get_if<match::Aggregate>(&element)) {
    tell_aggregate(told, rule, match, *aggregate);
  } else {
    tell_absence(told, rule, match, std::get<match::Negation>(element));
  }
  return told;
}

void ElementTeller::tell_triple(TriedElement& told, const kg::Triple& triple, kg::Part part) {
  Node& node = told.node;
  node.order = evidence_.graph.find(triple, part).value_or(kg::Order::Asserted);
  if (node.order == kg::Order::Asserted) {
    node.kind = NodeKind::Fact;
    node.statements = evidence_.provenance.statements(triple);
    node.citations = citations_.of(triple);
  } else if (node.order == kg::Order::Given) {
    node.kind = NodeKind::Given;
    const auto& data = evidence_.program.rules.data;
    const auto at = std::find(data.begin(), data.end(), triple) - data.begin();
    if (at == std::ssize(data)) return;
    const auto& location = evidence_.program.rules.data_locations[static_cast<std::size_t>(at)];
    node.statements.push_back({location.source, location.position.line});
  } else {
    node.kind = NodeKind::Derived;
    node.rule = concluded_by(triple, node.order);
  }
}

void ElementTeller::tell_expression(TriedElement& told, const rules::Rule& rule,
                                    const PartialMatch& match,
                                    const match::Expression& expression) {
  const RuleText writer(rule, evidence_.program.rules.prefixes, evidence_.interner);
  told.node.expression = writer.text(expression);
  told.node.evaluated = writer.text(expression, match.bindings);
  std::vector<match::VariableIndex> variables;
  match::collect_variables(expression, variables);
  std::set<match::VariableIndex> seen;
  for (const match::VariableIndex variable : variables) {
    if (match.bindings[variable] == kg::TermId::None || !seen.insert(variable).second) continue;
    told.node.inputs.emplace_back(rule.variables.name(variable), match.bindings[variable]);
  }
}

void ElementTeller::tell_aggregate(TriedElement& told, const rules::Rule& rule,
                                   const PartialMatch& match, const match::Aggregate& aggregate) {
  const RuleText writer(rule, evidence_.program.rules.prefixes, evidence_.interner);
  Node& node = told.node;
  node.kind = NodeKind::Aggregate;
  node.expression = writer.text(aggregate, {});
  node.evaluated = writer.text(aggregate, match.bindings);
  node.variable = rule.variables.name(aggregate.variable);
  node.result = match.bindings[aggregate.variable];
  if (told.standing == Standing::Open) return;
  if (told.standing == Standing::Fails) {
    told.wanted = node.result;
    node.result = aggregate_value(evidence_, rule, aggregate, match.bindings, evaluator_);
  }
  for (const Solution& solution : counted(evidence_, rule, aggregate, match.bindings, evaluator_)) {
    Counted& one = node.counted.emplace_back();
    one.value = solution.value;
    for (std::size_t i = 0; i < aggregate.written; ++i) {
      const match::VariableIndex local = aggregate.locals[i];
      one.bindings.emplace_back(variable_name(rule.variables, local).substr(1),
                                solution.bindings[local]);
    }
  }
}

void ElementTeller::tell_absence(TriedElement& told, const rules::Rule& rule,
                                 const PartialMatch& match, const match::Negation& negation) {
  const RuleText writer(rule, evidence_.program.rules.prefixes, evidence_.interner);
  told.node.kind = NodeKind::Absent;
  told.node.sought = writer.sought(negation, match.bindings);
  if (told.standing != Standing::Fails) return;
  const auto part = told.node.sought.base_graph_only ? kg::Part::Base : kg::Part::Evaluation;
  match::Bindings bindings = match.bindings;
  std::set<kg::Triple> seen;
  const std::vector<match::Element> body = elements_of(negation);
  const match::Scope scope{&evidence_.graph, part, {}};
  const auto see = [&](const match::Bindings& solution) {
    for (const match::Element& element : body) {
      const auto* pattern = std::get_if<match::TriplePattern>(&element);
      if (pattern == nullptr) continue;
      const auto triple = match::substitute(*pattern, solution, evidence_.interner);
      if (!triple || !seen.insert(*triple).second) continue;
      const auto order = evidence_.graph.find(*triple, part);
      if (order && told.present.size() <= kMostPresent) {
        told.present.push_back(present(*triple, *order));
        told.present.back().solution = told.present_solutions;
      }
    }
    return ++told.present_solutions < kMostPresent;
  };
  told.present_complete = match::solve(body, scope, bindings, evidence_.interner, evaluator_, see);
}

TriedElement::Present ElementTeller::present(const kg::Triple& triple, kg::Order order) {
  TriedElement::Present result;
  result.triple = triple;
  result.order = order;
  if (order >= kg::Order::FirstRound) result.rule = concluded_by(triple, order);
  if (order != kg::Order::Given) result.falls_without = falls_without(triple);
  return result;
}

std::optional<rules::RuleIndex> ElementTeller::concluded_by(const kg::Triple& triple,
                                                            kg::Order order) {
  std::optional<rules::RuleIndex> rule;
  std::size_t allowance = kLooks;
  finder_.find(triple, order, &allowance, [&](rules::RuleIndex index, const match::Bindings&) {
    rule = index;
    return false;
  });
  return rule;
}

/// The facts without any of which the triple is gone.
std::vector<kg::Triple> ElementTeller::falls_without(const kg::Triple& triple) {
  if (evidence_.graph.find(triple, kg::Part::Base)) {
    // Taken back, it must not follow from others.
    std::size_t allowance = kLooks;
    const bool concluded =
        !finder_.find(triple, std::nullopt, &allowance, [](auto, const auto&) { return false; });
    return concluded ? std::vector<kg::Triple>() : std::vector{triple};
  }
  const auto derivation = why(evidence_, triple, {kLooks, kLooks});
  std::vector<kg::Triple> facts;
  if (!derivation) return facts;
  for (const NodeIndex node : derivation->critical) facts.push_back((*derivation)[node].triple);
  return facts;
}

}  // namespace explain
