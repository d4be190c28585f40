#include "kg/rdf/decimal.h"

#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

using rdf::Decimal;

namespace {

Decimal number(std::string_view text) {
  const auto read = Decimal::parse(text);
  REQUIRE(read.has_value());
  return *read;
}

std::string canonical(std::string_view text) { return number(text).to_string(); }

}  // namespace

TEST_CASE("a decimal is written without superfluous signs, zeros and points", "[decimal]") {
  CHECK(canonical("+1") == "1");
  CHECK(canonical("-0") == "0");
  CHECK(canonical("1.") == "1");
  CHECK(canonical(".5") == "0.5");
  CHECK(canonical("-00012.3400") == "-12.34");
  CHECK(canonical("0.000") == "0");
  CHECK(canonical("-0.001") == "-0.001");
  CHECK(canonical("9223372036854775807") == "9223372036854775807");
  CHECK(canonical("-9223372036854775808") == "-9223372036854775808");
  CHECK(canonical("123456789012345678901234567890") == "123456789012345678901234567890");
  CHECK(canonical("00000000000000000000000000000.10") == "0.1");
  CHECK(canonical("1234567890123456789.0000000000") == "1234567890123456789");
}

TEST_CASE("what is not a decimal is not read", "[decimal]") {
  for (const char* text :
       {"", ".", "+", "-.", "1e5", "1.2.3", " 1", "1 ", "0x1", "--1", "INF", "1_0"}) {
    INFO(text);
    CHECK_FALSE(Decimal::parse(text).has_value());
  }
  CHECK_FALSE(Decimal::parse(std::string(200'000, '7')).has_value());
}

TEST_CASE("sums and products are exact at any size", "[decimal]") {
  CHECK((number("0.1") + number("0.2")).to_string() == "0.3");
  CHECK((number("9223372036854775807") + number("1")).to_string() == "9223372036854775808");
  CHECK((number("-9223372036854775808") - number("1")).to_string() == "-9223372036854775809");
  CHECK((number("9223372036854775808") - number("1")).to_int64() ==
        std::numeric_limits<std::int64_t>::max());
  CHECK((number("99999999999999999999") * number("99999999999999999999")).to_string() ==
        "9999999999999999999800000000000000000001");
  CHECK((number("0.00000000000000000001") + number("100000000000000000000")).to_string() ==
        "100000000000000000000.00000000000000000001");
  CHECK((-number("-9223372036854775808")).to_string() == "9223372036854775808");
  CHECK(number("-9223372036854775808").abs().to_string() == "9223372036854775808");
}

TEST_CASE("quotients are exact where they can be, else rounded after 18 digits", "[decimal]") {
  CHECK((number("6") / number("3")).to_string() == "2");
  CHECK((number("1") / number("3")).to_string() == "0.333333333333333333");
  CHECK((number("2") / number("3")).to_string() == "0.666666666666666667");
  CHECK((number("-2") / number("3")).to_string() == "-0.666666666666666667");
  CHECK((number("1") / number("8")).to_string() == "0.125");
  CHECK((number("1") / number("1024")).to_string() == "0.0009765625");
  CHECK((number("11.1") / number("5")).to_string() == "2.22");
  CHECK((number("0.12345678901234567890123") / number("1")).to_string() ==
        "0.12345678901234567890123");
  CHECK((number("-9223372036854775808") / number("-1")).to_string() == "9223372036854775808");
  CHECK((number("100000000000000000000000000") / number("10")).to_string() ==
        "10000000000000000000000000");
  const std::string tiny = (number("1") / number("3000000000000000000000000000000")).to_string();
  CHECK(tiny.starts_with("0.000000000000000000000000000000333333333333333333"));
}

TEST_CASE("rounding goes to the nearest integer and halves go up", "[decimal]") {
  CHECK(number("2.5").round().to_string() == "3");
  CHECK(number("-2.5").round().to_string() == "-2");
  CHECK(number("2.4999").round().to_string() == "2");
  CHECK(number("-2.51").round().to_string() == "-3");
  CHECK(number("7").round().to_string() == "7");
  CHECK(number("-10.5").floor().to_string() == "-11");
  CHECK(number("-10.5").ceil().to_string() == "-10");
  CHECK(number("10.5").ceil().to_string() == "11");
  CHECK(number("-0.5").ceil().to_string() == "0");
  CHECK(number("-7.875").truncate().to_string() == "-7");
  CHECK(number("123456789012345678901234567890.5").floor().to_string() ==
        "123456789012345678901234567890");
}

TEST_CASE("decimals are ordered by value across scales and sizes", "[decimal]") {
  CHECK(number("1.0") == number("1"));
  CHECK(number("-1") < number("0.1"));
  CHECK(number("0.09") < number("0.1"));
  CHECK(number("99999999999999999999") > number("9223372036854775807"));
  CHECK(number("-99999999999999999999") < number("-9223372036854775807"));
  CHECK(number("1.00000000000000000000000001") > number("1"));
  CHECK(number("9223372036854775807") > number("0.0000000000000000001"));
}

TEST_CASE("doubles become the shortest decimal that reads back, or the exact one", "[decimal]") {
  CHECK(Decimal::from_double(0.1).to_string() == "0.1");
  CHECK(Decimal::from_double(-1.5e-7).to_string() == "-0.00000015");
  CHECK(Decimal::from_double(1e22).to_string() == "10000000000000000000000");
  CHECK(Decimal::from_float(0.1F).to_string() == "0.1");
  CHECK(Decimal::exactly(0.1).to_string() ==
        "0.1000000000000000055511151231257827021181583404541015625");
  CHECK(Decimal::exactly(-0.0).to_string() == "0");
  CHECK(Decimal::exactly(std::ldexp(1.0, 70)).to_string() == "1180591620717411303424");
  CHECK(Decimal::exactly(-3.0).to_string() == "-3");
}

TEST_CASE("a decimal becomes the nearest double or float", "[decimal]") {
  CHECK(number("0.1").to_double() == 0.1);
  CHECK(number("9007199254740993").to_double() == 9007199254740992.0);
  CHECK(number("123456789012345678901234567890").to_double() == 123456789012345678901234567890.0);
  CHECK(number("16777217").to_float() == 16777216.0F);
  CHECK(number("0.1").to_float() == 0.1F);
  CHECK(std::isinf(number("1" + std::string(400, '0')).to_double()));
  CHECK(number("-1" + std::string(400, '0')).to_double() < 0);
  CHECK(std::isinf(number("1" + std::string(50, '0')).to_float()));
  CHECK(number("0." + std::string(400, '0') + "1").to_double() == 0.0);
}

TEST_CASE("every finite double reads back from both of its decimals", "[decimal]") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 2'000; ++i) {
    const double value = std::bit_cast<double>(random());
    if (!std::isfinite(value)) continue;
    INFO(value);
    CHECK(Decimal::from_double(value).to_double() == value);
    CHECK(Decimal::exactly(value).to_double() == value);
  }
}

TEST_CASE("arithmetic agrees with machine integers where those suffice", "[decimal]") {
  std::mt19937_64 random(11);
  std::uniform_int_distribution<std::int64_t> small(-3'000'000'000, 3'000'000'000);
  for (int i = 0; i < 2'000; ++i) {
    const std::int64_t a = small(random);
    const std::int64_t b = small(random);
    CHECK((Decimal(a) + Decimal(b)).to_int64() == a + b);
    CHECK((Decimal(a) - Decimal(b)).to_int64() == a - b);
    CHECK((Decimal(a) * Decimal(b)).to_string() == std::to_string(a * b));
    CHECK((Decimal(a) <=> Decimal(b)) == (a <=> b));
    // The same through big numbers: far out and back again.
    const Decimal far = number("1" + std::string(40, '0'));
    CHECK(((Decimal(a) + far) - (Decimal(b) + far)).to_int64() == a - b);
  }
}
