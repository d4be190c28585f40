#include "rules/query/solution_table.h"

#include <utility>

#include "rules/query/hash.h"

namespace query {

SolutionTable::SolutionTable(std::vector<match::VariableIndex> key,
                             std::vector<match::VariableIndex> rest)
    : key_(std::move(key)), rest_(std::move(rest)), width_(key_.size() + rest_.size()) {}

void SolutionTable::add(const Row& row) {
  const auto solution = static_cast<std::uint32_t>(next_.size());
  const std::uint64_t hashed = hash(row);
  const std::uint32_t head = find(hashed, row);
  for (const match::VariableIndex variable : key_) cells_.push_back(row[variable]);
  for (const match::VariableIndex variable : rest_) cells_.push_back(row[variable]);
  if (head == kNone) {
    index_.insert(hashed, solution);
    next_.push_back(kNone);
  } else {
    next_.push_back(next_[head]);
    next_[head] = solution;
  }
}

void SolutionTable::clear() {
  cells_.clear();
  next_.clear();
  index_.clear();
}

std::uint32_t SolutionTable::first(const Row& row) const { return find(hash(row), row); }

bool SolutionTable::bind(std::uint32_t solution, Row& row,
                         std::vector<match::VariableIndex>& bound) const {
  const kg::TermId* cell = cells(solution) + key_.size();
  for (const match::VariableIndex variable : rest_) {
    const kg::TermId value = *cell++;
    if (value == kg::TermId::None || row[variable] == value) continue;
    if (row[variable] != kg::TermId::None) return false;
    row[variable] = value;
    bound.push_back(variable);
  }
  return true;
}

std::uint32_t SolutionTable::find(std::uint64_t hashed, const Row& row) const {
  return index_.find(hashed, [&](std::uint32_t solution) {
    const kg::TermId* cell = cells(solution);
    for (const match::VariableIndex variable : key_) {
      if (*cell++ != row[variable]) return false;
    }
    return true;
  });
}

std::uint64_t SolutionTable::hash(const Row& row) const {
  std::uint64_t result = 0;
  for (const match::VariableIndex variable : key_) result = hash_more(result, row[variable]);
  return hash_end(result);
}

}  // namespace query
