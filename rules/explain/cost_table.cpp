#include "rules/explain/cost_table.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace explain {

bool terms_before(std::span<const kg::TermId> left, std::span<const kg::TermId> right,
                  const kg::Dictionary& dictionary) {
  for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
    if (left[i] == right[i]) continue;
    if (left[i] == kg::TermId::None || right[i] == kg::TermId::None) {
      return left[i] == kg::TermId::None;
    }
    return dictionary.term(left[i]) < dictionary.term(right[i]);
  }
  return false;
}

CostTable::CostTable(const DerivationGraph& graph, const kg::Dictionary& dictionary)
    : graph_(graph),
      dictionary_(dictionary),
      oldest_first_(graph.size()),
      costs_(graph.size()),
      choices_(graph.size(), kNone),
      fixed_(graph.size(), kNone) {
  std::iota(oldest_first_.begin(), oldest_first_.end(), Vertex{0});
  std::stable_sort(oldest_first_.begin(), oldest_first_.end(), [&](Vertex left, Vertex right) {
    return graph[left].order < graph[right].order;
  });
}

void CostTable::fix(Vertex vertex, std::uint32_t step) { fixed_[vertex] = step; }

void CostTable::ban(Vertex vertex, std::span<const std::uint32_t> steps) {
  banned_vertex_ = vertex;
  banned_ = steps;
}

void CostTable::release(Vertex vertex) {
  fixed_[vertex] = kNone;
  if (banned_vertex_ == vertex) banned_vertex_ = kNone;
}

void CostTable::choose() {
  for (const Vertex vertex : oldest_first_) choose(vertex);
}

bool CostTable::allowed(Vertex vertex, std::uint32_t step) const {
  if (fixed_[vertex] != kNone) return fixed_[vertex] == step;
  return vertex != banned_vertex_ ||
         std::find(banned_.begin(), banned_.end(), step) == banned_.end();
}

void CostTable::choose(Vertex vertex) {
  const auto& triple = graph_[vertex];
  if (triple.order < kg::Order::FirstRound) return;
  const auto steps = graph_.steps(vertex);
  choices_[vertex] = kNone;
  costs_[vertex] = {Cost::kUnexplained, 1};
  for (std::uint32_t i = 0; i < steps.size(); ++i) {
    if (!allowed(vertex, i)) continue;
    const Cost own = cost_of(steps[i]);
    const std::uint32_t best = choices_[vertex];
    if (best == kNone || own < costs_[vertex] ||
        (own == costs_[vertex] && before(steps[i], steps[best]))) {
      costs_[vertex] = own;
      choices_[vertex] = i;
    }
  }
}

Cost CostTable::cost_of(const DerivationGraph::Step& step) const {
  Cost result;
  for (const Vertex premise : graph_.premises(step)) {
    const Cost& own = costs_[premise];
    result.height = std::max(result.height, own.height);
    const auto room = std::numeric_limits<std::uint64_t>::max() - result.steps;
    result.steps += std::min(own.steps, room);
  }
  result.height = std::min(result.height, Cost::kUnexplained) + 1;
  return result;
}

bool CostTable::before(const DerivationGraph::Step& left,
                       const DerivationGraph::Step& right) const {
  if (left.rule != right.rule) return left.rule < right.rule;
  return terms_before(graph_.bindings(left), graph_.bindings(right), dictionary_);
}

}  // namespace explain
