#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>

#include "kg/big_array.h"

namespace kg {

/// A hash table of 32-bit numbers of things that are kept elsewhere. A slot is 8 bytes: 32 bits of
/// the hash and the number plus one, so that a miss seldom looks at the things themselves and
/// growing never does. Open addressing, at most two thirds full; nothing is taken out.
class HashIndex {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// The number under this hash for which `same(number)` holds, or kNone.
  template <typename Same>
  std::uint32_t find(std::uint64_t hash, const Same& same) const {
    if (slots_.empty()) return kNone;
    const std::uint64_t tag = hash >> 32;
    for (std::size_t at = position(tag);; at = (at + 1) & mask()) {
      const std::uint64_t slot = slots_[at];
      if (slot == 0) return kNone;
      const auto number = static_cast<std::uint32_t>(slot) - 1;
      if (slot >> 32 == tag && same(number)) return number;
    }
  }

  /// The number that `find` will look at first, or kNone.
  std::uint32_t likely(std::uint64_t hash) const {
    return find(hash, [](std::uint32_t) { return true; });
  }

  /// `number` must not be in the table yet, and less than kNone.
  void insert(std::uint64_t hash, std::uint32_t number) {
    assert(number < kNone);
    if ((used_ + 1) * 3 > slots_.size() * 2) grow();
    place((hash >> 32) << 32 | (std::uint64_t{number} + 1));
    ++used_;
  }

  void clear() {
    slots_ = {};
    used_ = 0;
  }

 private:
  std::size_t mask() const { return slots_.size() - 1; }
  std::size_t position(std::uint64_t tag) const { return static_cast<std::size_t>(tag) & mask(); }

  void place(std::uint64_t slot) {
    std::size_t at = position(slot >> 32);
    while (slots_[at] != 0) at = (at + 1) & mask();
    slots_[at] = slot;
  }

  void grow() {
    const BigArray<std::uint64_t> old = std::move(slots_);
    slots_ = {};
    slots_.assign(old.empty() ? 64 : old.size() * 2, 0);
    for (const std::uint64_t slot : old.range(0, old.size())) {
      if (slot != 0) place(slot);
    }
  }

  BigArray<std::uint64_t> slots_;
  std::size_t used_ = 0;
};

}  // namespace kg
