#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "rules/clause.h"

namespace rules {

/// One atom of one clause, for which a delta has rows.
struct Task {
  std::uint32_t clause = 0;
  std::uint32_t atom = 0;
  /// For an atom of one predicate with a constant subject or object: the other sides of the rows
  /// that have it. Valid until the next call of `tasks`.
  std::span<const LocalId> list;
};

/// Finds the atoms of a stratum that the changes of a round concern, in time linear in these
/// changes, however many rules there are.
class Triggers {
 public:
  Triggers(std::span<const Clause> clauses, std::span<const std::uint32_t> stratum);
  ~Triggers();

  /// The atoms to be matched with the delta, in the order of the rules.
  std::span<const Task> tasks(const WorkingGraph& graph);

 private:
  class ByConstants;

  void add(const Atom& atom, const Task& task);

  std::unordered_map<RelationIndex, std::unique_ptr<ByConstants>> by_relation_;
  std::unique_ptr<ByConstants> any_;  ///< atoms with a variable predicate
  std::vector<ByConstants*> met_;     ///< that know rows of the last round
  std::vector<Task> tasks_;
};

}  // namespace rules
