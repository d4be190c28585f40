#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "kg/rdf/date_time.h"
#include "kg/rdf/decimal.h"
#include "kg/rdf/term.h"

namespace rdf {

enum class ValueKind : std::uint8_t {
  Iri,
  BlankNode,
  TripleTerm,
  Boolean,
  Integer,  ///< of xsd:integer and the types derived from it
  Decimal,
  Float,
  Double,
  String,
  LanguageString,  ///< with or without a base direction
  DateTime,
  Date,
  Time,
  Duration,
  DayTimeDuration,
  YearMonthDuration,
  Other  ///< a literal of an unknown datatype, or whose lexical form is not one of its datatype
};

/// A copyable box, so that large and rare values do not make all values large.
template <class T>
class Boxed {
 public:
  explicit Boxed(T value) : value_(std::make_unique<T>(std::move(value))) {}
  Boxed(const Boxed& other) : value_(std::make_unique<T>(*other.value_)) {}
  Boxed(Boxed&&) noexcept = default;
  Boxed& operator=(const Boxed& other) {
    if (this != &other) value_ = std::make_unique<T>(*other.value_);
    return *this;
  }
  Boxed& operator=(Boxed&&) noexcept = default;
  const T& operator*() const { return *value_; }

 private:
  std::unique_ptr<T> value_;
};

struct LanguageString {
  std::string text;
  std::string language;  ///< in lower case
  Direction direction = Direction::None;

  bool operator==(const LanguageString&) const = default;
};

/// What a term means to expressions (SPARQL 1.2 Query, section 17). Lexical forms are gone, except
/// of Other: ask the term for them.
class Value {
 public:
  /// An IRI, a blank node, a triple term, or a literal that is to be Other.
  static Value of_term(Term term);
  static Value boolean(bool value) { return {ValueKind::Boolean, value}; }
  static Value integer(std::int64_t value) { return {ValueKind::Integer, Decimal(value)}; }
  /// `value` must be an integer.
  static Value integer(Decimal value) { return {ValueKind::Integer, std::move(value)}; }
  static Value decimal(Decimal value) { return {ValueKind::Decimal, std::move(value)}; }
  static Value real(float value) { return {ValueKind::Float, static_cast<double>(value)}; }
  static Value real(double value) { return {ValueKind::Double, value}; }
  static Value string(std::string text) { return {ValueKind::String, std::move(text)}; }
  static Value language_string(LanguageString value) {
    return {ValueKind::LanguageString, Boxed(std::move(value))};
  }
  static Value date_time(DateTime value) { return {ValueKind::DateTime, std::move(value)}; }
  static Value date(DateTime value) { return {ValueKind::Date, std::move(value)}; }
  static Value time(DateTime value) { return {ValueKind::Time, std::move(value)}; }
  /// `kind` is one of the three of durations.
  static Value duration(ValueKind kind, Duration value) { return {kind, std::move(value)}; }

  ValueKind kind() const { return kind_; }
  bool is(ValueKind kind) const { return kind_ == kind; }
  bool is_numeric() const { return kind_ >= ValueKind::Integer && kind_ <= ValueKind::Double; }
  /// Of kind Integer or Decimal.
  bool is_exact() const { return kind_ == ValueKind::Integer || kind_ == ValueKind::Decimal; }
  bool is_duration() const {
    return kind_ >= ValueKind::Duration && kind_ <= ValueKind::YearMonthDuration;
  }
  bool is_literal() const { return kind_ > ValueKind::TripleTerm; }

  // Each of these needs the kinds that it names.
  bool as_boolean() const { return std::get<bool>(payload_); }
  const Decimal& as_exact() const { return std::get<Decimal>(payload_); }  ///< Integer, Decimal
  double as_real() const { return std::get<double>(payload_); }            ///< Float, Double
  const std::string& as_string() const { return std::get<std::string>(payload_); }
  const LanguageString& as_language_string() const {
    return *std::get<Boxed<LanguageString>>(payload_);
  }
  const DateTime& as_date_time() const { return std::get<DateTime>(payload_); }  ///< and Date, Time
  const Duration& as_duration() const { return std::get<Duration>(payload_); }
  /// Iri, BlankNode, TripleTerm, Other.
  const Term& as_term() const { return *std::get<Boxed<Term>>(payload_); }

 private:
  using Payload = std::variant<bool, double, Decimal, std::string, DateTime, Duration,
                               Boxed<LanguageString>, Boxed<Term>>;
  Value(ValueKind kind, Payload payload) : kind_(kind), payload_(std::move(payload)) {}

  ValueKind kind_;
  Payload payload_;
};

/// The value of a term. White space around the lexical form of a number, boolean or date is
/// ignored, as XSD has it.
Value value_of(const Term& term);

/// Reads the lexical form of the datatype that stands for a kind (xsd:integer for Integer), without
/// white space around it. `kind` is one of literals other than LanguageString and Other.
std::optional<Value> parse_value(std::string_view text, ValueKind kind);

/// The term of a value, in its canonical lexical form (XSD 1.1 part 2): `1`, `1.5`, `1.0E6`, `INF`.
/// Doubles and floats have the fewest digits that read back to them. An integer is an xsd:integer.
Term term_of(const Value& value);

/// Whether `value_of` knows the datatype.
bool is_known_datatype(std::string_view datatype);

/// The integer types derived from xsd:integer, by the local name in the XSD namespace (`byte`):
/// whether it is one and holds the number. Nothing if there is no such type.
std::optional<bool> fits_integer_type(std::string_view local_name, const Decimal& integer);

/// The operator `=`. Nothing on a type error: two literals that are not known to be equal or
/// different.
std::optional<bool> equal(const Value& left, const Value& right);

/// The operators `<` and `>`. Nothing on a type error; unordered where a NaN is involved, for which
/// all of them are false.
std::optional<std::partial_ordering> compare(const Value& left, const Value& right);

/// Arithmetic with type promotion. Nothing on a type error, or division of integers or decimals by
/// zero.
std::optional<Value> add(const Value& left, const Value& right);
std::optional<Value> subtract(const Value& left, const Value& right);
std::optional<Value> multiply(const Value& left, const Value& right);
/// Of integers a decimal.
std::optional<Value> divide(const Value& left, const Value& right);
std::optional<Value> negate(const Value& value);

/// The effective boolean value; nothing on a type error.
std::optional<bool> effective_boolean_value(const Value& value);

/// The order of values for ORDER BY: blank nodes, IRIs, literals (those that `<` compares by value,
/// else kind by kind), triple terms. A strict weak order for all values, unlike `compare`.
std::weak_ordering order(const Value& left, const Value& right);

}  // namespace rdf
