#pragma once

#include <cstddef>
#include <vector>

#include "rules/explain/derivation_graph.h"
#include "rules/explain/least_proof.h"

namespace explain {

/// Proofs of one triple that differ in at least one step, each once.
struct Proofs {
  /// The least first. Each other proof is the least that differs from those before it, by height,
  /// then size, then the order of rules and terms.
  std::vector<Proof> all;
  /// Whether there are no others from strictly older triples.
  bool complete = false;
};

/// At most `limit` proofs of vertex 0 of a graph of strictly older instances. A proof concludes
/// each of its triples in one way. Finds one after the other without listing what comes later
/// (Lawler 1972): what differs from the proofs found so far falls into classes, by the first step
/// that is another, and each class knows its least proof. A proof of `m` triples with a choice
/// costs `m` passes over the graph; the passes are bounded, and `complete` is false if the bound
/// cut them.
Proofs find_proofs(const Evidence& evidence, InstanceFinder& finder, const DerivationGraph& graph,
                   std::size_t limit);

}  // namespace explain
