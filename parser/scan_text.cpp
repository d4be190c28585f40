#include "parser/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kg/rdf/plain_bytes.h"
#include "parser/characters.h"

namespace parser {
namespace {

bool starts_with(const char* first, const char* last, std::string_view prefix) {
  return std::string_view(first, static_cast<std::size_t>(last - first)).starts_with(prefix);
}

/// UCHAR after its backslash, at the `u` or `U`.
const char* scan_uchar(const char* token, const char* first, const char* last, std::string& out,
                       Mistake& mistake) {
  const std::ptrdiff_t digits = *first == 'u' ? 4 : 8;
  const char* const stop = first + 1 + std::min<std::ptrdiff_t>(digits, last - first - 1);
  char32_t value = 0;
  const char* at = first + 1;
  for (; at != stop && hex_value(*at) >= 0; ++at) {
    value = value << 4 | static_cast<char32_t>(hex_value(*at));
  }
  const std::string_view written(first - 1, static_cast<std::size_t>(at - first + 1));
  if (at - first - 1 != digits) {
    return mistaken(mistake, token, first - 1, at, "bad-escape",
                    fmt::format("'{}' needs {} hexadecimal digits", written, digits));
  }
  if ((value >= 0xD800 && value <= 0xDFFF) || value > 0x10FFFF) {
    return mistaken(mistake, token, first - 1, at, "bad-escape",
                    fmt::format("'{}' is not a Unicode character", written),
                    value > 0x10FFFF
                        ? "the last one is \\U0010FFFF"
                        : "write the character itself, or \\U and eight digits, not surrogates");
  }
  append_utf8(out, value);
  return at;
}

char unescaped(char c) {
  switch (c) {
    case 't':
      return '\t';
    case 'b':
      return '\b';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 'f':
      return '\f';
    case '"':
    case '\'':
    case '\\':
      return c;
    default:
      return 0;
  }
}

/// ECHAR or UCHAR in a string, at the backslash.
const char* scan_escape(const char* token, const char* first, const char* last, std::string& out,
                        Mistake& mistake) {
  const char* const letter = first + 1;
  if (letter != last && (*letter == 'u' || *letter == 'U')) {
    return scan_uchar(token, letter, last, out, mistake);
  }
  const char value = letter == last ? '\0' : unescaped(*letter);
  if (value == 0) {
    const char* const end = letter == last ? last : letter + decode(letter, last).length;
    return mistaken(mistake, token, first, end, "bad-escape",
                    fmt::format("'{}' is no escape of a string",
                                std::string_view(first, static_cast<std::size_t>(end - first))),
                    "a backslash itself is written \\\\; the escapes are "
                    "\\t \\b \\n \\r \\f \\\" \\' \\\\ \\uXXXX \\UXXXXXXXX");
  }
  out += value;
  return letter + 1;
}

const char* scan_long_string(const char* first, const char* last, std::string& text,
                             Mistake& mistake) {
  const char quote = *first;
  const std::string_view close(first, 3);
  const char* at = first + 3;
  for (;;) {
    const char* const plain = at;
    while (at != last && *at != quote && *at != '\\') ++at;
    text.append(plain, at);
    if (at == last) {
      return mistaken(
          mistake, first, first, first + 3, "unterminated-string",
          fmt::format("this string is not closed: expected {} before the end of the text", close));
    }
    if (*at == '\\') {
      at = scan_escape(first, at, last, text, mistake);
      if (at == nullptr) return nullptr;
    } else if (starts_with(at, last, close)) {
      return at + 3;
    } else {
      text += *at++;
    }
  }
}

std::string describe_iri_character(char c) {
  if (c == ' ') return "a space";
  if (c == '\n' || c == '\r') return "a line end";
  if (static_cast<unsigned char>(c) < 0x20) {
    return fmt::format("the control character U+{:04X}", static_cast<unsigned>(c));
  }
  return fmt::format("'{}'", c);
}

}  // namespace

std::nullptr_t mistaken(Mistake& mistake, const char* token, const char* begin, const char* end,
                        std::string_view code, std::string message, std::string hint) {
  mistake = {token, begin, end, code, std::move(message), std::move(hint)};
  return nullptr;
}

const char* scan_iriref(const char* first, const char* last, std::string& iri, Mistake& mistake) {
  if (first == last || *first != '<') return nullptr;
  if (first + 1 != last && first[1] == '<') return nullptr;  // << or <<( is no IRI
  for (const char* at = first + 1;;) {
    const char* const plain = at;
    at = rdf::end_of_plain_iri(at, last);
    iri.append(plain, at);
    if (at != last && *at == '>') return at + 1;
    if (at == last || *at == '\n' || *at == '\r') {
      return mistaken(mistake, first, first, at, "bad-iri", "this IRI is not closed: expected '>'");
    }
    const std::size_t before = iri.size();
    if (*at == '\\' && at + 1 != last && (at[1] == 'u' || at[1] == 'U')) {
      const char* const end = scan_uchar(first, at + 1, last, iri, mistake);
      if (end == nullptr) return nullptr;
      if (iri.size() == before + 1 && contains(kNotInIri, iri.back())) {
        return mistaken(mistake, first, at, end, "bad-iri",
                        fmt::format("an IRI cannot hold {}, not even escaped",
                                    describe_iri_character(iri.back())));
      }
      at = end;
    } else {
      return mistaken(mistake, first, at, at + 1, "bad-iri",
                      fmt::format("an IRI cannot hold {}", describe_iri_character(*at)),
                      *at == ' ' ? "write %20, or close the IRI with '>' before it" : "");
    }
  }
}

const char* scan_short_string(const char* first, const char* last, std::string& text,
                              Mistake& mistake) {
  static constexpr ByteSet kEndsSingle = byte_set("'\\\n\r");
  const char quote = *first;
  const char* at = first + 1;
  for (;;) {
    const char* const plain = at;
    at = quote == '"' ? rdf::end_of_plain_string(at, last) : skip_to(kEndsSingle, at, last);
    text.append(plain, at);
    if (at == last || *at == '\n' || *at == '\r') {
      return mistaken(
          mistake, first, first, at, "unterminated-string",
          fmt::format("this string is not closed: expected {} before the end of the line", quote),
          fmt::format("a string of several lines stands between {0}{0}{0} and {0}{0}{0}", quote));
    }
    if (*at == quote) return at + 1;
    at = scan_escape(first, at, last, text, mistake);
    if (at == nullptr) return nullptr;
  }
}

const char* scan_string(const char* first, const char* last, std::string& text, Mistake& mistake) {
  if (first == last || (*first != '"' && *first != '\'')) return nullptr;
  const bool is_long = starts_with(first, last, *first == '"' ? "\"\"\"" : "'''");
  return is_long ? scan_long_string(first, last, text, mistake)
                 : scan_short_string(first, last, text, mistake);
}

}  // namespace parser
