#pragma once

#include <cstdint>
#include <vector>

#include "rules/rule_set.h"

namespace rules {

/// Rule `from` depends on rule `to`: a triple pattern in the body of `from` may match what the head
/// of `to` makes.
struct Dependency {
  RuleIndex from;
  RuleIndex to;
  bool closed = false;
  /// The body element of `from` that makes the dependency, and closes it if it is closed: an index
  /// into `Rule::body`.
  std::uint32_t element = 0;

  bool operator==(const Dependency&) const = default;
};

/// The dependency graph of SPARQL-RL, section "Dependency Graph": at most one edge a pair, closed
/// if any pattern closes it. Sorted by (from, to). `NOT DATA` and `WHERE DATA` depend on nothing.
/// Near-linear in the number of rules where predicates differ.
std::vector<Dependency> dependency_graph(const RuleSet& rules, const kg::Dictionary& dictionary);

}  // namespace rules
