#pragma once

#include <optional>

#include "rules/match/expression.h"
#include "rules/match/pattern.h"

namespace explain {

/// By how much a comparison of numbers fails.
struct Shortfall {
  const match::Expression* comparison = nullptr;
  kg::TermId left = kg::TermId::None;  ///< what its sides come to
  kg::TermId right = kg::TermId::None;
  kg::TermId distance = kg::TermId::None;  ///< between them, not negative
  double relative = 0;                     ///< the distance as a part of both together, 0 to 1
};

/// Of a condition that fails: a comparison of two numbers, or an `&&` that fails by one. Nothing
/// for others. `comparison` points into the condition.
std::optional<Shortfall> shortfall(const match::Expression& condition,
                                   const match::Bindings& bindings, match::Evaluator& evaluator,
                                   const kg::Dictionary& dictionary);

}  // namespace explain
