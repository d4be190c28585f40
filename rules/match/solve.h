#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "kg/graph_view.h"
#include "rules/match/pattern.h"

namespace match {

/// Stands for the solution so far where an assignment makes terms: `Evaluator::set_seed` says what
/// for. The variables that have a value before the assignment in the text are bound.
using Seed = std::function<std::uint64_t(const Assignment&, const Bindings&)>;

/// Where and how far to look.
struct Scope {
  const kg::GraphView* graph = nullptr;
  /// Part that plain patterns match; NOT DATA always matches the base graph.
  kg::Part part = kg::Part::Evaluation;
  /// Plain patterns match only triples that are older than this, if set. Negations and
  /// aggregates look at everything.
  std::optional<kg::Order> older_than = {};
  /// Asked before each assignment that makes terms, if set.
  const Seed* seed = nullptr;
  /// Counted down for each look into the graph and each triple found there, if set. The search
  /// stops when it is used up; negations and aggregates do without it.
  std::size_t* allowance = nullptr;
};

/// Return false to stop.
using SolutionVisitor = std::function<bool(const Bindings&)>;

/// Enumerates the solutions of rule elements that extend `bindings` (one place per variable; it is
/// restored afterwards), by index nested loops over the view: patterns in the order that
/// `join_order` gives, filters, negations and assignments as soon as their variables are bound.
/// Each solution once. Returns false if the visitor or the allowance stopped it.
bool solve(std::span<const Element> elements, const Scope& scope, Bindings& bindings,
           kg::Interner& interner, Evaluator& evaluator, const SolutionVisitor& visit);

/// An order to match triple patterns in, given the variables already bound: the most selective
/// first by the view's estimates and connectedness.
std::vector<std::size_t> join_order(std::span<const TriplePattern> patterns,
                                    const std::vector<bool>& bound, const kg::GraphView& graph);

}  // namespace match
