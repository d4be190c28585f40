#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace repl {

/// Columns that a text takes on a terminal: none for combining marks and ANSI colours, two for the
/// wide characters of East Asia and for emoji. Of UTF-8; a byte that is none counts as one column.
std::size_t display_width(std::string_view text);

/// The text with spaces behind (or, right-aligned, before) it, up to `width` columns.
std::string padded(std::string_view text, std::size_t width, bool right_aligned = false);

/// The text in lines of at most `width` columns, broken at spaces where there are any and at its
/// own line ends. 0 breaks at line ends only. At least one line.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// The text with what a terminal would act on made harmless: tabs are spaces, other control
/// characters but line ends U+FFFD.
std::string printable(std::string_view text);

}  // namespace repl
