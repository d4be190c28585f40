#include "rules/query/modifiers.h"

#include "rules/query/hash.h"

namespace query {

void SliceEnd::begin() {
  seen_ = 0;
  passed_ = 0;
  goes_on_ = true;
}

bool SliceEnd::push(Row& row) {
  if (seen_++ < offset_) return true;
  ++passed_;
  goes_on_ = next_.push(row);
  return goes_on_ && !is_full();
}

bool SliceStep::push(Row& row) {
  end_.begin();
  // It ends early because it is full, because the next step is, or because the run was stopped.
  if (!end_.is_full()) pattern_.push(row);
  return end_.goes_on() && !run_.stopped();
}

void DistinctEnd::begin() {
  cells_.clear();
  index_.clear();
  count_ = 0;
}

bool DistinctEnd::push(Row& row) { return !insert(row) || next_.push(row); }

bool DistinctEnd::insert(const Row& row) {
  std::uint64_t hash = 0;
  for (const match::VariableIndex column : columns_) hash = hash_more(hash, row[column]);
  hash = hash_end(hash);
  const auto same = [&](std::uint32_t number) {
    const kg::TermId* cell = cells_.data() + std::size_t{number} * columns_.size();
    for (const match::VariableIndex column : columns_) {
      if (*cell++ != row[column]) return false;
    }
    return true;
  };
  if (index_.find(hash, same) != kg::HashIndex::kNone) return false;
  index_.insert(hash, count_++);
  for (const match::VariableIndex column : columns_) cells_.push_back(row[column]);
  return true;
}

}  // namespace query
