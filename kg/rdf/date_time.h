#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kg/rdf/decimal.h"

namespace rdf {

/// The seven-property model of XSD 1.1 (part 2, section D.2.1), for xsd:dateTime, xsd:date and
/// xsd:time. A date stands at 00:00:00; a time stands on 1972-12-31, the day that XSD gives it.
struct DateTime {
  std::int32_t year = 1972;  ///< there is a year 0; years beyond 32 bits are not read
  std::uint8_t month = 12;
  std::uint8_t day = 31;
  std::uint8_t hour = 0;
  std::uint8_t minute = 0;
  std::optional<std::int16_t> offset;  ///< of the timezone, in minutes east of UTC
  Decimal second;

  bool operator==(const DateTime&) const = default;
};

/// xsd:duration and its two kinds: months, and exact seconds, both of the same sign. Beyond a
/// thousand million years they are not read.
struct Duration {
  std::int64_t months = 0;
  Decimal seconds;

  bool operator==(const Duration&) const = default;
};

// Lexical forms of XSD 1.1, without white space around them.
std::optional<DateTime> parse_date_time(std::string_view text);
std::optional<DateTime> parse_date(std::string_view text);
std::optional<DateTime> parse_time(std::string_view text);
std::optional<Duration> parse_duration(std::string_view text);
std::optional<Duration> parse_day_time_duration(std::string_view text);
std::optional<Duration> parse_year_month_duration(std::string_view text);

/// Canonical forms of XSD 1.1, the timezone kept as it is.
std::string date_time_text(const DateTime& value);
std::string date_text(const DateTime& value);
std::string time_text(const DateTime& value);
std::string duration_text(const Duration& value);
std::string day_time_duration_text(const Duration& value);
std::string year_month_duration_text(const Duration& value);
/// `Z`, `+05:30` or nothing.
std::string timezone_text(const DateTime& value);

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day);
/// The instant of so many nanoseconds since 1970-01-01T00:00:00Z, with timezone Z.
DateTime date_time_from_unix(std::int64_t nanoseconds);

/// Order on the time line (XSD 1.1 part 2, section D.2.1). Of two values of which only one has a
/// timezone, one is before the other only if it is so for all offsets from -14:00 to +14:00; else
/// they are unordered.
std::partial_ordering compare(const DateTime& left, const DateTime& right);
/// The same, but total: a value without a timezone counts as UTC.
std::strong_ordering order(const DateTime& left, const DateTime& right);

/// Order of durations (XSD 1.1 part 2, section 3.3.6.1): unordered where it depends on the months'
/// lengths.
std::partial_ordering compare(const Duration& left, const Duration& right);
/// The same, but total: a month counts as its average length, then fewer months come first.
std::strong_ordering order(const Duration& left, const Duration& right);

}  // namespace rdf
