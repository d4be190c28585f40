#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "rules/query/algebra.h"
#include "rules/query/join_plan.h"
#include "rules/query/run.h"
#include "rules/query/solution_table.h"
#include "rules/query/steps.h"

namespace query {

/// The steps that solve a question. Borrows what it is made from.
class Pipeline {
 public:
  /// `end` takes the solutions.
  Pipeline(Run& run, const Question& question, Operator& end);

  /// How many steps may stand on the stack at once.
  std::size_t depth() const;
  /// Solves the question. Returns false if `end` wanted no more or the run was stopped, which it
  /// may have been before all steps were made.
  bool solve();

 private:
  /// What an EXISTS is tested with, and how.
  struct Test {
    Operator* first = nullptr;
    FoundStep* found = nullptr;
    Row row;
    Row surroundings;
  };
  /// A group whose patterns all begin with the same row: the question, or an EXISTS.
  struct Surroundings {
    const Row& row;
    VariableSet variables;  ///< that the row binds for certain
  };
  using Conditions = std::vector<const Formula*>;

  template <class Step, class... Arguments>
  Step& make(Arguments&&... arguments);

  Operator& build(const Algebra& pattern, const Bound& bound, Conditions conditions,
                  const Surroundings& around, Operator& next);
  Operator& build_join(const Algebra& pattern, const Bound& bound, Conditions conditions,
                       const Surroundings& around, Operator& next);
  Operator& build_left_join(const Algebra& pattern, const Bound& bound, Conditions conditions,
                            const Surroundings& around, Operator& next);
  Operator& build_right_side(const Algebra& pattern, Bound bound, const Surroundings& around,
                             Operator& next);
  Operator& build_extend(const Algebra& pattern, const Bound& bound, Conditions conditions,
                         const Surroundings& around, Operator& next);
  Operator& build_isolated(const Algebra& pattern, const Bound& bound, const Surroundings& around,
                           Operator& next);
  Operator& build_modifier(const Algebra& pattern, const Bound& bound, const Surroundings& around,
                           Operator& next);
  Operator& build_order_by(const Algebra& pattern, std::optional<std::uint64_t> wanted,
                           const Bound& bound, const Surroundings& around, Operator& next);
  Operator& filter(Conditions conditions, const Bound& bound, Operator& next);
  void build_tests(const Formula& formula, const Bound& bound);
  bool test(std::uint32_t group, std::span<const kg::TermId> row);

  Run& run_;
  const Question& question_;
  std::vector<std::unique_ptr<Operator>> steps_;
  std::vector<std::unique_ptr<SolutionTable>> tables_;
  /// Of EXISTS groups, by number.
  std::vector<Test> tests_;
  Row row_;
  Operator* first_ = nullptr;
};

}  // namespace query
