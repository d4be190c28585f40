#pragma once

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <vector>

#include "rules/explain/cost_table.h"
#include "rules/explain/derivation_graph.h"

namespace explain {

/// How a proof concludes a triple.
struct ProofStep {
  /// Nothing if no rule concludes the triple.
  std::optional<rules::RuleIndex> rule;
  match::Bindings bindings;
  std::vector<kg::Triple> premises;  ///< in the order of the rule's body
  std::size_t ways = 0;
  bool ways_bounded = false;
};

/// A proof: a step for each derived triple that it uses.
struct Proof {
  std::unordered_map<kg::Triple, ProofStep> steps;
  bool least = true;
};

/// A step of the graph as part of a proof.
ProofStep proof_step(const DerivationGraph& graph, Vertex vertex,
                     const DerivationGraph::Step& step);

/// The proof of vertex 0 that a table chose.
Proof proof_by(const DerivationGraph& graph, const CostTable& table);

/// The least proof of vertex 0 of a graph of strictly older instances, as `why` defines it. If the
/// graph is not complete, a valid proof that prefers premises of low order; it is then not known to
/// be the least.
Proof least_proof(const Evidence& evidence, InstanceFinder& finder, const DerivationGraph& graph);

}  // namespace explain
