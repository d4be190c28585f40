#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// UTF-8 and the classes of code points that the grammars of Turtle and SPARQL name.
namespace parser {

/// What `decode` returns for bytes that are not UTF-8.
inline constexpr char32_t kNotUtf8 = 0xFFFFFFFF;

struct CodePoint {
  char32_t value = kNotUtf8;
  std::uint32_t length = 1;  ///< in bytes; 1 for a byte that is not UTF-8
};

/// The code point at `first`, which is before `last`. Overlong forms, surrogates and values past
/// U+10FFFF are no UTF-8.
CodePoint decode(const char* first, const char* last);

/// The first byte of `text` that is not UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text);

void append_utf8(std::string& out, char32_t code_point);

/// `wanted` bytes of `text`, or up to three less so that no code point is cut.
std::string_view utf8_prefix(std::string_view text, std::size_t wanted);

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
/// Letters of ASCII in lower case, all else as it is.
std::string lower_case(std::string_view text);
/// The value of a hexadecimal digit, or -1.
int hex_value(char c);

bool is_pn_chars_base(char32_t c);
inline bool is_pn_chars_u(char32_t c) { return c == '_' || is_pn_chars_base(c); }
/// What PN_CHARS and VARNAME allow after the first: digits, the middle dot, combining marks. Not
/// the hyphen.
bool is_name_extender(char32_t c);
inline bool is_pn_chars(char32_t c) { return c == '-' || is_pn_chars_u(c) || is_name_extender(c); }

/// Bytes as a table: one look-up a byte, however many kinds there are.
using ByteSet = std::array<bool, 256>;

constexpr ByteSet byte_set(std::string_view bytes, unsigned low = 1, unsigned high = 0) {
  ByteSet set{};
  for (const char c : bytes) set[static_cast<unsigned char>(c)] = true;
  for (unsigned c = low; c <= high; ++c) set[c] = true;
  return set;
}

constexpr bool contains(const ByteSet& set, char c) { return set[static_cast<unsigned char>(c)]; }

inline const char* skip_to(const ByteSet& stop, const char* first, const char* last) {
  while (first != last && !contains(stop, *first)) ++first;
  return first;
}

/// What an IRIREF cannot hold.
inline constexpr ByteSet kNotInIri = byte_set("<>\"{}|^`\\", 0, ' ');

}  // namespace parser
