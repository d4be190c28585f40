#pragma once

#include <cstdint>
#include <vector>

#include "rules/query/run.h"
#include "rules/query/solution_table.h"

/// The steps of an evaluation that match nothing themselves.
namespace query {

/// Passes on the rows for which all conditions are true.
class FilterStep final : public Operator {
 public:
  FilterStep(Run& run, std::vector<const Formula*> conditions, Operator& next)
      : run_(run), conditions_(std::move(conditions)), next_(next) {}

  bool push(Row& row) override;

 private:
  Run& run_;
  std::vector<const Formula*> conditions_;
  Operator& next_;
};

/// Gives variables the values of formulas, one after the other. A variable whose formula has no
/// value stays as it is; one that has another value already ends the row.
class ExtendStep final : public Operator {
 public:
  struct Assignment {
    match::VariableIndex variable = 0;
    const Formula* value = nullptr;
  };
  ExtendStep(Run& run, std::vector<Assignment> assignments, Operator& next)
      : run_(run), assignments_(std::move(assignments)), next_(next) {}

  bool push(Row& row) override;

 private:
  Run& run_;
  std::vector<Assignment> assignments_;
  Operator& next_;
  std::vector<match::VariableIndex> bound_;
};

class UnionStep final : public Operator {
 public:
  explicit UnionStep(std::vector<Operator*> branches) : branches_(std::move(branches)) {}

  bool push(Row& row) override;

 private:
  std::vector<Operator*> branches_;
};

/// Passes each row on, and remembers that one came.
class MarkStep final : public Operator {
 public:
  explicit MarkStep(Operator& next) : next_(next) {}

  bool push(Row& row) override {
    reached = true;
    return next_.push(row);
  }

  bool reached = false;

 private:
  Operator& next_;
};

/// OPTIONAL: passes on what a pattern makes of the row, or the row itself if that is nothing.
class LeftJoinStep final : public Operator {
 public:
  /// `right` ends in `mark`, which goes on to `next`.
  LeftJoinStep(Run& run, Operator& right, MarkStep& mark, Operator& next)
      : run_(run), right_(right), mark_(mark), next_(next) {}

  bool push(Row& row) override;

 private:
  Run& run_;
  Operator& right_;
  MarkStep& mark_;
  Operator& next_;
};

/// Whether a row came; then no more are wanted.
class FoundStep final : public Operator {
 public:
  bool push(Row&) override {
    found = true;
    return false;
  }

  bool found = false;
};

/// Keeps the rows in a table.
class KeepStep final : public Operator {
 public:
  explicit KeepStep(SolutionTable& table) : table_(table) {}

  bool push(Row& row) override {
    table_.add(row);
    return true;
  }

 private:
  SolutionTable& table_;
};

/// Joins rows with the solutions of a pattern that must not see what they bind. They are found once
/// for each row that an EXISTS is tested with, where they depend on it.
class IsolatedStep final : public Operator {
 public:
  /// `pattern` ends in a KeepStep for `table`. `surroundings` is the row that the group which it
  /// belongs to begins with, and `seen` the variables of it that matter.
  IsolatedStep(Run& run, Operator& pattern, SolutionTable& table, const Row& surroundings,
               std::vector<match::VariableIndex> seen, Operator& next)
      : run_(run),
        pattern_(pattern),
        table_(table),
        surroundings_(surroundings),
        seen_(std::move(seen)),
        next_(next) {}

  bool push(Row& row) override;

 private:
  bool solve();

  Run& run_;
  Operator& pattern_;
  SolutionTable& table_;
  const Row& surroundings_;
  std::vector<match::VariableIndex> seen_;
  Operator& next_;
  bool solved_ = false;
  /// The values of `seen_` that the table holds for.
  std::vector<kg::TermId> solved_for_;
  std::vector<match::VariableIndex> bound_;
};

}  // namespace query
