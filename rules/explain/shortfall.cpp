#include "rules/explain/shortfall.h"

#include <cmath>
#include <cstdlib>

#include "kg/rdf/value.h"

namespace explain {

namespace {

bool is_comparison(parser::Operator op) {
  switch (op) {
    case parser::Operator::Equal:
    case parser::Operator::Less:
    case parser::Operator::Greater:
    case parser::Operator::LessOrEqual:
    case parser::Operator::GreaterOrEqual:
      return true;
    default:
      return false;
  }
}

match::Expression call(parser::Operator op, std::vector<match::Expression> operands) {
  match::Expression expression;
  expression.op = op;
  expression.operands = std::move(operands);
  return expression;
}

std::optional<double> number(kg::TermId term, const kg::Dictionary& dictionary) {
  const rdf::Term literal = dictionary.term(term);
  if (!literal.is_literal() || !rdf::value_of(literal).is_numeric()) return std::nullopt;
  const double value = std::strtod(literal.lexical.c_str(), nullptr);
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<Shortfall> shortfall(const match::Expression& condition,
                                   const match::Bindings& bindings, match::Evaluator& evaluator,
                                   const kg::Dictionary& dictionary) {
  if (condition.op == parser::Operator::And) {
    for (const match::Expression& operand : condition.operands) {
      if (evaluator.test(operand, bindings) != false) continue;
      return shortfall(operand, bindings, evaluator, dictionary);
    }
    return std::nullopt;
  }
  if (!is_comparison(condition.op) || evaluator.test(condition, bindings) != false) {
    return std::nullopt;
  }
  const auto left = evaluator.evaluate(condition.operands[0], bindings);
  const auto right = evaluator.evaluate(condition.operands[1], bindings);
  const auto distance = evaluator.evaluate(
      call(parser::Operator::Abs, {call(parser::Operator::Subtract, condition.operands)}),
      bindings);
  if (!left || !right || !distance) return std::nullopt;
  const auto a = number(*left, dictionary);
  const auto b = number(*right, dictionary);
  const auto between = number(*distance, dictionary);
  if (!a || !b || !between) return std::nullopt;
  const double both = std::abs(*a) + std::abs(*b);
  return Shortfall{&condition, *left, *right, *distance, both == 0 ? 0 : *between / both};
}

}  // namespace explain
