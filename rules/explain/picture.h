#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "rules/explain/account.h"

namespace explain {

/// The steps of all derivations of an account as one graph: what several of them show is one
/// vertex.
class Picture {
 public:
  struct Vertex {
    const Derivation* derivation = nullptr;
    NodeIndex node{};
    std::vector<std::size_t> premises;  ///< vertices, in the order of the rule's body
    bool conclusion = false;            ///< of a derivation of the account
    bool critical = false;              ///< for one of them

    const explain::Node& step() const { return (*derivation)[node]; }
  };

  /// Borrows the account.
  explicit Picture(const Account& account);

  const std::vector<Vertex>& vertices() const { return vertices_; }
  /// The conclusion whose step is that of the vertex, told first: a rule instance is one activity
  /// however many triples it concludes. The vertex itself for what no rule concludes.
  std::size_t instance(std::size_t vertex) const { return instances_[vertex]; }

 private:
  std::vector<Vertex> vertices_;
  std::vector<std::size_t> instances_;
};

}  // namespace explain
