#pragma once

#include <span>
#include <string>
#include <vector>

#include "kg/dictionary.h"
#include "rules/program.h"

namespace explain {

/// By rule: whether what it concludes may change when these triples come or go, directly or by way
/// of other rules. Told from the rules alone: some that are named may well stay as they are.
std::vector<bool> affected_rules(const rules::Program& program, const kg::Dictionary& dictionary,
                                 std::span<const kg::Triple> changed,
                                 std::span<const rules::RuleIndex> changed_rules = {});

/// What a rule says, without where it stands and what is said of it: rules with the same text
/// conclude the same.
std::string rule_statement(const rules::Rule& rule, const parser::Prefixes& prefixes,
                           const kg::Dictionary& dictionary);

}  // namespace explain
