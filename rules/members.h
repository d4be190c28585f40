#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rules/big_array.h"
#include "rules/key_map.h"

namespace rules {

enum class View : std::uint8_t;

/// The terms that stand beside one term in the rows of a relation, a bit each: asked of a million
/// terms whether they are of a class, it stays in the cache, where the set of all rows does not.
class Members {
 public:
  /// Adds a term that a round has added; `term_count` is a bound for terms.
  void add(LocalId term, LocalId term_count);
  /// What was added is part of the delta no longer.
  void settle();
  /// For all views but `Base`, in which they are not told apart.
  bool has(LocalId term, View view) const;

 private:
  static bool is_set(const BigArray<std::uint64_t>& bits, LocalId term) {
    return term / 64 < bits.size() && (bits[term / 64] >> (term % 64) & 1U) != 0;
  }

  BigArray<std::uint64_t> all_;
  BigArray<std::uint64_t> delta_;
  std::vector<LocalId> fresh_;  ///< those in `delta_`
};

/// The members of some terms on one side of a relation.
class MemberSets {
 public:
  const Members* find(LocalId key) const {
    const std::uint32_t number = numbers_.find(key);
    return number == KeyMap::kNone ? nullptr : &sets_[number];
  }
  Members* find(LocalId key) {
    const std::uint32_t number = numbers_.find(key);
    return number == KeyMap::kNone ? nullptr : &sets_[number];
  }
  Members& add(LocalId key) {
    const std::uint32_t number = numbers_.add(key, ~LocalId{0});
    if (number == sets_.size()) sets_.emplace_back();
    return sets_[number];
  }
  std::size_t size() const { return sets_.size(); }
  void settle() {
    for (Members& members : sets_) members.settle();
  }

 private:
  KeyMap numbers_;
  std::vector<Members> sets_;
};

}  // namespace rules
