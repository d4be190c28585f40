#pragma once

#include <vector>

#include "rules/explain/absence.h"
#include "rules/explain/least_proof.h"

namespace explain {

/// A proof with all that is to be told of it, except what is critical.
struct Assembled {
  Derivation derivation;
  /// The facts and absences of the derivation, in the order in which they are met, and what each
  /// absence says.
  std::vector<NodeIndex> facts;
  std::vector<NodeIndex> absences;
  std::vector<AbsenceKey> absence_keys;
};

Assembled assemble(const Evidence& evidence, const Proof& proof, const kg::Triple& conclusion);

/// A fact as a node: where it is stated and what it cites.
Node fact_node(const Evidence& evidence, const ontology::CitationReader& citations,
               const kg::Triple& fact);

}  // namespace explain
