#pragma once

namespace parser {

/// Where Turtle or TriG goes on after a mistake at `mistake` in the statement that begins at
/// `statement`: behind the `.` that ends it, at a `}` that closes the graph around it, at a line
/// that looks like the next statement, or at the end. Always past `statement`. `first` and `last`
/// bound the text.
const char* next_statement(const char* first, const char* statement, const char* mistake,
                           const char* last);

}  // namespace parser
