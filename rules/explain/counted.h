#pragma once

#include <vector>

#include "rules/explain/why.h"
#include "rules/match/expression.h"
#include "rules/match/pattern.h"

namespace explain {

/// A solution of the body of an aggregate, in an instance of its rule.
struct Solution {
  /// Those of the instance, and the values of the aggregate's own variables.
  match::Bindings bindings;
  /// Of the argument; `None` for an error and for `*`.
  kg::TermId value = kg::TermId::None;
  /// What its patterns match, in the order of the text.
  std::vector<kg::Triple> premises;
};

/// What an aggregate was made of in an instance of its rule, in the order of values, then of terms.
std::vector<Solution> counted(const Evidence& evidence, const rules::Rule& rule,
                              const match::Aggregate& aggregate, const match::Bindings& instance,
                              match::Evaluator& evaluator);

/// What an aggregate comes to under the values of the variables before it; `None` for nothing.
kg::TermId aggregate_value(const Evidence& evidence, const rules::Rule& rule,
                           const match::Aggregate& aggregate, const match::Bindings& bindings,
                           match::Evaluator& evaluator);

/// What all solutions rest on: each triple once, in their order.
std::vector<kg::Triple> premises_of(const std::vector<Solution>& solutions);

}  // namespace explain
