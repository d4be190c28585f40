#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "rules/evaluate.h"

/// What a run of rules did, for a rule author who asks which rule is slow, and why.
namespace repl {

/// How long the parts of a run took.
struct RunTimes {
  std::chrono::nanoseconds reading{0};    ///< files, into terms and triples
  std::chrono::nanoseconds rules{0};      ///< parsing, checks, strata
  std::chrono::nanoseconds reasoning{0};  ///< up to the inferences
  std::chrono::nanoseconds writing{0};
  double reasoning_cpu = 0;  ///< seconds, of all threads
};

/// A table of rules, the slowest first, at most `most` of them, and a line of totals.
std::string profile_table(const rules::RuleSet& rules, const rules::Inferences& inferences,
                          const RunTimes& times, std::size_t most, bool colour);

/// The same figures of all rules as a JSON object; docs/engine.md describes it.
std::string profile_json(const rules::RuleSet& rules, const rules::Inferences& inferences,
                         const RunTimes& times);

/// Every plan with the rows that were expected after each step and those that came, the slowest
/// rule first. Plans of rules that found nothing to start from are left out.
std::string plan_listing(const rules::RuleSet& rules, const rules::Inferences& inferences,
                         bool colour);

}  // namespace repl
