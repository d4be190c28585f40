#pragma once

#include <cstddef>
#include <vector>

#include "rules/query/run.h"
#include "rules/query/solution_table.h"

namespace query {

/// Matches a triple pattern under each row: looked up in the graph's indexes, or, once so many rows
/// have come that reading all its matches would have been cheaper, in a table of them. So a few
/// rows touch a few index ranges, many rows cost one scan, and nobody has to guess how many will
/// come: at worst it costs twice what the better way would have.
class TripleStep final : public Operator {
 public:
  /// `certain` are the variables that every row binds.
  TripleStep(Run& run, const match::TriplePattern& pattern, const VariableSet& certain,
             Operator& next);

  bool push(Row& row) override;

 private:
  bool scan(Row& row);
  bool look_up(Row& row);
  bool pass_on(const kg::Triple& triple, Row& row);
  bool position(const match::Slot& slot, const Row& row, kg::TermId& term) const;
  bool worth_a_table();
  bool fill_table(Row& row);
  void unbind(Row& row);

  Run& run_;
  const match::TriplePattern& pattern_;
  Operator& next_;
  std::vector<match::VariableIndex> variables_;
  /// Of `variables_`: those without a value in the row at hand.
  std::vector<match::VariableIndex> open_;
  bool has_open_triple_term_ = false;
  bool has_key_ = false;

  /// What the rows so far have cost, in triples read.
  std::size_t effort_ = 0;
  /// How many triples match under no bindings.
  std::optional<std::size_t> matches_;
  SolutionTable table_;
  bool in_table_ = false;
};

}  // namespace query
