#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rules/pair_set.h"

namespace rules {

/// The rows of a relation as a set. To be filled by several threads at once it is split into parts,
/// a power of two of them, each a set of its own: neither locks nor atomic words, and each part
/// grows by itself.
class RowSet {
 public:
  RowSet() : parts_(1) {}

  std::size_t size() const;
  unsigned part_count() const { return static_cast<unsigned>(parts_.size()); }
  /// Empties the set and splits it into 2^bits parts.
  void split(unsigned bits);

  /// As those of PairSet.
  std::size_t insert(Pair* keys, std::size_t count, LocalId term_count);
  void reserve(std::size_t count, LocalId term_count);
  void contains(const Pair* keys, std::size_t count, std::uint8_t* found) const;

  /// The part that a key belongs to. Both sides count, for closures have rows of one subject, or of
  /// one object, by the thousand.
  unsigned part_of(Pair key) const {
    return (subject_of(key) + object_of(key)) & (part_count() - 1);
  }
  /// Inserts keys of one part and sets `fresh[i]` to whether `keys[i]` is new. Different threads
  /// may insert into different parts.
  void insert_into(unsigned part, Pair* keys, std::size_t count, LocalId term_count,
                   std::uint8_t* fresh);

 private:
  /// The key within its part: with the bits that tell the part left out, so that a part is as
  /// dense as the whole.
  Pair inner(Pair key) const { return make_pair(subject_of(key), object_of(key) >> bits_); }

  unsigned bits_ = 0;
  std::vector<PairSet> parts_;
};

}  // namespace rules
