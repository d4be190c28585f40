#pragma once

#include <cstddef>
#include <cstdint>

#include "rules/pair_set.h"

namespace rules {

/// Numbers pairs in the order in which they are added, from 0.
class PairMap {
 public:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  std::uint32_t find(Pair key) const;
  /// The number of a pair, a new one if need be.
  std::uint32_t add(Pair key);
  std::uint32_t size() const { return size_; }

 private:
  struct Entry {
    Pair key = 0;  ///< 0 is free
    std::uint32_t number = 0;
  };

  std::size_t slot_of(Pair key) const;
  void grow();

  BigArray<Entry> table_;
  unsigned shift_ = 64;
  std::uint32_t size_ = 0;
};

}  // namespace rules
