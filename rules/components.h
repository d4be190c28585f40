#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rules/dependency.h"

namespace rules {

/// Nodes of a dependency graph that lead to each other in turn. A component comes after all that
/// its nodes lead to.
class Components {
 public:
  using Node = DependencyGraph::Node;

  /// The strongly connected components of a graph (Tarjan 1972), in linear time and without
  /// recursion.
  explicit Components(const DependencyGraph& graph);

  std::size_t size() const { return begins_.size() - 1; }
  /// Rules first, in order.
  std::span<const Node> members(std::size_t component) const {
    return std::span(nodes_).subspan(begins_[component],
                                     begins_[component + 1] - begins_[component]);
  }
  std::size_t of(Node node) const { return by_node_[node]; }
  std::size_t of(RuleIndex rule) const { return of(static_cast<Node>(rule)); }

 private:
  class Search;

  std::vector<Node> nodes_;  ///< by component
  std::vector<std::uint32_t> begins_ = {0};
  std::vector<std::uint32_t> by_node_;
};

}  // namespace rules
