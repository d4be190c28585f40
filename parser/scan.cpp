#include "parser/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "parser/characters.h"

namespace parser {
namespace {

const char* line_end(const char* first, const char* last) {
  return std::find_if(first, last, [](char c) { return c == '\n' || c == '\r'; });
}

bool starts_with(const char* first, const char* last, std::string_view prefix) {
  return std::string_view(first, static_cast<std::size_t>(last - first)).starts_with(prefix);
}

/// Past the code points that `allowed` and dots, but not past dots at the end.
template <typename Allowed>
const char* scan_dotted(const char* first, const char* last, const Allowed& allowed) {
  const char* end = first;
  for (const char* at = first; at != last;) {
    const CodePoint c = decode(at, last);
    if (c.value != '.' && !allowed(c.value)) break;
    at += c.length;
    if (c.value != '.') end = at;
  }
  return end;
}

const char* skip_digits(const char* first, const char* last) {
  return std::find_if_not(first, last, is_digit);
}

/// Past an exponent, or nullptr.
const char* scan_exponent(const char* at, const char* last) {
  if (at == last || lower(*at) != 'e') return nullptr;
  ++at;
  if (at != last && (*at == '+' || *at == '-')) ++at;
  const char* const end = skip_digits(at, last);
  return end == at ? nullptr : end;
}

/// What most names are made of. A name begins with any of them but the hyphen and the digits.
constexpr ByteSet kPlain =
    byte_set("-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

const char* skip_plain(const char* first, const char* last) {
  while (first != last && contains(kPlain, *first)) ++first;
  return first;
}

constexpr std::ptrdiff_t kLongestSubtag = 8;  // BCP 47, section 2.1

}  // namespace

const char* skip_blanks(const char* first, const char* last) {
  for (;;) {
    while (first != last && is_space(*first)) ++first;
    if (first == last || *first != '#') return first;
    first = line_end(first, last);
  }
}

const char* scan_prefix(const char* first, const char* last) {
  if (first == last) return nullptr;
  if (*first == ':') return first + 1;
  if (is_letter(*first)) {
    const char* const plain = skip_plain(first, last);
    if (plain != last && *plain == ':') return plain + 1;
  }
  if (!is_pn_chars_base(decode(first, last).value)) return nullptr;
  const char* const end = scan_dotted(first, last, is_pn_chars);
  return end != last && *end == ':' ? end + 1 : nullptr;
}

const char* scan_local(const char* first, const char* last, std::string& local, Mistake& mistake) {
  const char* end = first != last && *first != '-' ? skip_plain(first, last) : first;
  local.append(first, end);
  std::size_t size = local.size();
  for (const char* at = end; at != last;) {
    const CodePoint c = decode(at, last);
    if (c.value == '%') {
      if (last - at < 3 || hex_value(at[1]) < 0 || hex_value(at[2]) < 0) {
        return mistaken(mistake, first, at, at + 1, "bad-escape",
                        "'%' in a name needs two hexadecimal digits after it",
                        "write \\% for the sign itself");
      }
      local.append(at, 3);
      at += 3;
    } else if (c.value == '\\') {
      if (last - at < 2 || at[1] == 0 || std::strchr("_~.-!$&'()*+,;=/?#@%", at[1]) == nullptr) {
        const char* const escape_end = at + 1 == last ? last : at + 1 + decode(at + 1, last).length;
        return mistaken(
            mistake, first, at, escape_end, "bad-escape",
            fmt::format("'{}' is no escape of a name",
                        std::string_view(at, static_cast<std::size_t>(escape_end - at))),
            "a backslash may stand before one of _~.-!$&'()*+,;=/?#@%");
      }
      local += at[1];
      at += 2;
    } else if (at == first
                   ? is_pn_chars_u(c.value) || c.value == ':' || (c.value >= '0' && c.value <= '9')
                   : is_pn_chars(c.value) || c.value == ':' || c.value == '.') {
      local.append(at, c.length);
      at += c.length;
      if (c.value == '.') continue;  // only if more follows
    } else {
      break;
    }
    end = at;
    size = local.size();
  }
  local.resize(size);
  return end;
}

const char* scan_blank_node_label(const char* first, const char* last) {
  if (last - first < 3 || first[0] != '_' || first[1] != ':') return nullptr;
  const CodePoint c = decode(first + 2, last);
  if (!is_pn_chars_u(c.value) && !(c.value >= '0' && c.value <= '9')) return nullptr;
  return scan_dotted(first + 2, last, is_pn_chars);
}

const char* scan_language(const char* first, const char* last, LanguageTag& tag, Mistake& mistake) {
  if (first == last || *first != '@') return nullptr;
  const auto alphanumeric = [](char c) { return is_letter(c) || is_digit(c); };
  const char* at = std::find_if_not(first + 1, last, is_letter);
  if (at == first + 1) {
    return mistaken(mistake, first, first, std::find_if_not(at, last, alphanumeric), "bad-language",
                    "a language tag begins with a letter", "for example @en or @en-GB");
  }
  const char* subtag = first + 1;
  while (at - subtag <= kLongestSubtag && last - at >= 2 && *at == '-' && alphanumeric(at[1])) {
    subtag = at + 1;
    at = std::find_if_not(subtag, last, alphanumeric);
  }
  if (at - subtag > kLongestSubtag) {
    return mistaken(
        mistake, first, subtag, at, "bad-language",
        fmt::format("'{}' is no part of a language tag: they have at most {} characters",
                    std::string_view(subtag, static_cast<std::size_t>(at - subtag)),
                    kLongestSubtag));
  }
  tag = {std::string_view(first + 1, static_cast<std::size_t>(at - first - 1)),
         rdf::Direction::None};
  if (at == last || *at != '-') return at;
  const char* const direction = at + 1 != last && at[1] == '-' ? at + 2 : nullptr;
  const char* const end =
      std::find_if_not(at, last, [&](char c) { return alphanumeric(c) || c == '-'; });
  const std::string_view word(
      direction, direction == nullptr ? 0U : static_cast<std::size_t>(end - direction));
  if (word == "ltr") {
    tag.direction = rdf::Direction::LeftToRight;
  } else if (word == "rtl") {
    tag.direction = rdf::Direction::RightToLeft;
  } else if (direction != nullptr) {
    return mistaken(mistake, first, direction, end, "bad-language",
                    word.empty()
                        ? "a base direction is missing: expected 'ltr' or 'rtl'"
                        : fmt::format("'{}' is no base direction: expected 'ltr' or 'rtl'", word));
  } else {
    return mistaken(mistake, first, at, at + 1, "bad-language", "this language tag ends with '-'");
  }
  return end;
}

const char* scan_number(const char* first, const char* last, NumberKind& kind) {
  const char* at = first;
  if (at != last && (*at == '+' || *at == '-')) ++at;
  const char* const whole = at;
  at = skip_digits(at, last);
  const bool has_whole = at != whole;
  kind = NumberKind::Integer;
  const char* end = has_whole ? at : nullptr;
  if (at != last && *at == '.') {
    const char* const fraction = at + 1;
    at = skip_digits(fraction, last);
    if (at != fraction) {
      kind = NumberKind::Decimal;
      end = at;
    } else if (!has_whole) {
      return nullptr;
    }
  }
  if (!has_whole && end == nullptr) return nullptr;
  if (const char* const exponent = scan_exponent(at, last)) {
    kind = NumberKind::Double;
    end = exponent;
  }
  return end;
}

const char* scan_variable(const char* first, const char* last) {
  if (first == last || (*first != '?' && *first != '$')) return nullptr;
  const char* at = first + 1;
  while (at != last) {
    const CodePoint c = decode(at, last);
    const bool name = is_pn_chars_u(c.value) || (at == first + 1 ? c.value >= '0' && c.value <= '9'
                                                                 : is_name_extender(c.value));
    if (!name) break;
    at += c.length;
  }
  return at == first + 1 ? nullptr : at;
}

const char* scan_keyword(const char* first, const char* last, std::string_view word, Case letters) {
  if (static_cast<std::size_t>(last - first) < word.size()) return nullptr;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool same =
        letters == Case::Sensitive ? first[i] == word[i] : lower(first[i]) == lower(word[i]);
    if (!same) return nullptr;
  }
  const char* const end = first + word.size();
  if (end == last) return end;
  const char32_t next = decode(end, last).value;
  // No name begins with '@', so that a colon after @prefix is a token of its own.
  const bool longer = is_pn_chars(next) || (next == ':' && word.front() != '@');
  return longer ? nullptr : end;
}

const char* token_end(const char* first, const char* last) {
  if (first == last) return last;
  std::string scratch;
  Mistake mistake;
  const auto or_one = [&](const char* end) { return end != nullptr ? end : first + 1; };
  switch (*first) {
    case '"':
    case '\'': {
      if (const char* const end = scan_string(first, last, scratch, mistake)) return end;
      if (mistake.code == "unterminated-string" && mistake.end == first + 3) return last;
      return line_end(first, last);
    }
    case '<':
      for (const std::string_view opening : {"<<(", "<<"}) {
        if (starts_with(first, last, opening)) return first + opening.size();
      }
      if (const char* const end = scan_iriref(first, last, scratch, mistake)) return end;
      return first + 1;
    case '@':
      return std::find_if_not(first + 1, last,
                              [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
    case '_':
      return or_one(scan_blank_node_label(first, last));
    case '?':
    case '$':
      return or_one(scan_variable(first, last));
    default:
      break;
  }
  for (const std::string_view symbol :
       {")>>", ">>", "{|", "|}", "^^", "&&", "||", ":=", "!=", "<=", ">="}) {
    if (starts_with(first, last, symbol)) return first + symbol.size();
  }
  NumberKind kind{};
  const char* at = first;
  if (const char* const number = scan_number(first, last, kind)) at = number;
  const char* const name = scan_dotted(
      at, last, [](char32_t c) { return is_pn_chars(c) || c == ':' || c == '%' || c == '\\'; });
  // A name begins with no dot, so that the dot after a number is left alone.
  if (name != at && *at != '.') return name;
  return at != first ? at : first + decode(first, last).length;
}

std::string quote_token(const char* first, const char* last) {
  if (first == last) return "the end of the text";
  constexpr std::size_t kLongest = 60;
  const char* const end = token_end(first, last);
  std::string_view word(first, static_cast<std::size_t>(end - first));
  word = word.substr(0, word.find_first_of("\r\n"));
  if (word.size() <= kLongest) return fmt::format("'{}'", word);
  return fmt::format("'{}…'", utf8_prefix(word, kLongest));
}

}  // namespace parser
