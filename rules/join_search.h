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

/// About which share of rows a FILTER leaves. Nothing is known of the values it compares: these are
/// the guesses of Selinger et al. 1979, "Access path selection", and only say that it is better
/// used early.
double expected_share(const Condition& condition);
/// The same for a NOT, which takes joins of its own.
inline constexpr double kShareWithout = 0.9;

/// What drops rows once its columns have values: a FILTER, a NOT.
struct Sieve {
  const std::vector<Column>* needs;
  double share;  ///< of the rows, that it is expected to leave
};

/// The sieves of a clause, or of a group of atoms inside one.
template <class Group>
std::vector<Sieve> sieves_of(const Group& group, std::span<const Absence> absences) {
  std::vector<Sieve> sieves;
  for (const Condition& condition : group.conditions) {
    sieves.push_back({&condition.needs, expected_share(condition)});
  }
  for (const Absence& absence : absences) sieves.push_back({&absence.needs, kShareWithout});
  return sieves;
}

/// The cheapest order found to match goals in, starting from `rows` rows. Few goals are searched
/// through; of many, the most promising orders.
///
/// `distinct` gives for each column about how many values it takes; 0 for one without a value.
/// Each sieve is expected to be used as soon as it can be; where many goals are put in order they
/// count for nothing.
GoalOrder cheapest_order(std::span<const Goal> goals, std::vector<double> distinct, double rows,
                         const Statistics& statistics, std::span<const Sieve> sieves);

/// About how many rows match a goal for each row so far; `distinct` then says about how many values
/// each column takes.
double bind_estimates(const Goal& goal, const Statistics& statistics,
                      std::vector<double>& distinct);

/// Which positions of an atom have values, a bit each: what `Fanouts` tells cases apart by.
std::uint8_t bound_positions(const Atom& atom, const std::vector<double>& distinct);

}  // namespace rules
