#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>

#include "rules/big_array.h"
#include "rules/key_map.h"

namespace rules {

/// Some values, one after the other.
template <class Value>
struct Run {
  const Value* begin = nullptr;
  std::uint32_t count = 0;
};

/// An index: the values of each key, for instance the objects of each subject of a relation. What
/// is built at once is packed: one array of values in the order of keys, and where each key starts.
/// What grows is in lists with room at the end. Rounds are told apart without a row number an
/// entry: each list knows how long it was before the round in which it last grew.
template <class Value>
class KeyLists {
 public:
  /// Replaces everything. `visit_all` calls its argument with each key and value, the same ones in
  /// the same order whenever it is called.
  template <class VisitAll>
  void build(const VisitAll& visit_all, LocalId term_count);

  /// Adds a value in a round. Rounds count from 1 and only go up.
  void append(LocalId key, Value value, std::uint32_t round, LocalId term_count);

  Run<Value> find(LocalId key) const {
    if (packed_) return find_packed(key);
    const std::uint32_t number = keys_.find(key);
    if (number == KeyMap::kNone) return {};
    const List& list = lists_[number];
    return {values_.data() + list.begin, list.count};
  }

  /// What `find` gave before `round`.
  Run<Value> find_before(LocalId key, std::uint32_t round) const {
    if (packed_) return find_packed(key);
    const std::uint32_t number = keys_.find(key);
    if (number == KeyMap::kNone) return {};
    const List& list = lists_[number];
    return {values_.data() + list.begin, list.round == round ? list.before : list.count};
  }

  /// What `find` has had since `round`, which must be the last one.
  Run<Value> find_since(LocalId key, std::uint32_t round) const {
    if (packed_) return {};
    const std::uint32_t number = keys_.find(key);
    if (number == KeyMap::kNone) return {};
    const List& list = lists_[number];
    if (list.round != round) return {};
    return {values_.data() + list.begin + list.before, list.count - list.before};
  }

  /// The number of keys.
  std::size_t key_count() const { return key_count_; }
  /// Whether some key has far more values than most. `count` is about how many there are of all.
  bool is_skewed(std::size_t count) const {
    constexpr std::size_t kLong = 64;   // values that are worth a second look-up
    constexpr std::size_t kTimes = 16;  // the average
    return longest_ >= kLong && longest_ * key_count_ >= kTimes * count;
  }

 private:
  struct List {
    std::uint32_t begin = 0;
    std::uint32_t count = 0;
    std::uint32_t before = 0;  ///< its length before `round`
    std::uint32_t round = 0;   ///< in which it last grew; 0 for what was built
    std::uint32_t capacity = 0;
  };

  Run<Value> find_packed(LocalId key) const {
    const std::size_t i = std::size_t{key} - first_;  // very large for a key before the first
    if (i >= begins_.size() - 1) return {};
    return {values_.data() + begins_[i], begins_[i + 1] - begins_[i]};
  }
  template <class VisitAll>
  void build_packed(const VisitAll& visit_all, LocalId last);
  template <class VisitAll>
  void build_lists(const VisitAll& visit_all, LocalId term_count);
  void unpack(LocalId term_count);
  void make_room(List& list);
  static unsigned size_class(std::uint32_t capacity) {
    return static_cast<unsigned>(std::bit_width(capacity)) - 1;
  }

  bool packed_ = false;
  std::size_t key_count_ = 0;
  std::uint32_t longest_ = 0;  ///< the most values that a key has
  BigArray<Value> values_;
  LocalId first_ = 0;               ///< packed: the smallest key
  BigArray<std::uint32_t> begins_;  ///< packed: by key
  KeyMap keys_;                     ///< lists: key to number of the list
  BigArray<List> lists_;
  /// Room that lists have moved out of, by the power of two that fits in: where + 1, the next one
  /// written in it.
  std::array<std::uint32_t, 32> free_{};
};

template <class Value>
template <class VisitAll>
void KeyLists<Value>::build(const VisitAll& visit_all, LocalId term_count) {
  *this = KeyLists();
  LocalId first = ~LocalId{0};
  LocalId last = 0;
  std::size_t count = 0;
  visit_all([&](LocalId key, Value) {
    first = std::min(first, key);
    last = std::max(last, key);
    ++count;
  });
  if (count == 0) return;
  first_ = first;
  static_cast<void>(values_.grow_by(count));
  // An array by key takes 4 bytes a possible key, lists take 28 an actual one and one look more.
  if (std::size_t{last} - first < 8 * count) {
    build_packed(visit_all, last);
  } else {
    build_lists(visit_all, term_count);
  }
}

template <class Value>
template <class VisitAll>
void KeyLists<Value>::build_packed(const VisitAll& visit_all, LocalId last) {
  packed_ = true;
  begins_.assign(std::size_t{last} - first_ + 2, 0);
  visit_all([&](LocalId key, Value) { ++begins_[key - first_ + 1]; });
  for (std::size_t i = 1; i < begins_.size(); ++i) {
    key_count_ += begins_[i] != 0 ? 1 : 0;
    longest_ = std::max(longest_, begins_[i]);
    begins_[i] += begins_[i - 1];
  }
  // Each begin moves to its end while the values are written, then all are moved back.
  visit_all([&](LocalId key, Value value) { values_[begins_[key - first_]++] = value; });
  for (std::size_t i = begins_.size() - 1; i > 0; --i) begins_[i] = begins_[i - 1];
  begins_[0] = 0;
}

template <class Value>
template <class VisitAll>
void KeyLists<Value>::build_lists(const VisitAll& visit_all, LocalId term_count) {
  visit_all([&](LocalId key, Value) {
    const std::uint32_t number = keys_.add(key, term_count);
    if (number == lists_.size()) lists_.push_back({});
    ++lists_[number].capacity;
  });
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < lists_.size(); ++i) {
    lists_[i].begin = begin;
    begin += lists_[i].capacity;
    longest_ = std::max(longest_, lists_[i].capacity);
  }
  visit_all([&](LocalId key, Value value) {
    List& list = lists_[keys_.find(key)];
    values_[list.begin + list.count++] = value;
  });
  key_count_ = lists_.size();
}

template <class Value>
void KeyLists<Value>::append(LocalId key, Value value, std::uint32_t round, LocalId term_count) {
  if (packed_) unpack(term_count);
  const std::uint32_t number = keys_.add(key, term_count);
  if (number == lists_.size()) {
    lists_.push_back({});
    ++key_count_;
  }
  List& list = lists_[number];
  if (list.round != round) {
    assert(list.round < round && "rounds only go up");
    list.before = list.count;
    list.round = round;
  }
  if (list.count == list.capacity) make_room(list);
  values_[list.begin + list.count++] = value;
  longest_ = std::max(longest_, list.count);
}

template <class Value>
void KeyLists<Value>::unpack(LocalId term_count) {
  packed_ = false;
  for (std::size_t i = 0; i + 1 < begins_.size(); ++i) {
    const std::uint32_t count = begins_[i + 1] - begins_[i];
    if (count == 0) continue;
    keys_.add(first_ + static_cast<LocalId>(i), term_count);
    lists_.push_back({begins_[i], count, count, 0, count});
  }
  begins_ = {};
}

template <class Value>
void KeyLists<Value>::make_room(List& list) {
  const std::uint32_t capacity = std::bit_ceil(list.capacity + 1);
  std::uint32_t& free = free_[size_class(capacity)];
  std::uint32_t begin = free - 1;
  if (free != 0) {
    free = static_cast<std::uint32_t>(values_[begin]);
  } else {
    begin = static_cast<std::uint32_t>(values_.size());
    static_cast<void>(values_.grow_by(capacity));
  }
  std::copy_n(&values_[list.begin], list.count, &values_[begin]);
  if (list.capacity > 0) {
    std::uint32_t& freed = free_[size_class(list.capacity)];
    values_[list.begin] = static_cast<Value>(freed);
    freed = list.begin + 1;
  }
  list.begin = begin;
  list.capacity = capacity;
}

}  // namespace rules
