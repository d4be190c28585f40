#include "kg/rdf/text.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>

#include <algorithm>
#include <cmath>

namespace rdf {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_alphanumeric(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Whether the byte starts a code point.
bool starts(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// The byte where code point number `index` (from 0) starts, or the end.
std::size_t byte_of(std::string_view text, double index) {
  double seen = 0;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (!starts(text[at])) continue;
    if (seen >= index) break;
    ++seen;
  }
  return at;
}

/// Halves up; unlike std::round, and unlike floor(x + 0.5) also for the number just below a half.
double round_half_up(double value) {
  const double floor = std::floor(value);
  return value - floor >= 0.5 ? floor + 1 : floor;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::size_t length(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts));
}

std::string_view substring(std::string_view text, double start, double count) {
  const double first = round_half_up(start);
  const double end = first + round_half_up(count);
  // Also false where one of them is not a number, as XPath has it.
  if (!(first < end)) return {};
  const std::size_t begin_byte = byte_of(text, first - 1);
  const std::size_t end_byte = std::isinf(end) ? text.size() : byte_of(text, end - 1);
  return text.substr(begin_byte, end_byte - begin_byte);
}

std::string upper_case(std::string_view text) {
  std::string result;
  if (is_ascii(text)) {
    result = text;
    for (char& c : result) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return result;
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&result);
  icu::CaseMap::utf8ToUpper("", 0, {text.data(), static_cast<int>(text.size())}, sink, nullptr,
                            status);
  return result;
}

std::string lower_case(std::string_view text) {
  std::string result;
  if (is_ascii(text)) {
    result = text;
    for (char& c : result) c = lower(c);
    return result;
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&result);
  icu::CaseMap::utf8ToLower("", 0, {text.data(), static_cast<int>(text.size())}, sink, nullptr,
                            status);
  return result;
}

std::string encode_for_uri(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    if (is_alphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '~') {
      result += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    result += '%';
    result += kHex[byte >> 4U];
    result += kHex[byte & 0xFU];
  }
  return result;
}

bool language_matches(std::string_view tag, std::string_view range) {
  if (tag.empty() || range.empty()) return false;
  if (range == "*") return true;
  if (tag.size() < range.size() || !equal_ignoring_case(tag.substr(0, range.size()), range)) {
    return false;
  }
  return tag.size() == range.size() || tag[range.size()] == '-';
}

bool is_language_tag(std::string_view text) {
  constexpr std::size_t kLongestSubtag = 8;  // BCP 47, section 2.1
  bool first = true;
  while (true) {
    const std::size_t hyphen = std::min(text.find('-'), text.size());
    const std::string_view part = text.substr(0, hyphen);
    const bool fits = std::all_of(part.begin(), part.end(), first ? is_letter : is_alphanumeric);
    if (part.empty() || part.size() > kLongestSubtag || !fits) return false;
    if (hyphen == text.size()) return true;
    text.remove_prefix(hyphen + 1);
    first = false;
  }
}

bool is_absolute_iri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_letter(text.front())) return false;
  const std::string_view scheme = text.substr(0, colon);
  const auto in_scheme = [](char c) {
    return is_alphanumeric(c) || c == '+' || c == '-' || c == '.';
  };
  const auto forbidden = [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 ||
           std::string_view("<>\"{}|^`\\").find(c) != std::string_view::npos;
  };
  return std::all_of(scheme.begin(), scheme.end(), in_scheme) &&
         std::none_of(text.begin(), text.end(), forbidden);
}

}  // namespace rdf
