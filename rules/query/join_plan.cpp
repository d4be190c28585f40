#include "rules/query/join_plan.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "rules/match/join_order.h"

namespace query {

namespace {

using Kind = Algebra::Kind;

/// How much narrower a pattern becomes when it shares a variable with the rows, as an exponent.
constexpr double kShared = 0.5;
/// What a step without a connection to those before costs more.
constexpr double kProduct = 1e9;

/// About how many solutions a pattern has by itself.
class Estimator {
 public:
  explicit Estimator(const kg::GraphView& graph) : graph_(graph) {}

  double estimate(const Algebra& pattern) const {
    switch (pattern.kind) {
      case Kind::BasicPattern:
        return basic_pattern(pattern);
      case Kind::Path:
        return path(pattern);
      case Kind::Join:
        return least(pattern);
      case Kind::Union: {
        double sum = 0;
        for (const Algebra& branch : pattern.operands) sum += estimate(branch);
        return sum;
      }
      case Kind::Slice: {
        const double all = estimate(pattern.operands.front());
        return pattern.limit ? std::min(all, static_cast<double>(*pattern.limit)) : all;
      }
      default:
        return estimate(pattern.operands.front());
    }
  }

 private:
  double basic_pattern(const Algebra& pattern) const {
    if (pattern.triples.empty()) return 1;
    std::vector<const match::TriplePattern*> triples;
    for (const match::TriplePattern& triple : pattern.triples) triples.push_back(&triple);
    match::JoinOrder order(std::move(triples), {}, graph_, kg::Part::Evaluation, nullptr);
    return order.best()->cost;
  }

  double path(const Algebra& pattern) const {
    const auto constant = [](const match::Slot& slot) {
      return slot.kind == match::Slot::Kind::Constant ? slot.constant : kg::TermId::None;
    };
    const kg::TripleMask mask{constant(pattern.subject), {}, constant(pattern.object)};
    const bool anchored = mask.subject != kg::TermId::None || mask.object != kg::TermId::None;
    if (pattern.path.kind == parser::Path::Kind::NegatedSet) {
      return static_cast<double>(graph_.estimate(mask, kg::Part::Evaluation));
    }
    const auto all = static_cast<double>(graph_.estimate({}, kg::Part::Evaluation));
    // From everywhere to everywhere is more than there are triples.
    return anchored ? std::sqrt(all) : all * std::sqrt(all);
  }

  double least(const Algebra& pattern) const {
    double result = std::numeric_limits<double>::infinity();
    for (const Algebra& operand : pattern.operands) result = std::min(result, estimate(operand));
    return result;
  }

  const kg::GraphView& graph_;
};

class JoinPlanner {
 public:
  JoinPlanner(const std::vector<const Algebra*>& operands,
              const std::vector<const Formula*>& conditions, Bound bound,
              const VariableSet& surroundings, const kg::GraphView& graph)
      : conditions_(conditions),
        bound_(std::move(bound)),
        surroundings_(surroundings),
        triples_(collect(operands)),
        triple_order_(triples_, {}, graph, kg::Part::Evaluation, nullptr) {
    const Estimator estimator(graph);
    for (const Algebra* operand : operands) {
      if (operand->kind == Kind::BasicPattern) continue;
      others_.push_back({operand, estimator.estimate(*operand), false});
    }
    bind(bound_.certain);
    triple_taken_.resize(triples_.size());
  }

  std::vector<JoinStep> plan() {
    const std::size_t count = triples_.size() + others_.size();
    place_conditions(count == 0);
    while (taken_ < count) {
      take_next();
      ++taken_;
      place_conditions(taken_ == count);
    }
    return std::move(steps_);
  }

 private:
  struct Other {
    const Algebra* operand;
    double estimate;
    bool taken;
  };

  static std::vector<const match::TriplePattern*> collect(
      const std::vector<const Algebra*>& operands) {
    std::vector<const match::TriplePattern*> triples;
    for (const Algebra* operand : operands) {
      for (const match::TriplePattern& triple : operand->triples) triples.push_back(&triple);
    }
    return triples;
  }

  void take_next() {
    const auto triple = triple_order_.best();
    Other* best = nullptr;
    double best_cost = triple ? triple->cost : std::numeric_limits<double>::infinity();
    for (Other& other : others_) {
      if (other.taken) continue;
      const double own = cost(other);
      if (best != nullptr || triple) {
        if (own >= best_cost) continue;
      }
      best = &other;
      best_cost = own;
    }
    if (best == nullptr) {
      take_triple(*triple_order_.take());
    } else {
      take_other(*best);
    }
  }

  double cost(const Other& other) const {
    const bool isolated = must_be_isolated(*other.operand, bound_, taken_ == 0);
    const double estimate = other.estimate;
    if (taken_ == 0 && bound_.certain.empty()) return estimate + 1;
    const VariableSet& joined = isolated ? other.operand->certain : other.operand->possible;
    if (!joined.meets(bound_.certain)) return (estimate + 1) * kProduct;
    return isolated ? estimate + 1 : std::pow(estimate, kShared) + 1;
  }

  void take_triple(std::size_t i) {
    JoinStep step;
    step.triple = triples_[i];
    step.bound = bound_;
    steps_.push_back(std::move(step));
    triple_taken_[i] = true;
    std::vector<match::VariableIndex> variables;
    match::collect_variables(*triples_[i], variables);
    const VariableSet bound(variables);
    bound_.certain.insert(bound);
    bound_.sideways.insert(bound - surroundings_);
    bind(bound);
  }

  void bind(const VariableSet& variables) {
    for (const match::VariableIndex variable : variables.elements()) triple_order_.bind(variable);
  }

  void take_other(Other& other) {
    JoinStep step;
    step.operand = other.operand;
    step.isolated = must_be_isolated(*other.operand, bound_, taken_ == 0);
    step.bound = bound_;
    steps_.push_back(std::move(step));
    other.taken = true;
    bound_.add(*other.operand, surroundings_);
    bind(other.operand->certain);
  }

  /// Places the conditions whose variables have the values that they will have.
  void place_conditions(bool all) {
    if (placed_ == conditions_.size()) return;
    VariableSet open;
    for (std::size_t i = 0; i < triples_.size() && !all; ++i) {
      if (triple_taken_[i]) continue;
      std::vector<match::VariableIndex> variables;
      match::collect_variables(*triples_[i], variables);
      open.insert(VariableSet(variables));
    }
    for (const Other& other : others_) {
      if (!other.taken) open.insert(other.operand->possible);
    }
    open.erase(bound_.certain);
    for (const Formula*& condition : conditions_) {
      if (condition == nullptr) continue;
      if (!all && (condition->varies || condition->variables.meets(open))) continue;
      JoinStep step;
      step.condition = condition;
      step.bound = bound_;
      steps_.push_back(std::move(step));
      condition = nullptr;
      ++placed_;
    }
  }

  std::vector<const Formula*> conditions_;
  Bound bound_;
  const VariableSet& surroundings_;
  std::vector<const match::TriplePattern*> triples_;
  match::JoinOrder triple_order_;
  std::vector<bool> triple_taken_;
  std::vector<Other> others_;
  std::size_t taken_ = 0;   ///< operands
  std::size_t placed_ = 0;  ///< conditions
  std::vector<JoinStep> steps_;
};

}  // namespace

void Bound::add(const Algebra& pattern, const VariableSet& surroundings) {
  certain.insert(pattern.certain);
  sideways.insert(pattern.possible - surroundings);
}

bool must_be_isolated(const Algebra& pattern, const Bound& bound, bool first) {
  if (pattern.varies && !(first && bound.sideways.empty())) return true;
  return !cannot_be_bound_before(pattern, bound.sideways).empty();
}

std::vector<JoinStep> plan_join(const std::vector<const Algebra*>& operands,
                                const std::vector<const Formula*>& conditions, const Bound& bound,
                                const VariableSet& surroundings, const kg::GraphView& graph) {
  return JoinPlanner(operands, conditions, bound, surroundings, graph).plan();
}

}  // namespace query
