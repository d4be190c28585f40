#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "rules/base_facts.h"
#include "rules/profile.h"
#include "rules/program.h"

namespace rules {

/// How far a run is.
struct RunProgress {
  std::uint32_t round = 0;  ///< 0 while the base graph is read
  std::size_t triples = 0;  ///< read, or inferred
};

struct EvaluateOptions {
  /// 0: as many as there are cores.
  unsigned threads = 0;
  /// Set to true to stop; the run then ends as `Cancelled`.
  const std::atomic<bool>* cancel = nullptr;
  std::optional<std::size_t> max_inferences;
  std::optional<std::chrono::milliseconds> timeout;
  std::chrono::system_clock::time_point now = std::chrono::system_clock::now();
  /// Rows that a round must be expected to go through for threads to share it: they cost some
  /// microseconds to wake. Tests lower it.
  std::size_t share_from = 20'000;
  /// Whether to fill in `Inferences::plans`.
  bool trace_plans = false;
  /// Told often, by the thread that called `evaluate`, how far it is.
  std::function<void(const RunProgress&)> progress;
};

enum class Outcome : std::uint8_t { Complete, Cancelled, TimedOut, TooManyInferences };

/// The inference graph. Unless `outcome` is Complete it is not one and must be thrown away.
struct Inferences {
  Outcome outcome = Outcome::Complete;
  /// Each once, none of them in the base graph, sorted by order.
  std::vector<kg::Inference> triples;
  std::size_t count = 0;             ///< of them, or of what there was of them when it stopped
  std::size_t given = 0;             ///< of these, the ones of DATA blocks
  std::vector<RuleProfile> profile;  ///< by rule
  std::uint32_t rounds = 0;
  std::vector<PlanProfile> plans;  ///< in the order in which they first ran
};

/// Evaluates a program on the base graph of `base` (SPARQL-RL, section "Evaluation of a Rule Set"),
/// stratum by stratum, semi-naive. The result does not depend on threads or timing: not the
/// triples, nor their order, nor the blank nodes that rule heads make, whose labels stand for the
/// rule and the solution. Throws kg::OutOfMemory.
Inferences evaluate(const Program& program, const kg::GraphView& base, kg::Interner& interner,
                    const EvaluateOptions& options = {});
/// The same for what was read of a base graph before.
Inferences evaluate(const Program& program, BaseFacts base, kg::Interner& interner,
                    const EvaluateOptions& options = {});

/// The same for more triples than a caller wants to hold at once: they stay in relations, at a
/// quarter of the memory, and are handed over one after the other when the run is complete. They
/// are valid as long as this object, which must not outlive the program and the dictionary.
class Evaluated {
 public:
  Evaluated(const Program& program, BaseFacts base, kg::Interner& interner,
            const EvaluateOptions& options = {});
  ~Evaluated();

  /// Without its `triples`.
  const Inferences& summary() const;
  /// The triples in their sequence; none unless the outcome is Complete.
  void for_each(const std::function<void(const kg::Inference&)>& visit) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rules
