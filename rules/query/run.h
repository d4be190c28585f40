#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

#include "rules/match/expression.h"
#include "rules/query/algebra.h"
#include "rules/query/operator.h"
#include "rules/query/query.h"

namespace query {

/// What the steps of one evaluation share.
class Run {
 public:
  Run(const kg::GraphView& the_graph, kg::Interner& the_interner, const QueryOptions& options);

  /// Whether the evaluation is to end, because it was cancelled or has taken its time. To be asked
  /// often: nearly always it is two instructions. Throws kg::OutOfMemory.
  bool stopped() {
    if (!stopped_ && calls_++ % kCallsBetweenLooks == 0) look();
    return stopped_;
  }

  bool has_stopped() const { return stopped_; }

  /// The same, to be asked seldom: looks each time.
  bool stops_now() {
    if (!stopped_) look();
    return stopped_;
  }

  /// The value of a formula, nothing on an error. A formula that varies has the same BNODE(label)
  /// until `begin_solution` is called.
  std::optional<kg::TermId> evaluate(const Formula& formula, const Row& row) {
    return evaluator.evaluate(formula.expression, row);
  }
  bool holds(const Formula& formula, const Row& row) {
    if (formula.varies) begin_solution();
    return evaluator.test(formula.expression, row).value_or(false);
  }
  void begin_solution();

  const kg::GraphView& graph;
  kg::Interner& interner;
  match::Evaluator evaluator;

 private:
  static constexpr std::uint64_t kCallsBetweenLooks = 256;

  void look();

  const std::atomic<bool>* cancel_;
  std::optional<std::chrono::steady_clock::time_point> deadline_;
  std::uint64_t seed_;
  std::function<void(std::uint64_t)> progress_;
  std::uint64_t calls_ = 0;
  bool stopped_ = false;
};

}  // namespace query
