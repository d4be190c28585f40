#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "rules/explain/derivation_graph.h"

namespace explain {

/// How much a proof of a triple takes, as `why` counts it.
struct Cost {
  /// Higher than any proof: of a triple that has none.
  static constexpr std::uint32_t kUnexplained = 1U << 30U;

  std::uint32_t height = 0;
  std::uint64_t steps = 1;  ///< as a tree; stays at the greatest number once it is there

  auto operator<=>(const Cost&) const = default;
};

/// Smaller bindings come first: a fixed order that does not hang on how the terms are numbered.
bool terms_before(std::span<const kg::TermId> left, std::span<const kg::TermId> right,
                  const kg::Dictionary& dictionary);

/// Chooses the cheapest instance of each triple of a graph of strictly older instances, from the
/// oldest triple to the youngest: premises are older than what they conclude.
class CostTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;

  /// Borrows both. Derived triples that the graph did not look into have no proof.
  CostTable(const DerivationGraph& graph, const kg::Dictionary& dictionary);

  /// Which steps the next `choose` may take: only this one, or all but these.
  void fix(Vertex vertex, std::uint32_t step);
  void ban(Vertex vertex, std::span<const std::uint32_t> steps);
  void release(Vertex vertex);

  /// Works out all triples. Takes time in proportion to the graph.
  void choose();

  const Cost& cost(Vertex vertex) const { return costs_[vertex]; }
  /// The number of the chosen step among those of the triple, or `kNone`.
  std::uint32_t choice(Vertex vertex) const { return choices_[vertex]; }
  /// Whether one step of a triple comes before another of the same cost.
  bool before(const DerivationGraph::Step& left, const DerivationGraph::Step& right) const;

 private:
  void choose(Vertex vertex);
  bool allowed(Vertex vertex, std::uint32_t step) const;
  Cost cost_of(const DerivationGraph::Step& step) const;

  const DerivationGraph& graph_;
  const kg::Dictionary& dictionary_;
  std::vector<Vertex> oldest_first_;
  std::vector<Cost> costs_;
  std::vector<std::uint32_t> choices_;
  std::vector<std::uint32_t> fixed_;  ///< by vertex; `kNone` for any
  Vertex banned_vertex_ = kNone;
  std::span<const std::uint32_t> banned_;
};

}  // namespace explain
