#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include "rules/calculator.h"

namespace rules {

/// What an aggregate gathers for the rows of a batch: a list of pairs of a row's number and a
/// value, so that the groups cost no memory of their own. One per thread.
class Groups {
 public:
  explicit Groups(Calculator& calculator) : calculator_(calculator) {}

  /// Begins with no solution for each of `rows` rows.
  void begin(const Aggregation& aggregation, std::size_t rows);
  /// Adds a batch of solutions. `origin` gives the row that each belongs to.
  void add(Batch& solutions, const LocalId* origin);
  /// Writes what the aggregate comes to for each row to its column, and sets `keep` to which rows
  /// have a value.
  void finish(Batch& rows);

 private:
  /// A row's number in the upper half, a value in the lower.
  using Entry = std::uint64_t;

  void add_values(const LocalId* origin, const LocalId* values, std::size_t count);
  void add_solutions(const Batch& solutions, const LocalId* origin);
  void remove_repetitions();

  Calculator& calculator_;
  const Aggregation* aggregation_ = nullptr;
  std::vector<Entry> entries_;
  std::size_t compact_at_ = 0;
  std::vector<std::uint32_t> counts_;    ///< by row: solutions, where only these are asked for
  std::vector<bool> errors_;             ///< by row
  std::set<std::vector<LocalId>> seen_;  ///< of `DISTINCT *`
  std::vector<LocalId> computed_;
};

}  // namespace rules
