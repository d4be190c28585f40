#include "kg/rdf/real.h"

#include <fast_float/fast_float.h>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "kg/rdf/decimal.h"

namespace rdf {

namespace {

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t size = 0;
  while (at + size < text.size() && text[at + size] >= '0' && text[at + size] <= '9') ++size;
  return size;
}

/// Whether the text is a mantissa with or without an exponent, its sign already taken off.
bool is_number(std::string_view text) {
  std::size_t at = digits_at(text, 0);
  std::size_t digits = at;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = digits_at(text, at + 1);
    digits += fraction;
    at += 1 + fraction;
  }
  if (digits == 0) return false;
  if (at == text.size()) return true;
  if (text[at] != 'e' && text[at] != 'E') return false;
  ++at;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  const std::size_t exponent = digits_at(text, at);
  return exponent > 0 && at + exponent == text.size();
}

template <class Real>
std::optional<Real> parse(std::string_view text) {
  if (text == "NaN") return std::numeric_limits<Real>::quiet_NaN();
  const bool negative = !text.empty() && text.front() == '-';
  if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
  Real value = 0;
  if (text == "INF") {
    value = std::numeric_limits<Real>::infinity();
  } else if (is_number(text)) {
    fast_float::from_chars(text.data(), text.data() + text.size(), value);
  } else {
    return std::nullopt;
  }
  return negative ? -value : value;
}

template <class Real>
std::string canonical(Real value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-INF" : "INF";
  std::array<char, 64> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                     std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
  const std::size_t e = text.find('e');
  std::string result(text.substr(0, e));
  if (result.find('.') == std::string::npos) result += ".0";
  result += 'E';
  std::string_view exponent = text.substr(e + 1);
  if (exponent.front() == '-') result += '-';
  exponent.remove_prefix(1);
  while (exponent.size() > 1 && exponent.front() == '0') exponent.remove_prefix(1);
  return result += exponent;
}

template <class Real>
bool is_plain(Real value) {
  const Real size = std::abs(value);
  return size >= static_cast<Real>(1e-6L) && size < static_cast<Real>(1e6L);
}

}  // namespace

std::optional<double> parse_double(std::string_view text) { return parse<double>(text); }
std::optional<float> parse_float(std::string_view text) { return parse<float>(text); }

std::string real_text(double value) { return canonical(value); }
std::string real_text(float value) { return canonical(value); }

std::string plain_text(double value) {
  if (value == 0) return std::signbit(value) ? "-0" : "0";
  return is_plain(value) ? Decimal::from_double(value).to_string() : canonical(value);
}

std::string plain_text(float value) {
  if (value == 0) return std::signbit(value) ? "-0" : "0";
  return is_plain(value) ? Decimal::from_float(value).to_string() : canonical(value);
}

}  // namespace rdf
