#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "rules/local_terms.h"

namespace rules {

/// Two local terms in one word: the subject in the upper half, the object in the lower.
using Pair = std::uint64_t;

constexpr Pair make_pair(LocalId subject, LocalId object) { return Pair{subject} << 32U | object; }
constexpr LocalId subject_of(Pair pair) { return static_cast<LocalId>(pair >> 32U); }
constexpr LocalId object_of(Pair pair) { return static_cast<LocalId>(pair); }

/// A set of pairs, without their order. It is a hash table with linear probing, or, as soon as that
/// takes less memory, a bitmap over all pairs of terms: closures over some thousand terms are
/// dense, and a bitmap of them stays in the processor's cache. Measured in docs/engine.md.
class PairSet {
 public:
  /// `keys` are inserted; those that are new are moved to the front, in their order, and their
  /// number is returned. `term_count` is the number of terms there are: a bound for the ids.
  std::size_t insert(Pair* keys, std::size_t count, LocalId term_count);
  /// Inserts keys and sets `fresh[i]` to whether `keys[i]` is new.
  void insert_marking(const Pair* keys, std::size_t count, LocalId term_count, std::uint8_t* fresh);
  bool contains(Pair key) const;
  /// Sets `found[i]` to whether the set holds `keys[i]`.
  void contains(const Pair* keys, std::size_t count, std::uint8_t* found) const;
  std::size_t size() const { return size_; }
  void clear();

 private:
  struct Free {
    void operator()(std::uint64_t* words) const;
  };
  using Words = std::unique_ptr<std::uint64_t, Free>;
  static Words zeroed(std::size_t words);

  bool in_bitmap(Pair key) const { return subject_of(key) < domain_ && object_of(key) < domain_; }
  std::size_t bit(Pair key) const {
    return std::size_t{subject_of(key)} * domain_ + object_of(key);
  }
  /// Where the search for a key starts: the upper bits, so that a table that doubles is written in
  /// order.
  std::size_t home(Pair key) const {
    const std::uint64_t h = (key ^ key >> 32U) * 0x9E3779B97F4A7C15ULL;
    return static_cast<std::size_t>(h >> shift_);
  }
  void reserve(std::size_t count, LocalId term_count);
  void rehash(std::size_t capacity);
  void make_bitmap(LocalId domain);
  std::size_t insert_hashed(Pair* keys, std::size_t count);
  std::size_t insert_bits(Pair* keys, std::size_t count);
  template <class Visit>
  void for_each(Visit&& visit) const;

  Words words_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;  ///< slots of the hash table, a power of two; 0 without one
  unsigned shift_ = 64;
  LocalId domain_ = 0;  ///< ids below are in the bitmap; 0 without one
};

}  // namespace rules
