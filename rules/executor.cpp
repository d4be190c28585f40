#include "rules/executor.h"

#include <algorithm>
#include <utility>

#include "kg/memory_limit.h"
#include "rules/sharing.h"

namespace rules {

namespace {

/// Batches between two looks at the clock.
constexpr std::uint32_t kPatience = 32;

}  // namespace

void Limits::look(std::size_t inferences) {
  if (stopped()) return;
  kg::check_memory();
  if (options_.cancel != nullptr && options_.cancel->load(std::memory_order_relaxed)) {
    outcome_.store(Outcome::Cancelled, std::memory_order_relaxed);
  } else if (options_.max_inferences && inferences > *options_.max_inferences) {
    outcome_.store(Outcome::TooManyInferences, std::memory_order_relaxed);
  } else if (options_.timeout && std::chrono::steady_clock::now() - start_ > *options_.timeout) {
    outcome_.store(Outcome::TimedOut, std::memory_order_relaxed);
  }
}

void Limits::check(std::size_t inferences) {
  look(inferences);
  tell(inferences);
}

void Limits::check_reading(std::size_t triples) {
  look(0);
  tell(triples);
}

void Limits::tell(std::size_t triples) const {
  if (options_.progress && std::this_thread::get_id() == thread_) {
    options_.progress({round_, triples});
  }
}

void Tally::add(const Tally& other) {
  rows.resize(std::max(rows.size(), other.rows.size()));
  for (std::size_t i = 0; i < other.rows.size(); ++i) rows[i] += other.rows[i];
  solutions += other.solutions;
  inferences += other.inferences;
  time += other.time;
}

void Executor::begin(const Plan& plan, RuleIndex rule, Tally& tally, Harvest* harvest) {
  rule_ = rule;
  tally_ = &tally;
  harvest_ = harvest;
  work_ = work_of(plan, graph_);
  plan_ = &plan;
  tally.rows.resize(plan.step_count);
}

void Executor::run(const Plan& plan, RuleIndex rule, std::span<const LocalId> list, Tally& tally) {
  const auto start = std::chrono::steady_clock::now();
  begin(plan, rule, tally, nullptr);
  drive(plan.driver, list, {&plan.steps, 0, 0});
  tally.time += std::chrono::steady_clock::now() - start;
}

MadeTerms Executor::run_piece(const Plan& plan, RuleIndex rule, std::span<const LocalId> list,
                              std::size_t relation, RowRange rows, Harvest& harvest, Tally& tally) {
  const auto start = std::chrono::steady_clock::now();
  begin(plan, rule, tally, &harvest);
  terms_.begin_piece();
  const Driver& driver = plan.driver;
  const Place place{&plan.steps, 0, 0};
  switch (driver.kind) {
    case Driver::Kind::Nothing:
      drive(driver, list, place);
      break;
    case Driver::Kind::List:
      drive_list(driver, list_of(driver, list), rows, place);
      break;
    case Driver::Kind::AnyList:
      drive_any_list(driver, rows, place);
      break;
    case Driver::Kind::Rows:
      drive_rows(driver, rows, place);
      break;
    case Driver::Kind::AnyRows:
      drive_any_rows(driver, relation, rows, place);
      break;
  }
  tally.time += std::chrono::steady_clock::now() - start;
  return terms_.end_piece();
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
      drive_rows(driver, {0, graph_.at(driver.relation).range(driver.view).size()}, place);
      break;
    case Driver::Kind::List:
      drive_list(driver, list_of(driver, list), {0, list_of(driver, list).size()}, place);
      break;
    case Driver::Kind::AnyRows:
      drive_any_rows(driver, 0, {0, ~std::size_t{0}}, place);
      break;
    case Driver::Kind::AnyList:
      drive_any_list(driver, {0, graph_.find_any(driver.key_side, driver.key, driver.view).count},
                     place);
      break;
  }
}

std::span<const LocalId> Executor::list_of(const Driver& driver,
                                           std::span<const LocalId> list) const {
  if (driver.view == View::Delta) return list;
  const Run<LocalId> run =
      graph_.at(driver.relation).find(driver.key_side, driver.key, driver.view);
  return {run.begin, run.count};
}

void Executor::fill(const Driver& driver, const Relation& relation, RowRange range,
                    std::size_t at) {
  Batch& first = batch(0);
  const Pair* const rows = relation.rows();
  if (driver.subject != kNoColumn) {
    std::transform(rows + range.begin, rows + range.end, first.column(driver.subject) + at,
                   subject_of);
  }
  if (driver.object != kNoColumn) {
    std::transform(rows + range.begin, rows + range.end, first.column(driver.object) + at,
                   object_of);
  }
  if (driver.predicate != kNoColumn) {
    std::fill_n(first.column(driver.predicate) + at, range.size(), relation.predicate());
  }
}

void Executor::drive_rows(const Driver& driver, RowRange range, Place place) {
  const Relation& relation = graph_.at(driver.relation);
  const RowRange all = relation.range(driver.view);
  const std::size_t most = batch_rows(*plan_, work_, all.size());
  for (std::size_t begin = range.begin; begin < range.end; begin += most) {
    if (workshop_.limits.stopped()) return;
    const std::size_t n = std::min(most, range.end - begin);
    fill(driver, relation, {all.begin + begin, all.begin + begin + n}, 0);
    batch(0).size = n;
    push(place);
  }
}

/// A batch holds rows of as many relations as it takes to fill it: there may be a million of one
/// row each.
void Executor::drive_any_rows(const Driver& driver, std::size_t index, RowRange range,
                              Place place) {
  const std::size_t count = graph_.count_in(driver.view);
  std::size_t left_out = range.begin;
  std::size_t left = range.size();
  std::size_t filled = 0;
  for (; index < count && left > 0; ++index) {
    const Relation& relation = graph_.at(graph_.nth_in(driver.view, index));
    RowRange rows = relation.range(driver.view);
    rows.begin += std::exchange(left_out, 0);
    if (rows.size() > left) rows.end = rows.begin + left;
    left -= rows.size();
    while (!rows.empty()) {
      const std::size_t n = std::min(rows.size(), kBatchRows - filled);
      fill(driver, relation, {rows.begin, rows.begin + n}, filled);
      rows.begin += n;
      filled += n;
      if (filled < kBatchRows) break;
      batch(0).size = std::exchange(filled, 0);
      push(place);
      if (workshop_.limits.stopped()) return;
    }
  }
  batch(0).size = filled;
  if (filled > 0) push(place);
}

void Executor::drive_list(const Driver& driver, std::span<const LocalId> list, RowRange range,
                          Place place) {
  const std::size_t most = batch_rows(*plan_, work_, list.size());
  Batch& first = batch(0);
  const Column to = driver.key_side == Side::Object ? driver.subject : driver.object;
  for (std::size_t begin = range.begin; begin < range.end; begin += most) {
    if (workshop_.limits.stopped()) return;
    const std::size_t n = std::min(most, range.end - begin);
    if (to != kNoColumn)
      std::copy_n(list.begin() + static_cast<std::ptrdiff_t>(begin), n, first.column(to));
    first.size = n;
    push(place);
  }
}

void Executor::drive_any_list(const Driver& driver, RowRange range, Place place) {
  const Run<Pair> found = graph_.find_any(driver.key_side, driver.key, driver.view);
  const std::size_t most = batch_rows(*plan_, work_, found.count);
  const Column to = driver.key_side == Side::Object ? driver.subject : driver.object;
  Batch& first = batch(0);
  for (std::size_t begin = range.begin; begin < range.end; begin += most) {
    if (workshop_.limits.stopped()) return;
    const std::size_t n = std::min(most, range.end - begin);
    const Pair* const rows = found.begin + begin;
    if (driver.predicate != kNoColumn) {
      std::transform(rows, rows + n, first.column(driver.predicate), subject_of);
    }
    if (to != kNoColumn) std::transform(rows, rows + n, first.column(to), object_of);
    first.size = n;
    push(place);
  }
}

void Executor::push(Place place) {
  if (place.step == 0 && place.depth == 0) tally_->rows[0] += batch(0).size;
  if (++ticks_ % kPatience == 0) workshop_.limits.check(graph_.added_count());
  for (; place.step < place.steps->size(); ++place.step) {
    if (batch(place.depth).size == 0 || workshop_.limits.stopped()) return;
    const bool go_on =
        std::visit([&](const auto& action) { return apply(action, place); }, (*place).action);
    if (!go_on) return;
    tally_->rows[(*place).number] += batch(place.depth).size;
  }
}

void Executor::hand_on(Place place, std::size_t size) {
  if (size == 0 || workshop_.limits.stopped()) return;
  const Step& step = (*place.steps)[place.step - 1];
  tally_->rows[step.number] += size;
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
