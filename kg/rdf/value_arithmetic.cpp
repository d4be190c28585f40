#include <algorithm>

#include "kg/rdf/value.h"

namespace rdf {

namespace {

float as_float(const Value& value) {
  return value.is_exact() ? value.as_exact().to_float() : static_cast<float>(value.as_real());
}

double as_double(const Value& value) {
  return value.is_exact() ? value.as_exact().to_double() : value.as_real();
}

/// Applies the operation in the wider of the two types.
template <class Operation>
std::optional<Value> promoted(const Value& left, const Value& right, Operation operation) {
  if (!left.is_numeric() || !right.is_numeric()) return std::nullopt;
  switch (std::max(left.kind(), right.kind())) {
    case ValueKind::Double:
      return Value::real(operation(as_double(left), as_double(right)));
    case ValueKind::Float:
      return Value::real(static_cast<float>(operation(as_float(left), as_float(right))));
    case ValueKind::Decimal:
      return Value::decimal(operation(left.as_exact(), right.as_exact()));
    default:
      return Value::integer(operation(left.as_exact(), right.as_exact()));
  }
}

}  // namespace

std::optional<Value> add(const Value& left, const Value& right) {
  return promoted(left, right, [](const auto& a, const auto& b) { return a + b; });
}

std::optional<Value> subtract(const Value& left, const Value& right) {
  return promoted(left, right, [](const auto& a, const auto& b) { return a - b; });
}

std::optional<Value> multiply(const Value& left, const Value& right) {
  return promoted(left, right, [](const auto& a, const auto& b) { return a * b; });
}

std::optional<Value> divide(const Value& left, const Value& right) {
  if (left.is_exact() && right.is_exact()) {
    if (right.as_exact().is_zero()) return std::nullopt;
    return Value::decimal(left.as_exact() / right.as_exact());
  }
  return promoted(left, right, [](const auto& a, const auto& b) { return a / b; });
}

std::optional<Value> negate(const Value& value) {
  switch (value.kind()) {
    case ValueKind::Integer:
      return Value::integer(-value.as_exact());
    case ValueKind::Decimal:
      return Value::decimal(-value.as_exact());
    case ValueKind::Float:
      return Value::real(static_cast<float>(-value.as_real()));
    case ValueKind::Double:
      return Value::real(-value.as_real());
    default:
      return std::nullopt;
  }
}

}  // namespace rdf
