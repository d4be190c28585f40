#include "parser/characters.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace parser {
namespace {

using Range = std::pair<char32_t, char32_t>;

constexpr std::array<Range, 12> kNameStart = {{{0xC0, 0xD6},
                                               {0xD8, 0xF6},
                                               {0xF8, 0x2FF},
                                               {0x370, 0x37D},
                                               {0x37F, 0x1FFF},
                                               {0x200C, 0x200D},
                                               {0x2070, 0x218F},
                                               {0x2C00, 0x2FEF},
                                               {0x3001, 0xD7FF},
                                               {0xF900, 0xFDCF},
                                               {0xFDF0, 0xFFFD},
                                               {0x10000, 0xEFFFF}}};

bool continues(const char* byte) { return (static_cast<unsigned char>(*byte) & 0xC0U) == 0x80; }

}  // namespace

CodePoint decode(const char* first, const char* last) {
  const auto byte = [&](int i) {
    return static_cast<char32_t>(static_cast<unsigned char>(first[i]));
  };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const auto left = last - first;
  if (lead >= 0xC2 && lead < 0xE0 && left >= 2 && continues(first + 1)) {
    return {(lead & 0x1FU) << 6 | (byte(1) & 0x3FU), 2};
  }
  if (lead >= 0xE0 && lead < 0xF0 && left >= 3 && continues(first + 1) && continues(first + 2)) {
    const char32_t value = (lead & 0xFU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
    if (value >= 0x800 && (value < 0xD800 || value > 0xDFFF)) return {value, 3};
  }
  if (lead >= 0xF0 && lead < 0xF5 && left >= 4 && continues(first + 1) && continues(first + 2) &&
      continues(first + 3)) {
    const char32_t value =
        (lead & 0x7U) << 18 | (byte(1) & 0x3FU) << 12 | (byte(2) & 0x3FU) << 6 | (byte(3) & 0x3FU);
    if (value >= 0x10000 && value <= 0x10FFFF) return {value, 4};
  }
  return {};
}

std::size_t find_invalid_utf8(std::string_view text) {
  const char* const begin = text.data();
  const char* const last = begin + text.size();
  const char* at = begin;
  while (at != last) {
    while (last - at >= 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, at, sizeof word);
      if ((word & 0x8080808080808080U) != 0) break;
      at += 8;
    }
    // At most one word byte by byte, then the fast way again.
    for (int i = 0; i < 8 && at != last; ++i) {
      const CodePoint c = decode(at, last);
      if (c.value == kNotUtf8) return static_cast<std::size_t>(at - begin);
      at += c.length;
    }
  }
  return std::string_view::npos;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&out](char32_t byte) {
    out += static_cast<char>(static_cast<unsigned char>(byte));
  };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | c >> 6);
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | c >> 12);
    put(0x80U | (c >> 6 & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | c >> 18);
    put(0x80U | (c >> 12 & 0x3FU));
    put(0x80U | (c >> 6 & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

std::string_view utf8_prefix(std::string_view text, std::size_t wanted) {
  if (wanted >= text.size()) return text;
  std::size_t cut = wanted;
  // Behind more than three continuing bytes no code point can be saved.
  while (cut > 0 && wanted - cut < 3 && continues(text.data() + cut)) --cut;
  return text.substr(0, continues(text.data() + cut) ? wanted : cut);
}

std::string lower_case(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
  return lowered;
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char l = lower(c);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

bool is_pn_chars_base(char32_t c) {
  if (c < 0x80) return is_letter(static_cast<char>(c));
  return std::any_of(kNameStart.begin(), kNameStart.end(),
                     [c](const Range& range) { return c >= range.first && c <= range.second; });
}

bool is_name_extender(char32_t c) {
  return (c >= '0' && c <= '9') || c == 0xB7 || (c >= 0x300 && c <= 0x36F) ||
         (c >= 0x203F && c <= 0x2040);
}

}  // namespace parser
