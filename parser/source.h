#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace parser {

/// A range of bytes in a source, `end` excluded.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool operator==(const Span&) const = default;
};

/// A line and a column, both from 1; the column counts code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// A text to read and the name that messages give it: a path, `<stdin>`, `<query>`. At most 4 GiB.
struct Source {
  std::string name;
  std::string text;
  /// The number of its first line: more than 1 for a piece of a longer text.
  std::uint32_t first_line = 1;

  Position position(std::uint32_t offset) const;
  /// The line that holds the offset, without its line end.
  std::string_view line_at(std::uint32_t offset) const;
};

}  // namespace parser
