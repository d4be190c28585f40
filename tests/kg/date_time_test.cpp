#include "kg/rdf/date_time.h"

#include <catch2/catch.hpp>

using rdf::DateTime;
using rdf::Duration;

namespace {

std::string date_time(std::string_view text) {
  const auto read = rdf::parse_date_time(text);
  return read ? rdf::date_time_text(*read) : "not read";
}

std::string date(std::string_view text) {
  const auto read = rdf::parse_date(text);
  return read ? rdf::date_text(*read) : "not read";
}

std::string time(std::string_view text) {
  const auto read = rdf::parse_time(text);
  return read ? rdf::time_text(*read) : "not read";
}

std::string duration(std::string_view text) {
  const auto read = rdf::parse_duration(text);
  return read ? rdf::duration_text(*read) : "not read";
}

std::partial_ordering compare_date_times(std::string_view left, std::string_view right) {
  return compare(rdf::parse_date_time(left).value(), rdf::parse_date_time(right).value());
}

std::partial_ordering compare_durations(std::string_view left, std::string_view right) {
  return compare(rdf::parse_duration(left).value(), rdf::parse_duration(right).value());
}

constexpr auto kUnordered = std::partial_ordering::unordered;
constexpr auto kLess = std::partial_ordering::less;
constexpr auto kGreater = std::partial_ordering::greater;
constexpr auto kEqual = std::partial_ordering::equivalent;

}  // namespace

TEST_CASE("a dateTime is written in its canonical form", "[date_time]") {
  CHECK(date_time("2011-01-10T14:45:13.815-05:00") == "2011-01-10T14:45:13.815-05:00");
  CHECK(date_time("2011-01-10T14:45:13.8150+00:00") == "2011-01-10T14:45:13.815Z");
  CHECK(date_time("2011-01-10T14:45:00.000") == "2011-01-10T14:45:00");
  CHECK(date_time("-0044-03-15T12:00:00-00:00") == "-0044-03-15T12:00:00Z");
  CHECK(date_time("0000-02-29T00:00:00") == "0000-02-29T00:00:00");
  CHECK(date_time("12345-01-01T00:00:00") == "12345-01-01T00:00:00");
  CHECK(date_time("2000-01-01T00:00:00.12345678901234567890123") ==
        "2000-01-01T00:00:00.12345678901234567890123");
}

TEST_CASE("the hour 24 is the start of the next day", "[date_time]") {
  CHECK(date_time("1999-12-31T24:00:00") == "2000-01-01T00:00:00");
  CHECK(date_time("2004-02-28T24:00:00.0Z") == "2004-02-29T00:00:00Z");
  CHECK(date_time("2005-02-28T24:00:00Z") == "2005-03-01T00:00:00Z");
  CHECK(date_time("2000-01-01T24:00:01") == "not read");
  CHECK(date_time("2000-01-01T24:01:00") == "not read");
  CHECK(time("24:00:00") == "00:00:00");
}

TEST_CASE("what is not a dateTime is not read", "[date_time]") {
  for (const char* text : {"2000-01-01",
                           "2000-1-01T00:00:00",
                           "2000-13-01T00:00:00",
                           "2000-00-01T00:00:00",
                           "2000-01-32T00:00:00",
                           "2001-02-29T00:00:00",
                           "1900-02-29T00:00:00",
                           "2000-04-31T00:00:00",
                           "200-01-01T00:00:00",
                           "02000-01-01T00:00:00",
                           "2000-01-01 00:00:00",
                           "2000-01-01T00:00",
                           "2000-01-01T00:00:60",
                           "2000-01-01T00:60:00",
                           "2000-01-01T25:00:00",
                           "2000-01-01T00:00:00.",
                           "2000-01-01T00:00:00z",
                           "2000-01-01T00:00:00+14:01",
                           "2000-01-01T00:00:00+15:00",
                           "2000-01-01T00:00:00+5:00",
                           "2000-01-01T00:00:00Z ",
                           "+2000-01-01T00:00:00",
                           "99999999999-01-01T00:00:00",
                           ""}) {
    INFO(text);
    CHECK(date_time(text) == "not read");
  }
}

TEST_CASE("dates and times have canonical forms too", "[date_time]") {
  CHECK(date("2006-08-23") == "2006-08-23");
  CHECK(date("2006-08-23+00:00") == "2006-08-23Z");
  CHECK(date("2006-08-23-11:30") == "2006-08-23-11:30");
  CHECK(date("2006-08-23T00:00:00") == "not read");
  CHECK(time("09:05:07.50+01:00") == "09:05:07.5+01:00");
  CHECK(time("9:05:07") == "not read");
}

TEST_CASE("dateTimes are ordered on the time line", "[date_time]") {
  CHECK(compare_date_times("2002-04-02T23:00:00-04:00", "2002-04-03T02:00:00-01:00") == kEqual);
  CHECK(compare_date_times("2002-04-02T12:00:00", "2002-04-02T12:00:00.000") == kEqual);
  CHECK(compare_date_times("2002-04-02T12:00:00Z", "2002-04-02T12:00:00.001Z") == kLess);
  CHECK(compare_date_times("2002-04-02T12:00:00+01:00", "2002-04-02T12:00:00Z") == kLess);
  CHECK(compare_date_times("0001-01-01T00:00:00Z", "-0001-12-31T00:00:00Z") == kGreater);
}

TEST_CASE("with only one timezone, less than 14 hours apart is unordered", "[date_time]") {
  CHECK(compare_date_times("2000-01-16T00:00:00", "2000-01-16T12:00:00Z") == kUnordered);
  CHECK(compare_date_times("2000-01-15T00:00:00", "2000-02-15T00:00:00Z") == kLess);
  CHECK(compare_date_times("2000-02-15T00:00:00Z", "2000-01-15T00:00:00") == kGreater);
  CHECK(compare_date_times("2000-01-15T12:00:00", "2000-01-16T12:00:00Z") == kLess);
  // Exactly 14 hours: the same instant in the farthest timezone.
  CHECK(compare_date_times("2000-01-16T12:00:00Z", "2000-01-16T02:00:00") == kUnordered);
  CHECK(compare_date_times("2000-01-16T02:00:01Z", "2000-01-15T12:00:00") == kGreater);
  CHECK(compare_date_times("2000-01-16T02:00:00Z", "2000-01-15T12:00:00") == kUnordered);
  CHECK(std::is_lt(order(rdf::parse_date_time("2000-01-16T00:00:00").value(),
                         rdf::parse_date_time("2000-01-16T12:00:00Z").value())));
}

TEST_CASE("days are counted over all centuries", "[date_time]") {
  CHECK(rdf::days_from_civil(1970, 1, 1) == 0);
  CHECK(rdf::days_from_civil(2000, 3, 1) == 11'017);
  CHECK(rdf::days_from_civil(1969, 12, 31) == -1);
  CHECK(rdf::days_from_civil(0, 3, 1) == -719'468);
}

TEST_CASE("an instant of the system clock becomes a dateTime in UTC", "[date_time]") {
  CHECK(date_time_text(rdf::date_time_from_unix(0)) == "1970-01-01T00:00:00Z");
  CHECK(date_time_text(rdf::date_time_from_unix(951'782'399'123'000'000)) ==
        "2000-02-28T23:59:59.123Z");
  CHECK(date_time_text(rdf::date_time_from_unix(951'782'400'000'000'000)) ==
        "2000-02-29T00:00:00Z");
  CHECK(date_time_text(rdf::date_time_from_unix(-1)) == "1969-12-31T23:59:59.999999999Z");
}

TEST_CASE("a duration is written in its canonical form", "[date_time]") {
  CHECK(duration("P1Y14M") == "P2Y2M");
  CHECK(duration("PT90S") == "PT1M30S");
  CHECK(duration("-PT36H") == "-P1DT12H");
  CHECK(duration("P0D") == "PT0S");
  CHECK(duration("P1Y2M3DT4H5M6.70S") == "P1Y2M3DT4H5M6.7S");
  CHECK(duration("PT86399.99999999999999999999999999S") ==
        "PT23H59M59.99999999999999999999999999S");
  CHECK(rdf::day_time_duration_text({0, rdf::Decimal(-28'800)}) == "-PT8H");
  CHECK(rdf::year_month_duration_text({0, {}}) == "P0M");
}

TEST_CASE("what is not a duration is not read", "[date_time]") {
  for (const char* text : {"P", "PT", "P1", "1Y", "P1YT", "P1M1Y", "PT1S1H", "P1.5Y", "PT1.5H",
                           "PT1.S", "PT.5S", "P-1Y", "+P1Y", "P1H", "PT1D", ""}) {
    INFO(text);
    CHECK(duration(text) == "not read");
  }
  CHECK_FALSE(rdf::parse_day_time_duration("P1Y").has_value());
  CHECK_FALSE(rdf::parse_day_time_duration("P1M").has_value());
  CHECK(rdf::parse_day_time_duration("PT1M").has_value());
  CHECK_FALSE(rdf::parse_year_month_duration("P1D").has_value());
  CHECK_FALSE(rdf::parse_year_month_duration("PT1M").has_value());
  CHECK(rdf::parse_year_month_duration("P1M").has_value());
}

TEST_CASE("durations are unordered where months' lengths decide", "[date_time]") {
  CHECK(compare_durations("P1Y", "P12M") == kEqual);
  CHECK(compare_durations("P1D", "PT24H") == kEqual);
  CHECK(compare_durations("P1M", "P30D") == kUnordered);
  CHECK(compare_durations("P1M", "P27D") == kGreater);
  CHECK(compare_durations("P1M", "P32D") == kLess);
  CHECK(compare_durations("P1Y", "P365D") == kUnordered);
  CHECK(compare_durations("P1Y", "P364D") == kGreater);
  CHECK(compare_durations("-P1M", "P1D") == kLess);
}
