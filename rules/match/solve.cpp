#include "rules/match/solve.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "kg/memory_limit.h"
#include "rules/match/aggregate.h"
#include "rules/match/plan.h"

namespace match {

namespace {

/// Carries a plan out.
class Run {
 public:
  Run(const Scope& scope, Bindings& bindings, kg::Interner& interner, Evaluator& evaluator)
      : scope_(scope), bindings_(bindings), interner_(interner), evaluator_(evaluator) {}

  /// Solves the plan from step `at`. Without a visitor it stops at the first solution. Returns
  /// false if it was stopped.
  bool solve(const Plan& plan, std::size_t at, const Scope& scope, const SolutionVisitor* visit) {
    for (; at < plan.size(); ++at) {
      const Step& step = plan[at];
      if (step.pattern != nullptr) return match(plan, at, scope, visit);
      if (sets(step) && !step.binds.empty()) return assign(plan, at, scope, visit);
      if (!holds(step)) return true;
    }
    return visit != nullptr && (*visit)(bindings_);
  }

 private:
  static bool sets(const Step& step) {
    return step.assignment != nullptr || step.aggregate != nullptr;
  }

  static VariableIndex target(const Step& step) {
    return step.assignment != nullptr ? step.assignment->variable : step.aggregate->variable;
  }

  bool holds(const Step& step) {
    if (step.filter != nullptr) return evaluator_.test(*step.filter, bindings_).value_or(false);
    if (step.negation != nullptr) return absent(step);
    return value(step) == bindings_[target(step)];
  }

  std::optional<kg::TermId> value(const Step& step) {
    if (step.aggregate != nullptr) return collect(step);
    if (step.makes_terms && scope_.seed != nullptr) {
      evaluator_.set_seed((*scope_.seed)(*step.assignment, bindings_));
    }
    return evaluator_.evaluate(step.assignment->value, bindings_);
  }

  bool absent(const Step& step) { return solve_inside(step, step.negation->data, nullptr); }

  std::optional<kg::TermId> collect(const Step& step) {
    Collection collection(*step.aggregate, evaluator_, interner_);
    const SolutionVisitor add = [&](const Bindings& solution) {
      collection.add(solution);
      return true;
    };
    solve_inside(step, step.aggregate->data, &add);
    return collection.value();
  }

  /// Solves the body of a negation or an aggregate. Without the allowance: half a look would tell
  /// nothing.
  bool solve_inside(const Step& step, bool data, const SolutionVisitor* visit) {
    std::vector<kg::TermId> outside;
    outside.reserve(step.locals.size());
    for (const VariableIndex variable : step.locals) {
      outside.push_back(std::exchange(bindings_[variable], kg::TermId::None));
    }
    // A NOT within an aggregate over the base graph looks at that too.
    const bool base = std::exchange(base_, base_ || data);
    const Scope scope{scope_.graph, base_ ? kg::Part::Base : scope_.part, {}};
    const bool result = solve(step.inner, 0, scope, visit);
    base_ = base;
    for (std::size_t i = 0; i < step.locals.size(); ++i) {
      bindings_[step.locals[i]] = outside[i];
    }
    return result;
  }

  bool assign(const Plan& plan, std::size_t at, const Scope& scope, const SolutionVisitor* visit) {
    const Step& step = plan[at];
    const auto made = value(step);
    if (!made) return true;
    bindings_[target(step)] = *made;
    const bool result = solve(plan, at + 1, scope, visit);
    bindings_[target(step)] = kg::TermId::None;
    return result;
  }

  bool match(const Plan& plan, std::size_t at, const Scope& scope, const SolutionVisitor* visit) {
    const Step& step = plan[at];
    const TriplePattern& pattern = *step.pattern;
    kg::TripleMask mask;
    if (!position(pattern.subject, mask.subject) || !position(pattern.predicate, mask.predicate) ||
        !position(pattern.object, mask.object)) {
      return true;
    }
    const auto old_enough = [&](kg::Order order) {
      return !scope.older_than || order < *scope.older_than;
    };
    if (!spend(scope)) return false;
    if (step.binds.empty() && mask.subject != kg::TermId::None &&
        mask.predicate != kg::TermId::None && mask.object != kg::TermId::None) {
      const auto order = scope.graph->find({mask.subject, mask.predicate, mask.object}, scope.part);
      return !order || !old_enough(*order) || solve(plan, at + 1, scope, visit);
    }
    return scope.graph->scan(mask, scope.part, [&](const kg::Triple& triple, kg::Order order) {
      kg::check_memory();
      if (!spend(scope)) return false;
      if (!old_enough(order)) return true;
      const bool go_on =
          !unify(pattern, triple, interner_, bindings_) || solve(plan, at + 1, scope, visit);
      for (const VariableIndex variable : step.binds) bindings_[variable] = kg::TermId::None;
      return go_on;
    });
  }

  static bool spend(const Scope& scope) {
    if (scope.allowance == nullptr) return true;
    if (*scope.allowance == 0) return false;
    --*scope.allowance;
    return true;
  }

  /// What to look for in a position; `None` for anything. False if no term can stand there.
  bool position(const Slot& slot, kg::TermId& term) const {
    term = lookup(slot, bindings_, interner_);
    if (slot.kind != Slot::Kind::TripleTerm || term != kg::TermId::None) return true;
    // A triple term that the dictionary lacks is in no triple; one with an open variable may be.
    std::vector<VariableIndex> variables;
    collect_variables(slot, variables);
    return std::any_of(variables.begin(), variables.end(),
                       [&](VariableIndex v) { return bindings_[v] == kg::TermId::None; });
  }

  const Scope& scope_;
  Bindings& bindings_;
  kg::Interner& interner_;
  Evaluator& evaluator_;
  bool base_ = false;
};

}  // namespace

bool solve(std::span<const Element> elements, const Scope& scope, Bindings& bindings,
           kg::Interner& interner, Evaluator& evaluator, const SolutionVisitor& visit) {
  assert(scope.graph != nullptr);
  return solve(make_plan(elements, scope, bindings, interner), scope, bindings, interner, evaluator,
               visit);
}

bool solve(const Plan& plan, const Scope& scope, Bindings& bindings, kg::Interner& interner,
           Evaluator& evaluator, const SolutionVisitor& visit) {
  return Run(scope, bindings, interner, evaluator).solve(plan, 0, scope, &visit);
}

}  // namespace match
