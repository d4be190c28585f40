#pragma once

#include <cstddef>

#include "kg/rdf/term.h"

namespace rdf {

/// No deeper do triple terms nest, whether they were read or made by an expression: as deep as data
/// can be read, so that what was made can be written and read back, and whoever walks a term may
/// recurse.
inline constexpr std::size_t kDeepestTripleTerm = 1000;

/// How many triple terms there are within one another: 0 for a term that is none, 1 for one whose
/// object is none.
std::size_t nesting(const Term& term);

}  // namespace rdf
