#pragma once

#include <span>
#include <string_view>

namespace parser {

/// Where to go on after a mistake at `mistake` in the statement that begins at `statement`: behind
/// the `.` that ends it, at a `}` that closes what is around it, or at a line that begins with one
/// of the `openers` (words that can only begin a statement), or at the end. Always past
/// `statement`.
const char* next_statement(const char* statement, const char* mistake, const char* last,
                           std::span<const std::string_view> openers);

}  // namespace parser
