#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rules/plan.h"

namespace rules {

/// An atom that is to be matched.
struct Goal {
  Atom atom;
  View view = View::All;
  std::size_t number = 0;  ///< in its clause
};

struct GoalOrder {
  std::vector<std::size_t> goals;
  double cost = 0;  ///< rows that it is expected to go through
};

/// The cheapest order found to match goals in, starting from `rows` rows. Few goals are searched
/// through; of many, the most promising orders.
///
/// `distinct` gives for each column about how many values it takes; 0 for one without a value.
GoalOrder cheapest_order(std::span<const Goal> goals, std::vector<double> distinct, double rows,
                         const Statistics& statistics);

/// About how many rows match a goal for each row so far; `distinct` then says about how many values
/// each column takes.
double bind_estimates(const Goal& goal, const Statistics& statistics,
                      std::vector<double>& distinct);

/// Which positions of an atom have values, a bit each: what `Fanouts` tells cases apart by.
std::uint8_t bound_positions(const Atom& atom, const std::vector<double>& distinct);

}  // namespace rules
