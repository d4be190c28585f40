#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "rules/plan.h"

namespace rules {

/// The cheapest order found to match atoms in, by the rows that it is expected to go through,
/// starting from one row in which `bound` columns have values. Few atoms are searched through; of
/// many, the most promising orders.
///
/// `distinct` gives for each column about how many values it takes; 0 for one without a value.
std::vector<std::size_t> cheapest_order(std::span<const Atom> atoms, std::vector<double> distinct,
                                        const Statistics& statistics);

/// About how many values the columns take of the driver's atom, in `distinct`.
void bind_estimates(const Atom& atom, const Statistics& statistics, std::vector<double>& distinct);

}  // namespace rules
