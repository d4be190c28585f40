#pragma once

#include <cstddef>
#include <cstdint>

#include "rules/big_array.h"
#include "rules/local_terms.h"

namespace rules {

/// Numbers terms in the order in which they are added, from 0: a hash table, or an array by term as
/// soon as that takes no more memory.
class KeyMap {
 public:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  std::uint32_t find(LocalId key) const {
    if (!direct_.empty()) return key < direct_.size() ? direct_[key] - 1 : kNone;
    if (table_.empty()) return kNone;
    for (std::size_t slot = home(key);; slot = (slot + 1) & (table_.size() - 1)) {
      const std::uint64_t entry = table_[slot];
      if (entry == 0) return kNone;
      if (entry >> 32U == key) return static_cast<std::uint32_t>(entry);
    }
  }

  /// The number of a key, a new one if need be. `term_count` is a bound for keys.
  std::uint32_t add(LocalId key, LocalId term_count);
  std::uint32_t size() const { return size_; }

 private:
  std::size_t home(LocalId key) const {
    return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> shift_);
  }
  void put(LocalId key, std::uint32_t number);
  void grow(LocalId term_count);

  BigArray<std::uint64_t> table_;   ///< key in the upper half, number in the lower; 0 is free
  BigArray<std::uint32_t> direct_;  ///< by key: number + 1, or 0
  unsigned shift_ = 64;
  std::uint32_t size_ = 0;
};

}  // namespace rules
