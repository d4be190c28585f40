#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "rules/explain/absence.h"
#include "rules/explain/derivation_graph.h"

namespace explain {

/// Which of the facts and absences of a proof all proofs need.
struct Critical {
  std::vector<bool> facts;     ///< by the number of the fact
  std::vector<bool> absences;  ///< likewise
  bool bounded = false;        ///< more of them may be critical
};

/// Finds, among facts and absences of some proof of the graph's conclusion, those without which no
/// proof is left.
///
/// The graph of strictly older instances holds a proof of everything, but not all of them: a triple
/// that came late may prove an older one too. What is critical in that graph is therefore tried
/// again on the graph of all instances, cycles included. An instance that loses one of the facts
/// that it counts may still conclude the same: that is tried fact by fact.
Critical find_critical(const Evidence& evidence, InstanceFinder& finder,
                       const DerivationGraph& older, std::span<const kg::Triple> facts,
                       std::span<const AbsenceKey> absences, const WhyOptions& limits);

}  // namespace explain
