#include <fmt/format.h>

#include <limits>

#include "kg/rdf/date_time.h"

namespace rdf {

namespace {

constexpr std::int64_t kMaxMonths = 12'000'000'000;
constexpr std::size_t kMaxDigits = 18;
constexpr std::int64_t kSecondsPerDay = 86'400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads from the front of a text. Each function returns nothing, or false, where the text is not
/// as it should be.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  bool starts_with(char c) const { return !rest_.empty() && rest_.front() == c; }
  bool take(char c) {
    if (!starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::string_view digits() {
    std::size_t size = 0;
    while (size < rest_.size() && is_digit(rest_[size])) ++size;
    const std::string_view result = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return result;
  }
  /// Two digits, at most `max`.
  std::optional<std::uint8_t> two_digits(unsigned max) {
    if (rest_.size() < 2 || !is_digit(rest_[0]) || !is_digit(rest_[1])) return std::nullopt;
    const unsigned value =
        static_cast<unsigned>(rest_[0] - '0') * 10 + static_cast<unsigned>(rest_[1] - '0');
    rest_.remove_prefix(2);
    if (value > max) return std::nullopt;
    return static_cast<std::uint8_t>(value);
  }

 private:
  std::string_view rest_;
};

std::optional<std::int64_t> to_number(std::string_view digits) {
  if (digits.empty() || digits.size() > kMaxDigits) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

unsigned days_in_month(std::int64_t year, unsigned month) {
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (month == 2) return leap ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool read_date(Reader& in, DateTime& into) {
  const bool negative = in.take('-');
  const std::string_view digits = in.digits();
  if (digits.size() < 4 || (digits.size() > 4 && digits.front() == '0')) return false;
  const auto year = to_number(digits);
  if (!year || *year > std::numeric_limits<std::int32_t>::max()) return false;
  into.year = static_cast<std::int32_t>(negative ? -*year : *year);
  if (!in.take('-')) return false;
  const auto month = in.two_digits(12);
  if (!month || *month == 0 || !in.take('-')) return false;
  const auto day = in.two_digits(days_in_month(into.year, *month));
  if (!day || *day == 0) return false;
  into.month = *month;
  into.day = *day;
  return true;
}

bool read_second(Reader& in, DateTime& into) {
  const auto whole = in.two_digits(59);
  if (!whole) return false;
  if (!in.take('.')) {
    into.second = Decimal(*whole);
    return true;
  }
  const std::string_view fraction = in.digits();
  if (fraction.empty()) return false;
  const auto read = Decimal::parse("0." + std::string(fraction));
  if (!read) return false;
  into.second = Decimal(*whole) + *read;
  return true;
}

/// `24:00:00` is left as the hour 24.
bool read_time(Reader& in, DateTime& into) {
  const auto hour = in.two_digits(24);
  if (!hour || !in.take(':')) return false;
  const auto minute = in.two_digits(59);
  if (!minute || !in.take(':') || !read_second(in, into)) return false;
  into.hour = *hour;
  into.minute = *minute;
  return *hour < 24 || (*minute == 0 && into.second.is_zero());
}

/// An optional timezone, and the end.
bool read_timezone(Reader& in, DateTime& into) {
  if (in.done()) return true;
  if (in.take('Z')) {
    into.offset = 0;
    return in.done();
  }
  const bool west = in.starts_with('-');
  if (!in.take('-') && !in.take('+')) return false;
  const auto hours = in.two_digits(14);
  if (!hours || !in.take(':')) return false;
  const auto minutes = in.two_digits(*hours == 14 ? 0 : 59);
  if (!minutes) return false;
  const int offset = *hours * 60 + *minutes;
  into.offset = static_cast<std::int16_t>(west ? -offset : offset);
  return in.done();
}

bool next_day(DateTime& value) {
  if (value.day < days_in_month(value.year, value.month)) {
    ++value.day;
    return true;
  }
  value.day = 1;
  if (value.month < 12) {
    ++value.month;
    return true;
  }
  value.month = 1;
  if (value.year == std::numeric_limits<std::int32_t>::max()) return false;
  ++value.year;
  return true;
}

/// Reads `<number><unit>` fields in the order of `units`; each may be missing. Counts those found.
struct Fields {
  std::int64_t values[3] = {0, 0, 0};
  Decimal seconds;
  int found = 0;
};

bool read_fields(Reader& in, std::string_view units, bool with_fraction, Fields& into) {
  std::size_t next = 0;
  while (!in.done() && !in.starts_with('T')) {
    const std::string_view digits = in.digits();
    const bool fraction = with_fraction && in.take('.');
    const std::string_view after = fraction ? in.digits() : std::string_view();
    if (digits.empty() || (fraction && after.empty())) return false;
    while (next < units.size() && !in.starts_with(units[next])) ++next;
    if (next == units.size() || !in.take(units[next])) return false;
    if (with_fraction && next + 1 == units.size()) {
      const auto seconds = Decimal::parse(fmt::format("{}.{}", digits, after));
      if (!seconds) return false;
      into.seconds = *seconds;
    } else {
      const auto value = to_number(digits);
      if (!value || fraction) return false;
      into.values[next] = *value;
    }
    ++into.found;
    ++next;
  }
  return true;
}

std::string second_text(const Decimal& second) {
  std::string text = second.to_string();
  const std::size_t whole = std::min(text.find('.'), text.size());
  return whole < 2 ? "0" + text : text;
}

std::string months_text(std::int64_t months) {
  std::string text;
  if (months / 12 != 0) text += fmt::format("{}Y", months / 12);
  if (months % 12 != 0) text += fmt::format("{}M", months % 12);
  return text;
}

/// `1DT2H3M4.5S` for seconds that are not negative.
std::string seconds_text(const Decimal& seconds) {
  const Decimal days = (seconds.floor() / Decimal(kSecondsPerDay)).floor();
  const Decimal of_day = seconds - days * Decimal(kSecondsPerDay);
  const std::int64_t whole = of_day.floor().to_int64().value_or(0);
  const Decimal second = of_day - Decimal(whole / 60 * 60);
  std::string text;
  if (!days.is_zero()) text += days.to_string() + "D";
  if (of_day.is_zero()) return text;
  text += 'T';
  if (whole / 3'600 != 0) text += fmt::format("{}H", whole / 3'600);
  if (whole / 60 % 60 != 0) text += fmt::format("{}M", whole / 60 % 60);
  if (!second.is_zero()) text += second.to_string() + "S";
  return text;
}

}  // namespace

std::optional<DateTime> parse_date_time(std::string_view text) {
  Reader in(text);
  DateTime value;
  if (!read_date(in, value) || !in.take('T') || !read_time(in, value) ||
      !read_timezone(in, value)) {
    return std::nullopt;
  }
  if (value.hour == 24) {
    value.hour = 0;
    if (!next_day(value)) return std::nullopt;
  }
  return value;
}

std::optional<DateTime> parse_date(std::string_view text) {
  Reader in(text);
  DateTime value;
  if (!read_date(in, value) || !read_timezone(in, value)) return std::nullopt;
  return value;
}

std::optional<DateTime> parse_time(std::string_view text) {
  Reader in(text);
  DateTime value;
  if (!read_time(in, value) || !read_timezone(in, value)) return std::nullopt;
  value.hour = value.hour % 24;
  return value;
}

std::optional<Duration> parse_duration(std::string_view text) {
  Reader in(text);
  const bool negative = in.take('-');
  if (!in.take('P')) return std::nullopt;
  Fields date;
  Fields time;
  if (!read_fields(in, "YMD", false, date)) return std::nullopt;
  if (in.take('T') && (!read_fields(in, "HMS", true, time) || time.found == 0)) {
    return std::nullopt;
  }
  if (!in.done() || date.found + time.found == 0) return std::nullopt;
  if (date.values[0] > kMaxMonths || date.values[1] > kMaxMonths) return std::nullopt;
  const std::int64_t months = date.values[0] * 12 + date.values[1];
  if (months > kMaxMonths) return std::nullopt;
  const Decimal seconds = Decimal(date.values[2]) * Decimal(kSecondsPerDay) +
                          Decimal(time.values[0]) * Decimal(3'600) +
                          Decimal(time.values[1]) * Decimal(60) + time.seconds;
  return Duration{negative ? -months : months, negative ? -seconds : seconds};
}

std::optional<Duration> parse_day_time_duration(std::string_view text) {
  if (text.substr(0, text.find('T')).find_first_of("YM") != std::string_view::npos) {
    return std::nullopt;
  }
  return parse_duration(text);
}

std::optional<Duration> parse_year_month_duration(std::string_view text) {
  if (text.find_first_of("DT") != std::string_view::npos) return std::nullopt;
  return parse_duration(text);
}

std::string timezone_text(const DateTime& value) {
  if (!value.offset) return {};
  if (*value.offset == 0) return "Z";
  const int minutes = std::abs(*value.offset);
  return fmt::format("{}{:02}:{:02}", *value.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string date_text(const DateTime& value) {
  const std::int64_t year = value.year;
  return fmt::format("{}{:04}-{:02}-{:02}{}", year < 0 ? "-" : "", std::abs(year), value.month,
                     value.day, timezone_text(value));
}

std::string time_text(const DateTime& value) {
  return fmt::format("{:02}:{:02}:{}{}", value.hour, value.minute, second_text(value.second),
                     timezone_text(value));
}

std::string date_time_text(const DateTime& value) {
  DateTime local = value;
  local.offset.reset();
  return date_text(local) + "T" + time_text(value);
}

std::string duration_text(const Duration& value) {
  const bool negative = value.months < 0 || value.seconds.sign() < 0;
  const std::string text = months_text(std::abs(value.months)) + seconds_text(value.seconds.abs());
  if (text.empty()) return "PT0S";
  return (negative ? "-P" : "P") + text;
}

std::string day_time_duration_text(const Duration& value) {
  return duration_text({0, value.seconds});
}

std::string year_month_duration_text(const Duration& value) {
  return value.months == 0 ? "P0M" : duration_text({value.months, {}});
}

}  // namespace rdf
