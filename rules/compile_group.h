#pragma once

#include <variant>
#include <vector>

#include "kg/dictionary.h"
#include "parser/diagnostic.h"
#include "parser/sparql_rl_syntax.h"
#include "rules/match/pattern.h"

/// Compiles what stands inside of a NOT or an aggregate.
namespace rules {

/// What the groups of one rule are compiled with.
struct GroupContext {
  match::Variables& variables;  ///< all other variables of the rule have their numbers
  kg::Interner& interner;
  const parser::Source& source;
  parser::Diagnostics& diagnostics;
  /// Variables below are those that the body of the rule gives values.
  match::VariableIndex solution_variables = 0;
};

/// A variable that has no value before the group is the group's own, even if an element below has
/// one of the same name: it gets another number. `bound`: variables below have values before it.
void compile_negation(const parser::Negation& syntax, match::VariableIndex bound,
                      const GroupContext& context, match::Negation& into);

/// Likewise. The variable that the aggregate sets has the number `bound` already.
void compile_aggregate(const parser::Aggregate& syntax, match::VariableIndex bound,
                       const GroupContext& context, match::Aggregate& into);

}  // namespace rules
