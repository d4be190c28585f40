#include "rules/relation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace rules {

namespace {

constexpr std::size_t kSample = 1024;  // rows looked at for an estimate

void add_all(PairSet& set, const Pair* rows, std::size_t count, LocalId term_count) {
  constexpr std::size_t kChunk = 1024;
  std::array<Pair, kChunk> chunk;
  for (std::size_t begin = 0; begin < count; begin += kChunk) {
    const std::size_t n = std::min(kChunk, count - begin);
    std::copy_n(rows + begin, n, chunk.begin());
    set.insert(chunk.data(), n, term_count);
  }
}

}  // namespace

void Relation::seal_base() { base_ = before_ = visible_ = rows_.size(); }

void Relation::build_set(LocalId term_count) {
  if (in_set_ == rows_.size()) return;
  add_all(set_, rows_.data() + in_set_, rows_.size() - in_set_, term_count);
  in_set_ = rows_.size();
}

std::size_t Relation::insert(Pair* rows, std::size_t count, LocalId term_count) {
  build_set(term_count);
  const std::size_t fresh = set_.insert(rows, count, term_count);
  if (fresh == 0) return 0;
  rows_.append({rows, fresh});
  in_set_ = rows_.size();
  if (recent_) recent_->added.insert(rows, fresh, term_count);
  return fresh;
}

RowRange Relation::advance(std::uint32_t round, LocalId term_count) {
  before_ = visible_;
  visible_ = rows_.size();
  round_ = round;
  for (const Side side : {Side::Subject, Side::Object}) {
    Lists* const lists = lists_[static_cast<std::size_t>(side) * 2].get();
    if (lists != nullptr) append_delta(*lists, side, term_count);
  }
  if (recent_) {
    recent_->delta = std::move(recent_->added);
    recent_->added.clear();
  }
  return {before_, visible_};
}

void Relation::append_delta(Lists& lists, Side side, LocalId term_count) {
  for (std::size_t i = before_; i < visible_; ++i) {
    const Pair row = rows_[i];
    lists.append(side_of(row, side), side_of(row, other(side)), round_, term_count);
  }
}

void Relation::settle() {
  before_ = visible_;
  round_ = kNoRound;
  if (recent_) recent_->delta.clear();
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
}

void Relation::index_rows(View view, LocalId term_count) {
  build_set(term_count);
  if (view == View::Base && !only_base()) {
    if (base_set_) return;
    base_set_ = std::make_unique<PairSet>();
    add_all(*base_set_, rows_.data(), base_, term_count);
  } else if (!recent_) {
    recent_ = std::make_unique<Recent>();
    add_all(recent_->delta, rows_.data() + before_, visible_ - before_, term_count);
    add_all(recent_->added, rows_.data() + visible_, rows_.size() - visible_, term_count);
  }
}

Run<LocalId> Relation::find(Side side, LocalId key, View view) const {
  const Lists* const lists = lists_of(side, view == View::Base && !only_base());
  assert(lists != nullptr && "indexed before it is searched");
  return view == View::Before ? lists->find_before(key, round_) : lists->find(key);
}

void Relation::contains(const Pair* keys, std::size_t count, View view, std::uint8_t* found) const {
  if (view == View::Base && !only_base()) {
    base_set_->contains(keys, count, found);
    return;
  }
  assert(recent_ && in_set_ == rows_.size() && "indexed before it is searched");
  set_.contains(keys, count, found);
  leave_out(recent_->added, keys, count, found);
  if (view == View::Before) leave_out(recent_->delta, keys, count, found);
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
  Estimate& estimate = estimates_[static_cast<std::size_t>(side)];
  if (estimate.rows > 0 && visible_ < estimate.rows * 3 / 2) return estimate.distinct;
  const std::size_t step = std::max<std::size_t>(1, visible_ / kSample);
  std::vector<LocalId> sample;
  for (std::size_t i = 0; i < visible_; i += step) sample.push_back(side_of(rows_[i], side));
  std::sort(sample.begin(), sample.end());
  // Terms seen once stand for many that were not seen, the others for themselves (Charikar et al.
  // 2000, "Towards estimation error guarantees for distinct values").
  double once = 0;
  double often = 0;
  for (auto i = sample.begin(); i != sample.end();) {
    const auto next = std::upper_bound(i, sample.end(), *i);
    (next - i == 1 ? once : often) += 1;
    i = next;
  }
  estimate = {visible_, once * std::sqrt(static_cast<double>(step)) + often};
  return estimate.distinct;
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
