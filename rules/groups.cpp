#include "rules/groups.h"

#include <algorithm>
#include <span>

#include "rules/match/aggregate.h"

namespace rules {

namespace {

/// Repetitions are removed when there are more entries than this, and than twice what was left.
constexpr std::size_t kCompact = std::size_t{1} << 16U;

/// Whether each solution counts, whatever its values: variables always have one.
bool counts_solutions(const Aggregation& aggregation) {
  const match::Aggregate& aggregate = *aggregation.aggregate;
  return aggregate.function == parser::AggregateFunction::Count &&
         (!aggregate.argument || (!aggregate.distinct && aggregation.value != kNoColumn));
}

}  // namespace

void Groups::begin(const Aggregation& aggregation, std::size_t rows) {
  aggregation_ = &aggregation;
  entries_.clear();
  seen_.clear();
  compact_at_ = kCompact;
  counts_.assign(rows, 0);
  errors_.assign(rows, false);
}

void Groups::add(Batch& solutions, const LocalId* origin) {
  if (counts_solutions(*aggregation_)) return add_solutions(solutions, origin);
  if (aggregation_->value != kNoColumn) {
    return add_values(origin, solutions.column(aggregation_->value), solutions.size);
  }
  computed_.resize(solutions.size);
  calculator_.evaluate(*aggregation_->aggregate->argument, aggregation_->gathers, solutions,
                       computed_.data());
  add_values(origin, computed_.data(), solutions.size);
}

void Groups::add_solutions(const Batch& solutions, const LocalId* origin) {
  const match::Aggregate& aggregate = *aggregation_->aggregate;
  std::vector<LocalId> solution;
  for (std::size_t i = 0; i < solutions.size; ++i) {
    if (aggregate.distinct) {
      solution.assign(1, origin[i]);
      for (std::size_t v = 0; v < aggregate.written; ++v) {
        solution.push_back(solutions.column(aggregate.locals[v])[i]);
      }
      if (!seen_.insert(solution).second) continue;
    }
    ++counts_[origin[i]];
  }
}

void Groups::add_values(const LocalId* origin, const LocalId* values, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (values[i] == kNoTerm) {
      errors_[origin[i]] = true;
    } else {
      entries_.push_back(Entry{origin[i]} << 32U | values[i]);
    }
  }
  if (entries_.size() > compact_at_ && match::ignores_repetition(*aggregation_->aggregate)) {
    remove_repetitions();
    compact_at_ = std::max(kCompact, 2 * entries_.size());
  }
}

void Groups::remove_repetitions() {
  std::sort(entries_.begin(), entries_.end());
  entries_.erase(std::unique(entries_.begin(), entries_.end()), entries_.end());
}

void Groups::finish(Batch& rows) {
  const match::Aggregate& aggregate = *aggregation_->aggregate;
  if (match::ignores_repetition(aggregate)) {
    remove_repetitions();
  } else {
    std::sort(entries_.begin(), entries_.end());
  }
  LocalId* const results = rows.column(aggregation_->target);
  std::vector<LocalId> values;
  auto entry = entries_.begin();
  for (std::size_t row = 0; row < rows.size; ++row) {
    values.clear();
    for (; entry != entries_.end() && *entry >> 32U == row; ++entry) {
      values.push_back(static_cast<LocalId>(*entry));
    }
    results[row] = aggregate.function == parser::AggregateFunction::Count
                       ? calculator_.number(counts_[row] + values.size())
                       : calculator_.fold(aggregate, values, errors_[row]);
    rows.keep[row] = results[row] != kNoTerm;
  }
}

}  // namespace rules
