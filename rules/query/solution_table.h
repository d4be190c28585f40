#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kg/hash_index.h"
#include "rules/query/operator.h"

namespace query {

/// Solutions kept in memory, found by the values of some of their variables.
class SolutionTable {
 public:
  static constexpr std::uint32_t kNone = kg::HashIndex::kNone;

  SolutionTable() = default;
  /// Keeps the values of `key` and `rest`. Those of `key` must be there in every row.
  SolutionTable(std::vector<match::VariableIndex> key, std::vector<match::VariableIndex> rest);

  void add(const Row& row);
  void clear();
  std::size_t size() const { return next_.size(); }

  /// The first solution with the row's key, and the one after another with the same key, or kNone.
  std::uint32_t first(const Row& row) const;
  std::uint32_t next(std::uint32_t solution) const { return next_[solution]; }
  /// Gives the row the values of a solution with its key. What it binds is appended to `bound`, for
  /// the caller to undo. False where the row has another value already.
  bool bind(std::uint32_t solution, Row& row, std::vector<match::VariableIndex>& bound) const;

 private:
  const kg::TermId* cells(std::uint32_t solution) const {
    return cells_.data() + std::size_t{solution} * width_;
  }
  std::uint32_t find(std::uint64_t hash, const Row& row) const;
  std::uint64_t hash(const Row& row) const;

  std::vector<match::VariableIndex> key_;
  std::vector<match::VariableIndex> rest_;
  std::size_t width_ = 0;
  std::vector<kg::TermId> cells_;
  std::vector<std::uint32_t> next_;
  /// The first solution of each key.
  kg::HashIndex index_;
};

}  // namespace query
