#include "kg/term_id.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>
#include <string>

#include "kg/rdf/vocabulary.h"

namespace {

namespace v = rdf::vocabulary;
using kg::IdKind;
using kg::TermId;

rdf::Term literal(const std::string& lexical, std::string_view datatype) {
  return rdf::Term::literal(lexical, std::string(datatype));
}

/// The id of a literal that must fit, having checked that it holds the literal.
TermId inline_id(const std::string& lexical, std::string_view datatype) {
  const auto id = kg::try_inline(literal(lexical, datatype));
  INFO(lexical << "^^" << datatype);
  REQUIRE(id);
  CHECK(kg::is_inline(*id));
  CHECK(kg::decode_inline(*id) == literal(lexical, datatype));
  return *id;
}

void check_not_inline(const std::string& lexical, std::string_view datatype) {
  INFO(lexical << "^^" << datatype);
  CHECK_FALSE(kg::try_inline(literal(lexical, datatype)));
}

/// The ids of these lexical forms ascend.
void check_ascending(const std::vector<std::string>& lexicals, std::string_view datatype) {
  for (std::size_t i = 1; i < lexicals.size(); ++i) {
    INFO(lexicals[i - 1] << " < " << lexicals[i]);
    CHECK(inline_id(lexicals[i - 1], datatype) < inline_id(lexicals[i], datatype));
  }
}

std::string digits(std::int64_t value, std::size_t width) {
  std::string text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

}  // namespace

TEST_CASE("None has no kind and an id of a dictionary keeps kind, level and serial", "[term_id]") {
  CHECK(kg::kind(TermId::None) == IdKind::None);
  CHECK_FALSE(kg::is_inline(TermId::None));
  for (const IdKind kind :
       {IdKind::BlankNode, IdKind::Iri, IdKind::String, IdKind::Literal, IdKind::TripleTerm}) {
    for (const unsigned level : {0U, 1U, kg::kMaxLevel}) {
      for (const std::uint64_t serial : {std::uint64_t{1}, kg::kSerialMask}) {
        const TermId id = kg::dictionary_id(kind, serial, level);
        CHECK(kg::kind(id) == kind);
        CHECK(kg::level(id) == level);
        CHECK(kg::serial(id) == serial);
        CHECK_FALSE(kg::is_inline(id));
      }
    }
  }
}

TEST_CASE("Canonical integers are inline and others are not", "[term_id]") {
  for (const char* lexical :
       {"0", "1", "-1", "42", "100", "576460752303423487", "-576460752303423488"}) {
    CHECK(kg::kind(inline_id(lexical, v::kInteger)) == IdKind::Integer);
  }
  for (const char* lexical : {"", "-", "-0", "+1", "01", "-01", "1.0", " 1", "1 ", "abc",
                              "576460752303423488", "-576460752303423489", "999999999999999999",
                              "1000000000000000000", "123456789012345678901234567890"}) {
    check_not_inline(lexical, v::kInteger);
  }
  check_not_inline("1", "http://www.w3.org/2001/XMLSchema#int");
  CHECK(kg::inline_integer(inline_id("-17", v::kInteger)) == -17);
  check_ascending(
      {"-576460752303423488", "-10", "-9", "-1", "0", "1", "9", "10", "576460752303423487"},
      v::kInteger);
}

TEST_CASE("Decimals keep their digits, and sort by value", "[term_id]") {
  for (const char* lexical :
       {"0", "0.0", "1", "1.0", "1.50", "1.5", "-1.5", "0.0000001", "-0.0000001",
        "7205759403.7927935", "-7205759403.7927935", "3.1415926", "10.00"}) {
    CHECK(kg::kind(inline_id(lexical, v::kDecimal)) == IdKind::Decimal);
  }
  for (const char* lexical :
       {"", ".", ".5", "5.", "+1.0", "01.5", "-0", "-0.0", "-0.00", "1.00000000", "1.2.3", "1e3",
        "7205759403.7927936", "9999999999.0", "99999999999.0", "1.5 "}) {
    check_not_inline(lexical, v::kDecimal);
  }
  check_ascending({"-100.5", "-1.51", "-1.5", "-0.1", "0.0", "0.0000001", "0.1", "1.49", "1.5",
                   "1.50", "1.51", "2", "10.0", "100.25"},
                  v::kDecimal);
}

TEST_CASE("Canonical doubles of few digits are inline, in the order of numbers", "[term_id]") {
  for (const char* lexical :
       {"0.0E0", "-0.0E0", "1.0E0", "-1.0E0", "1.5E10", "1.5E-10", "INF", "-INF", "NaN",
        "1.2345678901234E307", "-9.9999999999999E-307", "3.0E8", "6.02214076E23"}) {
    CHECK(kg::kind(inline_id(lexical, v::kDouble)) == IdKind::Double);
  }
  for (const char* lexical : {"",
                              "1",
                              "1.0",
                              "1E0",
                              "1.E0",
                              "1.0e0",
                              "1.50E0",
                              "10.0E0",
                              "0.5E0",
                              "+1.0E0",
                              "1.0E+1",
                              "1.0E01",
                              "1.0E-0",
                              "1.0E308",
                              "1.0E-308",
                              "1.0E1000",
                              "1.23456789012345E0",
                              "0.0E1",
                              "inf",
                              "+INF",
                              "nan",
                              "-NaN",
                              "1.0E",
                              "1.0E0 ",
                              "0.0",
                              "--1.0E0"}) {
    check_not_inline(lexical, v::kDouble);
  }
  check_ascending(
      {"-INF", "-1.0E300", "-2.0E1", "-1.5E1", "-1.0E0", "-1.0E-300", "-0.0E0", "0.0E0", "1.0E-300",
       "9.9E-1", "1.0E0", "1.5E0", "2.0E0", "1.0E1", "1.0E300", "INF", "NaN"},
      v::kDouble);
}

TEST_CASE("Only true and false are inline booleans", "[term_id]") {
  CHECK(kg::inline_boolean(inline_id("true", v::kBoolean)));
  CHECK_FALSE(kg::inline_boolean(inline_id("false", v::kBoolean)));
  check_ascending({"false", "true"}, v::kBoolean);
  for (const char* lexical : {"1", "0", "TRUE", "", "yes"}) check_not_inline(lexical, v::kBoolean);
}

TEST_CASE("Dates are inline to the limits of four digits, with and without timezone", "[term_id]") {
  for (const char* lexical : {"2024-02-29", "1970-01-01", "0001-01-01", "0000-12-31", "-0001-01-01",
                              "-9999-01-01", "9999-12-31", "1900-02-28", "2000-02-29"}) {
    CHECK(kg::kind(inline_id(lexical, v::kDate)) == IdKind::Date);
  }
  for (const char* lexical : {"2024-02-29Z", "2024-02-29+01:00", "-9999-01-01+14:00",
                              "9999-12-31-14:00", "2024-01-01+05:45", "2024-01-01-03:30"}) {
    CHECK(kg::kind(inline_id(lexical, v::kDate)) == IdKind::ZonedDate);
  }
  for (const char* lexical :
       {"", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-01-00", "2024-01-32",
        "2024-1-1", "12024-01-01", "-0000-01-01", "024-01-01", "2024-01-01+00:00",
        "2024-01-01-00:00", "2024-01-01+14:15", "2024-01-01+00:20", "2024-01-01z",
        "2024-01-01+1:00", "2024-01-01T00:00:00", "2024-01-01 "}) {
    check_not_inline(lexical, v::kDate);
  }
  check_ascending({"-9999-01-01", "-0001-12-31", "0000-01-01", "1969-12-31", "1970-01-01",
                   "2023-12-31", "2024-01-01", "2024-02-29", "2024-03-01", "9999-12-31"},
                  v::kDate);
  check_ascending({"2024-01-01+14:00", "2024-01-01Z", "2024-01-01-14:00", "2024-01-03Z"}, v::kDate);
}

TEST_CASE("Times are inline to the millisecond, and sort by their instants", "[term_id]") {
  for (const char* lexical :
       {"2024-02-29T12:34:56", "2024-02-29T12:34:56.5", "2024-02-29T00:00:00.001",
        "-9999-01-01T00:00:00", "9999-12-31T23:59:59.999", "1969-12-31T23:59:59.999"}) {
    CHECK(kg::kind(inline_id(lexical, v::kDateTime)) == IdKind::DateTime);
  }
  for (const char* lexical : {"2024-02-29T12:34:56Z", "2024-02-29T12:34:56.25-05:00",
                              "-9999-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999-14:00"}) {
    CHECK(kg::kind(inline_id(lexical, v::kDateTime)) == IdKind::ZonedDateTime);
  }
  for (const char* lexical :
       {"", "2024-02-29", "2024-02-29T24:00:00", "2024-02-29T12:60:00", "2024-02-29T12:00:60",
        "2024-02-29T12:00:00.", "2024-02-29T12:00:00.0", "2024-02-29T12:00:00.50",
        "2024-02-29T12:00:00.0001", "2024-02-29T12:00", "2024-02-29t12:00:00",
        "2024-02-29T12:00:00+00:00", "2024-02-29T12:00:00+15:00", "2023-02-29T12:00:00"}) {
    check_not_inline(lexical, v::kDateTime);
  }
  check_ascending({"-0044-03-15T12:00:00", "1969-12-31T23:59:59.999", "1970-01-01T00:00:00",
                   "2024-01-01T00:00:00", "2024-01-01T00:00:00.001", "2024-01-01T00:00:01"},
                  v::kDateTime);
  check_ascending({"2024-01-01T00:00:00+01:00", "2023-12-31T23:30:00Z", "2024-01-01T00:00:00Z",
                   "2023-12-31T20:00:00-05:00"},
                  v::kDateTime);
}

TEST_CASE("Terms that are no such literals are never inline", "[term_id]") {
  CHECK_FALSE(kg::try_inline(rdf::Term::iri("1")));
  CHECK_FALSE(kg::try_inline(rdf::Term::blank_node("true")));
  CHECK_FALSE(kg::try_inline(rdf::Term::string("1")));
  CHECK_FALSE(kg::try_inline(rdf::Term::language_string("true", "en")));
  CHECK_FALSE(kg::try_inline(literal("1", "http://example.org/integer")));
  CHECK_FALSE(kg::try_inline(
      rdf::Term::triple_term(rdf::Term::iri("s"), rdf::Term::iri("p"), rdf::Term::integer(1))));
}

TEST_CASE("Random integers and decimals come back and keep their order", "[term_id]") {
  std::mt19937_64 random(1);
  std::uniform_int_distribution<std::int64_t> any(-(std::int64_t{1} << 59),
                                                  (std::int64_t{1} << 59) - 1);
  std::uniform_int_distribution<std::int64_t> scaled(-1'000'000'000, 1'000'000'000);
  auto shorten = [&](std::int64_t n) { return n >> random() % 58; };
  auto decimal = [](std::int64_t n) {
    const std::string text =
        std::to_string(std::abs(n) / 1000) + "." + digits(std::abs(n) % 1000, 3);
    return n < 0 ? "-" + text : text;
  };
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t a = shorten(any(random));
    const std::int64_t b = shorten(any(random));
    const TermId x = inline_id(std::to_string(a), v::kInteger);
    const TermId y = inline_id(std::to_string(b), v::kInteger);
    REQUIRE((a <=> b) == (x <=> y));
    REQUIRE(kg::inline_integer(x) == a);
    const std::int64_t c = scaled(random);
    const std::int64_t d = scaled(random);
    REQUIRE((c <=> d) ==
            (inline_id(decimal(c), v::kDecimal) <=> inline_id(decimal(d), v::kDecimal)));
  }
}

TEST_CASE("Random doubles come back and keep their order", "[term_id]") {
  std::mt19937_64 random(2);
  auto lexical = [&] {
    std::string mantissa = std::to_string(random() % 9 + 1) + ".";
    const std::size_t length = random() % 14;
    for (std::size_t i = 1; i < length; ++i) mantissa += static_cast<char>('0' + random() % 10);
    while (mantissa.back() == '0') mantissa.pop_back();
    if (mantissa.back() == '.') mantissa += '0';
    const auto exponent = static_cast<std::int64_t>(random() % 615) - 307;
    return (random() % 2 ? "-" : "") + mantissa + "E" + std::to_string(exponent >> random() % 9);
  };
  for (int i = 0; i < 20'000; ++i) {
    const std::string a = lexical();
    const std::string b = lexical();
    const double x = std::stod(a);
    const double y = std::stod(b);
    const TermId p = inline_id(a, v::kDouble);
    const TermId q = inline_id(b, v::kDouble);
    INFO(a << " and " << b);
    REQUIRE((x < y) == (p < q));
    REQUIRE((x == y) == (p == q));
  }
}

TEST_CASE("Random times come back and keep their order", "[term_id]") {
  std::mt19937_64 random(3);
  struct Time {
    std::string lexical;
    std::int64_t instant;
  };
  auto time = [&](bool zoned) {
    using namespace std::chrono;
    const auto year_number = static_cast<int>(random() % 40) + 1950;
    const year_month_day date{year{year_number}, month{static_cast<unsigned>(random() % 12 + 1)},
                              day{static_cast<unsigned>(random() % 28 + 1)}};
    const auto second = static_cast<std::int64_t>(random() % 86400);
    std::string lexical =
        digits(year_number, 4) + "-" + digits(static_cast<unsigned>(date.month()), 2) + "-" +
        digits(static_cast<unsigned>(date.day()), 2) + "T" + digits(second / 3600, 2) + ":" +
        digits(second / 60 % 60, 2) + ":" + digits(second % 60, 2);
    std::int64_t instant = sys_days{date}.time_since_epoch().count() * 86400 + second;
    const int zone = static_cast<int>(random() % 113) - 56;
    if (zoned) {
      const int minutes = std::abs(zone) * 15;
      lexical += zone == 0 ? "Z"
                           : (zone < 0 ? "-" : "+") + digits(minutes / 60, 2) + ":" +
                                 digits(minutes % 60, 2);
      instant -= zone * 15 * 60;
    }
    return Time{lexical, instant};
  };
  for (int i = 0; i < 20'000; ++i) {
    const bool zoned = i % 2 == 0;
    const Time a = time(zoned);
    const Time b = time(zoned);
    INFO(a.lexical << " and " << b.lexical);
    const TermId x = inline_id(a.lexical, v::kDateTime);
    const TermId y = inline_id(b.lexical, v::kDateTime);
    if (a.instant != b.instant) REQUIRE((a.instant < b.instant) == (x < y));
  }
}
