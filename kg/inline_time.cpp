#include <array>
#include <chrono>
#include <cstdlib>

#include "kg/inline_literal.h"

namespace kg {

namespace {

// Dates are days, dateTimes milliseconds since 1970, plus 2^59. With a timezone the instant (of a
// date: its first minute) takes the upper 53 bits, plus 2^52, and the offset in quarters of an hour
// plus 56 the lower 7. Years of four digits.

constexpr std::int64_t kMiddle = std::int64_t{1} << 59;
constexpr std::int64_t kZonedMiddle = std::int64_t{1} << 52;
constexpr int kZoneBits = 7;
constexpr int kMaxZone = 56;  // 14 hours
constexpr int kMinutesPerZoneStep = 15;
constexpr std::int64_t kMinutesPerDay = 24 * 60;
constexpr std::int64_t kMillisecondsPerMinute = 60'000;
constexpr std::int64_t kMillisecondsPerDay = kMinutesPerDay * kMillisecondsPerMinute;

/// Reads a lexical form from the front. Once something was not as expected, `ok` stays false.
struct Reader {
  std::string_view text;
  bool ok = true;

  bool at(char c) const { return text.starts_with(c); }
  void expect(char c) {
    ok = ok && at(c);
    if (ok) text.remove_prefix(1);
  }
  int digits(std::size_t count) {
    ok = ok && text.size() >= count;
    int value = 0;
    for (std::size_t i = 0; ok && i < count; ++i) {
      ok = text[i] >= '0' && text[i] <= '9';
      value = value * 10 + (text[i] - '0');
    }
    if (ok) text.remove_prefix(count);
    return value;
  }
};

/// Days since 1970.
std::int64_t read_date(Reader& in) {
  const bool negative = in.at('-');
  if (negative) in.expect('-');
  const int year = in.digits(4);
  in.expect('-');
  const int month = in.digits(2);
  in.expect('-');
  const int day = in.digits(2);
  const std::chrono::year_month_day date{std::chrono::year{negative ? -year : year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  in.ok = in.ok && date.ok() && !(negative && year == 0);
  return in.ok ? std::chrono::sys_days{date}.time_since_epoch().count() : 0;
}

/// Milliseconds since midnight.
std::int64_t read_time(Reader& in) {
  const int hour = in.digits(2);
  in.expect(':');
  const int minute = in.digits(2);
  in.expect(':');
  const int second = in.digits(2);
  in.ok = in.ok && hour < 24 && minute < 60 && second < 60;
  int milliseconds = 0;
  if (in.at('.')) {
    in.expect('.');
    int unit = 100;
    int last = 0;
    while (in.ok && !in.text.empty() && in.text[0] >= '0' && in.text[0] <= '9') {
      last = in.digits(1);
      milliseconds += last * unit;
      in.ok = unit > 0;
      unit /= 10;
    }
    in.ok = in.ok && last != 0;
  }
  return ((hour * 60 + minute) * 60 + second) * std::int64_t{1000} + milliseconds;
}

/// Quarters of an hour east of UTC, if there is a timezone. The form for UTC is Z.
std::optional<int> read_zone(Reader& in) {
  if (in.text.empty()) return std::nullopt;
  if (in.at('Z')) {
    in.expect('Z');
    return 0;
  }
  const int sign = in.at('-') ? -1 : 1;
  in.expect(sign < 0 ? '-' : '+');
  const int hours = in.digits(2);
  in.expect(':');
  const int minutes = in.digits(2);
  const int zone = (hours * 60 + minutes) / kMinutesPerZoneStep;
  in.ok =
      in.ok && minutes < 60 && minutes % kMinutesPerZoneStep == 0 && zone != 0 && zone <= kMaxZone;
  return sign * zone;
}

std::optional<EncodedTime> encode(const Reader& in, std::int64_t local, std::optional<int> zone,
                                  std::int64_t units_per_minute) {
  if (!in.ok || !in.text.empty()) return std::nullopt;
  if (!zone) return EncodedTime{static_cast<std::uint64_t>(local + kMiddle), false};
  const std::int64_t instant = local - *zone * kMinutesPerZoneStep * units_per_minute;
  return EncodedTime{static_cast<std::uint64_t>(instant + kZonedMiddle) << kZoneBits |
                         static_cast<std::uint64_t>(*zone + kMaxZone),
                     true};
}

struct Decoded {
  std::int64_t local = 0;
  std::optional<int> zone;
};

Decoded decode(EncodedTime time, std::int64_t units_per_minute) {
  if (!time.zoned) return {static_cast<std::int64_t>(time.payload) - kMiddle, std::nullopt};
  const int zone = static_cast<int>(time.payload & ((1U << kZoneBits) - 1)) - kMaxZone;
  const std::int64_t instant = static_cast<std::int64_t>(time.payload >> kZoneBits) - kZonedMiddle;
  return {instant + zone * kMinutesPerZoneStep * units_per_minute, zone};
}

void write_digits(std::string& out, std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

void write_date(std::string& out, std::int64_t days) {
  const std::chrono::year_month_day date{
      std::chrono::sys_days{std::chrono::days{static_cast<int>(days)}}};
  const int year = static_cast<int>(date.year());
  if (year < 0) out += '-';
  write_digits(out, std::abs(year), 4);
  out += '-';
  write_digits(out, static_cast<unsigned>(date.month()), 2);
  out += '-';
  write_digits(out, static_cast<unsigned>(date.day()), 2);
}

void write_time(std::string& out, std::int64_t milliseconds) {
  const std::int64_t seconds = milliseconds / 1000;
  write_digits(out, seconds / 3600, 2);
  out += ':';
  write_digits(out, seconds / 60 % 60, 2);
  out += ':';
  write_digits(out, seconds % 60, 2);
  if (milliseconds % 1000 == 0) return;
  out += '.';
  write_digits(out, milliseconds % 1000, 3);
  out.erase(out.find_last_not_of('0') + 1);
}

void write_zone(std::string& out, std::optional<int> zone) {
  if (!zone) return;
  if (*zone == 0) {
    out += 'Z';
    return;
  }
  out += *zone < 0 ? '-' : '+';
  const int minutes = std::abs(*zone) * kMinutesPerZoneStep;
  write_digits(out, minutes / 60, 2);
  out += ':';
  write_digits(out, minutes % 60, 2);
}

}  // namespace

std::optional<EncodedTime> encode_date(std::string_view lexical) {
  Reader in{lexical};
  const std::int64_t days = read_date(in);
  const auto zone = read_zone(in);
  // Without a timezone days, with one minutes: the unit need only be the same within a kind.
  return zone ? encode(in, days * kMinutesPerDay, zone, 1) : encode(in, days, zone, 1);
}

std::string decode_date(EncodedTime date) {
  const Decoded decoded = decode(date, 1);
  std::string out;
  write_date(out, decoded.zone ? decoded.local / kMinutesPerDay : decoded.local);
  write_zone(out, decoded.zone);
  return out;
}

std::optional<EncodedTime> encode_date_time(std::string_view lexical) {
  Reader in{lexical};
  const std::int64_t days = read_date(in);
  in.expect('T');
  const std::int64_t milliseconds = read_time(in);
  const auto zone = read_zone(in);
  return encode(in, days * kMillisecondsPerDay + milliseconds, zone, kMillisecondsPerMinute);
}

std::string decode_date_time(EncodedTime date_time) {
  const Decoded decoded = decode(date_time, kMillisecondsPerMinute);
  const auto days = std::chrono::floor<std::chrono::days>(std::chrono::milliseconds{decoded.local});
  std::string out;
  write_date(out, days.count());
  out += 'T';
  write_time(out, decoded.local - days.count() * kMillisecondsPerDay);
  write_zone(out, decoded.zone);
  return out;
}

}  // namespace kg
