#pragma once

#include <span>
#include <vector>

#include "rules/explain/derivation_graph.h"

namespace explain {

/// Sets of facts without which no proof is left, while one is left without any part of them.
struct CutSets {
  /// Of two facts and more, in the order of their size, then of the terms; facts in that order too.
  std::vector<std::vector<kg::Triple>> sets;
  /// Whether there may be others.
  bool bounded = false;
};

/// Finds the smallest sets of facts whose removal makes the conclusion fall. Facts without which it
/// falls at once, `critical`, are in none of them. Reiter's tree of hitting sets, level by level: a
/// set of facts taken away that leaves a proof must take one of the facts of that proof too.
/// Bounded in the size of the sets, in their number and in time. Speaks of the rule instances there
/// are now, as `find_critical` does.
CutSets find_cut_sets(const Evidence& evidence, InstanceFinder& finder,
                      const kg::Triple& conclusion, std::span<const kg::Triple> critical,
                      const WhyOptions& limits);

}  // namespace explain
