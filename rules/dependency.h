#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rules/rule_set.h"

namespace rules {

/// Rule `from` depends on rule `to`: a triple pattern in the body of `from` may match what the head
/// of `to` makes.
struct Dependency {
  RuleIndex from;
  RuleIndex to;
  bool closed = false;
  /// The body element of `from` that makes the dependency, and closes it if it is closed: an index
  /// into `Rule::body`.
  std::uint32_t element = 0;

  bool operator==(const Dependency&) const = default;
};

/// The dependency graph of SPARQL-RL, section "Dependency Graph". `NOT DATA` and `WHERE DATA`
/// depend on nothing.
///
/// A rule leads to the patterns that it reads, a pattern to the templates that may make what it
/// asks for, a template to the rules whose heads it is in. Patterns that ask for the same are one,
/// and so are templates: a thousand rules that read and write one predicate are a thousand edges
/// each way, not a million.
class DependencyGraph {
 public:
  /// A rule by its index, then the patterns, then the templates.
  using Node = std::uint32_t;

  /// How a rule reads a pattern.
  struct Reading {
    bool closed = false;
    std::uint32_t element = 0;  ///< as in `Dependency`
  };

  DependencyGraph() = default;
  DependencyGraph(const RuleSet& rules, const kg::Dictionary& dictionary);

  std::size_t rule_count() const { return rule_count_; }
  std::size_t node_count() const { return begins_.size() - 1; }
  bool is_rule(Node node) const { return node < rule_count_; }

  /// The nodes that one leads to.
  std::span<const Node> targets(Node node) const {
    return std::span(targets_).subspan(begins_[node], begins_[node + 1] - begins_[node]);
  }
  /// How a rule reads its targets.
  std::span<const Reading> readings(RuleIndex rule) const {
    const auto node = static_cast<Node>(rule);
    return std::span(readings_).subspan(begins_[node], begins_[node + 1] - begins_[node]);
  }

  /// The rules that a rule depends on, in order: one dependency each, closed if any pattern closes
  /// it.
  std::vector<Dependency> of(RuleIndex rule) const;
  /// The dependencies of all rules, which may be as many as the square of the rules.
  std::vector<Dependency> all() const;

 private:
  class Builder;

  std::size_t rule_count_ = 0;
  std::vector<std::size_t> begins_ = {0};
  std::vector<Node> targets_;      ///< by node
  std::vector<Reading> readings_;  ///< beside the targets of rules
};

}  // namespace rules
