#pragma once

#include <cstddef>
#include <optional>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "rules/explain/derivation.h"
#include "rules/program.h"

namespace explain {

struct WhyOptions {
  /// Give up looking for more ways or for critical facts beyond this many rule instances.
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

/// The proof of least height of a triple; among those the one of fewest steps, ties broken by the
/// order of rules and terms. An asserted triple is its own proof. Nothing if the evaluation graph
/// does not hold the triple. Does not recurse on the height of the proof.
std::optional<Derivation> why(const Evidence& evidence, const kg::Triple& triple,
                              const WhyOptions& options = {});

}  // namespace explain
