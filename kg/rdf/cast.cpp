#include "kg/rdf/cast.h"

#include <cmath>

#include "kg/rdf/real.h"

namespace rdf {

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kWhiteSpace = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kWhiteSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kWhiteSpace) + 1 - begin);
}

std::optional<std::string> to_text(const Value& value) {
  switch (value.kind()) {
    case ValueKind::BlankNode:
    case ValueKind::TripleTerm:
    case ValueKind::Other:
    case ValueKind::LanguageString:
      return std::nullopt;
    case ValueKind::Float:
      return plain_text(static_cast<float>(value.as_real()));
    case ValueKind::Double:
      return plain_text(value.as_real());
    default:
      return term_of(value).lexical;
  }
}

std::optional<bool> to_boolean(const Value& value) {
  if (!value.is_numeric()) return std::nullopt;
  return effective_boolean_value(value);
}

std::optional<Decimal> to_decimal(const Value& value) {
  switch (value.kind()) {
    case ValueKind::Boolean:
      return Decimal(value.as_boolean() ? 1 : 0);
    case ValueKind::Integer:
    case ValueKind::Decimal:
      return value.as_exact();
    case ValueKind::Float:
      if (!std::isfinite(value.as_real())) return std::nullopt;
      return Decimal::from_float(static_cast<float>(value.as_real()));
    case ValueKind::Double:
      if (!std::isfinite(value.as_real())) return std::nullopt;
      return Decimal::from_double(value.as_real());
    default:
      return std::nullopt;
  }
}

std::optional<Decimal> to_integer(const Value& value) {
  if (value.is(ValueKind::Float) || value.is(ValueKind::Double)) {
    if (!std::isfinite(value.as_real())) return std::nullopt;
    return Decimal::exactly(std::trunc(value.as_real()));
  }
  const auto decimal = to_decimal(value);
  if (!decimal) return std::nullopt;
  return decimal->truncate();
}

std::optional<Value> to_real(const Value& value, ValueKind target) {
  const bool to_double = target == ValueKind::Double;
  if (value.is(ValueKind::Float) || value.is(ValueKind::Double)) {
    return to_double ? Value::real(value.as_real())
                     : Value::real(static_cast<float>(value.as_real()));
  }
  const auto decimal = to_decimal(value);
  if (!decimal) return std::nullopt;
  return to_double ? Value::real(decimal->to_double()) : Value::real(decimal->to_float());
}

std::optional<Value> to_date_time(const Value& value) {
  if (!value.is(ValueKind::Date)) return std::nullopt;
  return Value::date_time(value.as_date_time());
}

std::optional<Value> to_date(const Value& value) {
  if (!value.is(ValueKind::DateTime)) return std::nullopt;
  DateTime date = value.as_date_time();
  date.hour = 0;
  date.minute = 0;
  date.second = {};
  return Value::date(std::move(date));
}

std::optional<Value> to_time(const Value& value) {
  if (!value.is(ValueKind::DateTime)) return std::nullopt;
  const DateTime& from = value.as_date_time();
  DateTime time;
  time.hour = from.hour;
  time.minute = from.minute;
  time.second = from.second;
  time.offset = from.offset;
  return Value::time(std::move(time));
}

std::optional<Value> to_duration(const Value& value, ValueKind target) {
  if (!value.is_duration()) return std::nullopt;
  Duration duration = value.as_duration();
  if (target == ValueKind::DayTimeDuration) duration.months = 0;
  if (target == ValueKind::YearMonthDuration) duration.seconds = {};
  return Value::duration(target, std::move(duration));
}

template <class T, class Make>
std::optional<Value> made(std::optional<T> value, Make make) {
  if (!value) return std::nullopt;
  return make(std::move(*value));
}

}  // namespace

std::optional<Value> cast(const Value& value, ValueKind target) {
  if (value.kind() == target) return value;
  if (target == ValueKind::String) {
    return made(to_text(value), [](std::string text) { return Value::string(std::move(text)); });
  }
  if (value.is(ValueKind::String)) return parse_value(trimmed(value.as_string()), target);
  switch (target) {
    case ValueKind::Boolean:
      return made(to_boolean(value), Value::boolean);
    case ValueKind::Integer:
      return made(to_integer(value),
                  [](Decimal number) { return Value::integer(std::move(number)); });
    case ValueKind::Decimal:
      return made(to_decimal(value), Value::decimal);
    case ValueKind::Float:
    case ValueKind::Double:
      return to_real(value, target);
    case ValueKind::DateTime:
      return to_date_time(value);
    case ValueKind::Date:
      return to_date(value);
    case ValueKind::Time:
      return to_time(value);
    case ValueKind::Duration:
    case ValueKind::DayTimeDuration:
    case ValueKind::YearMonthDuration:
      return to_duration(value, target);
    default:
      return std::nullopt;
  }
}

}  // namespace rdf
