#include "rules/explain/rule_text.h"

#include <utility>
#include <variant>

#include "parser/write.h"

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

std::string variable_name(const match::Variables& variables, match::VariableIndex index) {
  const std::string& name = variables.name(index);
  if (variables.named(index)) return '?' + name;
  // A variable of a NOT or an aggregate that is another one than that of the same name below it.
  const std::size_t last = name.rfind(" ?");
  const bool written = last != std::string::npos && name[last + 2] != ' ';
  return written ? name.substr(last + 1) : std::string();
}

parser::Node RuleText::variable(match::VariableIndex index, const match::Bindings& bindings) const {
  parser::Node node;
  if (index < bindings.size() && bindings[index] != kg::TermId::None) {
    node.term = dictionary_.term(bindings[index]);
    return node;
  }
  const std::string name = variable_name(rule_.variables, index);
  if (name.empty()) {
    node.term = rdf::Term::blank_node('v' + std::to_string(index));
  } else {
    node.kind = parser::Node::Kind::Variable;
    node.variable = name.substr(1);
  }
  return node;
}

parser::Node RuleText::node(const match::Slot& slot, const match::Bindings& bindings) const {
  if (slot.kind == match::Slot::Kind::Variable) return variable(slot.variable, bindings);
  parser::Node node;
  if (slot.kind == match::Slot::Kind::Constant) {
    node.term = dictionary_.term(slot.constant);
    return node;
  }
  node.kind = parser::Node::Kind::TripleTerm;
  for (const match::Slot& component : slot.components) {
    node.components.push_back(this->node(component, bindings));
  }
  return node;
}

parser::Expression RuleText::syntax(const match::Expression& expression,
                                    const match::Bindings& bindings) const {
  parser::Expression result;
  result.op = expression.op;
  result.function = expression.function;
  if (expression.leaf == match::Expression::Leaf::Variable) {
    result.node = variable(expression.variable, bindings);
  } else if (expression.leaf == match::Expression::Leaf::Constant) {
    result.node.term = dictionary_.term(expression.constant);
  }
  for (const match::Expression& operand : expression.operands) {
    result.operands.push_back(syntax(operand, bindings));
  }
  return result;
}

std::string RuleText::text(const match::Expression& expression) const {
  return parser::to_text(syntax(expression, {}), prefixes_);
}

std::string RuleText::text(const match::Expression& expression,
                           const match::Bindings& bindings) const {
  return parser::to_text(syntax(expression, bindings), prefixes_);
}

parser::TriplePattern RuleText::syntax(const match::TriplePattern& pattern,
                                       const match::Bindings& bindings) const {
  parser::TriplePattern result;
  result.subject = node(pattern.subject, bindings);
  result.predicate = node(pattern.predicate, bindings);
  result.object = node(pattern.object, bindings);
  return result;
}

parser::Filter RuleText::syntax(const match::Filter& filter,
                                const match::Bindings& bindings) const {
  return {syntax(filter.condition, bindings), {}};
}

parser::Negation RuleText::syntax(const match::Negation& negation,
                                  const match::Bindings& bindings) const {
  parser::Negation result;
  result.data = negation.data;
  for (const auto& inner : negation.body) {
    std::visit([&](const auto& one) { result.body.emplace_back(syntax(one, bindings)); }, inner);
  }
  return result;
}

std::string RuleText::text(const match::TriplePattern& pattern,
                           const match::Bindings& bindings) const {
  return parser::to_text(syntax(pattern, bindings), prefixes_);
}

std::string RuleText::text(const match::Aggregate& aggregate,
                           const match::Bindings& bindings) const {
  parser::Aggregate result;
  result.function = aggregate.function;
  result.distinct = aggregate.distinct;
  if (aggregate.argument) result.argument = syntax(*aggregate.argument, bindings);
  const bool joins = aggregate.function == parser::AggregateFunction::GroupConcat;
  if (joins && aggregate.separator != " ") result.separator = aggregate.separator;
  result.data = aggregate.data;
  for (const auto& inner : aggregate.body) {
    std::visit([&](const auto& one) { result.body.emplace_back(syntax(one, bindings)); }, inner);
  }
  return parser::to_text(result, prefixes_);
}

Sought RuleText::sought(const match::Negation& negation, const match::Bindings& bindings) const {
  Sought result;
  result.base_graph_only = negation.data || rule_.where_data;
  for (const auto& inner : negation.body) {
    if (const auto* pattern = std::get_if<match::TriplePattern>(&inner)) {
      result.patterns.push_back({filled_in(pattern->subject, bindings),
                                 filled_in(pattern->predicate, bindings),
                                 filled_in(pattern->object, bindings), pattern->span});
      result.patterns_text.push_back(text(*pattern, bindings));
    } else {
      result.conditions_text.push_back(text(std::get<match::Filter>(inner).condition, bindings));
    }
  }
  return result;
}

}  // namespace explain
