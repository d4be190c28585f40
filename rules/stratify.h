#pragma once

#include <optional>
#include <span>
#include <vector>

#include "rules/dependency.h"

namespace rules {

struct Stratum {
  std::vector<RuleIndex> once;     ///< run-once rules, evaluated first
  std::vector<RuleIndex> general;  ///< evaluated to a fixpoint
};

/// The strata of SPARQL-RL, section "Stratification", lowest first; rules in the order of the text.
/// A cycle through a closed dependency is an error that names the rules on it and the element that
/// closes it. Linear in the graph.
std::optional<std::vector<Stratum>> stratify(const RuleSet& rules,
                                             const DependencyGraph& dependencies,
                                             std::span<const RuleSource> sources,
                                             parser::Diagnostics& diagnostics);

}  // namespace rules
