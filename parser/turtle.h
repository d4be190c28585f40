#pragma once

#include "parser/parse.h"
#include "parser/scope.h"

namespace parser {

/// Reads the scope's text as Turtle 1.2, or as TriG 1.2, and passes the statements on. Mistakes go
/// to the scope's diagnostics.
void parse_turtle(Scope& scope, RdfFormat format, const StatementSink& sink);

}  // namespace parser
