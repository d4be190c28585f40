#pragma once

#include <functional>
#include <vector>

#include "kg/graph_view.h"
#include "rules/match/expression.h"
#include "rules/match/pattern.h"

/// Matching and substitution of the checker's own: plain rather than fast.
namespace verify {

/// Matches a term or a triple, binding what is unbound; false, with `bindings` as they were, if it
/// does not fit.
bool matches(const match::Slot& slot, kg::TermId term, const kg::Dictionary& dictionary,
             match::Bindings& bindings);
bool matches(const match::TriplePattern& pattern, const kg::Triple& triple,
             const kg::Dictionary& dictionary, match::Bindings& bindings);

/// Called for each solution, with what its patterns matched. Return false to stop.
using SolutionVisitor = std::function<bool(const match::Bindings&, const std::vector<kg::Triple>&)>;

/// Visits the solutions of an aggregate's body in a part of the graph that extend the bindings.
void visit_solutions(const match::Aggregate& aggregate, const kg::GraphView& graph, kg::Part part,
                     const match::Bindings& bindings, const kg::Dictionary& dictionary,
                     match::Evaluator& evaluator, const SolutionVisitor& visit);

/// Whether the elements of a NOT have a solution in a part of the graph that extends the bindings.
bool has_solution(const match::Negation& negation, const kg::GraphView& graph, kg::Part part,
                  const match::Bindings& bindings, const kg::Dictionary& dictionary,
                  match::Evaluator& evaluator);

/// Whether an expression asks for the time of the run, which nobody knows afterwards.
bool asks_for_time(const match::Expression& expression);
bool asks_for_time(const match::Negation& negation);
bool asks_for_time(const match::Aggregate& aggregate);

}  // namespace verify
