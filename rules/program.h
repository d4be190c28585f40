#pragma once

#include <optional>
#include <vector>

#include "rules/rule_set.h"
#include "rules/stratify.h"

namespace rules {

/// A rule set with its strata: what is evaluated and explained.
struct Program {
  RuleSet rules;
  DependencyGraph dependencies;
  std::vector<Stratum> strata;
};

/// Reads, checks, compiles and stratifies. Reports all mistakes; nothing if there was an error.
std::optional<Program> load_program(std::vector<parser::Source> sources, kg::Interner& interner,
                                    parser::Diagnostics& diagnostics);

}  // namespace rules
