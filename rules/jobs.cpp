#include "rules/jobs.h"

#include <algorithm>
#include <atomic>
#include <map>

#include "kg/memory_limit.h"
#include "rules/sharing.h"

namespace rules {

namespace {

/// Rows that pieces may have harvested before they are put into the graph.
constexpr std::size_t kHarvest = std::size_t{1} << 18U;
/// The most pieces that results are kept of at a time.
constexpr std::size_t kWave = 256;

}  // namespace

/// Rows for one relation, from all pieces that have some.
struct JobRunner::Part {
  std::vector<std::span<const Pair>> rows;
  std::vector<std::size_t> pieces;
  std::size_t size = 0;
};

JobRunner::JobRunner(Workshop& workshop, Workers& workers, std::size_t share_from)
    : workshop_(workshop), workers_(workers), share_from_(share_from) {
  executors_.push_back(std::make_unique<Executor>(workshop));
}

void JobRunner::run(std::span<Job> jobs) {
  for (const std::unique_ptr<Executor>& executor : executors_) executor->forget();
  for (std::size_t begin = 0; begin < jobs.size();) {
    if (workshop_.limits.stopped()) return;
    std::size_t end = begin;
    double cost = 0;
    while (workers_.count() > 1 && end < jobs.size() && can_share(*jobs[end].plan)) {
      cost += work_of(*jobs[end++].plan, workshop_.graph);
    }
    if (end > begin && cost >= static_cast<double>(share_from_)) {
      run_together(jobs.subspan(begin, end - begin));
    } else {
      end = std::max(end, begin + 1);
      for (std::size_t i = begin; i < end && !workshop_.limits.stopped(); ++i) {
        executors_[0]->run(*jobs[i].plan, jobs[i].rule, jobs[i].list, jobs[i].tally);
      }
    }
    begin = end;
  }
}

void JobRunner::run_together(std::span<Job> jobs) {
  while (executors_.size() < workers_.count()) {
    executors_.push_back(std::make_unique<Executor>(workshop_));
  }
  std::vector<Piece> pieces;
  for (Job& job : jobs) {
    cut(job, pieces);
    for (const Step& step : job.plan->steps) {
      const auto* infer = std::get_if<Infer>(&step.action);
      if (infer == nullptr || infer->conclusion->relation == kNoRelation) continue;
      // So that threads can look up in it.
      workshop_.graph.at(infer->conclusion->relation).make_set(workshop_.graph.terms().size());
    }
  }
  for (std::size_t begin = 0; begin < pieces.size() && !workshop_.limits.stopped();) {
    // A wave: the next pieces, until they have harvested enough.
    std::vector<Result> results(std::min(kWave, pieces.size() - begin));
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> harvested{0};
    workers_.run([&](unsigned worker) {
      while (harvested.load(std::memory_order_relaxed) < kHarvest) {
        const std::size_t i = next.fetch_add(1, std::memory_order_relaxed);
        if (i >= results.size() || workshop_.limits.stopped()) return;
        const Piece& piece = pieces[begin + i];
        results[i].terms = executors_[worker]->run_piece(
            *piece.job->plan, piece.job->rule, piece.job->list, piece.relation, piece.rows,
            results[i].harvest, results[i].tally);
        harvested.fetch_add(results[i].harvest.rows().size(), std::memory_order_relaxed);
      }
    });
    if (workshop_.limits.stopped()) return;
    const std::size_t done = std::min(next.load(), results.size());
    store(std::span(pieces).subspan(begin, done), std::span(results).first(done));
    begin += done;
  }
}

void JobRunner::cut(Job& job, std::vector<Piece>& pieces) const {
  const Driver& driver = job.plan->driver;
  const WorkingGraph& graph = workshop_.graph;
  if (driver.kind == Driver::Kind::Nothing) {
    pieces.push_back({&job, 0, {0, 1}});
  } else if (driver.kind == Driver::Kind::Rows) {
    cut_rows(job, graph.at(driver.relation).range(driver.view).size(), pieces);
  } else if (driver.kind == Driver::Kind::List) {
    const std::size_t size =
        driver.view == View::Delta
            ? job.list.size()
            : graph.at(driver.relation).find(driver.key_side, driver.key, driver.view).count;
    cut_rows(job, size, pieces);
  } else if (driver.kind == Driver::Kind::AnyList) {
    cut_rows(job, graph.find_any(driver.key_side, driver.key, driver.view).count, pieces);
  } else {
    cut_any_rows(job, pieces);
  }
}

std::size_t JobRunner::piece_size(const Plan& plan, std::size_t count) const {
  constexpr std::size_t kLargest = 16 * kBatchRows;
  const std::size_t batch = batch_rows(plan, work_of(plan, workshop_.graph), count);
  const std::size_t smallest = std::min(std::clamp<std::size_t>(share_from_, 1, 64), batch);
  const std::size_t size =
      std::clamp(count / (workers_.count() * std::size_t{8}), smallest, kLargest);
  return depends_on_batches(plan) ? (size + batch - 1) / batch * batch : size;
}

void JobRunner::cut_rows(Job& job, std::size_t count, std::vector<Piece>& pieces) const {
  const std::size_t size = piece_size(*job.plan, count);
  for (std::size_t begin = 0; begin < count; begin += size) {
    pieces.push_back({&job, 0, {begin, std::min(count, begin + size)}});
  }
}

void JobRunner::cut_any_rows(Job& job, std::vector<Piece>& pieces) const {
  const View view = job.plan->driver.view;
  const WorkingGraph& graph = workshop_.graph;
  const auto rows_of = [&](std::size_t i) {
    return graph.at(graph.nth_in(view, i)).range(view).size();
  };
  std::size_t all = 0;
  for (std::size_t i = 0; i < graph.count_in(view); ++i) all += rows_of(i);
  const std::size_t size = piece_size(*job.plan, all);
  std::size_t relation = 0;  // where a piece starts
  std::size_t begin = 0;
  for (std::size_t done = 0; done < all; done += size) {
    while (begin >= rows_of(relation)) begin -= rows_of(relation++);
    pieces.push_back({&job, relation, {begin, begin + std::min(size, all - done)}});
    begin += size;
  }
}

void JobRunner::store(std::span<const Piece> pieces, std::span<Result> results) {
  WorkingGraph& graph = workshop_.graph;
  // Before all else: every relation has a predicate of the run.
  for (Result& result : results) {
    if (result.terms.empty()) continue;
    const LocalId first = result.terms.first();
    result.harvest.renumber(first, result.terms.settle(workshop_.interner, graph.terms()));
  }
  for (const Result& result : results) {
    for (const Harvest::Segment& segment : result.harvest.segments()) {
      const auto relation = static_cast<std::size_t>(graph.add(segment.predicate));
      if (relation >= harvested_.size()) harvested_.resize(graph.relation_count(), 0);
      harvested_[relation] += segment.count;
    }
  }
  // In the order in which one thread would have met them. Those of a relation with few are not even
  // gathered: there may be a million such relations.
  std::map<RelationIndex, Part> parts;
  BigArray<Pair> copy;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const Harvest& harvest = results[i].harvest;
    Tally& tally = pieces[i].job->tally;
    std::size_t begin = 0;
    for (const Harvest::Segment& segment : harvest.segments()) {
      const RelationIndex relation = graph.find(segment.predicate);
      const auto rows = harvest.rows().range(begin, begin + segment.count);
      begin += segment.count;
      if (harvested_[static_cast<std::size_t>(relation)] < share_from_) {
        copy.clear();
        copy.append(rows);
        tally.inferences += graph.insert(relation, copy.data(), copy.size());
        continue;
      }
      Part& part = parts[relation];
      part.rows.push_back(rows);
      part.pieces.push_back(i);
      part.size += segment.count;
    }
    tally.add(results[i].tally);
  }
  for (const Result& result : results) {
    for (const Harvest::Segment& segment : result.harvest.segments()) {
      harvested_[static_cast<std::size_t>(graph.find(segment.predicate))] = 0;
    }
  }
  std::vector<std::size_t> counts;
  for (const auto& [relation, part] : parts) {
    // The rows once more, and a mark each for every thread.
    kg::claim_memory(part.size * (sizeof(Pair) + workers_.count()));
    graph.insert_all(relation, part.rows, workers_, counts);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      pieces[part.pieces[i]].job->tally.inferences += counts[i];
    }
  }
}

}  // namespace rules
