#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace explain {

/// How many columns of a terminal a UTF-8 text takes: none for a combining mark, two for an East
/// Asian wide character.
std::size_t text_width(std::string_view text);

/// Breaks a text at blanks into lines of at most `width` columns; a longer word has a line of its
/// own. At least one line.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// With its first letter in upper case, if that is a letter of Latin-1.
std::string capitalised(std::string text);

}  // namespace explain
