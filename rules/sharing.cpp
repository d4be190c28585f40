#include "rules/sharing.h"

#include <algorithm>
#include <bit>
#include <variant>

#include "rules/batch.h"

namespace rules {

namespace {

using parser::Operator;

/// Whether it comes to something else with each call. A SET that makes terms does not: the solution
/// says which.
bool varies(const match::Expression& expression) {
  const Operator op = expression.op;
  return op == Operator::Bnode || op == Operator::Uuid || op == Operator::StrUuid ||
         std::any_of(expression.operands.begin(), expression.operands.end(), varies);
}

bool can_share(const std::vector<Step>& steps);

struct CanShare {
  bool operator()(const Test& test) const { return !varies(*test.condition->expression); }
  bool operator()(const Scan& scan) const {
    return std::none_of(scan.conditions.begin(), scan.conditions.end(),
                        [](const Condition* c) { return varies(*c->expression); });
  }
  bool operator()(const Check& check) const { return check.source.relation != kNoRelation; }
  bool operator()(const Without& without) const { return can_share(without.steps); }
  bool operator()(const Fold& fold) const { return can_share(fold.steps); }
  bool operator()(const Gather& gather) const {
    const auto& argument = gather.aggregation->aggregate->argument;
    return !argument || !varies(*argument);
  }
  template <class Other>
  bool operator()(const Other&) const {
    return true;
  }
};

bool can_share(const std::vector<Step>& steps) {
  return std::all_of(steps.begin(), steps.end(),
                     [](const Step& step) { return std::visit(CanShare(), step.action); });
}

bool makes_terms(const Plan& plan) {
  return std::any_of(plan.steps.begin(), plan.steps.end(), [](const Step& step) {
    return std::holds_alternative<Assign>(step.action) ||
           std::holds_alternative<Fold>(step.action) || std::holds_alternative<Make>(step.action);
  });
}

bool has_many_conclusions(const Plan& plan) {
  return std::count_if(plan.steps.begin(), plan.steps.end(), [](const Step& step) {
           return std::holds_alternative<Infer>(step.action);
         }) > 1;
}

}  // namespace

bool can_share(const Plan& plan) { return can_share(plan.steps); }

double work_of(const Plan& plan, const WorkingGraph& graph) {
  double work = plan.cost;
  for (const Step& step : plan.steps) {
    const auto* fold = std::get_if<Fold>(&step.action);
    if (fold == nullptr) continue;
    std::size_t most = 0;
    for (const Atom& atom : fold->aggregation->atoms) {
      if (atom.kind != Atom::Kind::Relation) continue;
      most = std::max(most, graph.at(atom.relation).visible());
    }
    work += static_cast<double>(most);
  }
  return work;
}

std::size_t batch_rows(const Plan& plan, double work, std::size_t count) {
  constexpr double kMuch = 20'000;
  constexpr std::size_t kBatches = 16;
  if (work < kMuch || !makes_terms(plan) || plan.driver.kind == Driver::Kind::AnyRows) {
    return kBatchRows;
  }
  return std::clamp(std::bit_floor(count / kBatches), std::size_t{1}, kBatchRows);
}

bool depends_on_batches(const Plan& plan) {
  // The triples of several conclusions alternate batch by batch.
  return has_many_conclusions(plan) || makes_terms(plan);
}

}  // namespace rules
