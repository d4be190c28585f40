#include "rules/explain/hide.h"

#include <algorithm>

namespace explain {

namespace {

std::size_t place(NodeIndex index) { return static_cast<std::size_t>(index); }

class Splicer {
 public:
  explicit Splicer(const Derivation& whole) : whole_(whole), met_(whole.nodes.size()) {
    for (const Node& node : whole.nodes) {
      copies_.push_back(static_cast<NodeIndex>(kept_));
      if (!node.hidden) ++kept_;
    }
  }

  Derivation build() {
    Derivation result = whole_;
    result.nodes.clear();
    for (std::size_t i = 0; i < whole_.nodes.size(); ++i) {
      if (whole_.nodes[i].hidden) continue;
      Node& node = result.nodes.emplace_back(whole_.nodes[i]);
      node.premises = premises(whole_.nodes[i].premises);
      for (Counted& one : node.counted) one.premises = premises(one.premises);
    }
    for (auto* list : {&result.critical, &result.critical_absences}) {
      for (NodeIndex& node : *list) node = copies_[place(node)];
    }
    return result;
  }

 private:
  /// What stands below a step when hidden ones are gone, in the order of reading.
  std::vector<NodeIndex> premises(const std::vector<NodeIndex>& own) {
    ++round_;
    std::vector<NodeIndex> result;
    open_.assign(own.rbegin(), own.rend());
    while (!open_.empty()) {
      const NodeIndex next = open_.back();
      open_.pop_back();
      if (met_[place(next)] == round_) continue;
      met_[place(next)] = round_;
      if (!whole_[next].hidden) {
        result.push_back(copies_[place(next)]);
        continue;
      }
      const auto& below = whole_[next].premises;
      open_.insert(open_.end(), below.rbegin(), below.rend());
    }
    return result;
  }

  const Derivation& whole_;
  std::size_t kept_ = 0;
  std::vector<NodeIndex> copies_;
  std::vector<std::size_t> met_;  ///< by node: in which round last
  std::size_t round_ = 0;
  std::vector<NodeIndex> open_;
};

}  // namespace

void mark_hidden(Derivation& derivation, const std::vector<bool>& hidden) {
  for (std::size_t i = 1; i < derivation.nodes.size(); ++i) {
    Node& node = derivation.nodes[i];
    node.hidden =
        node.kind == NodeKind::Derived && node.rule && hidden[static_cast<std::size_t>(*node.rule)];
  }
}

Derivation without_hidden(const Derivation& derivation) {
  const bool any = std::any_of(derivation.nodes.begin(), derivation.nodes.end(),
                               [](const Node& node) { return node.hidden; });
  return any ? Splicer(derivation).build() : derivation;
}

}  // namespace explain
