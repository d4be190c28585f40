#pragma once

#include <vector>

#include "kg/graph_view.h"
#include "rules/query/algebra.h"

namespace query {

/// What is known of the rows that reach a step.
struct Bound {
  /// Variables that every row binds.
  VariableSet certain;
  /// Variables that patterns before may have bound, so that a pattern may be the wrong one to see
  /// them. What an EXISTS is tested with is for all within to see, and is not among them.
  VariableSet sideways;

  /// After the solutions of a pattern were joined.
  void add(const Algebra& pattern, const VariableSet& surroundings);
};

/// One thing to do in a join: exactly one of the first three is set.
struct JoinStep {
  const match::TriplePattern* triple = nullptr;
  const Algebra* operand = nullptr;
  const Formula* condition = nullptr;
  /// Of an operand: solved without what the rows bind, and then joined.
  bool isolated = false;
  /// What is known before it.
  Bound bound;
};

/// Orders the operands of a join and the conditions on its solutions: what promises the fewest
/// solutions next, by the graph's estimates and by what is bound, and each condition as soon as its
/// variables have the values that they will have. Points into its arguments.
std::vector<JoinStep> plan_join(const std::vector<const Algebra*>& operands,
                                const std::vector<const Formula*>& conditions, const Bound& bound,
                                const VariableSet& surroundings, const kg::GraphView& graph);

/// Whether a pattern must be solved without what the rows bind.
bool must_be_isolated(const Algebra& pattern, const Bound& bound, bool first);

}  // namespace query
