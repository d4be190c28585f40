#include "kg/rdf/value.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "kg/rdf/real.h"
#include "kg/rdf/vocabulary.h"

namespace rdf {

namespace {

using vocabulary::kXsd;

struct Datatype {
  std::string_view name;
  ValueKind kind;
};

/// By local name in the XSD namespace, sorted.
constexpr std::array kDatatypes = {
    Datatype{"boolean", ValueKind::Boolean},
    Datatype{"byte", ValueKind::Integer},
    Datatype{"date", ValueKind::Date},
    Datatype{"dateTime", ValueKind::DateTime},
    Datatype{"dateTimeStamp", ValueKind::DateTime},
    Datatype{"dayTimeDuration", ValueKind::DayTimeDuration},
    Datatype{"decimal", ValueKind::Decimal},
    Datatype{"double", ValueKind::Double},
    Datatype{"duration", ValueKind::Duration},
    Datatype{"float", ValueKind::Float},
    Datatype{"int", ValueKind::Integer},
    Datatype{"integer", ValueKind::Integer},
    Datatype{"long", ValueKind::Integer},
    Datatype{"negativeInteger", ValueKind::Integer},
    Datatype{"nonNegativeInteger", ValueKind::Integer},
    Datatype{"nonPositiveInteger", ValueKind::Integer},
    Datatype{"positiveInteger", ValueKind::Integer},
    Datatype{"short", ValueKind::Integer},
    Datatype{"string", ValueKind::String},
    Datatype{"time", ValueKind::Time},
    Datatype{"unsignedByte", ValueKind::Integer},
    Datatype{"unsignedInt", ValueKind::Integer},
    Datatype{"unsignedLong", ValueKind::Integer},
    Datatype{"unsignedShort", ValueKind::Integer},
    Datatype{"yearMonthDuration", ValueKind::YearMonthDuration},
};
static_assert(std::is_sorted(kDatatypes.begin(), kDatatypes.end(),
                             [](const auto& a, const auto& b) { return a.name < b.name; }));

const Datatype* find_datatype(std::string_view iri) {
  if (!iri.starts_with(kXsd)) return nullptr;
  iri.remove_prefix(kXsd.size());
  const auto* found = std::lower_bound(
      kDatatypes.begin(), kDatatypes.end(), iri,
      [](const Datatype& type, std::string_view name) { return type.name < name; });
  return found != kDatatypes.end() && found->name == iri ? found : nullptr;
}

/// Bounds of the types derived from xsd:integer; an empty one is open.
struct IntegerRange {
  std::string_view name;
  std::string_view min;
  std::string_view max;
};

constexpr std::array kIntegerRanges = {
    IntegerRange{"byte", "-128", "127"},
    IntegerRange{"int", "-2147483648", "2147483647"},
    IntegerRange{"integer", "", ""},
    IntegerRange{"long", "-9223372036854775808", "9223372036854775807"},
    IntegerRange{"negativeInteger", "", "-1"},
    IntegerRange{"nonNegativeInteger", "0", ""},
    IntegerRange{"nonPositiveInteger", "", "0"},
    IntegerRange{"positiveInteger", "1", ""},
    IntegerRange{"short", "-32768", "32767"},
    IntegerRange{"unsignedByte", "0", "255"},
    IntegerRange{"unsignedInt", "0", "4294967295"},
    IntegerRange{"unsignedLong", "0", "18446744073709551615"},
    IntegerRange{"unsignedShort", "0", "65535"},
};

std::optional<Value> parse_integer(std::string_view text) {
  if (text.find('.') != std::string_view::npos) return std::nullopt;
  auto number = Decimal::parse(text);
  if (!number) return std::nullopt;
  return Value::integer(std::move(*number));
}

std::optional<Value> parse_boolean(std::string_view text) {
  if (text == "true" || text == "1") return Value::boolean(true);
  if (text == "false" || text == "0") return Value::boolean(false);
  return std::nullopt;
}

template <class T, class Make>
std::optional<Value> made(std::optional<T> read, Make make) {
  if (!read) return std::nullopt;
  return make(std::move(*read));
}

std::optional<Value> parse_duration_of(ValueKind kind, std::string_view text) {
  auto read = kind == ValueKind::DayTimeDuration     ? parse_day_time_duration(text)
              : kind == ValueKind::YearMonthDuration ? parse_year_month_duration(text)
                                                     : parse_duration(text);
  if (!read) return std::nullopt;
  return Value::duration(kind, std::move(*read));
}

Term literal(std::string lexical, std::string_view datatype) {
  return Term::literal(std::move(lexical), std::string(datatype));
}

Term xsd_literal(std::string lexical, std::string_view local_name) {
  return Term::literal(std::move(lexical), std::string(kXsd) += local_name);
}

/// What XSD asks of a type beyond the lexical form of the kind.
bool fits(const Datatype& type, const Value& value) {
  if (type.kind == ValueKind::Integer) {
    return fits_integer_type(type.name, value.as_exact()).value_or(false);
  }
  return type.name != "dateTimeStamp" || value.as_date_time().offset.has_value();
}

}  // namespace

Value Value::of_term(Term term) {
  const ValueKind kind = term.is_iri()           ? ValueKind::Iri
                         : term.is_blank_node()  ? ValueKind::BlankNode
                         : term.is_triple_term() ? ValueKind::TripleTerm
                                                 : ValueKind::Other;
  return {kind, Boxed(std::move(term))};
}

Value value_of(const Term& term) {
  if (!term.is_literal()) return Value::of_term(term);
  if (!term.language.empty()) {
    return Value::language_string({term.lexical, term.language, term.direction});
  }
  if (const Datatype* type = find_datatype(term.datatype)) {
    auto value = parse_value(term.lexical, type->kind);
    if (value && fits(*type, *value)) return std::move(*value);
  }
  return Value::of_term(term);
}

std::optional<Value> parse_value(std::string_view text, ValueKind kind) {
  switch (kind) {
    case ValueKind::Boolean:
      return parse_boolean(text);
    case ValueKind::Integer:
      return parse_integer(text);
    case ValueKind::Decimal:
      return made(Decimal::parse(text), Value::decimal);
    case ValueKind::Float:
      return made(parse_float(text), [](float value) { return Value::real(value); });
    case ValueKind::Double:
      return made(parse_double(text), [](double value) { return Value::real(value); });
    case ValueKind::String:
      return Value::string(std::string(text));
    case ValueKind::DateTime:
      return made(parse_date_time(text), Value::date_time);
    case ValueKind::Date:
      return made(parse_date(text), Value::date);
    case ValueKind::Time:
      return made(parse_time(text), Value::time);
    case ValueKind::Duration:
    case ValueKind::DayTimeDuration:
    case ValueKind::YearMonthDuration:
      return parse_duration_of(kind, text);
    default:
      assert(false && "no datatype stands for this kind");
      return std::nullopt;
  }
}

Term term_of(const Value& value) {
  switch (value.kind()) {
    case ValueKind::Iri:
    case ValueKind::BlankNode:
    case ValueKind::TripleTerm:
    case ValueKind::Other:
      return value.as_term();
    case ValueKind::Boolean:
      return literal(value.as_boolean() ? "true" : "false", vocabulary::kBoolean);
    case ValueKind::Integer:
      return literal(value.as_exact().to_string(), vocabulary::kInteger);
    case ValueKind::Decimal:
      return literal(value.as_exact().to_string(), vocabulary::kDecimal);
    case ValueKind::Float:
      return literal(real_text(static_cast<float>(value.as_real())), vocabulary::kFloat);
    case ValueKind::Double:
      return literal(real_text(value.as_real()), vocabulary::kDouble);
    case ValueKind::String:
      return literal(value.as_string(), vocabulary::kString);
    case ValueKind::LanguageString: {
      const LanguageString& string = value.as_language_string();
      return Term::language_string(string.text, string.language, string.direction);
    }
    case ValueKind::DateTime:
      return literal(date_time_text(value.as_date_time()), vocabulary::kDateTime);
    case ValueKind::Date:
      return literal(date_text(value.as_date_time()), vocabulary::kDate);
    case ValueKind::Time:
      return literal(time_text(value.as_date_time()), vocabulary::kTime);
    case ValueKind::Duration:
      return xsd_literal(duration_text(value.as_duration()), "duration");
    case ValueKind::DayTimeDuration:
      return literal(day_time_duration_text(value.as_duration()), vocabulary::kDayTimeDuration);
    case ValueKind::YearMonthDuration:
      return xsd_literal(year_month_duration_text(value.as_duration()), "yearMonthDuration");
  }
  assert(false && "all kinds are named above");
  return {};
}

bool is_known_datatype(std::string_view datatype) {
  return find_datatype(datatype) != nullptr || datatype == vocabulary::kLangString ||
         datatype == vocabulary::kDirLangString;
}

std::optional<bool> fits_integer_type(std::string_view local_name, const Decimal& integer) {
  for (const IntegerRange& range : kIntegerRanges) {
    if (range.name != local_name) continue;
    return (range.min.empty() || integer >= *Decimal::parse(range.min)) &&
           (range.max.empty() || integer <= *Decimal::parse(range.max));
  }
  return std::nullopt;
}

}  // namespace rdf
