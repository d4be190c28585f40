#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "kg/big_array.h"
#include "kg/in_parallel.h"
#include "kg/memory_limit.h"

namespace kg {

/// Sorts rows by a few 64-bit words, which `words(row)` gives in an array, the most significant one
/// first. In place: a radix exchange by the topmost eight bits in which the rows differ, again and
/// again, until few are left for std::sort. What is in order already is left as it is, since rows
/// that were read from a file often are. With std::sort alone, by the same words, ten million
/// quads took more than twice as long.
template <typename Row, typename Words>
class RowSorter {
 public:
  explicit RowSorter(const Words& words) : words_(words) {}

  void sort(std::span<Row> rows) const { sort_from(rows, 0); }

  /// The same on all processors.
  void sort_in_parallel(std::span<Row> rows) const {
    if (rows.size() <= kWorthThreads) return sort(rows);
    std::size_t word = 0;
    Look look = look_at(rows, word);
    while (!look.in_order && look.varying == 0 && word + 1 < kWords) look = look_at(rows, ++word);
    if (look.in_order || look.varying == 0) return;
    const Bounds bounds = part(rows, word, look.varying);
    in_parallel(kBuckets,
                [&](std::size_t bucket) { sort_from(within(rows, bounds, bucket), word); });
  }

 private:
  using Key = std::invoke_result_t<const Words&, const Row&>;
  static constexpr std::size_t kWords = std::tuple_size_v<Key>;
  static constexpr std::size_t kBits = 8;
  static constexpr std::size_t kBuckets = std::size_t{1} << kBits;
  static constexpr std::size_t kSmall = 128;
  static constexpr std::size_t kWorthThreads = std::size_t{1} << 16;
  /// Where each bucket starts, and the end of the last one.
  using Bounds = std::array<std::size_t, kBuckets + 1>;

  struct Look {
    bool in_order = true;
    std::uint64_t varying = 0;  ///< bits of the word in which rows differ
  };

  static std::span<Row> within(std::span<Row> rows, const Bounds& bounds, std::size_t bucket) {
    return rows.subspan(bounds[bucket], bounds[bucket + 1] - bounds[bucket]);
  }

  /// The rows agree in all words before `word`.
  void sort_from(std::span<Row> rows, std::size_t word) const {
    for (; rows.size() > kSmall; ++word) {
      const Look look = look_at(rows, word);
      if (look.in_order) return;
      if (look.varying == 0) continue;
      const Bounds bounds = part(rows, word, look.varying);
      for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
        sort_from(within(rows, bounds, bucket), word);
      }
      return;
    }
    std::sort(rows.begin(), rows.end(),
              [&](const Row& a, const Row& b) { return words_(a) < words_(b); });
  }

  Look look_at(std::span<const Row> rows, std::size_t word) const {
    Look look;
    Key last = words_(rows.front());
    const std::uint64_t first = last[word];
    for (const Row& row : rows.subspan(1)) {
      const Key key = words_(row);
      look.varying |= key[word] ^ first;
      if (look.in_order) {
        look.in_order = !(key < last);
        last = key;
      }
    }
    return look;
  }

  /// Puts rows of the same topmost varying bits together, in the order of these.
  Bounds part(std::span<Row> rows, std::size_t word, std::uint64_t varying) const {
    const auto width = static_cast<std::size_t>(std::bit_width(varying));
    const std::size_t shift = width > kBits ? width - kBits : 0;
    const auto bucket_of = [&](const Row& row) {
      return static_cast<std::size_t>(words_(row)[word] >> shift) & (kBuckets - 1);
    };
    Bounds bounds{};
    for (const Row& row : rows) ++bounds[bucket_of(row) + 1];
    for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) bounds[bucket + 1] += bounds[bucket];
    Bounds next = bounds;
    for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
      while (next[bucket] < bounds[bucket + 1]) {
        Row row = rows[next[bucket]];
        for (std::size_t to = bucket_of(row); to != bucket; to = bucket_of(row)) {
          std::swap(row, rows[next[to]++]);
        }
        rows[next[bucket]++] = row;
      }
    }
    return bounds;
  }

  const Words& words_;
};

/// A cut of rows into parts that follow each other in the order of their words, so that each can be
/// sorted on its own: in turn, which bounds the memory, or side by side.
template <typename Row, typename Words>
class SortedParts {
 public:
  /// `visit_all(visitor)` passes all rows, of which there are about `count`, to its argument, in
  /// any order.
  template <typename VisitAll>
  SortedParts(const VisitAll& visit_all, std::size_t count, std::size_t parts, const Words& words)
      : words_(words), parts_(parts), count_(count) {
    if (parts == 1) return;
    // A sample tells where to cut.
    constexpr std::size_t kSampled = 256;
    const std::size_t stride = std::max<std::size_t>(1, count / (parts * kSampled));
    std::size_t at = 0;
    visit_all([&](const Row& row) {
      if (at++ % stride == 0) sample_.push_back(words(row));
    });
    std::sort(sample_.begin(), sample_.end());
  }

  std::size_t size() const { return parts_; }

  /// Passes the rows of a part to `take`, sorted.
  template <typename VisitAll, typename Take>
  void sort(const VisitAll& visit_all, std::size_t part, const Take& take) const {
    // Sampled keys that are equal leave parts empty, which does no harm.
    const Key* from = part == 0 ? nullptr : bound(part);
    const Key* to = part + 1 == parts_ ? nullptr : bound(part + 1);
    BigArray<Row> rows;
    if (parts_ == 1) rows.reserve(count_);
    visit_all([&](const Row& row) {
      const bool here = parts_ == 1 || ((from == nullptr || !(words_(row) < *from)) &&
                                        (to == nullptr || words_(row) < *to));
      if (!here) return;
      if (rows.size() % kPatience == 0) check_memory();
      rows.push_back(row);
    });
    RowSorter<Row, Words>(words_).sort({rows.data(), rows.size()});
    for (const Row& row : rows.range(0, rows.size())) take(row);
  }

 private:
  using Key = std::invoke_result_t<const Words&, const Row&>;
  static constexpr std::size_t kPatience = std::size_t{1}
                                           << 14;  // rows between looks at the memory

  /// Where a part begins; without any row there is no bound.
  const Key* bound(std::size_t part) const {
    return sample_.empty() ? nullptr : &sample_[part * sample_.size() / parts_];
  }

  const Words& words_;
  std::size_t parts_;
  std::size_t count_;
  std::vector<Key> sample_;
};

}  // namespace kg
