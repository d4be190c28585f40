#include "rules/explain/least_proof.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>

namespace explain {

namespace {

/// Smaller bindings come first: a fixed order that does not hang on how the terms are numbered.
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

struct Cost {
  /// Higher than any proof: of a triple that no rule concludes.
  static constexpr std::uint32_t kUnexplained = 1U << 30U;

  std::uint32_t height = 0;
  std::uint64_t steps = 1;  ///< as a tree; stays at the greatest number once it is there

  auto operator<=>(const Cost&) const = default;
};

/// Chooses the cheapest instance of each triple of a complete graph, from the oldest triple to the
/// youngest: premises are older than what they conclude.
class CostTable {
 public:
  CostTable(const DerivationGraph& graph, const kg::Dictionary& dictionary)
      : graph_(graph), dictionary_(dictionary), costs_(graph.size()), choices_(graph.size()) {
    std::vector<Vertex> oldest_first(graph.size());
    std::iota(oldest_first.begin(), oldest_first.end(), Vertex{0});
    std::stable_sort(oldest_first.begin(), oldest_first.end(), [&](Vertex left, Vertex right) {
      return graph[left].order < graph[right].order;
    });
    for (const Vertex vertex : oldest_first) choose(vertex);
  }

  /// The chosen step of a triple that has one.
  const DerivationGraph::Step& choice(Vertex vertex) const {
    return graph_.steps(vertex)[choices_[vertex]];
  }

 private:
  void choose(Vertex vertex) {
    if (!graph_[vertex].expanded) return;
    const auto steps = graph_.steps(vertex);
    costs_[vertex].height = Cost::kUnexplained;
    for (std::uint32_t i = 0; i < steps.size(); ++i) {
      const Cost own = cost(steps[i]);
      if (i == 0 || own < costs_[vertex] ||
          (own == costs_[vertex] && before(steps[i], steps[choices_[vertex]]))) {
        costs_[vertex] = own;
        choices_[vertex] = i;
      }
    }
  }

  Cost cost(const DerivationGraph::Step& step) const {
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

  bool before(const DerivationGraph::Step& left, const DerivationGraph::Step& right) const {
    if (left.rule != right.rule) return left.rule < right.rule;
    return terms_before(graph_.bindings(left), graph_.bindings(right), dictionary_);
  }

  const DerivationGraph& graph_;
  const kg::Dictionary& dictionary_;
  std::vector<Cost> costs_;
  std::vector<std::uint32_t> choices_;
};

ProofStep to_proof_step(const DerivationGraph& graph, Vertex vertex,
                        const DerivationGraph::Step& step) {
  ProofStep result;
  result.rule = step.rule;
  const auto bindings = graph.bindings(step);
  result.bindings.assign(bindings.begin(), bindings.end());
  for (const Vertex premise : graph.premises(step)) {
    result.premises.push_back(graph[premise].triple);
  }
  result.ways = graph[vertex].step_count;
  result.ways_bounded = !graph[vertex].complete;
  return result;
}

Proof from_complete(const Evidence& evidence, const DerivationGraph& graph) {
  const CostTable table(graph, evidence.interner);
  Proof proof;
  std::vector<Vertex> open = {0};
  while (!open.empty()) {
    const Vertex vertex = open.back();
    open.pop_back();
    const auto& triple = graph[vertex];
    if (!triple.expanded || proof.steps.contains(triple.triple)) continue;
    ProofStep& step = proof.steps[triple.triple];
    if (triple.step_count == 0) continue;
    const DerivationGraph::Step& choice = table.choice(vertex);
    step = to_proof_step(graph, vertex, choice);
    const auto premises = graph.premises(choice);
    open.insert(open.end(), premises.begin(), premises.end());
  }
  return proof;
}

/// Chooses at sight: the instance whose youngest premise is the oldest.
class Greedy {
 public:
  Greedy(const Evidence& evidence, InstanceFinder& finder) : evidence_(evidence), finder_(finder) {}

  Proof prove(const kg::Triple& conclusion) {
    Proof proof;
    proof.least = false;
    std::vector<kg::Triple> open = {conclusion};
    while (!open.empty()) {
      const kg::Triple triple = open.back();
      open.pop_back();
      const auto order = evidence_.graph.find(triple, kg::Part::Evaluation);
      if (!order || *order < kg::Order::FirstRound || proof.steps.contains(triple)) continue;
      ProofStep& step = proof.steps[triple];
      step = choose(triple, *order);
      open.insert(open.end(), step.premises.begin(), step.premises.end());
    }
    return proof;
  }

 private:
  /// More of them would hardly give a better proof: within a stratum all have the same height.
  static constexpr std::size_t kCandidates = 16;
  static constexpr std::size_t kLooks = 256;

  ProofStep choose(const kg::Triple& triple, kg::Order order) {
    ProofStep best;
    std::pair<kg::Order, std::size_t> best_key;
    std::size_t ways = 0;
    // There must be a first, however long it takes.
    std::size_t allowance = std::numeric_limits<std::size_t>::max();
    const bool finished = finder_.find(
        triple, order, &allowance, [&](rules::RuleIndex rule, const match::Bindings& bindings) {
          std::vector<kg::Triple> premises = finder_.premises(rule, bindings);
          const std::pair key{youngest(premises), premises.size()};
          const bool first = !best.rule;
          if (first || key < best_key ||
              (key == best_key && rule == *best.rule &&
               terms_before(bindings, best.bindings, evidence_.interner))) {
            best = {rule, bindings, std::move(premises), 0, false};
            best_key = key;
          }
          allowance = std::min(allowance, kLooks);
          return ++ways < kCandidates;
        });
    best.ways = ways;
    best.ways_bounded = !finished;
    return best;
  }

  kg::Order youngest(const std::vector<kg::Triple>& premises) const {
    auto result = kg::Order::Asserted;
    for (const kg::Triple& premise : premises) {
      result = std::max(
          result,
          evidence_.graph.find(premise, kg::Part::Evaluation).value_or(kg::Order::Asserted));
    }
    return result;
  }

  const Evidence& evidence_;
  InstanceFinder& finder_;
};

}  // namespace

Proof least_proof(const Evidence& evidence, InstanceFinder& finder, const DerivationGraph& graph) {
  if (graph.complete()) return from_complete(evidence, graph);
  Proof proof = Greedy(evidence, finder).prove(graph[0].triple);
  // What the graph knows of the ways is more than what a glance showed.
  for (auto& [triple, step] : proof.steps) {
    const auto vertex = graph.find(triple);
    if (!vertex || !graph[*vertex].expanded || graph[*vertex].step_count < step.ways) continue;
    step.ways = graph[*vertex].step_count;
    step.ways_bounded = !graph[*vertex].complete;
  }
  return proof;
}

}  // namespace explain
