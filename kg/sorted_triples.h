#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "kg/graph_view.h"
#include "kg/key_encoding.h"
#include "kg/row_sort.h"

namespace kg {

/// A set of triples to read, in an array of rows that is sorted by its member `triple`: of rows
/// with the same triple the first one counts. What the array is not sorted for is found by going
/// through all of it, and once that has been done a number of times by an index: a change of
/// millions of triples is mostly asked next to nothing before it is committed. Several threads may
/// read at once.
template <typename Row>
class SortedTriples {
 public:
  /// `live(row)` says whether a row counts at all. The rows must stay until the next call.
  template <typename Live>
  void reset(std::span<const Row> rows, const Live& live) {
    rows_ = rows;
    hidden_.clear();
    live_ = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const bool counts = (i == 0 || rows[i - 1].triple != rows[i].triple) && live(rows[i]);
      live_ += std::size_t{counts};
      if (!counts && hidden_.empty()) hidden_.assign(rows.size(), false);
      if (!counts) hidden_[i] = true;
    }
    for (Index& index : indexes_) index = Index();
  }

  std::size_t size() const { return live_; }

  const Row* find(const Triple& triple) const {
    const std::size_t at = first_not_before(triple);
    const bool there = at < rows_.size() && rows_[at].triple == triple && is_live(at);
    return there ? &rows_[at] : nullptr;
  }

  /// Calls `visit(row)` with the matching rows until it returns false, and says whether it never
  /// did. They come in the order of the bound positions first, or else of subjects.
  template <typename Visit>
  bool scan(const TripleMask& mask, const Visit& visit) const {
    if (live_ == 0) return true;
    const Access access = choose_access(mask);
    if (access.order == KeyOrder::Spo) return scan_range(subject_range(mask, access), visit);
    const std::vector<std::uint32_t>* const index = index_of(access.order);
    if (index != nullptr) return scan_index(*index, mask, access, visit);
    for (const auto& [key, row] : gather(mask, access)) {
      if (!visit(rows_[row])) return false;
    }
    return true;
  }

  std::size_t estimate(const TripleMask& mask) const {
    if (live_ == 0) return 0;
    const Access access = choose_access(mask);
    if (access.order == KeyOrder::Spo) {
      const auto [begin, end] = subject_range(mask, access);
      return std::min(end - begin, live_);
    }
    const std::vector<std::uint32_t>* const index = index_of(access.order);
    if (index == nullptr) return gather(mask, access).size();
    const auto [begin, end] = index_range(*index, mask, access);
    return static_cast<std::size_t>(end - begin);
  }

 private:
  struct Index {
    std::atomic<std::uint32_t> asked = 0;
    std::atomic<bool> built = false;
    /// Numbers of rows that count, sorted by the first two ids in the order, then by the third.
    std::vector<std::uint32_t> rows;

    Index() = default;
    Index& operator=(Index&& other) noexcept {
      asked = other.asked.load();
      built = other.built.load();
      rows = std::move(other.rows);
      return *this;
    }
  };
  using Positions = std::pair<std::size_t, std::size_t>;
  /// A matching row, by the id that its index goes on with.
  using Match = std::pair<TermId, std::uint32_t>;

  /// Going through a row takes nanoseconds, sorting it a hundred and more.
  static constexpr std::uint32_t kAskedBeforeIndex = 32;

  bool is_live(std::size_t row) const { return hidden_.empty() || !hidden_[row]; }

  std::size_t first_not_before(const Triple& triple) const {
    const auto at = std::partition_point(rows_.begin(), rows_.end(),
                                         [&](const Row& row) { return row.triple < triple; });
    return static_cast<std::size_t>(at - rows_.begin());
  }

  /// The rows of a mask that binds the subject first, or nothing.
  Positions subject_range(const TripleMask& mask, const Access& access) const {
    if (access.bound == 0) return {0, rows_.size()};
    const Triple bound{mask.subject, mask.predicate, mask.object};
    const auto after = [&](const Row& row) {
      const Triple& t = row.triple;
      if (t.subject != bound.subject || access.bound == 1) return t.subject > bound.subject;
      if (t.predicate != bound.predicate || access.bound == 2) {
        return t.predicate > bound.predicate;
      }
      return t.object > bound.object;
    };
    const std::size_t begin = first_not_before(bound);  // what is not bound is 0
    // Most ranges are short: walk out from the beginning in growing steps.
    std::size_t end = begin;
    for (std::size_t step = 1; end < rows_.size() && !after(rows_[end]); step *= 2) {
      end += std::min(step, rows_.size() - end);
    }
    const auto first = rows_.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = rows_.begin() + static_cast<std::ptrdiff_t>(end);
    const auto stop =
        std::partition_point(first, last, [&](const Row& row) { return !after(row); });
    return {begin, static_cast<std::size_t>(stop - rows_.begin())};
  }

  template <typename Visit>
  bool scan_range(const Positions& range, const Visit& visit) const {
    for (std::size_t i = range.first; i < range.second; ++i) {
      if (is_live(i) && !visit(rows_[i])) return false;
    }
    return true;
  }

  static bool matches(const TripleMask& mask, const Triple& triple) {
    const auto fits = [](TermId wanted, TermId there) {
      return wanted == TermId::None || wanted == there;
    };
    return fits(mask.predicate, triple.predicate) && fits(mask.object, triple.object) &&
           fits(mask.subject, triple.subject);
  }

  /// The matching rows in the order of the index that there is none of.
  std::vector<Match> gather(const TripleMask& mask, const Access& access) const {
    std::vector<Match> matches_found;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const Triple& triple = rows_[i].triple;
      if (!matches(mask, triple) || !is_live(i)) continue;
      const TermId next = permute(access.order, triple)[1];
      matches_found.emplace_back(next, static_cast<std::uint32_t>(i));
    }
    std::sort(matches_found.begin(), matches_found.end());
    return matches_found;
  }

  const std::vector<std::uint32_t>* index_of(KeyOrder order) const {
    Index& index = indexes_[order == KeyOrder::Pos ? 0 : 1];
    if (index.built.load(std::memory_order_acquire)) return &index.rows;
    if (++index.asked <= kAskedBeforeIndex) return nullptr;
    const std::lock_guard lock(indexing_);
    if (!index.built.load(std::memory_order_relaxed)) {
      index.rows = sorted_by(order);
      index.built.store(true, std::memory_order_release);
    }
    return &index.rows;
  }

  std::vector<std::uint32_t> sorted_by(KeyOrder order) const {
    using Entry = std::array<std::uint64_t, 3>;
    assert(rows_.size() <= UINT32_MAX);
    std::vector<Entry> entries;
    entries.reserve(live_);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!is_live(i)) continue;
      const auto ids = permute(order, rows_[i].triple);
      entries.push_back(
          {static_cast<std::uint64_t>(ids[0]), static_cast<std::uint64_t>(ids[1]), i});
    }
    const auto words = [](const Entry& entry) { return entry; };
    RowSorter<Entry, decltype(words)>(words).sort_in_parallel(std::span(entries));
    std::vector<std::uint32_t> sorted;
    sorted.reserve(entries.size());
    for (const Entry& entry : entries) sorted.push_back(static_cast<std::uint32_t>(entry[2]));
    return sorted;
  }

  std::pair<const std::uint32_t*, const std::uint32_t*> index_range(
      const std::vector<std::uint32_t>& index, const TripleMask& mask, const Access& access) const {
    const auto wanted = permute(access.order, {mask.subject, mask.predicate, mask.object});
    const auto compare = [&](std::uint32_t row) {
      const auto ids = permute(access.order, rows_[row].triple);
      if (ids[0] != wanted[0]) return ids[0] <=> wanted[0];
      return access.bound < 2 ? std::strong_ordering::equal : ids[1] <=> wanted[1];
    };
    const auto begin = std::partition_point(index.begin(), index.end(),
                                            [&](std::uint32_t row) { return compare(row) < 0; });
    const auto end = std::partition_point(begin, index.end(),
                                          [&](std::uint32_t row) { return compare(row) <= 0; });
    const auto position = [&](auto at) { return index.data() + (at - index.begin()); };
    return {position(begin), position(end)};
  }

  template <typename Visit>
  bool scan_index(const std::vector<std::uint32_t>& index, const TripleMask& mask,
                  const Access& access, const Visit& visit) const {
    const auto [begin, end] = index_range(index, mask, access);
    return std::all_of(begin, end, [&](std::uint32_t row) { return visit(rows_[row]); });
  }

  std::span<const Row> rows_;
  /// Rows that do not count; empty if all do.
  std::vector<bool> hidden_;
  std::size_t live_ = 0;
  mutable std::array<Index, 2> indexes_;  ///< by predicate and object; by object and subject
  mutable std::mutex indexing_;
};

}  // namespace kg
