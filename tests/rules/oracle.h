#pragma once

#include <chrono>
#include <set>

#include "kg/dictionary.h"
#include "rules/program.h"

/// SPARQL-RL as the specification writes it down, section "Rule Set Evaluation": sets of triples,
/// one solution at a time, no indexes. What the engine does is held against it.
namespace oracle {

using Graph = std::set<kg::Triple>;

/// The inference graph. Blank nodes that rules make are labelled after the rule and the solution.
Graph infer(const rules::Program& program, const Graph& base, kg::Interner& interner);

/// What a rule concludes when its patterns match `graph` alone. Negations look at `complete`, and
/// at `base` where they say DATA.
Graph conclude(const rules::RuleSet& rules, rules::RuleIndex rule, const Graph& graph,
               const Graph& complete, const Graph& base, kg::Interner& interner);

/// The dependency graph: each pattern of each rule held against each head.
std::vector<rules::Dependency> dependencies(const rules::RuleSet& rules,
                                            const kg::Dictionary& dictionary);

/// The stratum of each rule, as the specification's algorithm numbers them; empty if there are
/// none.
std::vector<std::size_t> strata(const rules::RuleSet& rules,
                                std::span<const rules::Dependency> dependencies);

}  // namespace oracle
