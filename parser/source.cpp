#include "parser/source.h"

#include <algorithm>

namespace parser {
namespace {

std::size_t line_begin(std::string_view text, std::size_t offset) {
  if (offset == 0) return 0;
  const std::size_t end = text.rfind('\n', offset - 1);
  return end == std::string_view::npos ? 0 : end + 1;
}

}  // namespace

Position Source::position(std::uint32_t offset) const {
  const std::string_view before = std::string_view(text).substr(0, offset);
  const std::size_t begin = line_begin(text, before.size());
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const auto points =
      std::count_if(before.begin() + static_cast<std::ptrdiff_t>(begin), before.end(),
                    [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; });
  return {first_line + static_cast<std::uint32_t>(lines), static_cast<std::uint32_t>(points + 1)};
}

std::string_view Source::line_at(std::uint32_t offset) const {
  const std::string_view all = text;
  const std::size_t begin = line_begin(all, std::min<std::size_t>(offset, all.size()));
  std::string_view line = all.substr(begin, all.find('\n', begin) - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace parser
