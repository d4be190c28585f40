#pragma once

#include "parser/diagnostic.h"
#include "parser/sparql_rl_syntax.h"

namespace rules {

/// Reports each use of what Warrant adds to SPARQL-RL as an error: other processors do not read it.
void report_extensions(const parser::RuleDocument& document, const parser::Source& source,
                       parser::Diagnostics& diagnostics);

}  // namespace rules
