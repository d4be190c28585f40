#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "rules/explain/derivation.h"
#include "rules/program.h"

namespace explain {

/// How far to look for the least proof and for more ways, and again for critical facts. Where that
/// was not far enough the derivation says so. Nothing is held against a proof in which each triple
/// follows in one way that is easily found, however long it is.
struct WhyOptions {
  /// Rule instances beyond the first of each triple.
  std::size_t max_instances = 100'000;
  /// Triples looked at beyond a few dozen for each triple that is explained.
  std::size_t max_looks = 200'000;
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

/// The proofs of a triple, the least first; see `find_proofs`.
struct WhyEach {
  std::vector<Derivation> proofs;
  bool complete = false;  ///< whether there are no others
};

/// As `why`, with at most `limit` proofs. Nothing if the evaluation graph does not hold the triple.
std::optional<WhyEach> why_each(const Evidence& evidence, const kg::Triple& triple,
                                std::size_t limit, const WhyOptions& options = {});

}  // namespace explain
