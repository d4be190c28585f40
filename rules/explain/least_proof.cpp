#include "rules/explain/least_proof.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace explain {

namespace {

Proof from_complete(const Evidence& evidence, const DerivationGraph& graph) {
  CostTable table(graph, evidence.interner);
  table.choose();
  return proof_by(graph, table);
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

ProofStep proof_step(const DerivationGraph& graph, Vertex vertex,
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

Proof proof_by(const DerivationGraph& graph, const CostTable& table) {
  Proof proof;
  std::vector<Vertex> open = {0};
  while (!open.empty()) {
    const Vertex vertex = open.back();
    open.pop_back();
    const auto& triple = graph[vertex];
    if (triple.order < kg::Order::FirstRound || proof.steps.contains(triple.triple)) continue;
    ProofStep& step = proof.steps[triple.triple];
    if (table.choice(vertex) == CostTable::kNone) continue;
    const DerivationGraph::Step& choice = graph.steps(vertex)[table.choice(vertex)];
    step = proof_step(graph, vertex, choice);
    const auto premises = graph.premises(choice);
    open.insert(open.end(), premises.begin(), premises.end());
  }
  return proof;
}

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
