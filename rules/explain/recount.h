#pragma once

#include <cstddef>
#include <vector>

#include "rules/explain/derivation_graph.h"

namespace explain {

/// How many of a step's premises its rule's patterns match; those behind them its aggregates count.
std::size_t pattern_count(const rules::Rule& rule);
/// Whether a rule of the graph's steps counts anything.
bool counts(const rules::RuleSet& rules, const DerivationGraph& graph);

/// Asks of single facts whether a conclusion holds without them, where rules count: there a rule
/// instance that loses a premise may still conclude the same, by another value.
///
/// What is lost is followed through the graph stratum by stratum. Where an instance that counts
/// has lost something that it counted, the rule is tried again on the graph without what is lost,
/// with the same values for what its patterns match. So, as elsewhere, instances count that there
/// are now, but with what they count counted anew.
class Recount {
 public:
  Recount(const Evidence& evidence, const DerivationGraph& graph);

  /// Whether vertex 0 holds without the triple.
  bool holds_without(const kg::Triple& triple);

 private:
  struct Clause {
    Vertex head;
    std::size_t step;
  };

  bool holds(std::size_t step, bool counted) const;
  void assume_leaves(Vertex without);
  void run_once(const std::vector<Clause>& clauses);
  void run_to_fixpoint(const std::vector<Clause>& clauses);
  bool concludes_anew(const Clause& clause);

  const Evidence& evidence_;
  const DerivationGraph& graph_;
  match::Evaluator evaluator_;
  /// By stratum: steps of rules that run once, and of others.
  std::vector<std::vector<Clause>> once_;
  std::vector<std::vector<Clause>> general_;
  std::vector<bool> holds_;  ///< by vertex
};

}  // namespace explain
