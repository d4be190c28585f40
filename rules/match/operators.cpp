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

/// Comparison of two numbers of the same inline kind without decoding them: their ids sort as they
/// do.
std::optional<std::partial_ordering> order_of_ids(const Evaluation& evaluation, kg::TermId left,
                                                  kg::TermId right) {
  const IdKind kind = kg::kind(left);
  if (kind != kg::kind(right)) return std::nullopt;
  if (kind == IdKind::Integer) return kg::payload(left) <=> kg::payload(right);
  if (kind != IdKind::Double) return std::nullopt;
  if (evaluation.is_not_a_number(left) || evaluation.is_not_a_number(right)) {
    return std::partial_ordering::unordered;
  }
  if (evaluation.is_zero(left) && evaluation.is_zero(right)) {
    return std::partial_ordering::equivalent;
  }
  return kg::payload(left) <=> kg::payload(right);
}

/// What `=` says of two ids as they are; nothing if that takes their values.
std::optional<bool> equality_of_ids(const Evaluation& evaluation, kg::TermId left,
                                    kg::TermId right) {
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

std::optional<bool> compare_ids(const Evaluation& evaluation, Operator op, kg::TermId left,
                                kg::TermId right) {
  if (op == Operator::Equal) return equality_of_ids(evaluation, left, right);
  if (op == Operator::NotEqual) {
    const auto same = equality_of_ids(evaluation, left, right);
    return same ? std::optional(!*same) : std::nullopt;
  }
  const auto ordering = order_of_ids(evaluation, left, right);
  return ordering ? std::optional(holds(op, *ordering)) : std::nullopt;
}

std::optional<bool> compare(Evaluation& evaluation, Operator op, Result& left, Result& right) {
  if (left.has_id() && right.has_id()) {
    if (const auto known = compare_ids(evaluation, op, left.id(), right.id())) return known;
  }
  const Value& a = evaluation.value(left);
  const Value& b = evaluation.value(right);
  if (op == Operator::Equal) return rdf::equal(a, b);
  if (op == Operator::NotEqual) {
    const auto same = rdf::equal(a, b);
    return same ? std::optional(!*same) : std::nullopt;
  }
  const auto ordering = rdf::compare(a, b);
  return ordering ? std::optional(holds(op, *ordering)) : std::nullopt;
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
