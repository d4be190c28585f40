#pragma once

#include "parser/diagnostic.h"
#include "parser/sparql_rl_syntax.h"

namespace rules {

/// Checks a rule as SPARQL-RL, section "Well-formedness Conditions", defines: variables of the head
/// occur in the body, those of a FILTER or SET before it, the variable of a SET is new.
/// Placeholders of metadata must name variables of the rule.
bool check_well_formed(const parser::Rule& rule, const parser::Source& source,
                       parser::Diagnostics& diagnostics);

}  // namespace rules
