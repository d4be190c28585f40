#pragma once

#include <chrono>
#include <ctime>
#include <functional>
#include <utility>

#include "rules/evaluate.h"
#include "rules/rule_set.h"

/// What a run of rules took.
namespace repl {

/// How long the parts of a run took.
struct RunTimes {
  std::chrono::nanoseconds reading{0};    ///< files, into terms and triples
  std::chrono::nanoseconds checking{0};   ///< against the vocabulary
  std::chrono::nanoseconds rules{0};      ///< parsing, checks, strata
  std::chrono::nanoseconds reasoning{0};  ///< up to the inferences
  std::chrono::nanoseconds writing{0};
  double reasoning_cpu = 0;  ///< seconds, of all threads
};

/// Whoever wants to know is told, while both exist, the rules that ran and what they did.
using ProfileSink =
    std::function<void(const rules::RuleSet&, const rules::Inferences&, const RunTimes&)>;

/// Measures one part of the work after the other.
class Stopwatch {
 public:
  std::chrono::nanoseconds lap() {
    const auto before = std::exchange(last_, std::chrono::steady_clock::now());
    return last_ - before;
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

/// Seconds of processor time that all threads have used so far.
inline double processor_seconds() {
  return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

}  // namespace repl
