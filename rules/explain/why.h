#pragma once

#include <cstddef>
#include <optional>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "rules/explain/derivation.h"
#include "rules/program.h"

namespace explain {

struct WhyOptions {
  /// How many rule instances beyond the first of each triple to look at before giving up on the
  /// least proof, on more ways, and again before giving up on more critical facts. The derivation
  /// says so where it happened.
  std::size_t max_instances = 100'000;
};

/// What an explanation reads. The graph holds base and inferred triples with their orders; nothing
/// is reasoned again.
struct Evidence {
  const rules::Program& program;
  const kg::GraphView& graph;
  const kg::Provenance& provenance;
  kg::Interner& interner;
};

/// The least proof of a triple: of least height; among those of fewest steps, counted as a tree;
/// ties broken by the order of rules and then of terms. Each of its steps is the least proof of
/// what it concludes from strictly older triples, so that the explanation of a step is the part of
/// the explanation of the whole. An asserted or given triple is its own proof. Nothing if the
/// evaluation graph does not hold the triple. Takes time and memory in proportion to what it looks
/// at, and does not recurse on the height of the proof.
std::optional<Derivation> why(const Evidence& evidence, const kg::Triple& triple,
                              const WhyOptions& options = {});

}  // namespace explain
