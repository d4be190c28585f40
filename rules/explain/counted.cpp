#include "rules/explain/counted.h"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <variant>

#include "rules/match/solve.h"

namespace explain {

namespace {

std::vector<match::Element> elements_of(const match::Aggregate& aggregate) {
  std::vector<match::Element> result;
  for (const auto& inner : aggregate.body) {
    std::visit([&](const auto& element) { result.emplace_back(element); }, inner);
  }
  return result;
}

}  // namespace

std::vector<Solution> counted(const Evidence& evidence, const rules::Rule& rule,
                              const match::Aggregate& aggregate, const match::Bindings& instance,
                              match::Evaluator& evaluator) {
  std::vector<Solution> result;
  match::Bindings bindings = instance;
  const bool base = aggregate.data || rule.where_data;
  const match::Scope scope{&evidence.graph, base ? kg::Part::Base : kg::Part::Evaluation};
  match::solve(elements_of(aggregate), scope, bindings, evidence.interner, evaluator,
               [&](const match::Bindings& solution) {
                 Solution& one = result.emplace_back();
                 one.bindings = solution;
                 if (aggregate.argument) {
                   one.value =
                       evaluator.evaluate(*aggregate.argument, solution).value_or(kg::TermId::None);
                 }
                 for (const auto& inner : aggregate.body) {
                   const auto* pattern = std::get_if<match::TriplePattern>(&inner);
                   if (pattern == nullptr) continue;
                   const auto triple = match::substitute(*pattern, solution, evidence.interner);
                   if (triple) one.premises.push_back(*triple);
                 }
                 return true;
               });
  std::sort(result.begin(), result.end(), [&](const Solution& left, const Solution& right) {
    const auto by_value = evaluator.order(left.value, right.value);
    if (by_value != 0) return by_value < 0;
    for (const match::VariableIndex local : aggregate.locals) {
      const auto order = evaluator.order(left.bindings[local], right.bindings[local]);
      if (order != 0) return order < 0;
    }
    return false;
  });
  return result;
}

kg::TermId aggregate_value(const Evidence& evidence, const rules::Rule& rule,
                           const match::Aggregate& aggregate, const match::Bindings& bindings,
                           match::Evaluator& evaluator) {
  kg::TermId value = kg::TermId::None;
  match::Bindings open = bindings;
  open[aggregate.variable] = kg::TermId::None;
  const match::Element element = aggregate;
  const auto part = rule.where_data ? kg::Part::Base : kg::Part::Evaluation;
  match::solve({&element, 1}, {&evidence.graph, part}, open, evidence.interner, evaluator,
               [&](const match::Bindings& solution) {
                 value = solution[aggregate.variable];
                 return false;
               });
  return value;
}

std::vector<kg::Triple> premises_of(const std::vector<Solution>& solutions) {
  std::vector<kg::Triple> result;
  std::unordered_set<kg::Triple> met;
  for (const Solution& solution : solutions) {
    for (const kg::Triple& triple : solution.premises) {
      if (met.insert(triple).second) result.push_back(triple);
    }
  }
  return result;
}

}  // namespace explain
