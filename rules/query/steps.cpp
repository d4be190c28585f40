#include "rules/query/steps.h"

#include <algorithm>

namespace query {

bool FilterStep::push(Row& row) {
  const bool hold = std::all_of(conditions_.begin(), conditions_.end(),
                                [&](const Formula* one) { return run_.holds(*one, row); });
  // An EXISTS that was stopped says nothing.
  if (run_.stopped()) return false;
  return !hold || next_.push(row);
}

bool ExtendStep::push(Row& row) {
  if (run_.stopped()) return false;
  if (std::any_of(assignments_.begin(), assignments_.end(),
                  [](const Assignment& one) { return one.value->varies; })) {
    run_.begin_solution();
  }
  bound_.clear();
  bool agrees = true;
  for (const Assignment& assignment : assignments_) {
    const auto value = run_.evaluate(*assignment.value, row);
    if (!value) continue;
    kg::TermId& cell = row[assignment.variable];
    agrees = cell == kg::TermId::None || cell == *value;
    if (!agrees) break;
    if (cell == kg::TermId::None) bound_.push_back(assignment.variable);
    cell = *value;
  }
  const bool go_on = !run_.stopped() && (!agrees || next_.push(row));
  for (const match::VariableIndex variable : bound_) row[variable] = kg::TermId::None;
  return go_on;
}

bool UnionStep::push(Row& row) {
  return std::all_of(branches_.begin(), branches_.end(),
                     [&](Operator* branch) { return branch->push(row); });
}

bool LeftJoinStep::push(Row& row) {
  mark_.reached = false;
  if (!right_.push(row) || run_.stopped()) return false;
  return mark_.reached || next_.push(row);
}

bool IsolatedStep::push(Row& row) {
  if (!solve()) return false;
  for (std::uint32_t found = table_.first(row); found != SolutionTable::kNone;
       found = table_.next(found)) {
    if (run_.stopped()) return false;
    bound_.clear();
    const bool go_on = !table_.bind(found, row, bound_) || next_.push(row);
    for (const match::VariableIndex variable : bound_) row[variable] = kg::TermId::None;
    if (!go_on) return false;
  }
  return true;
}

/// Fills the table if it is not. Returns false if the run was stopped.
bool IsolatedStep::solve() {
  const bool same = std::equal(seen_.begin(), seen_.end(), solved_for_.begin(), solved_for_.end(),
                               [&](match::VariableIndex variable, kg::TermId value) {
                                 return surroundings_[variable] == value;
                               });
  if (solved_ && same) return true;
  table_.clear();
  solved_for_.clear();
  for (const match::VariableIndex variable : seen_) {
    solved_for_.push_back(surroundings_[variable]);
  }
  Row row = surroundings_;
  solved_ = pattern_.push(row) && !run_.stopped();
  return solved_;
}

}  // namespace query
