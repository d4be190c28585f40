#pragma once

#include <span>
#include <vector>

#include "rules/match/pattern.h"
#include "rules/match/solve.h"

namespace match {

struct Step;
using Plan = std::vector<Step>;

/// One thing to do under the bindings that the steps before it made.
struct Step {
  const TriplePattern* pattern = nullptr;
  const Expression* filter = nullptr;
  const Assignment* assignment = nullptr;
  const Negation* negation = nullptr;
  const Aggregate* aggregate = nullptr;
  /// Of an assignment: whether its value holds a term made for the solution, see `Seed`.
  bool makes_terms = false;
  /// Of a pattern, an assignment or an aggregate: the variables that have no value before it.
  std::vector<VariableIndex> binds;
  /// Of a negation or an aggregate: how its body is solved, and its variables that are not those of
  /// the same name around it.
  Plan inner;
  std::vector<VariableIndex> locals;
};

/// How to solve elements by nested loops, when the variables that have a value in `bindings` are
/// bound: patterns in a good join order, each filter, negation and assignment as soon as its
/// variables are bound. Points into `elements`.
Plan make_plan(std::span<const Element> elements, const Scope& scope, const Bindings& bindings,
               const kg::Dictionary& dictionary);

/// Carries a plan out, as `solve` on the elements does. The variables bound in `bindings` are those
/// that were bound when it was made; their values may be others.
bool solve(const Plan& plan, const Scope& scope, Bindings& bindings, kg::Interner& interner,
           Evaluator& evaluator, const SolutionVisitor& visit);

}  // namespace match
