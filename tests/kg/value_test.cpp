#include "kg/rdf/value.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "kg/rdf/cast.h"
#include "kg/rdf/vocabulary.h"

using rdf::Direction;
using rdf::Term;
using rdf::Value;
using rdf::ValueKind;

namespace {

std::string xsd(std::string_view local_name) {
  return std::string(rdf::vocabulary::kXsd).append(local_name);
}

Term literal(std::string lexical, std::string_view type) {
  return Term::literal(std::move(lexical), xsd(type));
}

Value value(std::string lexical, std::string_view type) {
  return value_of(literal(std::move(lexical), type));
}

std::string canonical(std::string lexical, std::string_view type) {
  return term_of(value(std::move(lexical), type)).lexical;
}

const Term kIri = Term::iri("http://example/a");
const Term kUnknown = Term::literal("xyz", "http://example/unknown");

}  // namespace

TEST_CASE("values come back as terms in canonical form", "[value]") {
  CHECK(canonical("+01", "integer") == "1");
  CHECK(canonical("01.50", "decimal") == "1.5");
  CHECK(canonical("2.0", "decimal") == "2");
  CHECK(canonical("1000000", "double") == "1.0E6");
  CHECK(canonical("0.1", "double") == "1.0E-1");
  CHECK(canonical("-0", "double") == "-0.0E0");
  CHECK(canonical("123.456e5", "double") == "1.23456E7");
  CHECK(canonical("1e400", "double") == "INF");
  CHECK(canonical("-1e400", "double") == "-INF");
  CHECK(canonical("1e-400", "double") == "0.0E0");
  CHECK(canonical("+INF", "double") == "INF");
  CHECK(canonical("NaN", "float") == "NaN");
  CHECK(canonical("0.1", "float") == "1.0E-1");
  CHECK(canonical("16777217", "float") == "1.6777216E7");
  CHECK(canonical("1", "boolean") == "true");
  CHECK(canonical("0", "boolean") == "false");
  CHECK(canonical("2006-08-23+00:00", "date") == "2006-08-23Z");
  CHECK(canonical("PT60M", "dayTimeDuration") == "PT1H");
}

TEST_CASE("a term that is no known literal is its own value", "[value]") {
  for (const Term& term :
       {kIri, Term::blank_node("b"), kUnknown, Term::triple_term(kIri, kIri, Term::string("x")),
        literal("abc", "integer"), Term::language_string("chat", "fr"),
        Term::language_string("chat", "fr", Direction::RightToLeft)}) {
    CHECK(term_of(value_of(term)) == term);
  }
}

TEST_CASE("a literal outside its lexical space is ill-typed", "[value]") {
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"", "integer"},
      {"1.0", "integer"},
      {"1e0", "integer"},
      {" 1", "integer"},
      {"1 ", "double"},
      {"1e", "double"},
      {"e5", "double"},
      {".", "double"},
      {"inf", "double"},
      {"-NaN", "double"},
      {"0x1p3", "double"},
      {"1e5", "decimal"},
      {"TRUE", "boolean"},
      {"yes", "boolean"},
      {"128", "byte"},
      {"-129", "byte"},
      {"-1", "unsignedInt"},
      {"0", "positiveInteger"},
      {"1", "negativeInteger"},
      {"1", "nonPositiveInteger"},
      {"18446744073709551616", "unsignedLong"},
      {"9223372036854775808", "long"},
      {"2000-01-01T00:00:00", "dateTimeStamp"},
      {"P1M", "dayTimeDuration"},
  };
  for (const auto& [lexical, type] : cases) {
    INFO(lexical << " " << type);
    CHECK(value(lexical, type).is(ValueKind::Other));
  }
}

TEST_CASE("types derived from integer are integers within their range", "[value]") {
  CHECK(value("127", "byte").is(ValueKind::Integer));
  CHECK(value("18446744073709551615", "unsignedLong").is(ValueKind::Integer));
  CHECK(value("-1", "negativeInteger").is(ValueKind::Integer));
  CHECK(term_of(value("-0", "nonNegativeInteger")) == Term::integer(0));
  CHECK(value("2000-01-01T00:00:00Z", "dateTimeStamp").is(ValueKind::DateTime));
}

TEST_CASE("equality promotes numbers to the wider type", "[value]") {
  CHECK(equal(value("1", "integer"), value("1.0", "decimal")) == true);
  CHECK(equal(value("1", "byte"), value("1.0e0", "double")) == true);
  CHECK(equal(value("0.1", "decimal"), value("0.1", "float")) == true);
  CHECK(equal(value("0.1", "double"), value("0.1", "float")) == false);
  CHECK(equal(value("NaN", "double"), value("NaN", "double")) == false);
  CHECK(equal(value("-0", "double"), value("0", "double")) == true);
  CHECK(equal(value("9007199254740993", "integer"), value("9007199254740992", "double")) == true);
}

TEST_CASE("values of different known types are different", "[value]") {
  CHECK(equal(value("1", "integer"), value("1", "string")) == false);
  CHECK(equal(value("1", "integer"), value("true", "boolean")) == false);
  CHECK(equal(value("2006-08-23", "date"), value("2006-08-23T00:00:00", "dateTime")) == false);
  CHECK(equal(value("x", "string"), value_of(Term::language_string("x", "en"))) == false);
  CHECK(equal(value("x", "string"), value_of(kIri)) == false);
  CHECK(equal(value_of(Term::blank_node("a")), value_of(Term::blank_node("b"))) == false);
  CHECK(equal(value_of(Term::language_string("x", "en")),
              value_of(Term::language_string("x", "en", Direction::LeftToRight))) == false);
  CHECK(equal(value("P12M", "yearMonthDuration"), value("P1Y", "duration")) == true);
}

TEST_CASE("equality with what is not understood is an error, unless the terms are the same",
          "[value]") {
  const Value unknown = value_of(kUnknown);
  const Value ill_typed = value("xyz", "integer");
  CHECK(equal(unknown, unknown) == true);
  CHECK(equal(ill_typed, ill_typed) == true);
  CHECK(equal(unknown, value_of(Term::literal("abc", "http://example/unknown"))) == std::nullopt);
  CHECK(equal(unknown, ill_typed) == std::nullopt);
  CHECK(equal(unknown, value("xyz", "string")) == std::nullopt);
  CHECK(equal(ill_typed, value("1", "integer")) == std::nullopt);
  // As the W3C test open-eq-08 has it.
  CHECK(equal(unknown, value_of(Term::language_string("xyz", "en"))) == false);
  CHECK(equal(ill_typed, value_of(Term::language_string("xyz", "en"))) == false);
  CHECK(equal(unknown, value_of(kIri)) == false);
}

TEST_CASE("triple terms are equal where their components are", "[value]") {
  const auto triple = [](Term object) {
    return value_of(Term::triple_term(kIri, kIri, std::move(object)));
  };
  CHECK(equal(triple(literal("123", "integer")), triple(literal("123.0", "decimal"))) == true);
  CHECK(equal(triple(literal("123", "integer")), triple(literal("124", "integer"))) == false);
  CHECK(equal(triple(kUnknown), triple(literal("x", "string"))) == std::nullopt);
  CHECK(equal(value_of(Term::triple_term(kIri, kIri, kUnknown)),
              value_of(Term::triple_term(Term::iri("http://example/b"), kIri,
                                         literal("x", "string")))) == false);
  CHECK(equal(triple(kIri), value_of(kIri)) == false);
}

TEST_CASE("only like values compare", "[value]") {
  CHECK(compare(value("1", "integer"), value("1.5", "decimal")) == std::partial_ordering::less);
  CHECK(compare(value("a", "string"), value("B", "string")) == std::partial_ordering::greater);
  CHECK(compare(value("false", "boolean"), value("true", "boolean")) ==
        std::partial_ordering::less);
  CHECK(compare(value("NaN", "double"), value("1", "integer")) == std::partial_ordering::unordered);
  CHECK(compare(value("2006-08-23Z", "date"), value("2006-08-22", "date")) ==
        std::partial_ordering::greater);
  CHECK_FALSE(compare(value("2006-08-23Z", "date"), value("2006-08-23", "date")).has_value());
  CHECK_FALSE(compare(value("1", "integer"), value("1", "string")).has_value());
  CHECK_FALSE(compare(value_of(kIri), value_of(kIri)).has_value());
  CHECK_FALSE(compare(value_of(kUnknown), value_of(kUnknown)).has_value());
  CHECK_FALSE(compare(value("P1M", "duration"), value("P1M", "duration")).has_value());
}

TEST_CASE("code points decide the order of strings", "[value]") {
  // U+FF5E sorts before U+1F600, in UTF-8 as well as by code point, though not in UTF-16.
  CHECK(compare(value("\uFF5E", "string"), value("\U0001F600", "string")) ==
        std::partial_ordering::less);
}

TEST_CASE("arithmetic keeps to the wider type", "[value]") {
  const auto sum = [](const Value& a, const Value& b) { return to_ntriples(term_of(*add(a, b))); };
  CHECK(sum(value("1", "byte"), value("2", "long")) == "\"3\"^^<" + xsd("integer") + ">");
  CHECK(sum(value("1", "integer"), value("0.5", "decimal")) == "\"1.5\"^^<" + xsd("decimal") + ">");
  CHECK(sum(value("0.1", "decimal"), value("0.2", "float")) ==
        "\"" + std::string("3.0E-1") + "\"^^<" + xsd("float") + ">");
  CHECK(sum(value("0.1", "double"), value("0.2", "float")) ==
        "\"3.000000029802322E-1\"^^<" + xsd("double") + ">");
  CHECK_FALSE(add(value("1", "integer"), value("1", "string")).has_value());
  CHECK_FALSE(add(value("128", "byte"), value("1", "integer")).has_value());
}

TEST_CASE("division makes decimals of integers, and zero divides only floating-point numbers",
          "[value]") {
  CHECK(term_of(*divide(value("1", "integer"), value("2", "integer"))) ==
        literal("0.5", "decimal"));
  CHECK(term_of(*divide(value("4", "integer"), value("2", "integer"))) == literal("2", "decimal"));
  CHECK_FALSE(divide(value("1", "integer"), value("0", "integer")).has_value());
  CHECK_FALSE(divide(value("1", "decimal"), value("0.0", "decimal")).has_value());
  CHECK(term_of(*divide(value("1", "integer"), value("0", "double"))) == literal("INF", "double"));
  CHECK(term_of(*divide(value("-1", "float"), value("0", "decimal"))) == literal("-INF", "float"));
  CHECK(std::isnan(divide(value("0", "double"), value("0", "double"))->as_real()));
}

TEST_CASE("the effective boolean value exists for booleans, numbers and strings", "[value]") {
  CHECK(effective_boolean_value(value("1", "boolean")) == true);
  CHECK(effective_boolean_value(value("0", "integer")) == false);
  CHECK(effective_boolean_value(value("-0.0", "decimal")) == false);
  CHECK(effective_boolean_value(value("NaN", "double")) == false);
  CHECK(effective_boolean_value(value("-2e10", "double")) == true);
  CHECK(effective_boolean_value(value("", "string")) == false);
  CHECK(effective_boolean_value(value("false", "string")) == true);
  CHECK_FALSE(effective_boolean_value(value("z", "boolean")).has_value());
  CHECK_FALSE(effective_boolean_value(value("2020-01-01", "date")).has_value());
  CHECK_FALSE(effective_boolean_value(value_of(kIri)).has_value());
  CHECK_FALSE(effective_boolean_value(value_of(Term::language_string("a", "en"))).has_value());
}

TEST_CASE("ORDER BY puts all values in one order", "[value]") {
  const std::vector<Value> ascending = {
      value_of(Term::blank_node("b")),
      value_of(kIri),
      value("NaN", "double"),
      value("-INF", "float"),
      value("-1.5", "decimal"),
      value("9007199254740992", "double"),
      value("9007199254740993", "integer"),
      value("9007199254740994", "double"),
      value("INF", "double"),
      value("a", "string"),
      value("b", "string"),
      value_of(Term::language_string("a", "de")),
      value_of(Term::language_string("a", "en")),
      value("false", "boolean"),
      value("true", "boolean"),
      value("2000-01-16T00:00:00", "dateTime"),
      value("2000-01-16T12:00:00Z", "dateTime"),
      value("2000-01-16", "date"),
      value("12:00:00", "time"),
      value("P30D", "duration"),
      value("P1M", "duration"),
      value("abc", "integer"),
      value_of(Term::triple_term(kIri, kIri, literal("-456", "integer"))),
      value_of(Term::triple_term(kIri, kIri, literal("123", "integer"))),
  };
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      INFO(i << " and " << j);
      CHECK(order(ascending[i], ascending[j]) == (i <=> j));
    }
  }
}

TEST_CASE("the order of ORDER BY is transitive and agrees with the operator <", "[value]") {
  const std::vector<std::pair<std::string, std::vector<const char*>>> pool = {
      {"integer", {"0", "-1", "9007199254740993", "16777217", "123456789012345678901234567890"}},
      {"decimal", {"0.1", "9007199254740992.5", "-1.0", "16777216.5"}},
      {"double", {"0.1", "9007199254740992", "NaN", "INF", "-INF", "-0", "1e30"}},
      {"float", {"0.1", "16777216", "NaN", "INF", "-1"}},
      {"dateTime",
       {"2000-01-01T00:00:00", "2000-01-01T00:00:00Z", "2000-01-01T10:00:00+14:00",
        "2000-01-01T12:00:00", "2000-01-02T00:00:00-14:00"}},
      {"date", {"2000-01-01", "2000-01-01Z", "1999-12-31-14:00", "2000-01-02+14:00"}},
      {"duration", {"P1M", "P30D", "P31D", "P1Y", "P365D", "P366D", "-P1M", "PT0S"}},
      {"string", {"", "a", "b"}},
      {"boolean", {"true", "false", "x"}},
  };
  std::vector<Value> values;
  for (const auto& [type, lexicals] : pool) {
    for (const char* lexical : lexicals) values.push_back(value(lexical, type));
  }
  for (const Value& a : values) {
    for (const Value& b : values) {
      CHECK(order(a, b) == (0 <=> order(b, a)));
      const auto compared = compare(a, b);
      if (compared == std::partial_ordering::less) CHECK(std::is_lt(order(a, b)));
      for (const Value& c : values) {
        if (std::is_lteq(order(a, b)) && std::is_lteq(order(b, c))) {
          REQUIRE(std::is_lteq(order(a, c)));
        }
      }
    }
  }
}

TEST_CASE("casts follow XPath", "[value]") {
  const auto cast_text = [](const Value& from, ValueKind to) {
    const auto result = cast(from, to);
    return result ? term_of(*result).lexical : std::string("error");
  };
  CHECK(cast_text(value("1.0", "decimal"), ValueKind::String) == "1");
  CHECK(cast_text(value("0E1", "float"), ValueKind::String) == "0");
  CHECK(cast_text(value("1.5e5", "double"), ValueKind::String) == "150000");
  CHECK(cast_text(value("1e6", "double"), ValueKind::String) == "1.0E6");
  CHECK(cast_text(value("0.000001", "double"), ValueKind::String) == "0.000001");
  CHECK(cast_text(value("1e-7", "double"), ValueKind::String) == "1.0E-7");
  CHECK(cast_text(value("-0", "double"), ValueKind::String) == "-0");
  CHECK(cast_text(value("-7.875", "float"), ValueKind::Integer) == "-7");
  CHECK(cast_text(value("1e30", "double"), ValueKind::Integer) ==
        "1000000000000000019884624838656");
  CHECK(cast_text(value("0.1", "double"), ValueKind::Decimal) == "0.1");
  CHECK(cast_text(value("NaN", "double"), ValueKind::Boolean) == "false");
  CHECK(cast_text(value("NaN", "double"), ValueKind::Integer) == "error");
  CHECK(cast_text(value("INF", "float"), ValueKind::Decimal) == "error");
  CHECK(cast_text(value("INF", "float"), ValueKind::Double) == "INF");
  CHECK(cast_text(value("\n 13 ", "string"), ValueKind::Integer) == "13");
  CHECK(cast_text(value("1.5", "string"), ValueKind::Integer) == "error");
  CHECK(cast_text(value("1 3", "string"), ValueKind::Integer) == "error");
  CHECK(cast_text(value("true", "boolean"), ValueKind::Double) == "1.0E0");
  CHECK(cast_text(value_of(kIri), ValueKind::String) == "http://example/a");
  CHECK(cast_text(value_of(kIri), ValueKind::Integer) == "error");
  CHECK(cast_text(value_of(kUnknown), ValueKind::String) == "error");
  CHECK(cast_text(value("2011-01-10T14:45:13Z", "dateTime"), ValueKind::Date) == "2011-01-10Z");
  CHECK(cast_text(value("2011-01-10T14:45:13Z", "dateTime"), ValueKind::Time) == "14:45:13Z");
  CHECK(cast_text(value("2011-01-10", "date"), ValueKind::DateTime) == "2011-01-10T00:00:00");
  CHECK(cast_text(value("12:00:00", "time"), ValueKind::DateTime) == "error");
  CHECK(cast_text(value("P1Y2DT3H", "duration"), ValueKind::DayTimeDuration) == "P2DT3H");
  CHECK(cast_text(value("P1Y2DT3H", "duration"), ValueKind::YearMonthDuration) == "P1Y");
}
