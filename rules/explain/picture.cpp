#include "rules/explain/picture.h"

#include <map>
#include <tuple>
#include <unordered_map>

#include "rules/explain/outline.h"

namespace explain {

namespace {

/// Adds derivations, each step once.
class Drawing {
 public:
  using Vertex = Picture::Vertex;

  std::vector<Vertex> vertices;
  std::vector<std::size_t> instances;

  void add(const Derivation& derivation) {
    derivation_ = &derivation;
    vertex_of_.assign(derivation.nodes.size(), 0);
    std::vector<bool> is_new(derivation.nodes.size());
    for (std::size_t i = 0; i < derivation.nodes.size(); ++i) {
      const Node& node = derivation.nodes[i];
      if (!is_triple(node)) continue;
      const auto [found, first] = triples_.try_emplace(node.triple, vertices.size());
      vertex_of_[i] = found->second;
      is_new[i] = first;
      if (first) add_triple(static_cast<NodeIndex>(i));
      // What is no triple belongs to the rule instance, which is told before it.
      for (const NodeIndex premise : node.premises) {
        if (is_triple(derivation[premise])) continue;
        const bool is_first = add_part(vertex_of_[i], premise);
        is_new[static_cast<std::size_t>(premise)] = is_first;
      }
    }
    for (std::size_t i = 0; i < derivation.nodes.size(); ++i) {
      if (!is_new[i]) continue;
      for (const NodeIndex premise : derivation.nodes[i].premises) {
        vertices[vertex_of_[i]].premises.push_back(of(premise));
      }
    }
    vertices[of(NodeIndex{0})].conclusion = true;
    for (const NodeIndex node : derivation.critical) vertices[of(node)].critical = true;
    for (const NodeIndex node : derivation.critical_absences) vertices[of(node)].critical = true;
  }

  void forget() {
    triples_.clear();
    steps_.clear();
    parts_.clear();
  }

 private:
  std::size_t of(NodeIndex node) const { return vertex_of_[static_cast<std::size_t>(node)]; }

  void add_triple(NodeIndex index) {
    const Node& node = (*derivation_)[index];
    std::size_t instance = vertices.size();
    if (node.kind == NodeKind::Derived && node.rule) {
      instance = steps_.try_emplace({*node.rule, node.bindings}, instance).first->second;
    }
    instances.push_back(instance);
    vertices.push_back({derivation_, index, {}, false, false});
  }

  /// Whether it was not there yet.
  bool add_part(std::size_t conclusion, NodeIndex index) {
    const Node& node = (*derivation_)[index];
    const std::tuple key{instances[conclusion], node.kind, node.element};
    const auto [found, first] = parts_.try_emplace(key, vertices.size());
    vertex_of_[static_cast<std::size_t>(index)] = found->second;
    if (!first) return false;
    instances.push_back(vertices.size());
    vertices.push_back({derivation_, index, {}, false, false});
    return true;
  }

  const Derivation* derivation_ = nullptr;
  std::vector<std::size_t> vertex_of_;
  std::unordered_map<kg::Triple, std::size_t> triples_;
  std::map<std::pair<rules::RuleIndex, match::Bindings>, std::size_t> steps_;
  std::map<std::tuple<std::size_t, NodeKind, std::uint32_t>, std::size_t> parts_;
};

}  // namespace

Picture::Picture(const Account& account) {
  Drawing drawing;
  for (const Explained& explained : account.all) {
    drawing.add(explained.derivation);
    if (account.alternatives) drawing.forget();
  }
  vertices_ = std::move(drawing.vertices);
  instances_ = std::move(drawing.instances);
}

}  // namespace explain
