#include "rules/relation.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <vector>

#include "kg/memory_limit.h"
#include "rules/distinct.h"

namespace rules {

namespace {

constexpr std::size_t kSample = 1024;                     // rows looked at for an estimate
constexpr std::size_t kPatience = std::size_t{1} << 14U;  // rows between two looks at the memory

template <class Set>
void add_all(Set& set, const Pair* rows, std::size_t count, LocalId term_count) {
  constexpr std::size_t kChunk = 1024;
  std::array<Pair, kChunk> chunk;
  set.reserve(count, term_count);
  for (std::size_t begin = 0; begin < count; begin += kChunk) {
    const std::size_t n = std::min(kChunk, count - begin);
    std::copy_n(rows + begin, n, chunk.begin());
    set.insert(chunk.data(), n, term_count);
  }
}

/// About how many terms stand on a side of the rows: each sets a bit by its hash, and the bits that
/// are left tell how many terms there were (Whang et al. 1990, "A linear-time probabilistic
/// counting algorithm"). A sample of a thousand rows was turned down: it took a million different
/// subjects for 32,000, and orders of joins went wrong by a factor of ten.
double count_distinct(std::span<const Pair> rows, Side side) {
  if (rows.size() <= kSample) {
    std::vector<LocalId> terms;
    for (const Pair row : rows) terms.push_back(side_of(row, side));
    std::sort(terms.begin(), terms.end());
    return static_cast<double>(std::unique(terms.begin(), terms.end()) - terms.begin());
  }
  const std::size_t bits = std::bit_ceil(std::max<std::size_t>(64, rows.size() * 4));
  const int shift = 64 - std::countr_zero(bits);
  std::vector<std::uint64_t> words(bits / 64);
  for (const Pair row : rows) {
    const std::uint64_t bit = (side_of(row, side) * 0x9E3779B97F4A7C15ULL) >> shift;
    words[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  std::size_t left = bits;
  for (const std::uint64_t word : words) left -= static_cast<std::size_t>(std::popcount(word));
  const auto all = static_cast<double>(bits);
  return std::max(1.0, all * std::log(all / static_cast<double>(std::max<std::size_t>(left, 1))));
}

}  // namespace

void Relation::leave_out_repeated(LocalId term_count) {
  rows_.truncate(keep_distinct({rows_.data(), rows_.size()}, term_count));
}

void Relation::seal_base() { base_ = before_ = visible_ = rows_.size(); }

Relation::Sets& Relation::sets() {
  if (!sets_) sets_ = std::make_unique<Sets>();
  return *sets_;
}

void Relation::build_set(LocalId term_count) {
  Sets& s = sets();
  if (s.held == rows_.size()) return;
  add_all(s.rows, rows_.data() + s.held, rows_.size() - s.held, term_count);
  s.held = rows_.size();
}

std::size_t Relation::insert(Pair* rows, std::size_t count, LocalId term_count) {
  constexpr std::size_t kFew = 8;
  if (!sets_ && rows_.size() + count <= kFew) return insert_few(rows, count);
  build_set(term_count);
  const std::size_t fresh = sets_->rows.insert(rows, count, term_count);
  if (fresh == 0) return 0;
  rows_.append({rows, fresh});
  sets_->held = rows_.size();
  if (sets_->recent) sets_->recent->added.insert(rows, fresh, term_count);
  return fresh;
}

/// Without a set.
std::size_t Relation::insert_few(Pair* rows, std::size_t count) {
  const std::size_t before = rows_.size();
  for (const Pair row : std::span(rows, count)) {
    const std::span<const Pair> known = rows_.range(0, rows_.size());
    if (std::find(known.begin(), known.end(), row) == known.end()) rows_.push_back(row);
  }
  return rows_.size() - before;
}

void Relation::Recent::add(std::span<const Pair> rows, LocalId term_count) {
  add_all(added, rows.data(), rows.size(), term_count);
}

std::size_t Relation::leave_known(Pair* rows, std::size_t count) const {
  if (!sets_ || sets_->held != rows_.size()) return count;
  constexpr std::size_t kChunk = 1024;
  std::array<std::uint8_t, kChunk> known;
  std::size_t kept = 0;
  for (std::size_t begin = 0; begin < count; begin += kChunk) {
    const std::size_t n = std::min(kChunk, count - begin);
    sets_->rows.contains(rows + begin, n, known.data());
    for (std::size_t i = 0; i < n; ++i) {
      rows[kept] = rows[begin + i];
      kept += known[i] == 0 ? 1 : 0;
    }
  }
  return kept;
}

RowRange Relation::advance(std::uint32_t round, LocalId term_count) {
  before_ = visible_;
  visible_ = rows_.size();
  round_ = round;
  for (const Side side : {Side::Subject, Side::Object}) {
    Lists* const lists = lists_[static_cast<std::size_t>(side) * 2].get();
    if (lists != nullptr) append_delta(*lists, side, term_count);
    if (members_) add_members(side, term_count);
  }
  if (sets_ && sets_->recent) {
    Recent& recent = *sets_->recent;
    recent.delta = std::move(recent.added);
    recent.added.clear();
  }
  return {before_, visible_};
}

void Relation::append_delta(Lists& lists, Side side, LocalId term_count) {
  for (std::size_t i = before_; i < visible_; ++i) {
    if (i % kPatience == 0) kg::check_memory();
    const Pair row = rows_[i];
    lists.append(side_of(row, side), side_of(row, other(side)), round_, term_count);
  }
}

void Relation::settle() {
  before_ = visible_;
  round_ = kNoRound;
  if (sets_ && sets_->recent) sets_->recent->delta.clear();
  if (members_) {
    for (MemberSets& sets : *members_) sets.settle();
  }
}

void Relation::forget_indexes() {
  sets_.reset();
  for (std::unique_ptr<Lists>& lists : lists_) lists.reset();
  members_.reset();
  for (std::atomic<bool>& ready : ready_) ready = false;
}

RowRange Relation::range(View view) const {
  switch (view) {
    case View::Base:
      return {0, base_};
    case View::Before:
      return {0, before_};
    case View::All:
      return {0, visible_};
    case View::Delta:
      break;
  }
  return {before_, visible_};
}

void Relation::index(Side side, View view, LocalId term_count) {
  const bool base = view == View::Base && !only_base();
  std::unique_ptr<Lists>& lists = lists_[static_cast<std::size_t>(side) * 2 + (base ? 1 : 0)];
  if (lists) return;
  lists = std::make_unique<Lists>();
  const std::size_t end = base ? base_ : before_;
  lists->build(
      [&](const auto& visit) {
        for (std::size_t i = 0; i < end; ++i) {
          visit(side_of(rows_[i], side), side_of(rows_[i], other(side)));
        }
      },
      term_count);
  if (!base) append_delta(*lists, side, term_count);
  ready_[slot_of(side, view)].store(true, std::memory_order_release);
}

void Relation::index_members(Side side, LocalId key, LocalId term_count) {
  if (!members_) members_ = std::make_unique<std::array<MemberSets, 2>>();
  MemberSets& sets = (*members_)[static_cast<std::size_t>(side)];
  if (sets.find(key) != nullptr) return;
  Members& members = sets.add(key);
  for (std::size_t i = 0; i < visible_; ++i) {
    if (i == before_) members.settle();
    if (side_of(rows_[i], side) == key) members.add(side_of(rows_[i], other(side)), term_count);
  }
  if (before_ == visible_) members.settle();
}

/// Adds the rows of the delta.
void Relation::add_members(Side side, LocalId term_count) {
  MemberSets& sets = (*members_)[static_cast<std::size_t>(side)];
  if (sets.size() == 0) return;
  sets.settle();
  for (std::size_t i = before_; i < visible_; ++i) {
    Members* const members = sets.find(side_of(rows_[i], side));
    if (members != nullptr) members->add(side_of(rows_[i], other(side)), term_count);
  }
}

void Relation::index_rows(View view, LocalId term_count) {
  build_set(term_count);
  if (view == View::Base && !only_base()) {
    if (sets_->base) return;
    sets_->base = std::make_unique<PairSet>();
    add_all(*sets_->base, rows_.data(), base_, term_count);
  } else if (!sets_->recent) {
    sets_->recent = std::make_unique<Recent>();
    Recent& recent = *sets_->recent;
    add_all(recent.delta, rows_.data() + before_, visible_ - before_, term_count);
    add_all(recent.added, rows_.data() + visible_, rows_.size() - visible_, term_count);
  }
}

Run<LocalId> Relation::find(Side side, LocalId key, View view) const {
  const Lists* const lists = lists_of(side, view == View::Base && !only_base());
  assert(lists != nullptr && "indexed before it is searched");
  if (view == View::Delta) return lists->find_since(key, round_);
  return view == View::Before ? lists->find_before(key, round_) : lists->find(key);
}

void Relation::contains(const Pair* keys, std::size_t count, View view, std::uint8_t* found) const {
  if (view == View::Base && !only_base()) {
    sets_->base->contains(keys, count, found);
    return;
  }
  assert(sets_ && sets_->recent && sets_->held == rows_.size() && "indexed before it is searched");
  const Recent& recent = *sets_->recent;
  if (view == View::Delta) {
    recent.delta.contains(keys, count, found);
    return;
  }
  sets_->rows.contains(keys, count, found);
  leave_out(recent.added, keys, count, found);
  if (view == View::Before) leave_out(recent.delta, keys, count, found);
}

void Relation::leave_out(const PairSet& set, const Pair* keys, std::size_t count,
                         std::uint8_t* found) {
  if (set.size() == 0) return;
  for (std::size_t i = 0; i < count; ++i) {
    if (found[i] != 0 && set.contains(keys[i])) found[i] = 0;
  }
}

double Relation::distinct(Side side) const {
  if (const Lists* lists = lists_of(side, false)) return static_cast<double>(lists->key_count());
  if (!estimates_) estimates_ = std::make_unique<std::array<Estimate, 2>>();
  Estimate& estimate = (*estimates_)[static_cast<std::size_t>(side)];
  if (estimate.rows > 0 && visible_ < estimate.rows * 3 / 2) return estimate.distinct;
  estimate = {visible_, count_distinct(rows_.range(0, visible_), side)};
  return estimate.distinct;
}

bool Relation::is_skewed(Side side, View view) const {
  return lists_of(side, view == View::Base && !only_base())->is_skewed(visible_);
}

double Relation::rows_with(Side side, LocalId key) const {
  if (const Lists* lists = lists_of(side, false)) return lists->find(key).count;
  const std::size_t step = std::max<std::size_t>(1, visible_ / kSample);
  std::size_t found = 0;
  for (std::size_t i = 0; i < visible_; i += step) {
    if (side_of(rows_[i], side) == key) ++found;
  }
  // One that is not in the sample may still be there.
  return std::max(static_cast<double>(found * step), visible_ == 0 ? 0.0 : 0.5);
}

}  // namespace rules
