#include <algorithm>
#include <cmath>

#include "kg/rdf/value.h"

namespace rdf {

namespace {

float as_float(const Value& value) {
  return value.is_exact() ? value.as_exact().to_float() : static_cast<float>(value.as_real());
}

double as_double(const Value& value) {
  return value.is_exact() ? value.as_exact().to_double() : value.as_real();
}

/// Both promoted to the wider of their types.
std::partial_ordering compare_numbers(const Value& left, const Value& right) {
  switch (std::max(left.kind(), right.kind())) {
    case ValueKind::Double:
      return as_double(left) <=> as_double(right);
    case ValueKind::Float:
      return as_float(left) <=> as_float(right);
    default:
      return left.as_exact() <=> right.as_exact();
  }
}

bool is_date_like(ValueKind kind) {
  return kind == ValueKind::DateTime || kind == ValueKind::Date || kind == ValueKind::Time;
}

/// Three-valued: false wins over an error.
std::optional<bool> equal_triple_terms(const Term& left, const Term& right) {
  bool error = false;
  for (std::size_t i = 0; i < left.components.size(); ++i) {
    const auto same = equal(value_of(left.components[i]), value_of(right.components[i]));
    if (same == false) return false;
    if (!same) error = true;
  }
  if (error) return std::nullopt;
  return true;
}

std::optional<bool> equal_same_kind(const Value& left, const Value& right) {
  switch (left.kind()) {
    case ValueKind::TripleTerm:
      return equal_triple_terms(left.as_term(), right.as_term());
    case ValueKind::Boolean:
      return left.as_boolean() == right.as_boolean();
    case ValueKind::String:
      return left.as_string() == right.as_string();
    case ValueKind::LanguageString:
      return left.as_language_string() == right.as_language_string();
    case ValueKind::DateTime:
    case ValueKind::Date:
    case ValueKind::Time: {
      const auto ordering = compare(left.as_date_time(), right.as_date_time());
      if (ordering == std::partial_ordering::unordered) return std::nullopt;
      return ordering == 0;
    }
    default:
      return left.as_term() == right.as_term();
  }
}

/// Rank of NaN, -INF, finite numbers and INF among numbers.
int number_rank(const Value& value) {
  if (value.is_exact() || std::isfinite(value.as_real())) return 2;
  return std::isnan(value.as_real()) ? 0 : value.as_real() < 0 ? 1 : 3;
}

Decimal exactly(const Value& value) {
  return value.is_exact() ? value.as_exact() : Decimal::exactly(value.as_real());
}

/// By exact value: promotion would make 2^53 and 2^53 + 1 both equal to 2^53 as a double, and the
/// order not transitive.
std::strong_ordering order_numbers(const Value& left, const Value& right) {
  if (const auto by_rank = number_rank(left) <=> number_rank(right); by_rank != 0) return by_rank;
  if (number_rank(left) != 2) return std::strong_ordering::equal;
  return exactly(left) <=> exactly(right);
}

int order_rank(const Value& value) {
  switch (value.kind()) {
    case ValueKind::BlankNode:
      return 0;
    case ValueKind::Iri:
      return 1;
    case ValueKind::Integer:
    case ValueKind::Decimal:
    case ValueKind::Float:
    case ValueKind::Double:
      return 2;
    case ValueKind::String:
      return 3;
    case ValueKind::LanguageString:
      return 4;
    case ValueKind::Boolean:
      return 5;
    case ValueKind::DateTime:
      return 6;
    case ValueKind::Date:
      return 7;
    case ValueKind::Time:
      return 8;
    case ValueKind::Duration:
    case ValueKind::DayTimeDuration:
    case ValueKind::YearMonthDuration:
      return 9;
    case ValueKind::Other:
      return 10;
    case ValueKind::TripleTerm:
      return 11;
  }
  return 12;
}

std::weak_ordering order_triple_terms(const Term& left, const Term& right) {
  for (std::size_t i = 0; i < left.components.size(); ++i) {
    const auto by_component = order(value_of(left.components[i]), value_of(right.components[i]));
    if (by_component != 0) return by_component;
  }
  return std::weak_ordering::equivalent;
}

std::weak_ordering order_language_strings(const LanguageString& left, const LanguageString& right) {
  if (const auto by_text = left.text <=> right.text; by_text != 0) return by_text;
  if (const auto by_language = left.language <=> right.language; by_language != 0) {
    return by_language;
  }
  return left.direction <=> right.direction;
}

std::weak_ordering order_others(const Term& left, const Term& right) {
  if (const auto by_type = left.datatype <=> right.datatype; by_type != 0) return by_type;
  return left.lexical <=> right.lexical;
}

}  // namespace

std::optional<bool> equal(const Value& left, const Value& right) {
  if (left.is_numeric() && right.is_numeric()) return compare_numbers(left, right) == 0;
  if (left.is_duration() && right.is_duration()) return left.as_duration() == right.as_duration();
  if (left.kind() == right.kind() && left.kind() != ValueKind::Other) {
    return equal_same_kind(left, right);
  }
  if (!left.is_literal() || !right.is_literal()) return false;
  if (!left.is(ValueKind::Other) && !right.is(ValueKind::Other)) return false;
  // A datatype's values are not strings in a language, so these differ whatever the other means
  // (the W3C test open-eq-08).
  if (left.is(ValueKind::LanguageString) || right.is(ValueKind::LanguageString)) return false;
  if (left.is(ValueKind::Other) && right.is(ValueKind::Other) &&
      left.as_term() == right.as_term()) {
    return true;
  }
  return std::nullopt;
}

std::optional<std::partial_ordering> compare(const Value& left, const Value& right) {
  if (left.is_numeric() && right.is_numeric()) return compare_numbers(left, right);
  if (left.kind() != right.kind()) return std::nullopt;
  if (is_date_like(left.kind())) {
    const auto ordering = compare(left.as_date_time(), right.as_date_time());
    if (ordering == std::partial_ordering::unordered) return std::nullopt;
    return ordering;
  }
  switch (left.kind()) {
    case ValueKind::Boolean:
      return left.as_boolean() <=> right.as_boolean();
    case ValueKind::String:
      return left.as_string() <=> right.as_string();
    case ValueKind::DayTimeDuration:
      return left.as_duration().seconds <=> right.as_duration().seconds;
    case ValueKind::YearMonthDuration:
      return left.as_duration().months <=> right.as_duration().months;
    default:
      return std::nullopt;
  }
}

std::optional<bool> effective_boolean_value(const Value& value) {
  switch (value.kind()) {
    case ValueKind::Boolean:
      return value.as_boolean();
    case ValueKind::Integer:
    case ValueKind::Decimal:
      return !value.as_exact().is_zero();
    case ValueKind::Float:
    case ValueKind::Double:
      return value.as_real() != 0 && !std::isnan(value.as_real());
    case ValueKind::String:
      return !value.as_string().empty();
    default:
      return std::nullopt;
  }
}

std::weak_ordering order(const Value& left, const Value& right) {
  if (const auto by_rank = order_rank(left) <=> order_rank(right); by_rank != 0) return by_rank;
  if (left.is_numeric()) return order_numbers(left, right);
  if (left.is_duration()) return order(left.as_duration(), right.as_duration());
  if (is_date_like(left.kind())) return order(left.as_date_time(), right.as_date_time());
  switch (left.kind()) {
    case ValueKind::Boolean:
      return left.as_boolean() <=> right.as_boolean();
    case ValueKind::String:
      return left.as_string() <=> right.as_string();
    case ValueKind::LanguageString:
      return order_language_strings(left.as_language_string(), right.as_language_string());
    case ValueKind::TripleTerm:
      return order_triple_terms(left.as_term(), right.as_term());
    case ValueKind::Other:
      return order_others(left.as_term(), right.as_term());
    default:
      return left.as_term().lexical <=> right.as_term().lexical;
  }
}

}  // namespace rdf
