#pragma once

#include "rules/explain/why_not.h"

namespace explain {

/// What it costs to state what is for a rule to conclude.
inline constexpr double kOutright = 12;

/// Makes the change what both ask for.
void merge(Fix& into, const Fix& other);
void assert_also(Fix& fix, const kg::Triple& triple);
void retract_also(Fix& fix, const kg::Triple& triple);

/// Sets `check` of the nearest fixes for goal 0: by running the rules on the changed graph if it is
/// small, else by what the rules say. Puts those that do not hold behind those that may.
void check_fixes(const Evidence& evidence, const RuleHeads& heads, WhyNot& why_not,
                 std::size_t max_triples_to_try);

}  // namespace explain
