#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "rules/program.h"

namespace rules {

struct EvaluateOptions {
  /// 0: as many as there are cores.
  unsigned threads = 0;
  /// Set to true to stop; the run then ends as `Cancelled`.
  const std::atomic<bool>* cancel = nullptr;
  std::optional<std::size_t> max_inferences;
  std::optional<std::chrono::milliseconds> timeout;
  std::chrono::system_clock::time_point now = std::chrono::system_clock::now();
};

enum class Outcome : std::uint8_t { Complete, Cancelled, TimedOut, TooManyInferences };

struct RuleProfile {
  std::uint64_t solutions = 0;   ///< of its body
  std::uint64_t inferences = 0;  ///< new triples
  std::chrono::nanoseconds time{0};
};

/// The inference graph. Unless `outcome` is Complete it is not one and must be thrown away.
struct Inferences {
  Outcome outcome = Outcome::Complete;
  /// Each once, none of them in the base graph, sorted by order.
  std::vector<kg::Inference> triples;
  std::vector<RuleProfile> profile;  ///< by rule
  std::uint32_t rounds = 0;
};

/// Evaluates a program on the base graph of `base` (SPARQL-RL, section "Evaluation of a Rule Set"),
/// stratum by stratum, semi-naive. The result does not depend on threads or timing: not the
/// triples, nor their order, nor the blank nodes that rule heads make, whose labels stand for the
/// rule and the solution.
Inferences evaluate(const Program& program, const kg::GraphView& base, kg::Interner& interner,
                    const EvaluateOptions& options = {});

}  // namespace rules
