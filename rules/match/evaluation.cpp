#include "rules/match/evaluation.h"

#include <cassert>
#include <vector>

namespace match {

namespace {

using parser::Operator;

/// Whether the operator comes to a boolean or an error, and `Evaluation::truth` carries it out.
bool is_condition(Operator op) {
  switch (op) {
    case Operator::Or:
    case Operator::And:
    case Operator::Not:
    case Operator::Equal:
    case Operator::NotEqual:
    case Operator::Less:
    case Operator::Greater:
    case Operator::LessOrEqual:
    case Operator::GreaterOrEqual:
    case Operator::In:
    case Operator::NotIn:
    case Operator::Bound:
    case Operator::Exists:
    case Operator::NotExists:
      return true;
    default:
      return false;
  }
}

std::optional<bool> negated(std::optional<bool> value) {
  if (!value) return std::nullopt;
  return !*value;
}

}  // namespace

Result Evaluation::evaluate(const Expression& expression, BindingsView bindings) {
  switch (expression.op) {
    case Operator::Leaf:
      return Result(leaf(expression, bindings));
    case Operator::If: {
      const auto condition = test(expression.operands[0], bindings);
      if (!condition) return {};
      return evaluate(expression.operands[*condition ? 1 : 2], bindings);
    }
    case Operator::Coalesce:
      return coalesce(expression, bindings);
    default:
      if (is_condition(expression.op)) return Result::boolean(truth(expression, bindings));
      return strict(expression, bindings);
  }
}

std::optional<bool> Evaluation::test(const Expression& expression, BindingsView bindings) {
  if (is_condition(expression.op)) return truth(expression, bindings);
  Result result = evaluate(expression, bindings);
  if (result.is_error()) return std::nullopt;
  if (result.has_id() && kg::kind(result.id_) == kg::IdKind::Boolean) {
    return kg::inline_boolean(result.id_);
  }
  return effective_boolean_value(value(result));
}

std::optional<bool> Evaluation::truth(const Expression& expression, BindingsView bindings) {
  switch (expression.op) {
    case Operator::Or:
      return either(expression, bindings);
    case Operator::And:
      return both(expression, bindings);
    case Operator::Not:
      return negated(test(expression.operands[0], bindings));
    case Operator::In:
      return member(expression, bindings);
    case Operator::NotIn:
      return negated(member(expression, bindings));
    case Operator::Bound:
      return leaf(expression.operands[0], bindings) != kg::TermId::None;
    case Operator::Exists:
      return exists_(expression.group, bindings);
    case Operator::NotExists:
      return !exists_(expression.group, bindings);
    default:
      return comparison(expression, bindings);
  }
}

kg::TermId Evaluation::leaf(const Expression& expression, BindingsView bindings) {
  if (expression.leaf == Expression::Leaf::Constant) return expression.constant;
  assert(expression.leaf == Expression::Leaf::Variable && expression.variable < bindings.size());
  return bindings[expression.variable];
}

std::optional<bool> Evaluation::comparison(const Expression& expression, BindingsView bindings) {
  const Expression& first = expression.operands[0];
  const Expression& second = expression.operands[1];
  if (first.op == Operator::Leaf && second.op == Operator::Leaf) {
    const kg::TermId left = leaf(first, bindings);
    const kg::TermId right = leaf(second, bindings);
    if (left == kg::TermId::None || right == kg::TermId::None) return std::nullopt;
    if (const auto known = compare_ids(*this, expression.op, left, right)) return known;
  }
  Result left = evaluate(first, bindings);
  if (left.is_error()) return std::nullopt;
  Result right = evaluate(second, bindings);
  if (right.is_error()) return std::nullopt;
  return compare(*this, expression.op, left, right);
}

std::optional<bool> Evaluation::either(const Expression& expression, BindingsView bindings) {
  const auto left = test(expression.operands[0], bindings);
  if (left == true) return true;
  const auto right = test(expression.operands[1], bindings);
  if (right == true) return true;
  if (!left || !right) return std::nullopt;
  return false;
}

std::optional<bool> Evaluation::both(const Expression& expression, BindingsView bindings) {
  const auto left = test(expression.operands[0], bindings);
  if (left == false) return false;
  const auto right = test(expression.operands[1], bindings);
  if (right == false) return false;
  if (!left || !right) return std::nullopt;
  return true;
}

std::optional<bool> Evaluation::member(const Expression& expression, BindingsView bindings) {
  Result sought = evaluate(expression.operands[0], bindings);
  if (sought.is_error()) return std::nullopt;
  bool error = false;
  for (std::size_t i = 1; i < expression.operands.size(); ++i) {
    Result candidate = evaluate(expression.operands[i], bindings);
    const auto same =
        candidate.is_error() ? std::nullopt : compare(*this, Operator::Equal, sought, candidate);
    if (same == true) return true;
    if (!same) error = true;
  }
  if (error) return std::nullopt;
  return false;
}

Result Evaluation::coalesce(const Expression& expression, BindingsView bindings) {
  for (const Expression& operand : expression.operands) {
    Result result = evaluate(operand, bindings);
    if (!result.is_error()) return result;
  }
  return {};
}

Result Evaluation::strict(const Expression& expression, BindingsView bindings) {
  switch (expression.operands.size()) {
    case 0:
      return apply(*this, expression, {});
    case 1:
      return strict<1>(expression, bindings);
    case 2:
      return strict<2>(expression, bindings);
    case 3:
    case 4:
      return strict<4>(expression, bindings);
    default: {
      std::vector<Result> arguments(expression.operands.size());
      return strict(expression, bindings, arguments);
    }
  }
}

template <std::size_t kCount>
Result Evaluation::strict(const Expression& expression, BindingsView bindings) {
  std::array<Result, kCount> arguments;
  return strict(expression, bindings, Arguments(arguments).first(expression.operands.size()));
}

Result Evaluation::strict(const Expression& expression, BindingsView bindings,
                          Arguments arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    arguments[i] = evaluate(expression.operands[i], bindings);
    if (arguments[i].is_error()) return {};
  }
  return apply(*this, expression, arguments);
}

}  // namespace match
