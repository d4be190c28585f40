#include "rules/match/join_order.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace match {

namespace {

/// How much a position narrows a pattern down when its value will be known, but is not yet: few
/// triples share a subject, some share an object, many share a predicate. As exponents of the
/// number of triples; rough, but no statistics are needed.
constexpr double kSubject = 0.35;
constexpr double kPredicate = 0.8;
constexpr double kObject = 0.5;

kg::TermId known(const Slot& slot, const Bindings& values, const kg::Dictionary* dictionary) {
  if (slot.kind == Slot::Kind::Constant) return slot.constant;
  if (slot.kind == Slot::Kind::Variable) {
    return slot.variable < values.size() ? values[slot.variable] : kg::TermId::None;
  }
  return dictionary == nullptr ? kg::TermId::None : lookup(slot, values, *dictionary);
}

}  // namespace

JoinOrder::JoinOrder(std::vector<const TriplePattern*> patterns, const Bindings& values,
                     const kg::GraphView& graph, kg::Part part, const kg::Dictionary* dictionary)
    : graph_(graph), part_(part) {
  for (const TriplePattern* pattern : patterns) {
    Candidate candidate;
    candidate.mask = {known(pattern->subject, values, dictionary),
                      known(pattern->predicate, values, dictionary),
                      known(pattern->object, values, dictionary)};
    collect_variables(pattern->subject, candidate.subject);
    collect_variables(pattern->predicate, candidate.predicate);
    collect_variables(pattern->object, candidate.object);
    for (const auto* position : {&candidate.subject, &candidate.predicate, &candidate.object}) {
      for (const VariableIndex variable : *position) {
        if (variable >= mentioning_.size()) mentioning_.resize(std::size_t{variable} + 1);
        mentioning_[variable].push_back(candidates_.size());
      }
    }
    stale_.push_back(candidates_.size());
    candidates_.push_back(std::move(candidate));
  }
  bound_.resize(mentioning_.size());
}

void JoinOrder::bind(VariableIndex variable) {
  if (variable >= bound_.size() || bound_[variable]) return;
  bound_[variable] = true;
  for (const std::size_t candidate : mentioning_[variable]) make_stale(candidate);
}

void JoinOrder::make_stale(std::size_t candidate) {
  if (!std::exchange(candidates_[candidate].stale, true)) stale_.push_back(candidate);
}

std::optional<std::size_t> JoinOrder::take() {
  std::optional<std::size_t> next;
  if (left() == 1) {
    next = 0;
    while (candidates_[*next].taken) ++*next;
  } else if (const auto choice = best()) {
    next = choice->pattern;
  }
  if (next) {
    candidates_[*next].taken = true;
    // Now it matters what is connected.
    if (++taken_ == 1) {
      for (std::size_t i = 0; i < candidates_.size(); ++i) make_stale(i);
    }
  }
  return next;
}

std::optional<JoinOrder::Choice> JoinOrder::best() {
  for (const std::size_t i : std::exchange(stale_, {})) {
    Candidate& candidate = candidates_[i];
    candidate.stale = false;
    if (candidate.taken) continue;
    candidate.cost = cost(candidate);
    queue_.emplace(candidate.cost, i);
  }
  while (!queue_.empty()) {
    const auto [own, i] = queue_.top();
    if (!candidates_[i].taken && candidates_[i].cost == own) return Choice{i, own};
    queue_.pop();
  }
  return std::nullopt;
}

double JoinOrder::cost(Candidate& candidate) const {
  const auto all_bound = [&](const std::vector<VariableIndex>& variables) {
    return std::all_of(variables.begin(), variables.end(),
                       [&](VariableIndex v) { return bound_[v]; });
  };
  const auto some_bound = [&](const std::vector<VariableIndex>& variables) {
    return std::any_of(variables.begin(), variables.end(),
                       [&](VariableIndex v) { return bound_[v]; });
  };
  const bool subject = all_bound(candidate.subject);
  const bool predicate = all_bound(candidate.predicate);
  const bool object = all_bound(candidate.object);
  if (subject && predicate && object) return 0;
  if (!candidate.estimate) {
    candidate.estimate = static_cast<double>(graph_.estimate(candidate.mask, part_));
  }
  double result = *candidate.estimate;
  const auto narrow = [&](bool is_bound, kg::TermId value, double exponent) {
    if (is_bound && value == kg::TermId::None) result = std::pow(result, exponent);
  };
  narrow(subject, candidate.mask.subject, kSubject);
  narrow(predicate, candidate.mask.predicate, kPredicate);
  narrow(object, candidate.mask.object, kObject);
  const bool connected = taken_ == 0 || some_bound(candidate.subject) ||
                         some_bound(candidate.predicate) || some_bound(candidate.object);
  // A product of unconnected patterns comes last, however small they are.
  return connected ? result + 1 : (result + 1) * 1e9;
}

std::vector<std::size_t> join_order(std::span<const TriplePattern> patterns,
                                    const std::vector<bool>& bound, const kg::GraphView& graph) {
  std::vector<const TriplePattern*> pointers;
  for (const TriplePattern& pattern : patterns) pointers.push_back(&pattern);
  JoinOrder order(std::move(pointers), {}, graph, kg::Part::Evaluation, nullptr);
  for (VariableIndex variable = 0; variable < bound.size(); ++variable) {
    if (bound[variable]) order.bind(variable);
  }
  std::vector<std::size_t> result;
  std::vector<VariableIndex> variables;
  while (const auto next = order.take()) {
    result.push_back(*next);
    variables.clear();
    collect_variables(patterns[*next], variables);
    for (const VariableIndex variable : variables) order.bind(variable);
  }
  return result;
}

}  // namespace match
