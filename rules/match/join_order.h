#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <queue>
#include <utility>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "rules/match/pattern.h"

namespace match {

/// Chooses, one by one, which triple pattern to match next. A choice looks only at patterns whose
/// variables got values since the one before, so that thousands of patterns are put in order
/// quickly.
class JoinOrder {
 public:
  /// `values` are those of the variables that are known now. `dictionary` may be null: then triple
  /// terms count as unknown.
  JoinOrder(std::vector<const TriplePattern*> patterns, const Bindings& values,
            const kg::GraphView& graph, kg::Part part, const kg::Dictionary* dictionary);

  /// Says that a variable has a value from now on, which none has at first.
  void bind(VariableIndex variable);

  /// Takes the pattern that promises the fewest matches: one that is bound throughout first, one
  /// without a connection to those taken last. Nothing when all are taken.
  std::optional<std::size_t> take();

  struct Choice {
    std::size_t pattern = 0;
    double cost = 0;  ///< about how many matches it promises; far more without a connection
  };
  /// What `take` would take, to weigh it against something else.
  std::optional<Choice> best();

 private:
  struct Candidate {
    kg::TripleMask mask;
    std::vector<VariableIndex> subject;
    std::vector<VariableIndex> predicate;
    std::vector<VariableIndex> object;
    std::optional<double>
        estimate;  ///< asked for when first needed: it may cost a look at the disk
    bool taken = false;
    bool stale = true;  ///< its cost is to be computed anew
    double cost = 0;
  };
  /// By cost, the first of equal ones; what a candidate cost before stays in the queue until it is
  /// met.
  using Entry = std::pair<double, std::size_t>;
  using Queue = std::priority_queue<Entry, std::vector<Entry>, std::greater<>>;

  std::size_t left() const { return candidates_.size() - taken_; }
  double cost(Candidate& candidate) const;
  void make_stale(std::size_t candidate);

  const kg::GraphView& graph_;
  kg::Part part_;
  std::vector<Candidate> candidates_;
  std::vector<bool> bound_;
  std::vector<std::vector<std::size_t>> mentioning_;  ///< candidates by variable
  std::vector<std::size_t> stale_;
  Queue queue_;
  std::size_t taken_ = 0;
};

}  // namespace match
