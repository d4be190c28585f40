#include "rules/components.h"

#include <algorithm>

namespace rules {

class Components::Search {
 public:
  Search(const DependencyGraph& graph, Components& result)
      : graph_(graph), result_(result), number_(graph.node_count(), kNone), low_(number_) {
    result_.by_node_.assign(graph.node_count(), kNone);
    result_.nodes_.reserve(graph.node_count());
  }

  void run() {
    for (Node node = 0; node < graph_.node_count(); ++node) {
      if (number_[node] == kNone) walk(node);
    }
  }

 private:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  /// A node on the way from the start, and which of its targets is next.
  struct Step {
    Node node;
    std::uint32_t next;
  };

  void walk(Node start) {
    enter(start);
    while (!way_.empty()) {
      const Node node = way_.back().node;
      const std::span<const Node> targets = graph_.targets(node);
      if (way_.back().next == targets.size()) {
        leave(node);
        continue;
      }
      const Node to = targets[way_.back().next++];
      if (number_[to] == kNone) {
        enter(to);
      } else if (result_.by_node_[to] == kNone) {
        low_[node] = std::min(low_[node], number_[to]);
      }
    }
  }

  void enter(Node node) {
    number_[node] = low_[node] = count_++;
    open_.push_back(node);
    way_.push_back({node, 0});
  }

  void leave(Node node) {
    way_.pop_back();
    if (!way_.empty()) {
      const Node below = way_.back().node;
      low_[below] = std::min(low_[below], low_[node]);
    }
    if (low_[node] != number_[node]) return;
    const auto component = static_cast<std::uint32_t>(result_.size());
    const auto members = std::find(open_.rbegin(), open_.rend(), node).base() - 1;
    std::sort(members, open_.end());
    for (auto member = members; member != open_.end(); ++member) {
      result_.by_node_[*member] = component;
    }
    result_.nodes_.insert(result_.nodes_.end(), members, open_.end());
    result_.begins_.push_back(static_cast<std::uint32_t>(result_.nodes_.size()));
    open_.erase(members, open_.end());
  }

  const DependencyGraph& graph_;
  Components& result_;
  std::vector<std::uint32_t> number_;
  std::vector<std::uint32_t> low_;
  std::vector<Node> open_;
  std::vector<Step> way_;
  std::uint32_t count_ = 0;
};

Components::Components(const DependencyGraph& graph) { Search(graph, *this).run(); }

}  // namespace rules
