#include "rules/explain/horn.h"

#include <utility>

namespace explain {

void HornClauses::add_clause(Atom head, std::span<const Atom> body) {
  const auto number = static_cast<std::uint32_t>(clauses_.size());
  clauses_.push_back({head, static_cast<std::uint32_t>(body.size())});
  for (const Atom atom : body) watchers_[atom].push_back(number);
  if (body.empty()) facts_.push_back(head);
}

HornClauses::Result HornClauses::needed(Atom goal, std::span<const Atom> candidates,
                                        std::size_t max_work) {
  goal_ = goal;
  candidates_ = candidates;
  max_work_ = max_work;
  result_.needed.assign(candidates.size(), false);
  for (const Atom fact : facts_) derive(fact);
  if (!candidates.empty()) search(0, candidates.size());
  return std::move(result_);
}

/// Here all candidates are assumed but those from `begin` to `end`. Its depth is the logarithm of
/// their number.
void HornClauses::search(std::size_t begin, std::size_t end) {
  if (holds_[goal_]) return;
  if (end - begin == 1) {
    result_.needed[begin] = true;
    return;
  }
  if (work_ > max_work_) {
    result_.bounded = true;
    return;
  }
  const std::size_t middle = begin + (end - begin) / 2;
  const std::size_t mark = trail_.size();
  assume(middle, end);
  search(begin, middle);
  undo(mark);
  assume(begin, middle);
  search(middle, end);
  undo(mark);
}

void HornClauses::assume(std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) derive(candidates_[i]);
}

void HornClauses::derive(Atom atom) {
  open_.push_back(atom);
  while (!open_.empty()) {
    const Atom next = open_.back();
    open_.pop_back();
    if (holds_[next]) continue;
    holds_[next] = true;
    trail_.push_back(next);
    work_ += 1 + watchers_[next].size();
    for (const std::uint32_t number : watchers_[next]) {
      Clause& clause = clauses_[number];
      if (--clause.missing == 0) open_.push_back(clause.head);
    }
  }
}

void HornClauses::undo(std::size_t mark) {
  while (trail_.size() > mark) {
    const Atom atom = trail_.back();
    trail_.pop_back();
    holds_[atom] = false;
    for (const std::uint32_t number : watchers_[atom]) ++clauses_[number].missing;
  }
}

}  // namespace explain
