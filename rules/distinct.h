#pragma once

#include <cstddef>
#include <span>

#include "rules/pair_set.h"

namespace rules {

/// Moves the first of all equal rows to the front, in their order, and returns how many there are.
/// `term_count` is a bound for the ids. It takes two bytes of memory a row, and next to none where
/// the rows of a subject come together, as in most files.
std::size_t keep_distinct(std::span<Pair> rows, LocalId term_count);

}  // namespace rules
