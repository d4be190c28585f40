#pragma once

#include <cstddef>
#include <cstdint>

#include "rules/local_terms.h"
#include "rules/zeroed_words.h"

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
  /// Makes room for so many more.
  void reserve(std::size_t count, LocalId term_count);
  bool contains(Pair key) const;
  /// Sets `found[i]` to whether the set holds `keys[i]`.
  void contains(const Pair* keys, std::size_t count, std::uint8_t* found) const;
  std::size_t size() const { return size_; }
  void clear();

 private:
  bool in_bitmap(Pair key) const { return subject_of(key) < domain_ && object_of(key) < domain_; }
  std::size_t bit(Pair key) const {
    return std::size_t{subject_of(key)} * domain_ + object_of(key);
  }
  /// Where the search for a key starts: as far into the table as its hash is into all hashes, so
  /// that keys stay in order when it grows.
  std::size_t home(Pair key) const {
    const std::uint64_t h = (key ^ key >> 32U) * 0x9E3779B97F4A7C15ULL;
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::size_t>(static_cast<Wide>(h) * capacity_ >> 64U);
  }
  std::size_t after(std::size_t slot) const { return slot + 1 == capacity_ ? 0 : slot + 1; }
  void put(Pair key);
  void make_table(std::size_t capacity);
  void grow_table(std::size_t capacity);
  void make_bitmap(LocalId domain);
  std::size_t insert_hashed(Pair* keys, std::size_t count);
  std::size_t insert_bits(Pair* keys, std::size_t count);
  template <class Visit>
  void for_each(Visit&& visit) const;

  ZeroedWords words_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;  ///< slots of the hash table; 0 without one
  LocalId domain_ = 0;        ///< ids below are in the bitmap; 0 without one
};

}  // namespace rules
