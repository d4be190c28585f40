#pragma once

#include <cstddef>

#include "rules/match/pattern.h"

namespace query {

/// The values of all variables of a question, by number; `None` where there is none.
using Row = match::Bindings;

/// A step of an evaluation. Steps push rows on to the next one as soon as they have them, so that
/// whoever has enough can stop all that come before, and nothing is kept that need not be. All work
/// on the same row, in place.
class Operator {
 public:
  Operator() = default;
  Operator(const Operator&) = delete;
  Operator& operator=(const Operator&) = delete;
  virtual ~Operator() = default;

  /// Passes on every solution that extends `row`, which is again as it was afterwards. Returns
  /// false if no more rows are wanted. A step is not entered again while it runs.
  virtual bool push(Row& row) = 0;

  /// How many steps may stand on the stack from here on.
  std::size_t depth = 1;
};

}  // namespace query
