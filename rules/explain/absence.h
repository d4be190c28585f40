#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kg/dictionary.h"
#include "rules/rule_set.h"

namespace explain {

/// What a NOT says in a rule instance, so that two of them that say the same are equal: its
/// patterns with the values filled in and the variables left numbered in order. Where it has
/// conditions too, the rule, the element and the values stand for it.
using AbsenceKey = std::vector<std::uint64_t>;

AbsenceKey absence_key(rules::RuleIndex rule, const rules::Rule& text, std::uint32_t element,
                       std::span<const kg::TermId> bindings);

}  // namespace explain
