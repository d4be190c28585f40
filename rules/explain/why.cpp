#include "rules/explain/why.h"

#include <set>
#include <unordered_set>
#include <utility>
#include <vector>

#include "rules/explain/assemble.h"
#include "rules/explain/critical.h"
#include "rules/explain/cut_sets.h"
#include "rules/explain/derivation_graph.h"
#include "rules/explain/instances.h"
#include "rules/explain/proofs.h"
#include "rules/explain/remembering_view.h"

namespace explain {

namespace {

/// What all proofs of a triple hang on.
struct Hinges {
  std::vector<kg::Triple> facts;
  std::vector<AbsenceKey> absences;
  bool bounded = false;
  std::vector<std::vector<Node>> cut_sets;
  bool cut_sets_bounded = false;
};

Hinges find_hinges(const Evidence& evidence, InstanceFinder& finder, const DerivationGraph& graph,
                   const Assembled& first, const WhyOptions& options) {
  std::vector<kg::Triple> facts;
  for (const NodeIndex fact : first.facts) facts.push_back(first.derivation[fact].triple);
  const Critical critical =
      find_critical(evidence, finder, graph, facts, first.absence_keys, options);
  Hinges hinges;
  hinges.bounded = critical.bounded;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (critical.facts[i]) hinges.facts.push_back(facts[i]);
  }
  for (std::size_t i = 0; i < first.absence_keys.size(); ++i) {
    if (critical.absences[i]) hinges.absences.push_back(first.absence_keys[i]);
  }
  // Every cut takes a fact of this proof; where all of them are critical there is no other.
  if (hinges.facts.size() == facts.size()) return hinges;
  hinges.cut_sets_bounded = critical.bounded;
  if (critical.bounded) return hinges;
  const CutSets cuts = find_cut_sets(evidence, finder, graph[0].triple, hinges.facts, options);
  hinges.cut_sets_bounded = cuts.bounded;
  ontology::CitationReader citations(evidence.graph, evidence.interner);
  for (const auto& set : cuts.sets) {
    auto& nodes = hinges.cut_sets.emplace_back();
    for (const kg::Triple& fact : set) nodes.push_back(fact_node(evidence, citations, fact));
  }
  return hinges;
}

/// Says in a proof what all proofs hang on: each has these facts and absences.
void add(const Hinges& hinges, Assembled& assembled) {
  Derivation& derivation = assembled.derivation;
  derivation.critical_bounded = hinges.bounded;
  derivation.cut_sets = hinges.cut_sets;
  derivation.cut_sets_bounded = hinges.cut_sets_bounded;
  const std::unordered_set<kg::Triple> facts(hinges.facts.begin(), hinges.facts.end());
  for (const NodeIndex fact : assembled.facts) {
    if (facts.contains(derivation[fact].triple)) derivation.critical.push_back(fact);
  }
  std::set<AbsenceKey> absences(hinges.absences.begin(), hinges.absences.end());
  for (std::size_t i = 0; i < assembled.absences.size(); ++i) {
    // The first of several that say the same stands for them all.
    if (absences.erase(assembled.absence_keys[i]) == 0) continue;
    derivation.critical_absences.push_back(assembled.absences[i]);
  }
}

}  // namespace

std::optional<WhyEach> why_each(const Evidence& given, const kg::Triple& triple, std::size_t limit,
                                const WhyOptions& options) {
  const RememberingView graph_view(given.graph);
  const Evidence evidence{given.program, graph_view, given.provenance, given.interner};
  if (!evidence.graph.find(triple, kg::Part::Evaluation)) return std::nullopt;
  InstanceFinder finder(evidence);
  const DerivationGraph graph(evidence, finder, triple, {true, options, {}, false});
  Proofs proofs;
  if (limit > 1) {
    proofs = find_proofs(evidence, finder, graph, limit);
  } else {
    proofs.all.push_back(least_proof(evidence, finder, graph));
  }
  WhyEach result;
  result.complete = proofs.complete;
  std::optional<Hinges> hinges;
  for (const Proof& proof : proofs.all) {
    Assembled assembled = assemble(evidence, proof, triple);
    if (!hinges) hinges = find_hinges(evidence, finder, graph, assembled, options);
    add(*hinges, assembled);
    result.proofs.push_back(std::move(assembled.derivation));
  }
  return result;
}

std::optional<Derivation> why(const Evidence& evidence, const kg::Triple& triple,
                              const WhyOptions& options) {
  auto each = why_each(evidence, triple, 1, options);
  if (!each) return std::nullopt;
  return std::move(each->proofs.front());
}

}  // namespace explain
