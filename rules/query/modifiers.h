#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "kg/hash_index.h"
#include "rules/query/run.h"

/// Steps that see the solutions of a pattern as a whole. Each is two: one that lets the pattern
/// begin, and one at its end, where its solutions arrive.
namespace query {

/// OFFSET and LIMIT: where the solutions arrive.
class SliceEnd final : public Operator {
 public:
  SliceEnd(std::uint64_t offset, std::optional<std::uint64_t> limit, Operator& next)
      : offset_(offset), limit_(limit), next_(next) {}

  void begin();
  bool push(Row& row) override;
  bool is_full() const { return limit_ && passed_ >= *limit_; }
  /// Whether the next step wants more.
  bool goes_on() const { return goes_on_; }

 private:
  std::uint64_t offset_;
  std::optional<std::uint64_t> limit_;
  Operator& next_;
  std::uint64_t seen_ = 0;
  std::uint64_t passed_ = 0;
  bool goes_on_ = true;
};

class SliceStep final : public Operator {
 public:
  SliceStep(Run& run, Operator& pattern, SliceEnd& end) : run_(run), pattern_(pattern), end_(end) {}

  bool push(Row& row) override;

 private:
  Run& run_;
  Operator& pattern_;
  SliceEnd& end_;
};

/// DISTINCT: passes on the first of the solutions that have the same values in some columns.
class DistinctEnd final : public Operator {
 public:
  DistinctEnd(std::vector<match::VariableIndex> columns, Operator& next)
      : columns_(std::move(columns)), next_(next) {}

  void begin();
  bool push(Row& row) override;

 private:
  bool insert(const Row& row);

  std::vector<match::VariableIndex> columns_;
  Operator& next_;
  std::vector<kg::TermId> cells_;
  std::uint32_t count_ = 0;
  kg::HashIndex index_;
};

class DistinctStep final : public Operator {
 public:
  DistinctStep(Operator& pattern, DistinctEnd& end) : pattern_(pattern), end_(end) {}

  bool push(Row& row) override {
    end_.begin();
    return pattern_.push(row);
  }

 private:
  Operator& pattern_;
  DistinctEnd& end_;
};

/// ORDER BY: keeps the solutions with the values of their keys, and passes them on in order. Equal
/// ones stay in the order in which they came.
class SortEnd final : public Operator {
 public:
  /// `order_by` is the node of the tree. Keeps the values of `columns`. If `wanted` is given, no
  /// more than so many solutions are passed on.
  SortEnd(Run& run, const Algebra& order_by, std::vector<match::VariableIndex> columns,
          std::optional<std::uint64_t> wanted, Operator& next);

  void begin() { cells_.clear(); }
  bool push(Row& row) override;
  bool pass_on(Row& row);

 private:
  std::size_t count() const { return cells_.size() / width_; }
  std::vector<std::uint32_t> ranks(std::size_t key) const;
  std::vector<std::size_t> sorted() const;

  Run& run_;
  const Algebra& order_by_;
  std::vector<match::VariableIndex> columns_;
  std::optional<std::uint64_t> wanted_;
  Operator& next_;
  std::size_t width_;
  /// Row by row: the columns, then the keys.
  std::vector<kg::TermId> cells_;
};

class SortStep final : public Operator {
 public:
  SortStep(Run& run, Operator& pattern, SortEnd& end) : run_(run), pattern_(pattern), end_(end) {}

  bool push(Row& row) override {
    end_.begin();
    const bool all = pattern_.push(row);
    // What was found before a stop is an answer, though incomplete.
    return end_.pass_on(row) && all && !run_.stopped();
  }

 private:
  Run& run_;
  Operator& pattern_;
  SortEnd& end_;
};

}  // namespace query
