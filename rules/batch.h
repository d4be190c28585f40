#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "rules/clause.h"

namespace rules {

/// Rows of a batch: enough that the work per batch is small beside the work per row, few enough
/// that the columns stay in the first levels of cache.
inline constexpr std::size_t kBatchRows = 1024;

/// Solutions on their way through a plan, by column, and the room that the step which reads them
/// works in.
class Batch {
 public:
  std::size_t size = 0;

  /// Room for a column.
  LocalId* column(Column c) {
    if (c >= columns_.size()) columns_.resize(c + 1);
    if (!columns_[c]) columns_[c] = std::make_unique<LocalId[]>(kBatchRows);
    return columns_[c].get();
  }
  const LocalId* column(Column c) const { return columns_[c].get(); }
  LocalId value(const Operand& operand, std::size_t row) const {
    return operand.is_constant() ? operand.constant : columns_[operand.column][row];
  }

  /// Keeps the rows for which `keep` is 1, in the columns that are still wanted.
  void compact(const std::vector<Column>& wanted);

  std::array<std::uint8_t, kBatchRows> keep;
  std::array<Pair, kBatchRows> keys;
  std::array<Run<LocalId>, kBatchRows> runs;
  std::array<Run<Pair>, kBatchRows> pair_runs;
  std::array<std::uint32_t, kBatchRows>
      sources;  ///< the row of the batch before that each row stems from

 private:
  std::vector<std::unique_ptr<LocalId[]>> columns_;
};

}  // namespace rules
