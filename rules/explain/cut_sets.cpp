#include "rules/explain/cut_sets.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "rules/explain/recount.h"

namespace explain {

namespace {

constexpr std::size_t kLargest = 4;
constexpr std::size_t kMostSets = 10;
/// Triples and steps looked at, over all sets that are tried.
constexpr std::size_t kMostWork = 5'000'000;

using Facts = std::vector<Vertex>;  // sorted

/// Works out what follows when some facts are taken away, and on which facts.
class Consequences {
 public:
  explicit Consequences(const DerivationGraph& graph) : graph_(graph), watchers_(graph.size()) {
    for (Vertex vertex = 0; vertex < graph.size(); ++vertex) {
      const auto& triple = graph[vertex];
      for (std::uint32_t i = 0; i < triple.step_count; ++i) {
        const auto number = static_cast<std::uint32_t>(clauses_.size());
        const auto& step = graph.step(triple.first_step + i);
        clauses_.push_back({vertex, &step});
        for (const Vertex premise : graph.premises(step)) watchers_[premise].push_back(number);
      }
    }
  }

  /// Whether taking it away may make a difference.
  bool is_fact(Vertex vertex) const {
    return graph_[vertex].order == kg::Order::Asserted && graph_[vertex].complete;
  }
  std::size_t work() const { return graph_.size() + 2 * graph_.step_count(); }

  /// The facts of some proof of vertex 0 without those taken away, sorted; nothing if there is
  /// none.
  std::optional<Facts> proof_without(const Facts& taken) {
    std::vector<std::uint32_t> missing(clauses_.size());
    for (std::size_t i = 0; i < clauses_.size(); ++i) {
      missing[i] = clauses_[i].step->premise_count;
    }
    holds_.assign(graph_.size(), false);
    by_.assign(graph_.size(), kStated);
    Facts open;
    const auto hold = [&](Vertex vertex, std::uint32_t by) {
      if (holds_[vertex]) return;
      holds_[vertex] = true;
      by_[vertex] = by;
      open.push_back(vertex);
    };
    for (Vertex vertex = 0; vertex < graph_.size(); ++vertex) {
      const auto& triple = graph_[vertex];
      // What was not looked into may hold whatever is taken away.
      const bool stated = triple.order < kg::Order::FirstRound &&
                          !std::binary_search(taken.begin(), taken.end(), vertex);
      if (stated || !triple.complete) hold(vertex, kStated);
    }
    for (std::uint32_t i = 0; i < clauses_.size(); ++i) {
      if (missing[i] == 0) hold(clauses_[i].head, i);
    }
    for (std::size_t i = 0; i < open.size() && !holds_[0]; ++i) {
      for (const std::uint32_t number : watchers_[open[i]]) {
        if (--missing[number] == 0) hold(clauses_[number].head, number);
      }
    }
    if (!holds_[0]) return std::nullopt;
    return support();
  }

 private:
  static constexpr std::uint32_t kStated = 0xFFFFFFFFU;

  struct Clause {
    Vertex head;
    const DerivationGraph::Step* step;
  };

  Facts support() const {
    Facts facts;
    std::vector<bool> met(graph_.size());
    std::vector<Vertex> open = {0};
    while (!open.empty()) {
      const Vertex vertex = open.back();
      open.pop_back();
      if (met[vertex]) continue;
      met[vertex] = true;
      if (by_[vertex] == kStated) {
        if (is_fact(vertex)) facts.push_back(vertex);
        continue;
      }
      const auto premises = graph_.premises(*clauses_[by_[vertex]].step);
      open.insert(open.end(), premises.begin(), premises.end());
    }
    std::sort(facts.begin(), facts.end());
    return facts;
  }

  const DerivationGraph& graph_;
  std::vector<Clause> clauses_;
  std::vector<std::vector<std::uint32_t>> watchers_;
  std::vector<bool> holds_;
  std::vector<std::uint32_t> by_;
};

class HittingSets {
 public:
  HittingSets(const DerivationGraph& graph, std::span<const kg::Triple> critical)
      : graph_(graph), consequences_(graph), critical_(critical.begin(), critical.end()) {}

  void search() {
    std::set<Facts> level = {{}};
    for (std::size_t size = 0; size <= kLargest && !level.empty(); ++size) {
      std::set<Facts> next;
      for (const Facts& taken : level) {
        if (!grow(taken, next)) return;
      }
      level = std::move(next);
    }
    bounded = bounded || !level.empty();
  }

  std::vector<Facts> sets;
  bool bounded = false;

 private:
  /// False if a bound is reached.
  bool grow(const Facts& taken, std::set<Facts>& next) {
    const bool contains_a_set = std::any_of(sets.begin(), sets.end(), [&](const Facts& set) {
      return std::includes(taken.begin(), taken.end(), set.begin(), set.end());
    });
    if (contains_a_set) return true;
    const Facts* proof = known(taken);
    if (proof == nullptr) {
      work_ += consequences_.work();
      if (work_ > kMostWork) {
        bounded = true;
        return false;
      }
      auto found = consequences_.proof_without(taken);
      if (!found) {
        sets.push_back(taken);
        bounded = bounded || sets.size() == kMostSets;
        return sets.size() < kMostSets;
      }
      proof = &proofs_.emplace_back(std::move(*found));
    }
    if (taken.size() == kLargest) {
      bounded = true;
      return true;
    }
    for (const Vertex fact : *proof) {
      if (critical_.contains(graph_[fact].triple)) continue;
      Facts more = taken;
      more.insert(std::upper_bound(more.begin(), more.end(), fact), fact);
      next.insert(std::move(more));
    }
    return true;
  }

  /// A proof found before that needs none of these facts.
  const Facts* known(const Facts& taken) const {
    for (const Facts& proof : proofs_) {
      const bool disjoint = std::none_of(taken.begin(), taken.end(), [&](Vertex fact) {
        return std::binary_search(proof.begin(), proof.end(), fact);
      });
      if (disjoint) return &proof;
    }
    return nullptr;
  }

  const DerivationGraph& graph_;
  Consequences consequences_;
  std::unordered_set<kg::Triple> critical_;
  std::deque<Facts> proofs_;
  std::size_t work_ = 0;
};

}  // namespace

CutSets find_cut_sets(const Evidence& evidence, InstanceFinder& finder,
                      const kg::Triple& conclusion, std::span<const kg::Triple> critical,
                      const WhyOptions& limits) {
  const DerivationGraph graph(evidence, finder, conclusion, {false, limits, {}, true});
  // Whether a conclusion that counts survives hangs on how many facts are left, not on which.
  if (counts(evidence.program.rules, graph)) return {{}, true};
  HittingSets search(graph, critical);
  search.search();
  CutSets result;
  result.bounded = search.bounded || !graph.complete();
  const auto key = [&](const kg::Triple& triple) {
    return std::tuple(evidence.interner.term(triple.subject),
                      evidence.interner.term(triple.predicate),
                      evidence.interner.term(triple.object));
  };
  const auto before = [&](const kg::Triple& left, const kg::Triple& right) {
    return key(left) < key(right);
  };
  for (const Facts& facts : search.sets) {
    auto& set = result.sets.emplace_back();
    for (const Vertex fact : facts) set.push_back(graph[fact].triple);
    std::sort(set.begin(), set.end(), before);
  }
  std::sort(result.sets.begin(), result.sets.end(), [&](const auto& left, const auto& right) {
    if (left.size() != right.size()) return left.size() < right.size();
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                        before);
  });
  return result;
}

}  // namespace explain
