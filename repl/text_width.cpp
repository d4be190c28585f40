#include "repl/text_width.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace repl {

namespace {

/// Takes the first character off a text.
char32_t take(std::string_view& text) {
  std::int32_t at = 0;
  UChar32 character = 0;
  const auto length = static_cast<std::int32_t>(std::min<std::size_t>(text.size(), 4));
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  U8_NEXT(bytes, at, length, character);
  text.remove_prefix(static_cast<std::size_t>(at));
  return character < 0 ? U'\uFFFD' : static_cast<char32_t>(character);
}

std::size_t width_of(char32_t character) {
  const auto code = static_cast<UChar32>(character);
  if (code < 0x300) return 1;
  switch (u_charType(code)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
      return 0;
    default:
      break;
  }
  const int wide = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

/// Takes an ANSI colour sequence off a text, if it begins with one.
bool take_colour(std::string_view& text) {
  if (!text.starts_with("\033[")) return false;
  const std::size_t end = text.find('m');
  if (end == std::string_view::npos) return false;
  text.remove_prefix(end + 1);
  return true;
}

/// Breaks one line (without line ends) into lines of at most `width` columns.
void wrap_line(std::string_view line, std::size_t width, std::vector<std::string>& lines) {
  while (display_width(line) > width) {
    std::string_view rest = line;
    std::size_t columns = 0;
    std::size_t fits = 0;   // bytes that fit
    std::size_t space = 0;  // bytes up to the last space that fits
    while (!rest.empty()) {
      const bool at_space = rest.front() == ' ';
      const std::size_t before = line.size() - rest.size();
      if (at_space) space = before;
      if (!take_colour(rest)) columns += width_of(take(rest));
      if (columns > width) break;
      fits = line.size() - rest.size();
    }
    if (fits == 0) fits = line.size() - rest.size();  // a wide character in one column
    const std::size_t cut = space > 0 ? space : fits;
    lines.emplace_back(line.substr(0, cut));
    line.remove_prefix(cut);
    while (line.starts_with(' ')) line.remove_prefix(1);
    if (line.empty()) return;
  }
  lines.emplace_back(line);
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    if (!take_colour(text)) columns += width_of(take(text));
  }
  return columns;
}

std::string padded(std::string_view text, std::size_t width, bool right_aligned) {
  const std::size_t used = display_width(text);
  const std::string blanks(width > used ? width - used : 0, ' ');
  return right_aligned ? blanks + std::string(text) : std::string(text) + blanks;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (width == 0) {
      lines.emplace_back(line);
    } else {
      wrap_line(line, width, lines);
    }
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const std::string_view rest = text;
    const char32_t character = take(text);
    const bool control = u_charType(static_cast<UChar32>(character)) == U_CONTROL_CHAR;
    if (character == U'\t') {
      result += ' ';
    } else if (character == U'\uFFFD' || (control && character != U'\n')) {
      result += "\uFFFD";
    } else {
      result += rest.substr(0, rest.size() - text.size());
    }
  }
  return result;
}

}  // namespace repl
