#include <cassert>
#include <cmath>

#include "kg/rdf/cast.h"
#include "kg/rdf/vocabulary.h"
#include "rules/match/evaluation.h"

namespace match {

namespace {

using parser::Operator;
using rdf::Decimal;
using rdf::Value;
using rdf::ValueKind;

/// Halves go up and the sign of zero is kept, as fn:round has it.
double round_half_up(double value) {
  if (!std::isfinite(value)) return value;
  const double floor = std::floor(value);
  return std::copysign(value - floor >= 0.5 ? floor + 1 : floor, value);
}

Decimal changed(Operator op, const Decimal& number) {
  switch (op) {
    case Operator::Abs:
      return number.abs();
    case Operator::Ceil:
      return number.ceil();
    case Operator::Floor:
      return number.floor();
    default:
      return number.round();
  }
}

double changed(Operator op, double number) {
  switch (op) {
    case Operator::Abs:
      return std::abs(number);
    case Operator::Ceil:
      return std::ceil(number);
    case Operator::Floor:
      return std::floor(number);
    default:
      return round_half_up(number);
  }
}

Result change(Operator op, const Value& number) {
  switch (number.kind()) {
    case ValueKind::Integer:
      return Result(Value::integer(changed(op, number.as_exact())));
    case ValueKind::Decimal:
      return Result(Value::decimal(changed(op, number.as_exact())));
    case ValueKind::Float:
      return Result(Value::real(static_cast<float>(changed(op, number.as_real()))));
    case ValueKind::Double:
      return Result(Value::real(changed(op, number.as_real())));
    default:
      return {};
  }
}

/// From 0 to 1, 1 excluded.
double random(Evaluation& evaluation, const Expression& call) {
  constexpr int kMantissaBits = 53;
  const std::uint64_t bits = evaluation.unique_bits(call)[0] >> (64 - kMantissaBits);
  return std::ldexp(static_cast<double>(bits), -kMantissaBits);
}

}  // namespace

Result apply_on_numbers(Evaluation& evaluation, const Expression& call, Arguments arguments) {
  switch (call.op) {
    case Operator::Rand:
      return Result(Value::real(random(evaluation, call)));
    case Operator::IsNumeric:
      return Result::boolean(evaluation.value(arguments[0]).is_numeric());
    default:
      return change(call.op, evaluation.value(arguments[0]));
  }
}

Result apply_cast(Evaluation& evaluation, const Expression& call, Arguments arguments) {
  auto result = cast(evaluation.value(arguments[0]), call.target);
  if (!result || call.target != ValueKind::Integer || call.function == rdf::vocabulary::kInteger) {
    return Result(std::move(result));
  }
  // A type derived from xsd:integer, which values do not keep: the term does.
  const std::string_view name =
      std::string_view(call.function).substr(rdf::vocabulary::kXsd.size());
  if (fits_integer_type(name, result->as_exact()) != true) return {};
  return Result(evaluation.interner().intern(
      rdf::Term::literal(result->as_exact().to_string(), call.function)));
}

}  // namespace match
