#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "rules/explain/instances.h"

namespace explain {

/// A triple of a derivation graph, by number.
using Vertex = std::uint32_t;

/// The triples that a conclusion may rest on, and the rule instances that conclude them: what all
/// its proofs have in common, of a size that is polynomial in the graph where the proofs may be
/// exponentially many.
class DerivationGraph {
 public:
  /// A rule instance that concludes a triple.
  struct Step {
    rules::RuleIndex rule;
    std::size_t bindings = 0;  ///< where its bindings start
    std::size_t premises = 0;  ///< where its premises start
    std::uint32_t premise_count = 0;
  };

  struct Triple {
    kg::Triple triple;
    kg::Order order;
    /// Whether the instances that conclude it were looked for, and whether all of them are here.
    bool expanded = false;
    bool complete = false;
    std::size_t first_step = 0;
    std::uint32_t step_count = 0;
  };

  struct Options {
    /// Only instances whose premises are strictly older than the conclusion.
    bool strictly_older = true;
    WhyOptions limits;
    /// Asserted triples that are treated like derived ones.
    std::span<const kg::Triple> expand_too;
    /// All asserted triples are.
    bool expand_asserted = false;
  };

  /// Vertex 0 is the conclusion, which the evaluation graph must hold. Breadth first; asserted and
  /// given triples are leaves.
  DerivationGraph(const Evidence& evidence, InstanceFinder& finder, const kg::Triple& conclusion,
                  const Options& options);

  std::size_t size() const { return triples_.size(); }
  std::size_t step_count() const { return steps_.size(); }
  const Triple& operator[](Vertex vertex) const { return triples_[vertex]; }
  const Step& step(std::size_t index) const { return steps_[index]; }
  std::span<const Step> steps(Vertex vertex) const {
    return std::span(steps_).subspan(triples_[vertex].first_step, triples_[vertex].step_count);
  }
  std::span<const Vertex> premises(const Step& step) const {
    return std::span(premises_).subspan(step.premises, step.premise_count);
  }
  std::span<const kg::TermId> bindings(const Step& step) const;
  std::optional<Vertex> find(const kg::Triple& triple) const;
  /// Whether all derived triples are expanded, with all their instances.
  bool complete() const { return complete_; }

 private:
  Vertex add(const kg::Triple& triple);
  void expand(Vertex vertex);
  bool exhausted() const;

  /// Looks into the graph that each triple has for free: a rule that is to be explained may well
  /// take these.
  static constexpr std::size_t kFreeLooks = 64;
  /// The number of all instances is bounded too, at this many times that of the alternatives.
  static constexpr std::size_t kInstancesPerAlternative = 8;

  const Evidence& evidence_;
  InstanceFinder& finder_;
  Options options_;
  std::vector<Triple> triples_;
  std::unordered_map<kg::Triple, Vertex> vertices_;
  std::vector<Step> steps_;
  std::vector<Vertex> premises_;
  std::vector<kg::TermId> bindings_;
  std::size_t expanded_ = 0;  ///< triples with a step
  std::size_t looks_left_ = 0;
  bool complete_ = true;
};

}  // namespace explain
