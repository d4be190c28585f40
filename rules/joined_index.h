#pragma once

#include <cstddef>
#include <cstdint>

#include "rules/key_lists.h"
#include "rules/pair_map.h"
#include "rules/relation.h"

namespace rules {

/// What `?x :topic ?t . ?x :city ?c` leaves of `?x` for a topic and a city: an index over two
/// relations that share a term, by the two that they do not share. Either alone may have a
/// thousand rows for a key where both together have one.
class JoinedIndex {
 public:
  /// Reads the visible rows of both. `first_key` and `second_key` are the sides that the keys stand
  /// on. Needs the index of `second` on its other side.
  JoinedIndex(const Relation& first, Side first_key, const Relation& second, Side second_key);

  /// How many terms it would have.
  static std::size_t size(const Relation& first, Side first_key, const Relation& second,
                          Side second_key);

  /// Whether the relations are as they were, and have no delta that a view could leave out.
  bool is_current(const Relation& first, const Relation& second) const {
    return is_current(first, first_rows_) && is_current(second, second_rows_);
  }

  /// The terms between two keys, in the order of the rows of `first`.
  Run<LocalId> find(LocalId first_key, LocalId second_key) const {
    const std::uint32_t number = keys_.find(make_pair(first_key, second_key));
    return number == PairMap::kNone ? Run<LocalId>{} : lists_.find(number);
  }

 private:
  static bool is_current(const Relation& relation, std::size_t rows) {
    return relation.visible() == rows && relation.range(View::Delta).empty();
  }

  std::size_t first_rows_;
  std::size_t second_rows_;
  PairMap keys_;
  KeyLists<LocalId> lists_;
};

}  // namespace rules
