#pragma once

#include <cstddef>
#include <string>

#include "repl/run_profile.h"

/// What a run of rules did, for a rule author who asks which rule is slow, and why.
namespace repl {

/// What a user asked to see of a run.
struct Profile {
  bool table = false;
  bool json = false;  ///< in place of the table
};

/// That; empty for nothing.
std::string profile_text(const Profile& profile, const rules::RuleSet& rules,
                         const rules::Inferences& inferences, const RunTimes& times, bool colour);

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
