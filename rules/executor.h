#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <thread>
#include <vector>

#include "rules/calculator.h"
#include "rules/evaluate.h"
#include "rules/groups.h"
#include "rules/harvest.h"
#include "rules/plan.h"

namespace rules {

/// Says when a run is to end early.
class Limits {
 public:
  explicit Limits(const EvaluateOptions& options)
      : options_(options),
        start_(std::chrono::steady_clock::now()),
        thread_(std::this_thread::get_id()) {}

  /// Looks at the clock, the cancel flag, the number of inferences and the memory, and tells how
  /// far the run is. Any thread may. Throws kg::OutOfMemory.
  void check(std::size_t inferences);
  /// The same while the base graph is read, of which `triples` were.
  void check_reading(std::size_t triples);
  /// Of those after, 1 for the first.
  void begin_round(std::uint32_t round) { round_ = round; }
  bool stopped() const { return outcome() != Outcome::Complete; }
  Outcome outcome() const { return outcome_.load(std::memory_order_relaxed); }

 private:
  void look(std::size_t inferences);
  void tell(std::size_t triples) const;

  const EvaluateOptions& options_;
  std::chrono::steady_clock::time_point start_;
  std::thread::id thread_;
  std::uint32_t round_ = 0;
  std::atomic<Outcome> outcome_{Outcome::Complete};
};

/// What the steps of a run work on.
struct Workshop {
  WorkingGraph& graph;
  TripleTerms& triple_terms;
  Limits& limits;
  const RuleSet& rules;
  kg::Interner& interner;
  std::chrono::system_clock::time_point now;
};

/// What a plan came to.
struct Tally {
  std::vector<std::uint64_t> rows;  ///< by number of a step: after it
  std::uint64_t solutions = 0;
  std::uint64_t inferences = 0;  ///< new triples
  std::chrono::nanoseconds time{0};

  void add(const Tally& other);
};

/// Runs plans. One per thread.
class Executor {
 public:
  explicit Executor(Workshop& workshop)
      : workshop_(workshop),
        graph_(workshop.graph),
        terms_(workshop.interner, workshop.graph.terms()),
        calculator_(workshop.rules, terms_, workshop.now),
        groups_(calculator_) {}

  /// Has the conditions of scans asked again: plans are others now, or there are other rows.
  void forget() { asked_.clear(); }

  /// Runs a plan and adds what it infers to the graph. `list` are the rows of a driver that reads a
  /// list of the delta.
  void run(const Plan& plan, RuleIndex rule, std::span<const LocalId> list, Tally& tally);
  /// Runs a plan for some of the rows that its driver reads, counted from the first of its view, or
  /// of its list; those of all relations from the first of the `relation`th. What it infers goes to
  /// `harvest`, with numbers for the terms that are returned; the graph stays as it is, so that
  /// other threads can read it.
  MadeTerms run_piece(const Plan& plan, RuleIndex rule, std::span<const LocalId> list,
                      std::size_t relation, RowRange rows, Harvest& harvest, Tally& tally);

 private:
  using Steps = std::vector<Step>;

  /// Where in a plan: a step, and the batch that it reads.
  struct Place {
    const Steps* steps;
    std::size_t step;
    std::size_t depth;

    const Step& operator*() const { return (*steps)[step]; }
    Place next() const { return {steps, step + 1, depth}; }
    Place deeper() const { return {steps, step + 1, depth + 1}; }
  };

  Batch& batch(std::size_t depth);
  void begin(const Plan& plan, RuleIndex rule, Tally& tally, Harvest* harvest);
  void drive(const Driver& driver, std::span<const LocalId> list, Place place);
  std::span<const LocalId> list_of(const Driver& driver, std::span<const LocalId> list) const;
  // `range` counts from the first row that the driver reads.
  void drive_rows(const Driver& driver, RowRange range, Place place);
  /// Rows of all relations one after the other, `range` counted from the first of the `index`th.
  void drive_any_rows(const Driver& driver, std::size_t index, RowRange range, Place place);
  void fill(const Driver& driver, const Relation& relation, RowRange range, std::size_t at);
  void drive_list(const Driver& driver, std::span<const LocalId> list, RowRange range, Place place);
  void drive_any_list(const Driver& driver, RowRange range, Place place);

  /// Takes the batch of a place through the steps from there.
  void push(Place place);
  /// Puts the batch of a place, whose rows stem from `sources` of the batch before, through the
  /// next steps.
  void hand_on(Place place, std::size_t size);

  // Steps that put several rows in the place of one. They return false: what comes after them is
  // done.
  bool apply(const Probe& probe, Place place);
  bool apply(const Scan& scan, Place place);
  bool apply(const ProbeAny& probe, Place place);
  bool apply_between(const ProbeAny& probe, Place place);
  bool apply(const ScanAny& scan, Place place);
  bool apply(const ProbeTerms& probe, Place place);
  // Steps that work on the batch. They return true: go on with the next.
  bool apply(const Check& check, Place place);
  bool apply(const Same& same, Place place);
  bool apply(const TakeApart& step, Place place);
  bool apply(const FindTerm& step, Place place);
  bool apply(const Test& test, Place place);
  bool apply(const Fix& fix, Place place);
  bool apply(const Assign& assign, Place place);
  bool apply(const Make& make, Place place);
  bool apply(const Without& without, Place place);
  bool apply(const Mark& mark, Place place);
  bool apply(const Fold& fold, Place place);
  bool apply(const Gather& gather, Place place);
  bool apply(const Count& count, Place place);
  bool apply(const Infer& infer, Place place);

  /// Starts the batch of the inner steps of a NOT or an aggregate.
  void begin_inside(const std::vector<Column>& needs, Column origin, Place place);
  /// The relation that a row reads, or null. Indexes it if need be.
  Relation* relation_of(const Source& source, const Batch& in, std::size_t row);
  const Members* members_of(const Check& check) const;
  void find_runs(const Probe& probe, Batch& in);
  /// Has the rows take the values of what narrows a probe where these are fewer, marked in `keep`.
  void find_fewer(const Probe& probe, Batch& in);
  /// The number of rows that are left where those of marked sources must match the probe.
  std::size_t hold_against(const Probe& probe, const Batch& in, Batch& out, std::size_t size);
  /// `fewer` is the probe if `find_fewer` was called for it.
  void emit_runs(Column value, Place place, const Probe* fewer = nullptr);
  /// `filled`: the rows of the batch after so far.
  template <class RowsFrom>
  void emit_rows(RowsFrom rows_from, RowRange range, std::size_t row, const ScanAny& to,
                 LocalId predicate, Place place, std::size_t& filled);
  /// The rows of a scan that satisfy its conditions.
  const std::vector<Pair>& rows_asked(const Scan& scan, Place place);
  void infer_rows(LocalId predicate, const Conclusion& conclusion, Batch& in, std::size_t begin,
                  std::size_t end);

  Workshop& workshop_;
  WorkingGraph& graph_;
  std::vector<std::unique_ptr<Batch>> batches_;
  const Plan* plan_ = nullptr;
  double work_ = 0;  ///< of the plan
  RuleIndex rule_{};
  ThreadTerms terms_;
  Calculator calculator_;
  Tally* tally_ = nullptr;
  Harvest* harvest_ = nullptr;
  std::uint8_t* marks_ = nullptr;                   ///< of the NOT whose inner steps run
  Groups groups_;                                   ///< of the aggregate whose inner steps run
  std::map<const Scan*, std::vector<Pair>> asked_;  ///< rows that satisfy its conditions
  std::uint32_t ticks_ = 0;
};

}  // namespace rules
