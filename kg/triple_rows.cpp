#include "kg/triple_rows.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace kg {

namespace {

std::uint64_t hash_of(const Triple& t) {
  // Both halves of the hash are used, so the high bits must depend on all three ids.
  auto mix = [](std::uint64_t h, TermId id) {
    h = (h ^ static_cast<std::uint64_t>(id)) * 0x9E3779B97F4A7C15ULL;
    return h ^ (h >> 32);
  };
  return mix(mix(mix(0, t.subject), t.predicate), t.object) * 0xD6E8FEB86659FD93ULL;
}

}  // namespace

TripleRows::TripleRows() = default;

TripleRows::TripleRows(TripleRows&& other) noexcept { *this = std::move(other); }

TripleRows& TripleRows::operator=(TripleRows&& other) noexcept {
  rows_ = std::exchange(other.rows_, {});
  table_ = std::exchange(other.table_, {});
  live_ = std::exchange(other.live_, 0);
  for (std::size_t i = 0; i < indexes_.size(); ++i) {
    indexes_[i] = std::exchange(other.indexes_[i], {});
    indexed_[i] = other.indexed_[i].exchange(0);
  }
  return *this;
}

std::uint32_t TripleRows::row_of(const Triple& triple, std::uint64_t hash) const {
  return table_.find(hash, [&](std::uint32_t row) { return rows_[row].triple == triple; });
}

const TripleRows::Row* TripleRows::find(const Triple& triple) const {
  if (live_ == 0) return nullptr;
  const std::uint32_t row = row_of(triple, hash_of(triple));
  return row != HashIndex::kNone && rows_[row].live ? &rows_[row] : nullptr;
}

std::pair<TripleRows::Row*, bool> TripleRows::insert(const Triple& triple, std::uint32_t value) {
  const std::uint64_t hash = hash_of(triple);
  const std::uint32_t there = row_of(triple, hash);
  if (there != HashIndex::kNone) {
    Row& row = rows_[there];
    if (row.live) return {&row, false};
    row.live = true;
    row.value = value;
    ++live_;
    return {&row, true};
  }
  table_.insert(hash, static_cast<std::uint32_t>(rows_.size()));
  rows_.push_back({triple, value, true});
  ++live_;
  return {&rows_.back(), true};
}

bool TripleRows::erase(const Triple& triple) {
  const std::uint32_t there = row_of(triple, hash_of(triple));
  if (there == HashIndex::kNone || !rows_[there].live) return false;
  rows_[there].live = false;
  --live_;
  return true;
}

void TripleRows::clear() { *this = TripleRows(); }

const TripleRows::Index& TripleRows::index(KeyOrder order) const {
  const auto which = static_cast<std::size_t>(order);
  if (indexed_[which].load(std::memory_order_acquire) == rows_.size()) return indexes_[which];
  const std::lock_guard lock(indexing_);
  Index& entries = indexes_[which];
  const std::size_t covered = entries.size();
  entries.reserve(rows_.size());
  for (std::size_t row = covered; row < rows_.size(); ++row) {
    const auto ids = permute(order, rows_[row].triple);
    entries.push_back({ids[0], ids[1], static_cast<std::uint32_t>(row)});
  }
  auto less = [](const Entry& a, const Entry& b) {
    return std::tie(a.first, a.second, a.row) < std::tie(b.first, b.second, b.row);
  };
  const auto middle = entries.begin() + static_cast<std::ptrdiff_t>(covered);
  std::sort(middle, entries.end(), less);
  std::inplace_merge(entries.begin(), middle, entries.end(), less);
  indexed_[which].store(rows_.size(), std::memory_order_release);
  return entries;
}

std::pair<const TripleRows::Entry*, const TripleRows::Entry*> TripleRows::range(
    const TripleMask& mask, const Access& access) const {
  const auto ids = permute(access.order, {mask.subject, mask.predicate, mask.object});
  const Index& entries = index(access.order);
  auto compare = [&](const Entry& entry) {
    if (entry.first != ids[0]) return entry.first <=> ids[0];
    return access.bound < 2 ? std::strong_ordering::equal : entry.second <=> ids[1];
  };
  const auto begin = std::partition_point(entries.begin(), entries.end(),
                                          [&](const Entry& e) { return compare(e) < 0; });
  // Most ranges are short: walk out from the beginning in growing steps.
  auto bound = begin;
  for (std::ptrdiff_t step = 1; bound != entries.end() && compare(*bound) == 0; step *= 2) {
    bound += std::min(step, entries.end() - bound);
  }
  const auto end =
      std::partition_point(begin, bound, [&](const Entry& e) { return compare(e) <= 0; });
  return {entries.data() + (begin - entries.begin()), entries.data() + (end - entries.begin())};
}

bool TripleRows::scan(const TripleMask& mask, const RowVisitor& visit) const {
  if (live_ == 0) return true;
  const Access access = choose_access(mask);
  if (access.bound == 0) {
    for (const Row& row : rows_) {
      if (row.live && !visit(row)) return false;
    }
    return true;
  }
  if (access.bound == 3) {
    const Row* row = find({mask.subject, mask.predicate, mask.object});
    return row == nullptr || visit(*row);
  }
  const auto [begin, end] = range(mask, access);
  for (const Entry* entry = begin; entry != end; ++entry) {
    const Row& row = rows_[entry->row];
    if (row.live && !visit(row)) return false;
  }
  return true;
}

std::size_t TripleRows::estimate(const TripleMask& mask) const {
  if (live_ == 0) return 0;
  const Access access = choose_access(mask);
  if (access.bound == 0) return live_;
  if (access.bound == 3) return find({mask.subject, mask.predicate, mask.object}) ? 1 : 0;
  const auto [begin, end] = range(mask, access);
  return static_cast<std::size_t>(end - begin);
}

}  // namespace kg
