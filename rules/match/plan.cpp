#include "rules/match/plan.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "rules/match/join_order.h"

namespace match {

namespace {

/// A filter, negation, assignment or aggregate that waits for its variables.
struct Waiting {
  Step step;
  std::vector<VariableIndex> needs;
  bool placed = false;
};

bool makes_terms(const Expression& expression) {
  return expression.op == parser::Operator::Bnode || expression.op == parser::Operator::Uuid ||
         expression.op == parser::Operator::StrUuid ||
         std::any_of(expression.operands.begin(), expression.operands.end(), makes_terms);
}

class Planner {
 public:
  Planner(const Scope& scope, const Bindings& bindings, const kg::Dictionary& dictionary)
      : scope_(scope), values_(bindings), dictionary_(dictionary), bound_(bindings.size()) {
    for (std::size_t i = 0; i < bindings.size(); ++i) {
      bound_[i] = bindings[i] != kg::TermId::None;
    }
  }

  Plan plan(std::span<const Element> elements) {
    collect_defined(elements);
    std::vector<bool> before(bound_.size());
    for (const Element& element : elements) {
      if (const auto* pattern = std::get_if<TriplePattern>(&element)) {
        patterns_.push_back(pattern);
        mark(*pattern, before);
      } else if (const auto* filter = std::get_if<Filter>(&element)) {
        add_filter(*filter);
      } else if (const auto* assignment = std::get_if<Assignment>(&element)) {
        add_assignment(*assignment, before);
        before[assignment->variable] = true;
      } else if (const auto* aggregate = std::get_if<Aggregate>(&element)) {
        add_aggregate(*aggregate, before);
        before[aggregate->variable] = true;
      } else {
        add_negation(std::get<Negation>(element), before);
      }
    }
    return arrange(scope_.part);
  }

 private:
  /// For the body of a negation or an aggregate.
  Planner(const Planner& outer, std::vector<bool> bound)
      : scope_(outer.scope_),
        values_(outer.values_),
        dictionary_(outer.dictionary_),
        bound_(std::move(bound)) {}

  static void mark(const TriplePattern& pattern, std::vector<bool>& variables) {
    std::vector<VariableIndex> all;
    collect_variables(pattern, all);
    for (const VariableIndex variable : all) variables[variable] = true;
  }

  void collect_defined(std::span<const Element> elements) {
    defined_.resize(bound_.size());
    for (const Element& element : elements) {
      if (const auto* pattern = std::get_if<TriplePattern>(&element)) mark(*pattern, defined_);
      if (const auto* assignment = std::get_if<Assignment>(&element)) {
        defined_[assignment->variable] = true;
      }
      if (const auto* aggregate = std::get_if<Aggregate>(&element)) {
        defined_[aggregate->variable] = true;
      }
    }
  }

  void add_filter(const Filter& filter) {
    Waiting waiting;
    waiting.step.filter = &filter.condition;
    collect_variables(filter.condition, waiting.needs);
    waiting_.push_back(std::move(waiting));
  }

  void add_assignment(const Assignment& assignment, const std::vector<bool>& before) {
    Waiting waiting;
    waiting.step.assignment = &assignment;
    waiting.step.makes_terms = makes_terms(assignment.value);
    collect_variables(assignment.value, waiting.needs);
    for (VariableIndex variable = 0; variable < before.size(); ++variable) {
      if (waiting.step.makes_terms && before[variable]) waiting.needs.push_back(variable);
    }
    waiting_.push_back(std::move(waiting));
  }

  void add_negation(const Negation& negation, const std::vector<bool>& before) {
    Waiting waiting;
    waiting.step.negation = &negation;
    std::vector<VariableIndex> inside;
    collect_variables(negation, inside);
    add_group(std::move(waiting), std::move(inside), before);
  }

  void add_aggregate(const Aggregate& aggregate, const std::vector<bool>& before) {
    Waiting waiting;
    waiting.step.aggregate = &aggregate;
    std::vector<VariableIndex> inside;
    collect_variables(aggregate, inside);
    add_group(std::move(waiting), std::move(inside), before);
  }

  /// `before` are the variables of the elements before it. One that only a later element gives a
  /// value to is not the one inside: a negation or aggregate speaks of what is bound where it
  /// stands.
  void add_group(Waiting waiting, std::vector<VariableIndex> inside,
                 const std::vector<bool>& before) {
    std::sort(inside.begin(), inside.end());
    inside.erase(std::unique(inside.begin(), inside.end()), inside.end());
    for (const VariableIndex variable : inside) {
      const bool shared = before[variable] || (bound_[variable] && !defined_[variable]);
      (shared ? waiting.needs : waiting.step.locals).push_back(variable);
    }
    waiting_.push_back(std::move(waiting));
  }

  Plan arrange(kg::Part part) {
    JoinOrder order(patterns_, values_, *scope_.graph, part, &dictionary_);
    for (VariableIndex v = 0; v < bound_.size(); ++v) {
      if (bound_[v]) order.bind(v);
    }
    Plan plan;
    place_ready(plan);
    const auto take = [&] {
      for (const VariableIndex v : std::exchange(newly_bound_, {})) order.bind(v);
      return order.take();
    };
    while (const auto next = take()) {
      Step step;
      step.pattern = patterns_[*next];
      collect_variables(*step.pattern, step.binds);
      bind(step);
      plan.push_back(std::move(step));
      place_ready(plan);
    }
    for (Waiting& waiting : waiting_) {
      // Of a rule that is not well-formed: what it needs is bound nowhere, and its expression is an
      // error.
      if (!waiting.placed) place(waiting, plan);
    }
    return plan;
  }

  void place_ready(Plan& plan) {
    bool again = true;
    while (again) {
      again = false;
      for (Waiting& waiting : waiting_) {
        const bool ready =
            !waiting.placed && std::all_of(waiting.needs.begin(), waiting.needs.end(),
                                           [&](VariableIndex v) { return bound_[v]; });
        if (!ready) continue;
        place(waiting, plan);
        again = true;
      }
    }
  }

  void place(Waiting& waiting, Plan& plan) {
    Step& step = waiting.step;
    waiting.placed = true;
    if (step.assignment != nullptr) {
      step.binds.push_back(step.assignment->variable);
      bind(step);
    } else if (step.negation != nullptr) {
      step.inner = plan_group(step, step.negation->body, step.negation->data);
    } else if (step.aggregate != nullptr) {
      step.inner = plan_group(step, step.aggregate->body, step.aggregate->data);
      step.binds.push_back(step.aggregate->variable);
      bind(step);
    }
    plan.push_back(std::move(step));
  }

  /// Leaves in `binds` what was not bound yet.
  void bind(Step& step) {
    std::vector<VariableIndex> fresh;
    for (const VariableIndex variable : step.binds) {
      if (!bound_[variable]) fresh.push_back(variable);
      bound_[variable] = true;
    }
    newly_bound_.insert(newly_bound_.end(), fresh.begin(), fresh.end());
    step.binds = std::move(fresh);
  }

  template <class Body>
  Plan plan_group(const Step& step, const Body& body, bool data) const {
    std::vector<bool> outside = bound_;
    Bindings values = values_;
    for (const VariableIndex variable : step.locals) {
      outside[variable] = false;
      values[variable] = kg::TermId::None;
    }
    Planner planner(*this, outside);
    planner.values_ = std::move(values);
    planner.defined_.resize(bound_.size());
    for (const auto& element : body) planner.add_inner(element, outside);
    return planner.arrange(data ? kg::Part::Base : scope_.part);
  }

  /// `before` are the variables that have a value before the element, and in the end after it.
  template <class Inner>
  void add_inner(const Inner& element, std::vector<bool>& before) {
    if (const auto* pattern = std::get_if<TriplePattern>(&element)) {
      patterns_.push_back(pattern);
      mark(*pattern, before);
    } else if (const auto* filter = std::get_if<Filter>(&element)) {
      add_filter(*filter);
    } else if constexpr (!std::is_same_v<Inner, std::variant<TriplePattern, Filter>>) {
      add_negation(std::get<Negation>(element), before);
    }
  }

  const Scope& scope_;
  Bindings values_;
  const kg::Dictionary& dictionary_;
  std::vector<bool> bound_;
  std::vector<VariableIndex> newly_bound_;  ///< of them, those that the order is not told of
  std::vector<bool> defined_;
  std::vector<const TriplePattern*> patterns_;
  std::vector<Waiting> waiting_;
};

}  // namespace

Plan make_plan(std::span<const Element> elements, const Scope& scope, const Bindings& bindings,
               const kg::Dictionary& dictionary) {
  return Planner(scope, bindings, dictionary).plan(elements);
}

}  // namespace match
