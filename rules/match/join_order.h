#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "rules/match/pattern.h"

namespace match {

/// Chooses, one by one, which triple pattern to match next.
class JoinOrder {
 public:
  /// `values` are those of the variables that are known now. `dictionary` may be null: then triple
  /// terms count as unknown.
  JoinOrder(std::vector<const TriplePattern*> patterns, const Bindings& values,
            const kg::GraphView& graph, kg::Part part, const kg::Dictionary* dictionary);

  /// Takes the pattern that promises the fewest matches when the variables in `bound` have values:
  /// one that is bound throughout first, one without a connection to those taken last. Nothing when
  /// all are taken.
  std::optional<std::size_t> take(const std::vector<bool>& bound);

  struct Choice {
    std::size_t pattern = 0;
    double cost = 0;  ///< about how many matches it promises; far more without a connection
  };
  /// What `take` would take, to weigh it against something else.
  std::optional<Choice> best(const std::vector<bool>& bound);

 private:
  struct Candidate {
    kg::TripleMask mask;
    std::vector<VariableIndex> subject;
    std::vector<VariableIndex> predicate;
    std::vector<VariableIndex> object;
    std::optional<double>
        estimate;  ///< asked for when first needed: it may cost a look at the disk
    bool taken = false;
  };

  std::size_t left() const { return candidates_.size() - taken_; }
  double cost(Candidate& candidate, const std::vector<bool>& bound) const;

  const kg::GraphView& graph_;
  kg::Part part_;
  std::vector<Candidate> candidates_;
  std::size_t taken_ = 0;
};

}  // namespace match
