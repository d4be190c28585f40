#include "parser/source.h"

#include <catch2/catch.hpp>

using parser::Source;

TEST_CASE("a position counts lines and code points from one") {
  const Source source{"x", "ab\ncé d\n\nlast"};
  const auto at = [&](std::uint32_t offset) {
    const parser::Position position = source.position(offset);
    return std::pair(position.line, position.column);
  };
  CHECK(at(0) == std::pair(1U, 1U));
  CHECK(at(2) == std::pair(1U, 3U));  // the line end belongs to its line
  CHECK(at(3) == std::pair(2U, 1U));
  CHECK(at(6) == std::pair(2U, 3U));  // behind the two bytes of é
  CHECK(at(9) == std::pair(3U, 1U));
  CHECK(at(10) == std::pair(4U, 1U));
  CHECK(at(14) == std::pair(4U, 5U));  // the end of the text
}

TEST_CASE("a line is quoted without its line end") {
  const Source source{"x", "first\r\nsecond\nthird"};
  CHECK(source.line_at(0) == "first");
  CHECK(source.line_at(6) == "first");
  CHECK(source.line_at(7) == "second");
  CHECK(source.line_at(14) == "third");
  CHECK(source.line_at(19) == "third");
  CHECK(Source{"x", ""}.line_at(0).empty());
  CHECK(Source{"x", "a\n"}.line_at(2).empty());
}
