#include "kg/rdf/date_time.h"

#include <array>

namespace rdf {

namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::int64_t kSecondsPerHour = 3'600;
constexpr std::int64_t kSecondsPerMinute = 60;
constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
/// The widest timezone offset of XSD, in seconds.
constexpr std::int64_t kWidestOffset = 14 * kSecondsPerHour;
/// The mean month of the Gregorian calendar: 400 years are 146097 days.
constexpr std::int64_t kSecondsPerMonth = 146'097 * kSecondsPerDay / 4'800;

/// A place on the time line: whole seconds but for those of the minute, which have a fraction.
struct Instant {
  std::int64_t minute_start;
  const Decimal& second;
};

Instant instant(const DateTime& value, std::int64_t offset_seconds) {
  return {days_from_civil(value.year, value.month, value.day) * kSecondsPerDay +
              value.hour * kSecondsPerHour + value.minute * kSecondsPerMinute - offset_seconds,
          value.second};
}

std::int64_t offset_seconds(const DateTime& value) {
  return value.offset.value_or(0) * kSecondsPerMinute;
}

std::strong_ordering operator<=>(const Instant& left, const Instant& right) {
  // Offsets are whole minutes, so the starts of minutes decide unless they are the same.
  if (left.minute_start != right.minute_start) return left.minute_start <=> right.minute_start;
  return left.second <=> right.second;
}

struct Civil {
  std::int64_t year;
  unsigned month;
  unsigned day;
};

/// The inverse of days_from_civil. H. Hinnant, "chrono-compatible low-level date algorithms": years
/// start in March, so that the leap day is their last.
Civil civil_from_days(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const auto day_of_era = static_cast<unsigned>(days - era * 146'097);
  const unsigned year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const unsigned day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned march_month = (5 * day_of_year + 2) / 153;
  const unsigned month = march_month < 10 ? march_month + 3 : march_month - 9;
  return {static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0), month,
          day_of_year - (153 * march_month + 2) / 5 + 1};
}

Decimal total_seconds(const Duration& value, const Civil& from) {
  const std::int64_t months = from.year * 12 + (from.month - 1) + value.months;
  const std::int64_t year = (months >= 0 ? months : months - 11) / 12;
  const auto month = static_cast<unsigned>(months - year * 12) + 1;
  const std::int64_t days =
      days_from_civil(year, month, 1) - days_from_civil(from.year, from.month, 1);
  return Decimal(days) * Decimal(kSecondsPerDay) + value.seconds;
}

}  // namespace

std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) {
  if (month <= 2) --year;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + static_cast<std::int64_t>(day_of_era) - 719'468;
}

DateTime date_time_from_unix(std::int64_t nanoseconds) {
  constexpr std::int64_t kPerDay = kSecondsPerDay * kNanosecondsPerSecond;
  std::int64_t days = nanoseconds / kPerDay;
  std::int64_t rest = nanoseconds % kPerDay;
  if (rest < 0) {
    --days;
    rest += kPerDay;
  }
  const Civil civil = civil_from_days(days);
  constexpr std::int64_t kPerMinute = kSecondsPerMinute * kNanosecondsPerSecond;
  const std::int64_t minutes = rest / kPerMinute;
  DateTime result;
  result.year = static_cast<std::int32_t>(civil.year);
  result.month = static_cast<std::uint8_t>(civil.month);
  result.day = static_cast<std::uint8_t>(civil.day);
  result.hour = static_cast<std::uint8_t>(minutes / 60);
  result.minute = static_cast<std::uint8_t>(minutes % 60);
  result.second = Decimal(rest % kPerMinute, 9);
  result.offset = 0;
  return result;
}

std::partial_ordering compare(const DateTime& left, const DateTime& right) {
  if (left.offset.has_value() == right.offset.has_value()) return order(left, right);
  if (!left.offset) return 0 <=> compare(right, left);
  const Instant zoned = instant(left, offset_seconds(left));
  if (zoned < instant(right, kWidestOffset)) return std::partial_ordering::less;
  if (zoned > instant(right, -kWidestOffset)) return std::partial_ordering::greater;
  return std::partial_ordering::unordered;
}

std::strong_ordering order(const DateTime& left, const DateTime& right) {
  return instant(left, offset_seconds(left)) <=> instant(right, offset_seconds(right));
}

std::partial_ordering compare(const Duration& left, const Duration& right) {
  if (left.months == right.months) return left.seconds <=> right.seconds;
  // The four months from which the lengths of all runs of months can be told (XSD 1.1 part 2,
  // section 3.3.6.1).
  constexpr std::array<Civil, 4> kReferences = {
      {{1696, 9, 1}, {1697, 2, 1}, {1903, 3, 1}, {1903, 7, 1}}};
  const auto first = total_seconds(left, kReferences[0]) <=> total_seconds(right, kReferences[0]);
  for (const Civil& reference : kReferences) {
    if ((total_seconds(left, reference) <=> total_seconds(right, reference)) != first) {
      return std::partial_ordering::unordered;
    }
  }
  return first;
}

std::strong_ordering order(const Duration& left, const Duration& right) {
  const auto mean = [](const Duration& value) {
    return Decimal(value.months) * Decimal(kSecondsPerMonth) + value.seconds;
  };
  if (const auto by_mean = mean(left) <=> mean(right); by_mean != 0) return by_mean;
  return left.months <=> right.months;
}

}  // namespace rdf
