#include "rules/query/triple_step.h"

#include <algorithm>

namespace query {

namespace {

/// A look-up in an index costs about as much as reading so many triples and keeping them.
constexpr std::size_t kLookUp = 8;
/// A table of more matches would take too much memory.
constexpr std::size_t kLargestTable = 16'000'000;

/// The part of a mask that a slot without variables gives.
kg::TermId constant(const match::Slot& slot) {
  return slot.kind == match::Slot::Kind::Constant ? slot.constant : kg::TermId::None;
}

bool is_open_triple_term(const match::Slot& slot) {
  return slot.kind == match::Slot::Kind::TripleTerm;
}

}  // namespace

TripleStep::TripleStep(Run& run, const match::TriplePattern& pattern, const VariableSet& certain,
                       Operator& next)
    : run_(run), pattern_(pattern), next_(next) {
  match::collect_variables(pattern, variables_);
  std::sort(variables_.begin(), variables_.end());
  variables_.erase(std::unique(variables_.begin(), variables_.end()), variables_.end());
  has_open_triple_term_ = is_open_triple_term(pattern.subject) ||
                          is_open_triple_term(pattern.predicate) ||
                          is_open_triple_term(pattern.object);
  std::vector<match::VariableIndex> key;
  std::vector<match::VariableIndex> rest;
  for (const match::VariableIndex variable : variables_) {
    (certain.contains(variable) ? key : rest).push_back(variable);
  }
  has_key_ = !key.empty();
  table_ = SolutionTable(std::move(key), std::move(rest));
}

bool TripleStep::push(Row& row) {
  if (run_.stopped()) return false;
  if (!in_table_ && worth_a_table() && !fill_table(row)) return false;
  return in_table_ ? look_up(row) : scan(row);
}

bool TripleStep::scan(Row& row) {
  kg::TripleMask mask;
  if (!position(pattern_.subject, row, mask.subject) ||
      !position(pattern_.predicate, row, mask.predicate) ||
      !position(pattern_.object, row, mask.object)) {
    return true;
  }
  effort_ += kLookUp;
  open_.clear();
  for (const match::VariableIndex variable : variables_) {
    if (row[variable] == kg::TermId::None) open_.push_back(variable);
  }
  if (open_.empty()) {
    const kg::Triple triple{mask.subject, mask.predicate, mask.object};
    return !run_.graph.find(triple, kg::Part::Evaluation) || next_.push(row);
  }
  return run_.graph.scan(
      mask, kg::Part::Evaluation,
      [this, &row](const kg::Triple& triple, kg::Order) { return pass_on(triple, row); });
}

bool TripleStep::pass_on(const kg::Triple& triple, Row& row) {
  if (run_.stopped()) return false;
  if (!has_key_) ++effort_;
  const bool go_on = !match::unify(pattern_, triple, run_.interner, row) || next_.push(row);
  unbind(row);
  return go_on;
}

void TripleStep::unbind(Row& row) {
  for (const match::VariableIndex variable : open_) row[variable] = kg::TermId::None;
}

/// What to look for in a position; `None` for anything. False if no term can stand there.
bool TripleStep::position(const match::Slot& slot, const Row& row, kg::TermId& term) const {
  term = match::lookup(slot, row, run_.interner);
  if (!is_open_triple_term(slot) || term != kg::TermId::None) return true;
  // A triple term that the dictionary lacks is in no triple; one with an open variable may be.
  std::vector<match::VariableIndex> variables;
  match::collect_variables(slot, variables);
  return std::any_of(variables.begin(), variables.end(), [&](match::VariableIndex variable) {
    return row[variable] == kg::TermId::None;
  });
}

bool TripleStep::worth_a_table() {
  if (effort_ <= kLookUp || has_open_triple_term_) return false;
  if (!matches_) {
    const kg::TripleMask mask{constant(pattern_.subject), constant(pattern_.predicate),
                              constant(pattern_.object)};
    matches_ = run_.graph.estimate(mask, kg::Part::Evaluation);
  }
  return effort_ > *matches_ && *matches_ < kLargestTable;
}

/// Returns false if the run was stopped.
bool TripleStep::fill_table(Row& row) {
  std::vector<kg::TermId> outside;
  for (const match::VariableIndex variable : variables_) {
    outside.push_back(std::exchange(row[variable], kg::TermId::None));
  }
  const kg::TripleMask mask{constant(pattern_.subject), constant(pattern_.predicate),
                            constant(pattern_.object)};
  const bool all = run_.graph.scan(mask, kg::Part::Evaluation,
                                   [this, &row](const kg::Triple& triple, kg::Order) {
                                     if (run_.stopped()) return false;
                                     if (match::unify(pattern_, triple, run_.interner, row))
                                       table_.add(row);
                                     for (const match::VariableIndex variable : variables_)
                                       row[variable] = kg::TermId::None;
                                     return true;
                                   });
  for (std::size_t i = 0; i < variables_.size(); ++i) row[variables_[i]] = outside[i];
  in_table_ = all;
  return all;
}

bool TripleStep::look_up(Row& row) {
  for (std::uint32_t found = table_.first(row); found != SolutionTable::kNone;
       found = table_.next(found)) {
    if (run_.stopped()) return false;
    open_.clear();
    const bool go_on = !table_.bind(found, row, open_) || next_.push(row);
    unbind(row);
    if (!go_on) return false;
  }
  return true;
}

}  // namespace query
