#pragma once

#include <cstddef>
#include <functional>

#include "kg/graph_view.h"

/// Counts what is read of a graph.
class CountingGraph final : public kg::GraphView {
 public:
  explicit CountingGraph(const kg::GraphView& graph) : graph_(graph) {}

  bool scan(const kg::TripleMask& mask, kg::Part part,
            const kg::TripleVisitor& visit) const override {
    ++scans;
    return graph_.scan(mask, part, [&](const kg::Triple& triple, kg::Order order) {
      ++triples;
      if (on_triple) on_triple();
      return visit(triple, order);
    });
  }
  std::optional<kg::Order> find(const kg::Triple& triple, kg::Part part) const override {
    ++scans;
    return graph_.find(triple, part);
  }
  std::size_t estimate(const kg::TripleMask& mask, kg::Part part) const override {
    return graph_.estimate(mask, part);
  }

  mutable std::size_t scans = 0;  ///< and look-ups
  mutable std::size_t triples = 0;
  std::function<void()> on_triple;

 private:
  const kg::GraphView& graph_;
};
