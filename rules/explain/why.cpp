#include "rules/explain/why.h"

#include <vector>

#include "rules/explain/assemble.h"
#include "rules/explain/critical.h"
#include "rules/explain/derivation_graph.h"
#include "rules/explain/instances.h"
#include "rules/explain/least_proof.h"
#include "rules/explain/remembering_view.h"

namespace explain {

std::optional<Derivation> why(const Evidence& given, const kg::Triple& triple,
                              const WhyOptions& options) {
  const RememberingView graph_view(given.graph);
  const Evidence evidence{given.program, graph_view, given.provenance, given.interner};
  if (!evidence.graph.find(triple, kg::Part::Evaluation)) return std::nullopt;
  InstanceFinder finder(evidence);
  const DerivationGraph graph(evidence, finder, triple, {true, options, {}});
  const Proof proof = least_proof(evidence, finder, graph);
  Assembled assembled = assemble(evidence, proof, triple);
  Derivation& derivation = assembled.derivation;

  std::vector<kg::Triple> facts;
  for (const NodeIndex fact : assembled.facts) facts.push_back(derivation[fact].triple);
  const Critical critical =
      find_critical(evidence, finder, graph, facts, assembled.absence_keys, options);
  derivation.critical_bounded = critical.bounded;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (critical.facts[i]) derivation.critical.push_back(assembled.facts[i]);
  }
  for (std::size_t i = 0; i < assembled.absences.size(); ++i) {
    if (critical.absences[i]) derivation.critical_absences.push_back(assembled.absences[i]);
  }
  return std::move(assembled.derivation);
}

}  // namespace explain
