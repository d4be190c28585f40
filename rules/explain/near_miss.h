#pragma once

#include <functional>
#include <optional>

#include "rules/explain/rule_heads.h"
#include "rules/explain/why.h"
#include "rules/explain/why_not.h"

namespace explain {

/// What is near to a pattern that nothing matches: facts of the same subject and predicate, facts
/// of the same predicate and object, and terms that are used nowhere in their place, with what is
/// called almost like them. `nearest` may be empty.
NearMiss near_miss(const Evidence& evidence, const RuleHeads& heads, const kg::TripleMask& mask,
                   const std::function<std::optional<kg::TermId>(kg::TermId)>& nearest);

}  // namespace explain
