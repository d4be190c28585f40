#pragma once

#include <string_view>

#include "parser/parse.h"

namespace parser {

/// Reads Turtle as it is typed in a line: `prefixes` are known before the first word, and the full
/// stop at the end may be left out. Otherwise as `parse_rdf`.
bool parse_turtle_snippet(const Source& source, std::string_view base, const Prefixes& prefixes,
                          const StatementSink& sink, Diagnostics& diagnostics);

}  // namespace parser
