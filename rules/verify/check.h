#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "rules/program.h"
#include "rules/verify/proof.h"

namespace verify {

/// What proofs are held against.
struct Evidence {
  const rules::Program& program;
  const kg::GraphView& graph;  ///< base and inferred triples
  const kg::Provenance& provenance;
  kg::Interner& interner;
};

enum class Outcome : std::uint8_t {
  Accepted,
  Assumed,  ///< accepted, except that nobody knows any more what NOW() was
  Rejected
};

struct Verdict {
  Outcome outcome = Outcome::Accepted;
  /// What makes it so: `instance of ex:rule`, or what is wrong.
  std::string reason;
};

struct Report {
  std::vector<Verdict> steps;  ///< by step of the proof
  /// What is wrong with the proof as a whole; empty if nothing is.
  std::string whole;

  bool accepted() const;
};

/// Checks each step of a proof by itself: a fact is asserted, where and with the citations that the
/// proof says; a given triple stands in a DATA block; a derived one is the head of the rule named
/// under bindings for which the body holds: each triple pattern is the triple of the premise at its
/// place, filters are true, assignments give the values claimed, and what a NOT looks for is not in
/// the evaluation graph (not in the base graph for NOT DATA). And the whole: it proves its
/// conclusion, and no step rests on itself. Sentences, labels and counts are not checked. Takes
/// time in proportion to the proof and to what its NOTs look at. `progress` is told before each
/// step how many were checked. Throws kg::OutOfMemory.
Report check(const Proof& proof, const Evidence& evidence,
             const std::function<void(std::size_t checked)>& progress = {});

}  // namespace verify
