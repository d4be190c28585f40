#pragma once

#include "parser/diagnostic.h"
#include "parser/source.h"
#include "parser/sparql_syntax.h"

namespace parser::sparql {

/// Reports what the grammar of SPARQL lets pass but its notes forbid: a variable named by BIND or
/// AS that is in scope already, and a blank node label in two basic graph patterns.
void check_scoping(const Query& query, const Source& source, Diagnostics& diagnostics);

}  // namespace parser::sparql
