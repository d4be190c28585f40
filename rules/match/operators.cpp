#include <algorithm>
#include <cassert>

#include "rules/match/evaluation.h"

namespace match {

namespace {

using kg::IdKind;
using parser::Operator;
using rdf::Value;

bool are(IdKind kind, const Result& left, const Result& right) {
  return left.has_id() && right.has_id() && kg::kind(left.id()) == kind &&
         kg::kind(right.id()) == kind;
}

bool holds(Operator op, std::partial_ordering ordering) {
  switch (op) {
    case Operator::Less:
      return ordering < 0;
    case Operator::Greater:
      return ordering > 0;
    case Operator::LessOrEqual:
      return ordering <= 0;
    case Operator::GreaterOrEqual:
      return ordering >= 0;
    default:
      assert(false && "not a comparison");
      return false;
  }
}

/// Comparison of two inline doubles without decoding them: their ids sort as they do.
std::optional<std::partial_ordering> compare_doubles(const Evaluation& evaluation,
                                                     const Result& left, const Result& right) {
  if (!are(IdKind::Double, left, right)) return std::nullopt;
  if (evaluation.is_not_a_number(left.id()) || evaluation.is_not_a_number(right.id())) {
    return std::partial_ordering::unordered;
  }
  if (evaluation.is_zero(left.id()) && evaluation.is_zero(right.id())) {
    return std::partial_ordering::equivalent;
  }
  return kg::payload(left.id()) <=> kg::payload(right.id());
}

std::optional<std::partial_ordering> compare(Evaluation& evaluation, Result& left, Result& right) {
  if (are(IdKind::Integer, left, right)) {
    return kg::inline_integer(left.id()) <=> kg::inline_integer(right.id());
  }
  if (const auto ordering = compare_doubles(evaluation, left, right)) return ordering;
  return rdf::compare(evaluation.value(left), evaluation.value(right));
}

/// What `=` says of two ids as they are; nothing if that takes their values.
std::optional<bool> equal_by_ids(const Evaluation& evaluation, kg::TermId left, kg::TermId right) {
  const IdKind left_kind = kg::kind(left);
  const IdKind right_kind = kg::kind(right);
  if (left == right) {
    // Literals and triple terms may hold a NaN, which equals nothing.
    if (left_kind == IdKind::Literal || left_kind == IdKind::TripleTerm) return std::nullopt;
    return !evaluation.is_not_a_number(left);
  }
  const auto names = [](IdKind kind) { return kind == IdKind::Iri || kind == IdKind::BlankNode; };
  if (names(left_kind) || names(right_kind)) return false;
  const auto plain = [](IdKind kind) {
    return kind == IdKind::String || kind == IdKind::Integer || kind == IdKind::Boolean;
  };
  if (plain(left_kind) && plain(right_kind)) return false;
  return std::nullopt;
}

std::optional<std::int64_t> small_result(Operator op, std::int64_t left, std::int64_t right) {
  std::int64_t result = 0;
  bool overflow = false;
  switch (op) {
    case Operator::Add:
      overflow = __builtin_add_overflow(left, right, &result);
      break;
    case Operator::Subtract:
      overflow = __builtin_sub_overflow(left, right, &result);
      break;
    case Operator::Multiply:
      overflow = __builtin_mul_overflow(left, right, &result);
      break;
    default:
      return std::nullopt;
  }
  if (overflow) return std::nullopt;
  return result;
}

}  // namespace

std::optional<bool> equal(Evaluation& evaluation, Result& left, Result& right) {
  if (left.has_id() && right.has_id()) {
    if (const auto same = equal_by_ids(evaluation, left.id(), right.id())) return same;
  }
  return rdf::equal(evaluation.value(left), evaluation.value(right));
}

Result apply_comparison(Evaluation& evaluation, Operator op, Result& left, Result& right) {
  if (op == Operator::Equal) return Result::boolean(equal(evaluation, left, right));
  if (op == Operator::NotEqual) {
    const auto same = equal(evaluation, left, right);
    return same ? Result::boolean(!*same) : Result();
  }
  const auto ordering = compare(evaluation, left, right);
  return ordering ? Result::boolean(holds(op, *ordering)) : Result();
}

Result apply_arithmetic(Evaluation& evaluation, Operator op, Arguments arguments) {
  Result& left = arguments[0];
  if (op == Operator::Plus) {
    const Value& number = evaluation.value(left);
    return number.is_numeric() ? Result(Value(number)) : Result();
  }
  if (op == Operator::Minus) return Result(negate(evaluation.value(left)));
  Result& right = arguments[1];
  if (are(IdKind::Integer, left, right)) {
    const auto small =
        small_result(op, kg::inline_integer(left.id()), kg::inline_integer(right.id()));
    if (small) return Result::integer(*small);
  }
  const Value& a = evaluation.value(left);
  const Value& b = evaluation.value(right);
  switch (op) {
    case Operator::Add:
      return Result(add(a, b));
    case Operator::Subtract:
      return Result(subtract(a, b));
    case Operator::Multiply:
      return Result(multiply(a, b));
    default:
      assert(op == Operator::Divide);
      return Result(divide(a, b));
  }
}

}  // namespace match
