#pragma once

#include <cstddef>

#include "rules/plan.h"

/// Whether and how threads share the work of a plan.
namespace rules {

/// Whether threads can each run a part of a plan: not if a step extends what others read, or comes
/// to something new with each call.
bool can_share(const Plan& plan);

/// About how many rows a plan goes through. What its aggregates gather counts, as if their groups
/// were all of a relation.
double work_of(const Plan& plan, const WorkingGraph& graph);

/// How many rows of its driver, which reads `count`, a plan takes at a time. Terms that rules make
/// are numbered in the order of batches, so that this must not depend on threads: few where each
/// row stands for much work, so that there are pieces for all threads.
std::size_t batch_rows(const Plan& plan, double work, std::size_t count);

/// Whether the order of what a plan finds depends on where its batches end.
bool depends_on_batches(const Plan& plan);

}  // namespace rules
