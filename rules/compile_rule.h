#pragma once

#include "parser/diagnostic.h"
#include "rules/rule_set.h"

namespace rules {

/// Compiles a well-formed rule, which begins at `position`. One too large to be run is an error,
/// what is odd but allowed a warning.
Rule compile_rule(const parser::Rule& rule, const parser::Source& source, parser::Position position,
                  kg::Interner& interner, parser::Diagnostics& diagnostics);

}  // namespace rules
