#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kg/commit.h"

namespace kg {

/// What a commit changes in the tables of inferences: those that the transaction gives, set against
/// those of the store; without any, those of the store stay that the transaction does not assert.
class InferenceChanges {
 public:
  /// `pending` must be settled, and outlive it.
  explicit InferenceChanges(const PendingState& pending);

  /// Entries that are written or taken out.
  std::size_t size() const { return given_.size() - left_count_ + gone_.size(); }
  /// Inferred triples after the commit.
  std::uint64_t count() const { return count_; }
  /// Adds what is to be written. This object must outlive it.
  void append(std::vector<TableChange>& out) const;

 private:
  void replace(const PendingState& pending);
  void keep(const PendingState& pending);
  void leave(std::size_t given);
  bool is_written(std::size_t given) const { return left_.empty() || !left_[given]; }
  template <typename Visit>
  void visit(KeyOrder order, const Visit& visit) const;
  void write_stretch(std::size_t part, std::size_t parts, ChangeSink& sink) const;

  std::span<const Inference> given_;
  /// Which of them are not written: the store has them, or they are asserted. Empty if all are.
  std::vector<bool> left_;
  std::size_t left_count_ = 0;  ///< how many these are
  std::vector<Triple> gone_;    ///< sorted
  std::uint64_t count_ = 0;
};

}  // namespace kg
