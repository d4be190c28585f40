#include "rules/executor.h"

#include <algorithm>

namespace rules {

namespace {

/// Batches between two looks at the clock.
constexpr std::uint32_t kPatience = 32;

}  // namespace

void Limits::check(std::size_t inferences) {
  if (stopped()) return;
  if (options_.cancel != nullptr && options_.cancel->load(std::memory_order_relaxed)) {
    outcome_ = Outcome::Cancelled;
  } else if (options_.max_inferences && inferences > *options_.max_inferences) {
    outcome_ = Outcome::TooManyInferences;
  } else if (options_.timeout && std::chrono::steady_clock::now() - start_ > *options_.timeout) {
    outcome_ = Outcome::TimedOut;
  }
}

void Executor::run(const Plan& plan, RuleIndex rule, std::span<const LocalId> list,
                   RuleProfile& profile) {
  const auto start = std::chrono::steady_clock::now();
  rule_ = rule;
  profile_ = &profile;
  drive(plan.driver, list, {&plan.steps, 0, 0});
  profile.time += std::chrono::steady_clock::now() - start;
}

Batch& Executor::batch(std::size_t depth) {
  while (batches_.size() <= depth) batches_.push_back(std::make_unique<Batch>());
  return *batches_[depth];
}

void Executor::drive(const Driver& driver, std::span<const LocalId> list, Place place) {
  switch (driver.kind) {
    case Driver::Kind::Nothing:
      batch(0).size = 1;
      push(place);
      break;
    case Driver::Kind::Rows:
      drive_rows(driver, driver.relation, place);
      break;
    case Driver::Kind::List:
      if (driver.view != View::Delta) {
        const Run<LocalId> run =
            graph_.at(driver.relation).find(driver.key_side, driver.key, driver.view);
        list = {run.begin, run.count};
      }
      drive_list(driver, list, place);
      break;
    case Driver::Kind::AnyRows:
      if (driver.view == View::Delta) {
        for (const RelationIndex relation : graph_.changed()) drive_rows(driver, relation, place);
      } else {
        const std::size_t count = graph_.relation_count();
        for (std::size_t i = 0; i < count; ++i)
          drive_rows(driver, static_cast<RelationIndex>(i), place);
      }
      break;
  }
}

void Executor::drive_rows(const Driver& driver, RelationIndex index, Place place) {
  const Relation& relation = graph_.at(index);
  const RowRange range = relation.range(driver.view);
  Batch& first = batch(0);
  for (std::size_t begin = range.begin; begin < range.end; begin += kBatchRows) {
    if (workshop_.limits.stopped()) return;
    const std::size_t n = std::min(kBatchRows, range.end - begin);
    const Pair* const rows = relation.rows() + begin;
    if (driver.subject != kNoColumn) {
      std::transform(rows, rows + n, first.column(driver.subject), subject_of);
    }
    if (driver.object != kNoColumn) {
      std::transform(rows, rows + n, first.column(driver.object), object_of);
    }
    if (driver.predicate != kNoColumn) {
      std::fill_n(first.column(driver.predicate), n, relation.predicate());
    }
    first.size = n;
    push(place);
  }
}

void Executor::drive_list(const Driver& driver, std::span<const LocalId> list, Place place) {
  Batch& first = batch(0);
  const Column to = driver.key_side == Side::Object ? driver.subject : driver.object;
  for (std::size_t begin = 0; begin < list.size(); begin += kBatchRows) {
    if (workshop_.limits.stopped()) return;
    const std::size_t n = std::min(kBatchRows, list.size() - begin);
    if (to != kNoColumn)
      std::copy_n(list.begin() + static_cast<std::ptrdiff_t>(begin), n, first.column(to));
    first.size = n;
    push(place);
  }
}

void Executor::push(Place place) {
  if (++ticks_ % kPatience == 0) workshop_.limits.check(graph_.added_count());
  for (; place.step < place.steps->size(); ++place.step) {
    if (batch(place.depth).size == 0 || workshop_.limits.stopped()) return;
    const bool go_on =
        std::visit([&](const auto& action) { return apply(action, place); }, (*place).action);
    if (!go_on) return;
  }
}

void Executor::hand_on(Place place, std::size_t size) {
  if (size == 0 || workshop_.limits.stopped()) return;
  const Step& step = (*place.steps)[place.step - 1];
  const Batch& in = batch(place.depth - 1);
  Batch& out = batch(place.depth);
  for (const Column c : step.live) {
    const LocalId* const from = in.column(c);
    LocalId* const to = out.column(c);
    for (std::size_t i = 0; i < size; ++i) to[i] = from[out.sources[i]];
  }
  out.size = size;
  push(place);
}

}  // namespace rules
