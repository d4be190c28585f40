#include "rules/query/pipeline.h"

#include <algorithm>
#include <limits>
#include <type_traits>
#include <utility>

#include "rules/query/modifiers.h"
#include "rules/query/path_step.h"
#include "rules/query/triple_step.h"

namespace query {

namespace {

using Kind = Algebra::Kind;

/// The deepest of those arguments that are steps.
template <class Argument>
std::size_t depth_of(const Argument& argument) {
  if constexpr (std::is_base_of_v<Operator, Argument>) {
    return argument.depth;
  } else {
    return 0;
  }
}

/// What is known after a pattern.
Bound after(Bound bound, const Algebra& pattern, const VariableSet& surroundings) {
  bound.add(pattern, surroundings);
  return bound;
}

}  // namespace

template <class Step, class... Arguments>
Step& Pipeline::make(Arguments&&... arguments) {
  const std::size_t below = std::max({std::size_t{0}, depth_of(arguments)...});
  auto step = std::make_unique<Step>(std::forward<Arguments>(arguments)...);
  step->depth = below + 1;
  Step& made = *step;
  steps_.push_back(std::move(step));
  return made;
}

Pipeline::Pipeline(Run& run, const Question& question, Operator& end)
    : run_(run), question_(question), tests_(question.groups.size()) {
  row_.resize(question.variables.size());
  first_ = &build(question.root, {}, {}, {row_, {}}, end);
  run.evaluator.set_exists(
      [this](std::uint32_t group, std::span<const kg::TermId> row) { return test(group, row); });
}

std::size_t Pipeline::depth() const { return first_->depth; }

bool Pipeline::solve() {
  if (run_.has_stopped()) return false;
  Row row = row_;
  return first_->push(row);
}

Operator& Pipeline::build(const Algebra& pattern, const Bound& bound, Conditions conditions,
                          const Surroundings& around, Operator& next) {
  switch (pattern.kind) {
    case Kind::BasicPattern:
    case Kind::Path:
    case Kind::Join:
      return build_join(pattern, bound, std::move(conditions), around, next);
    case Kind::Filter:
      for (const Formula& formula : pattern.formulas) conditions.push_back(&formula);
      return build(pattern.operands.front(), bound, std::move(conditions), around, next);
    case Kind::LeftJoin:
      return build_left_join(pattern, bound, std::move(conditions), around, next);
    case Kind::Extend:
      return build_extend(pattern, bound, std::move(conditions), around, next);
    default:
      break;
  }
  Operator& filtered = filter(std::move(conditions), after(bound, pattern, around.variables), next);
  if (pattern.kind != Kind::Union) return build_modifier(pattern, bound, around, filtered);
  std::vector<Operator*> branches;
  std::size_t depth = 0;
  for (const Algebra& branch : pattern.operands) {
    branches.push_back(&build(branch, bound, {}, around, filtered));
    depth = std::max(depth, branches.back()->depth);
  }
  Operator& all = make<UnionStep>(std::move(branches));
  all.depth = depth + 1;
  return all;
}

/// Steps are made from the last to the first, since each must know the next.
Operator& Pipeline::build_join(const Algebra& pattern, const Bound& bound, Conditions conditions,
                               const Surroundings& around, Operator& next) {
  std::vector<const Algebra*> operands;
  if (pattern.kind == Kind::Join) {
    for (const Algebra& operand : pattern.operands) operands.push_back(&operand);
  } else {
    operands.push_back(&pattern);
  }
  if (run_.stops_now()) return next;
  const std::vector<JoinStep> plan =
      plan_join(operands, conditions, bound, around.variables, run_.graph);
  Operator* following = &next;
  for (auto step = plan.rbegin(); step != plan.rend(); ++step) {
    if (step->triple != nullptr) {
      following = &make<TripleStep>(run_, *step->triple, step->bound.certain, *following);
    } else if (step->condition != nullptr) {
      following = &filter({step->condition}, step->bound, *following);
    } else if (step->isolated) {
      following = &build_isolated(*step->operand, step->bound, around, *following);
    } else if (step->operand->kind != Kind::Path) {
      following = &build(*step->operand, step->bound, {}, around, *following);
    } else if (step->operand->path.kind == parser::Path::Kind::NegatedSet) {
      following = &make<NegatedSetStep>(run_, *step->operand, *following);
    } else {
      following = &make<PathStep>(run_, *step->operand, *following);
    }
  }
  return *following;
}

Operator& Pipeline::build_left_join(const Algebra& pattern, const Bound& bound,
                                    Conditions conditions, const Surroundings& around,
                                    Operator& next) {
  const Algebra& left = pattern.operands.front();
  const Algebra& right = pattern.operands.back();
  // What the right side adds nothing to can be tested before it.
  const VariableSet added = right.possible - left.certain;
  const auto late = std::partition(conditions.begin(), conditions.end(), [&](const Formula* one) {
    return !one->varies && !one->variables.meets(added);
  });
  Operator& end = filter({late, conditions.end()}, after(bound, pattern, around.variables), next);
  conditions.erase(late, conditions.end());
  MarkStep& mark = make<MarkStep>(end);
  Operator& right_side =
      build_right_side(pattern, after(bound, left, around.variables), around, mark);
  Operator& whole = make<LeftJoinStep>(run_, right_side, mark, end);
  return build(left, bound, std::move(conditions), around, whole);
}

/// The right side of a left join with its conditions; `bound` is what the left side leaves.
Operator& Pipeline::build_right_side(const Algebra& pattern, Bound bound,
                                     const Surroundings& around, Operator& next) {
  const Algebra& right = pattern.operands.back();
  Conditions conditions;
  for (const Formula& formula : pattern.formulas) conditions.push_back(&formula);
  if (!must_be_isolated(right, bound, false)) {
    return build(right, bound, std::move(conditions), around, next);
  }
  Operator& end = filter(std::move(conditions), after(bound, right, around.variables), next);
  return build_isolated(right, bound, around, end);
}

/// Assignments that follow one another are one step: the same BNODE("label") in them is the same.
Operator& Pipeline::build_extend(const Algebra& pattern, const Bound& bound, Conditions conditions,
                                 const Surroundings& around, Operator& next) {
  std::vector<const Algebra*> nodes;
  VariableSet assigned;
  const Algebra* inner = &pattern;
  for (; inner->kind == Kind::Extend; inner = &inner->operands.front()) {
    nodes.push_back(inner);
    assigned.insert(inner->variable);
  }
  const auto late = std::partition(conditions.begin(), conditions.end(), [&](const Formula* one) {
    return !one->varies && !one->variables.meets(assigned);
  });
  Operator& end = filter({late, conditions.end()}, after(bound, pattern, around.variables), next);
  conditions.erase(late, conditions.end());
  const Bound known = after(bound, *inner, around.variables);
  std::vector<ExtendStep::Assignment> assignments;
  for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
    const Formula& value = (*node)->formulas.front();
    build_tests(value, known);
    assignments.push_back({(*node)->variable, &value});
  }
  Operator& step = make<ExtendStep>(run_, std::move(assignments), end);
  return build(*inner, bound, std::move(conditions), around, step);
}

Operator& Pipeline::build_isolated(const Algebra& pattern, const Bound& bound,
                                   const Surroundings& around, Operator& next) {
  const VariableSet key = pattern.certain & bound.certain;
  tables_.push_back(
      std::make_unique<SolutionTable>(key.elements(), (pattern.possible - key).elements()));
  SolutionTable& table = *tables_.back();
  Operator& keep = make<KeepStep>(table);
  Operator& first = build(pattern, {around.variables, {}}, {}, around, keep);
  return make<IsolatedStep>(run_, first, table, around.row, pattern.mentioned.elements(), next);
}

Operator& Pipeline::build_modifier(const Algebra& pattern, const Bound& bound,
                                   const Surroundings& around, Operator& next) {
  const Algebra& inner = pattern.operands.front();
  switch (pattern.kind) {
    case Kind::OrderBy:
      return build_order_by(pattern, std::nullopt, bound, around, next);
    case Kind::Distinct: {
      DistinctEnd& end = make<DistinctEnd>(pattern.columns, next);
      return make<DistinctStep>(build(inner, bound, {}, around, end), end);
    }
    case Kind::Slice: {
      SliceEnd& end = make<SliceEnd>(pattern.offset, pattern.limit, next);
      const Algebra& below = inner.kind == Kind::Project ? inner.operands.front() : inner;
      if (below.kind == Kind::OrderBy && pattern.limit) {
        const std::uint64_t most = std::numeric_limits<std::uint64_t>::max() - pattern.offset;
        const std::uint64_t wanted = pattern.offset + std::min(*pattern.limit, most);
        return make<SliceStep>(run_, build_order_by(below, wanted, bound, around, end), end);
      }
      return make<SliceStep>(run_, build(inner, bound, {}, around, end), end);
    }
    default:
      // Whoever takes the solutions looks at the columns only.
      return build(inner, bound, {}, around, next);
  }
}

Operator& Pipeline::build_order_by(const Algebra& pattern, std::optional<std::uint64_t> wanted,
                                   const Bound& bound, const Surroundings& around, Operator& next) {
  const Algebra& inner = pattern.operands.front();
  const Bound known = after(bound, inner, around.variables);
  for (const Formula& key : pattern.formulas) build_tests(key, known);
  SortEnd& end = make<SortEnd>(run_, pattern, inner.possible.elements(), wanted, next);
  return make<SortStep>(run_, build(inner, bound, {}, around, end), end);
}

Operator& Pipeline::filter(Conditions conditions, const Bound& bound, Operator& next) {
  if (conditions.empty()) return next;
  for (const Formula* condition : conditions) build_tests(*condition, bound);
  Operator& step = make<FilterStep>(run_, conditions, next);
  for (const Formula* condition : conditions) {
    for (const std::uint32_t group : condition->groups) {
      step.depth = std::max(step.depth, tests_[group].first->depth + 1);
    }
  }
  return step;
}

void Pipeline::build_tests(const Formula& formula, const Bound& bound) {
  for (const std::uint32_t group : formula.groups) {
    Test& made = tests_[group];
    made.found = &make<FoundStep>();
    made.row.resize(question_.variables.size());
    made.surroundings.resize(question_.variables.size());
    const Surroundings around{made.surroundings, bound.certain};
    made.first = &build(question_.groups[group], {bound.certain, {}}, {}, around, *made.found);
  }
}

bool Pipeline::test(std::uint32_t group, std::span<const kg::TermId> row) {
  Test& used = tests_[group];
  used.row.assign(row.begin(), row.end());
  used.surroundings.assign(row.begin(), row.end());
  used.found->found = false;
  used.first->push(used.row);
  return used.found->found;
}

}  // namespace query
