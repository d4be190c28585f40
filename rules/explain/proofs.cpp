#include "rules/explain/proofs.h"

#include <algorithm>
#include <set>
#include <utility>

namespace explain {

namespace {

/// Triples and steps that all passes together may look at.
constexpr std::size_t kMostWork = 20'000'000;

/// A triple of a proof and the number of its step.
using Choice = std::pair<Vertex, std::uint32_t>;

class Lawler {
 public:
  Lawler(const Evidence& evidence, const DerivationGraph& graph)
      : graph_(graph), table_(graph, evidence.interner) {
    propose(kNoProof, 0, {});
  }

  /// Whether the work was cut short.
  bool bounded() const { return bounded_; }
  bool empty() const { return waiting_.empty(); }

  /// Takes the least proof that was not taken yet, and makes the classes of those that differ from
  /// it.
  Proof take() {
    const auto least = waiting_.begin();
    Class taken = std::move(waiting_.extract(least).value());
    proofs_.push_back(std::move(taken.choices));
    const std::size_t number = proofs_.size() - 1;
    const std::vector<Choice> choices = proofs_.back();
    for (const auto& [vertex, step] : choices) table_.fix(vertex, step);
    table_.choose();
    Proof proof = proof_by(graph_, table_);
    for (const auto& [vertex, step] : choices) table_.release(vertex);
    for (std::size_t i = taken.changed; i < choices.size(); ++i) {
      std::vector<std::uint32_t> banned;
      if (i == taken.changed) banned = taken.banned;
      banned.push_back(choices[i].second);
      propose(number, i, std::move(banned));
    }
    return proof;
  }

 private:
  static constexpr std::size_t kNoProof = static_cast<std::size_t>(-1);

  /// The proofs that begin as an earlier one does, read from the conclusion down, and then take
  /// another step than those banned.
  struct Class {
    Cost cost;
    std::vector<Choice> choices;  ///< its least proof, in that order
    std::size_t changed = 0;      ///< the first choice that is not that of the earlier one
    std::vector<std::uint32_t> banned;
  };
  struct Before {
    const Lawler* of;
    bool operator()(const Class& left, const Class& right) const {
      if (left.cost != right.cost) return left.cost < right.cost;
      return of->reads_before(left.choices, right.choices);
    }
  };

  bool reads_before(const std::vector<Choice>& left, const std::vector<Choice>& right) const {
    // As long as they agree they speak of the same triples.
    for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
      if (left[i] == right[i]) continue;
      const auto steps = graph_.steps(left[i].first);
      const auto& own = steps[left[i].second];
      const auto& other = steps[right[i].second];
      if (table_.before(own, other)) return true;
      if (table_.before(other, own)) return false;
      return left[i].second < right[i].second;
    }
    return left.size() < right.size();
  }

  void propose(std::size_t earlier, std::size_t changed, std::vector<std::uint32_t> banned) {
    const bool first = earlier == kNoProof;
    const Vertex vertex = first ? 0 : proofs_[earlier][changed].first;
    if (graph_.steps(vertex).size() <= banned.size()) return;
    work_ += graph_.size() + graph_.step_count();
    if (work_ > kMostWork && !first) {
      bounded_ = true;
      return;
    }
    if (!first) {
      for (std::size_t i = 0; i < changed; ++i) {
        table_.fix(proofs_[earlier][i].first, proofs_[earlier][i].second);
      }
      table_.ban(vertex, banned);
    }
    table_.choose();
    if (table_.cost(0).height < Cost::kUnexplained) {
      waiting_.insert({table_.cost(0), choices(), changed, banned});
    }
    if (first) return;
    for (std::size_t i = 0; i <= changed; ++i) table_.release(proofs_[earlier][i].first);
  }

  /// What the table chose, from the conclusion down, premises in the order of the rule's body.
  std::vector<Choice> choices() const {
    std::vector<Choice> result;
    std::vector<bool> met(graph_.size());
    std::vector<Vertex> open = {0};
    while (!open.empty()) {
      const Vertex vertex = open.back();
      open.pop_back();
      if (met[vertex] || graph_[vertex].order < kg::Order::FirstRound) continue;
      met[vertex] = true;
      result.emplace_back(vertex, table_.choice(vertex));
      const auto premises = graph_.premises(graph_.steps(vertex)[table_.choice(vertex)]);
      open.insert(open.end(), premises.rbegin(), premises.rend());
    }
    return result;
  }

  const DerivationGraph& graph_;
  CostTable table_;
  std::vector<std::vector<Choice>> proofs_;
  std::set<Class, Before> waiting_{Before{this}};
  std::size_t work_ = 0;
  bool bounded_ = false;
};

bool same(const Proof& left, const Proof& right) {
  return left.steps.size() == right.steps.size() &&
         std::all_of(left.steps.begin(), left.steps.end(), [&](const auto& entry) {
           const auto other = right.steps.find(entry.first);
           return other != right.steps.end() && other->second.rule == entry.second.rule &&
                  other->second.bindings == entry.second.bindings;
         });
}

}  // namespace

Proofs find_proofs(const Evidence& evidence, InstanceFinder& finder, const DerivationGraph& graph,
                   std::size_t limit) {
  Proofs result;
  if (limit == 0) return result;
  if (graph[0].order < kg::Order::FirstRound) {
    result.all.push_back(least_proof(evidence, finder, graph));
    result.complete = true;
    return result;
  }
  Lawler search(evidence, graph);
  const bool complete = graph.complete() && !search.empty();
  result.all.push_back(complete ? search.take() : least_proof(evidence, finder, graph));
  while (!search.empty() && result.all.size() < limit) {
    Proof next = search.take();
    next.least = complete;
    if (!same(next, result.all.front())) result.all.push_back(std::move(next));
  }
  result.complete = graph.complete() && search.empty() && !search.bounded();
  return result;
}

}  // namespace explain
