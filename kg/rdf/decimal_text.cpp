#include <fast_float/fast_float.h>
#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>

#include "kg/rdf/decimal.h"
#include "kg/rdf/decimal_arithmetic.h"

namespace rdf {

namespace {

/// Longer numbers are not read: the time to do so grows with the square of their length.
constexpr std::size_t kMaxDigits = 100'000;
/// Digits that always fit in 64 bits.
constexpr std::size_t kSmallDigits = 18;

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// `digits` × 10^`exponent`.
Decimal scaled(std::int64_t digits, std::int64_t exponent) {
  if (exponent <= 0) return {digits, static_cast<std::uint32_t>(-exponent)};
  return DecimalArithmetic::make(
      Integer(digits) * power_of_ten(static_cast<std::uint32_t>(exponent)), 0);
}

/// From the scientific notation that std::to_chars writes: `d.ddde+xx`.
template <class Real>
Decimal from_shortest(Real value) {
  assert(std::isfinite(value) && "only finite numbers are decimals");
  std::array<char, 64> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                     std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
  const std::size_t e = text.find('e');
  std::int64_t digits = 0;
  std::int64_t exponent = 0;
  bool fraction = false;
  for (const char c : text.substr(0, e)) {
    if (c == '.') fraction = true;
    if (c < '0' || c > '9') continue;
    digits = digits * 10 + (c - '0');
    if (fraction) --exponent;
  }
  std::int64_t written_exponent = 0;
  const char* begin = text.data() + e + 1;
  std::from_chars(*begin == '+' ? begin + 1 : begin, text.data() + text.size(), written_exponent);
  return scaled(text.front() == '-' ? -digits : digits, exponent + written_exponent);
}

template <class Real>
Real nearest(const Decimal& value) {
  const std::string text = value.to_string();
  Real result = 0;
  fast_float::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction =
      point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  const std::size_t size = whole.size() + fraction.size();
  if (size == 0 || size > kMaxDigits || !all_digits(whole) || !all_digits(fraction)) {
    return std::nullopt;
  }
  const auto scale = static_cast<std::uint32_t>(fraction.size());
  if (size <= kSmallDigits) {
    std::int64_t unscaled = 0;
    for (const char c : whole) unscaled = unscaled * 10 + (c - '0');
    for (const char c : fraction) unscaled = unscaled * 10 + (c - '0');
    return Decimal(negative ? -unscaled : unscaled, scale);
  }
  std::string digits(whole);
  digits += fraction;
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  Integer unscaled(digits);
  return DecimalArithmetic::make(negative ? Integer(-unscaled) : unscaled, scale);
}

Decimal Decimal::from_double(double value) { return from_shortest(value); }
Decimal Decimal::from_float(float value) { return from_shortest(value); }

Decimal Decimal::exactly(double value) {
  assert(std::isfinite(value) && "only finite numbers are decimals");
  constexpr int kMantissaBits = 53;
  int exponent = 0;
  auto mantissa =
      static_cast<std::int64_t>(std::ldexp(std::frexp(value, &exponent), kMantissaBits));
  exponent -= kMantissaBits;
  while (mantissa != 0 && mantissa % 2 == 0 && exponent < 0) {
    mantissa /= 2;
    ++exponent;
  }
  if (mantissa == 0) return {};
  if (exponent >= 0) return DecimalArithmetic::make(Integer(mantissa) << exponent, 0);
  const auto halvings = static_cast<std::uint32_t>(-exponent);
  return DecimalArithmetic::make(Integer(mantissa) * pow(Integer(5), halvings), halvings);
}

double Decimal::to_double() const {
  constexpr std::int64_t kExact = std::int64_t{1} << 53;
  if (!big_ && scale_ == 0 && unscaled_ >= -kExact && unscaled_ <= kExact) {
    return static_cast<double>(unscaled_);
  }
  return nearest<double>(*this);
}

float Decimal::to_float() const {
  constexpr std::int64_t kExact = std::int64_t{1} << 24;
  if (!big_ && scale_ == 0 && unscaled_ >= -kExact && unscaled_ <= kExact) {
    return static_cast<float>(unscaled_);
  }
  return nearest<float>(*this);
}

std::string Decimal::to_string() const {
  std::string digits = big_ ? big_->unscaled.str() : std::to_string(unscaled_);
  if (scale_ == 0) return digits;
  const bool negative = digits.front() == '-';
  if (negative) digits.erase(0, 1);
  if (digits.size() <= scale_) digits.insert(0, scale_ + 1 - digits.size(), '0');
  digits.insert(digits.size() - scale_, 1, '.');
  return negative ? "-" + digits : digits;
}

}  // namespace rdf
