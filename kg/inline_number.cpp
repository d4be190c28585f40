#include <array>
#include <cassert>

#include "kg/inline_literal.h"

namespace kg {

namespace {

constexpr std::uint64_t kMiddle = std::uint64_t{1} << 59;

/// Takes a minus sign off the front.
bool take_minus(std::string_view& text) {
  if (!text.starts_with('-')) return false;
  text.remove_prefix(1);
  return true;
}

/// Digits without a leading zero (but "0" itself), at most `max_digits` of them; takes them off the
/// front.
std::optional<std::uint64_t> take_natural(std::string_view& text, std::size_t max_digits) {
  std::size_t n = 0;
  std::uint64_t value = 0;
  while (n < text.size() && text[n] >= '0' && text[n] <= '9') {
    if (n == max_digits) return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(text[n] - '0');
    ++n;
  }
  if (n == 0 || (n > 1 && text[0] == '0')) return std::nullopt;
  text.remove_prefix(n);
  return value;
}

}  // namespace

// Integers: the value plus 2^59.

std::optional<std::uint64_t> encode_integer(std::string_view lexical) {
  const bool negative = take_minus(lexical);
  const auto magnitude = take_natural(lexical, 18);
  if (!magnitude || !lexical.empty() || (negative && *magnitude == 0)) return std::nullopt;
  if (negative) return *magnitude <= kMiddle ? std::optional(kMiddle - *magnitude) : std::nullopt;
  return *magnitude < kMiddle ? std::optional(kMiddle + *magnitude) : std::nullopt;
}

std::string decode_integer(std::uint64_t payload) {
  return std::to_string(static_cast<std::int64_t>(payload) - static_cast<std::int64_t>(kMiddle));
}

// Decimals: the value in units of 10^-7 plus 2^56, then three bits for the number of digits after
// the point, so that 1.5 and 1.50 both fit and 1.5 sorts before 1.50.

namespace {

constexpr int kMaxFractionDigits = 7;
constexpr std::uint64_t kDecimalMiddle = std::uint64_t{1} << 56;
constexpr std::array<std::uint64_t, 8> kPowersOfTen = {1,     10,     100,     1000,
                                                       10000, 100000, 1000000, 10000000};

}  // namespace

std::optional<std::uint64_t> encode_decimal(std::string_view lexical) {
  const bool negative = take_minus(lexical);
  const auto whole = take_natural(lexical, 10);
  if (!whole) return std::nullopt;
  std::uint64_t scaled = *whole * kPowersOfTen[kMaxFractionDigits];
  std::size_t digits = 0;
  if (!lexical.empty()) {
    digits = lexical.size() - 1;
    if (lexical[0] != '.' || digits == 0 || digits > kMaxFractionDigits) return std::nullopt;
    for (std::size_t i = 1; i <= digits; ++i) {
      if (lexical[i] < '0' || lexical[i] > '9') return std::nullopt;
      scaled += static_cast<std::uint64_t>(lexical[i] - '0') * kPowersOfTen[kMaxFractionDigits - i];
    }
  }
  if (scaled >= kDecimalMiddle || (negative && scaled == 0)) return std::nullopt;
  const std::uint64_t value = negative ? kDecimalMiddle - scaled : kDecimalMiddle + scaled;
  return value << 3 | digits;
}

std::string decode_decimal(std::uint64_t payload) {
  const std::size_t digits = payload & 7;
  const std::uint64_t value = payload >> 3;
  const bool negative = value < kDecimalMiddle;
  const std::uint64_t scaled = negative ? kDecimalMiddle - value : value - kDecimalMiddle;
  std::string text = negative ? "-" : "";
  text += std::to_string(scaled / kPowersOfTen[kMaxFractionDigits]);
  if (digits == 0) return text;
  std::string fraction = std::to_string(scaled % kPowersOfTen[kMaxFractionDigits]);
  fraction.insert(0, kMaxFractionDigits - fraction.size(), '0');
  return text + "." + fraction.substr(0, digits);
}

// Doubles in their canonical form, d.dddE±x with at most 14 digits and an exponent of -307 to 307.
// The magnitude is (x + 308) * 2^47 plus the digits as a number of 14 digits, 0 for zero. Above
// 2^59 stand the positive numbers, mirrored below it the negative ones, -0.0 among them. Binary
// mantissas were turned down: they are short only for sums of few powers of two, while people write
// doubles of few decimal digits.

namespace {

constexpr int kDoubleDigits = 14;
constexpr int kMantissaBits = 47;
constexpr std::uint64_t kLeadingDigit = 10'000'000'000'000;  // 10^13
constexpr int kMaxExponent = 307;
constexpr int kExponentBias = 308;
constexpr std::uint64_t kInfinity = std::uint64_t{1023} << kMantissaBits;
constexpr std::uint64_t kNotANumber = kMiddle - 1;

/// The digits of `d.ddd` as a number of 14 digits; nothing if the form is not canonical. Takes them
/// off the front.
std::optional<std::uint64_t> take_mantissa(std::string_view& text) {
  if (text.size() < 3 || text[0] < '1' || text[0] > '9' || text[1] != '.') return std::nullopt;
  std::uint64_t value = static_cast<std::uint64_t>(text[0] - '0');
  int digits = 1;
  std::size_t n = 2;
  for (; n < text.size() && text[n] >= '0' && text[n] <= '9'; ++n, ++digits) {
    if (digits == kDoubleDigits) return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(text[n] - '0');
  }
  if (n == 2 || (n > 3 && text[n - 1] == '0')) return std::nullopt;
  for (; digits < kDoubleDigits; ++digits) value *= 10;
  text.remove_prefix(n);
  return value;
}

std::optional<std::uint64_t> double_magnitude(std::string_view text) {
  if (text == "0.0E0") return 0;
  if (text == "INF") return kInfinity;
  const auto mantissa = take_mantissa(text);
  if (!mantissa || !text.starts_with('E')) return std::nullopt;
  text.remove_prefix(1);
  const bool negative = take_minus(text);
  const auto exponent = take_natural(text, 3);
  if (!exponent || !text.empty() || *exponent > kMaxExponent || (negative && *exponent == 0)) {
    return std::nullopt;
  }
  const std::uint64_t biased = negative ? kExponentBias - *exponent : kExponentBias + *exponent;
  return biased << kMantissaBits | *mantissa;
}

std::string magnitude_text(std::uint64_t magnitude) {
  if (magnitude == 0) return "0.0E0";
  if (magnitude == kInfinity) return "INF";
  const std::uint64_t mantissa = magnitude & ((std::uint64_t{1} << kMantissaBits) - 1);
  assert(mantissa >= kLeadingDigit);
  const int exponent = static_cast<int>(magnitude >> kMantissaBits) - kExponentBias;
  std::string text = std::to_string(mantissa);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.size() == 1) text += '0';
  text.insert(1, 1, '.');
  return text + "E" + std::to_string(exponent);
}

}  // namespace

std::optional<std::uint64_t> encode_double(std::string_view lexical) {
  if (lexical == "NaN") return kMiddle + kNotANumber;
  const bool negative = take_minus(lexical);
  const auto magnitude = double_magnitude(lexical);
  if (!magnitude) return std::nullopt;
  return negative ? kMiddle - 1 - *magnitude : kMiddle + *magnitude;
}

std::string decode_double(std::uint64_t payload) {
  if (payload == kMiddle + kNotANumber) return "NaN";
  if (payload >= kMiddle) return magnitude_text(payload - kMiddle);
  return "-" + magnitude_text(kMiddle - 1 - payload);
}

}  // namespace kg
