#include "rules/working_graph.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "kg/memory_limit.h"

namespace rules {

RelationIndex WorkingGraph::add(LocalId predicate) {
  if (predicate >= by_predicate_.size()) {
    by_predicate_.resize(std::max<std::size_t>(terms_.size(), predicate + std::size_t{1}),
                         kNoRelation);
  }
  RelationIndex& index = by_predicate_[predicate];
  if (index == kNoRelation) {
    index = static_cast<RelationIndex>(relations_.size());
    relations_.emplace_back(predicate);
  }
  return index;
}

void WorkingGraph::seal_base(bool distinct) {
  for (Relation& relation : relations_) {
    if (!distinct) relation.leave_out_repeated(terms_.size());
    relation.seal_base();
    visible_count_ += relation.visible();
  }
}

std::size_t WorkingGraph::insert(RelationIndex index, Pair* rows, std::size_t count) {
  Relation& relation = at(index);
  const bool untouched = !relation.changing();
  const std::size_t fresh = relation.insert(rows, count, terms_.size());
  if (fresh > 0 && untouched) changing_.push_back(index);
  added_count_ += fresh;
  return fresh;
}

void WorkingGraph::insert_all(RelationIndex index, std::span<const std::span<const Pair>> rows,
                              Workers& workers, std::vector<std::size_t>& counts) {
  Relation& relation = at(index);
  const bool untouched = !relation.changing();
  relation.insert_all(rows, terms_.size(), workers, counts);
  const std::size_t fresh = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
  if (fresh > 0 && untouched) changing_.push_back(index);
  added_count_ += fresh;
}

void WorkingGraph::index_shared(RelationIndex index, Side side, View view) {
  if (at(index).ready(side, view)) return;
  const std::lock_guard lock(indexing_);
  at(index).index(side, view, terms_.size());
}

bool WorkingGraph::advance() {
  settle();
  ++round_;
  std::sort(changing_.begin(), changing_.end());
  for (const RelationIndex index : changing_) {
    const RowRange rows = at(index).advance(round_, terms_.size());
    log_.push_back({round_ - 1, index, rows});
    visible_count_ += rows.size();
    for (const Side side : {Side::Subject, Side::Object}) {
      AnyLists* const lists = any_[static_cast<std::size_t>(side) * 2].get();
      if (lists != nullptr) append_any(*lists, side, index, rows);
    }
  }
  changed_.swap(changing_);
  return !changed_.empty();
}

void WorkingGraph::settle() {
  for (const RelationIndex index : changed_) at(index).settle();
  changed_.clear();
}

void WorkingGraph::forget_indexes() {
  for (std::unique_ptr<AnyLists>& lists : any_) lists.reset();
  joined_.clear();
  for (Relation& relation : relations_) relation.forget_indexes();
}

void WorkingGraph::append_any(AnyLists& lists, Side side, RelationIndex index, RowRange rows) {
  const Relation& relation = at(index);
  kg::check_memory();
  for (std::size_t i = rows.begin; i < rows.end; ++i) {
    const Pair row = relation.rows()[i];
    lists.append(side_of(row, side), make_pair(relation.predicate(), side_of(row, other(side))),
                 round_, terms_.size());
  }
}

void WorkingGraph::index_any(Side side, View view) {
  const bool base = view == View::Base;
  std::unique_ptr<AnyLists>& lists = any_[static_cast<std::size_t>(side) * 2 + (base ? 1 : 0)];
  if (lists) return;
  lists = std::make_unique<AnyLists>();
  lists->build(
      [&](const auto& visit) {
        for (const Relation& relation : relations_) {
          const std::size_t end = relation.range(base ? View::Base : View::Before).end;
          for (std::size_t i = 0; i < end; ++i) {
            const Pair row = relation.rows()[i];
            visit(side_of(row, side), make_pair(relation.predicate(), side_of(row, other(side))));
          }
        }
      },
      terms_.size());
  if (base) return;
  for (const RelationIndex index : changed_)
    append_any(*lists, side, index, at(index).range(View::Delta));
}

Run<Pair> WorkingGraph::find_any(Side side, LocalId key, View view) const {
  const AnyLists* const lists = any_of(side, view == View::Base);
  assert(lists != nullptr && "indexed before it is searched");
  if (view == View::Delta) return lists->find_since(key, round_);
  return view == View::Before ? lists->find_before(key, round_) : lists->find(key);
}

bool WorkingGraph::is_any_skewed(Side side, View view) const {
  return any_of(side, view == View::Base)->is_skewed(visible_count_);
}

double WorkingGraph::distinct_any(Side side) const {
  if (const AnyLists* lists = any_of(side, false)) return static_cast<double>(lists->key_count());
  // The terms of the largest relation's side, or so.
  Guess& guess = guesses_[static_cast<std::size_t>(side)];
  if (visible_count_ <= guess.triples + guess.triples / 8) return guess.distinct;
  guess = {visible_count_, 1};
  for (std::size_t i = 0; i < relations_.size(); i += 1 + relations_.size() / 64) {
    guess.distinct = std::max(guess.distinct, relations_[i].distinct(side));
  }
  return guess.distinct;
}

void WorkingGraph::join(RelationIndex first, Side first_key, RelationIndex second,
                        Side second_key) {
  constexpr std::size_t kPatience = 3;  // builds, before a relation is taken to keep growing
  Relation& one = at(first);
  Relation& two = at(second);
  Joined& joined = joined_[{first, first_key, second, second_key}];
  if (joined.index && joined.index->is_current(one, two)) return;
  joined.index.reset();
  if (!one.range(View::Delta).empty() || !two.range(View::Delta).empty()) return;
  if (++joined.builds > kPatience) return;
  two.index(other(second_key), View::All, terms_.size());
  constexpr std::size_t kLarge = 8;  // times the rows of both, which is more than was expected
  if (JoinedIndex::size(one, first_key, two, second_key) >
      kLarge * (one.visible() + two.visible())) {
    joined.builds = kPatience;
    return;
  }
  joined.index = std::make_unique<JoinedIndex>(one, first_key, two, second_key);
}

const JoinedIndex* WorkingGraph::joined(RelationIndex first, Side first_key, RelationIndex second,
                                        Side second_key) const {
  const auto found = joined_.find({first, first_key, second, second_key});
  if (found == joined_.end() || !found->second.index) return nullptr;
  const JoinedIndex& index = *found->second.index;
  return index.is_current(at(first), at(second)) ? &index : nullptr;
}

}  // namespace rules
