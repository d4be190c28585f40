#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "rules/dependency.h"

namespace rules {

/// Dependencies by the rule that has them.
class DependencyLists {
 public:
  /// `dependencies` are sorted by `from` and must outlive the lists.
  DependencyLists(std::size_t rule_count, std::span<const Dependency> dependencies);

  std::span<const Dependency> of(RuleIndex rule) const {
    const auto i = static_cast<std::size_t>(rule);
    return dependencies_.subspan(begins_[i], begins_[i + 1] - begins_[i]);
  }
  std::size_t rule_count() const { return begins_.size() - 1; }

 private:
  std::span<const Dependency> dependencies_;
  std::vector<std::size_t> begins_;
};

/// Rules that depend on each other in turn. A component comes after all that its rules depend on.
struct Components {
  std::vector<std::vector<RuleIndex>> members;
  std::vector<std::size_t> by_rule;

  std::size_t of(RuleIndex rule) const { return by_rule[static_cast<std::size_t>(rule)]; }
};

/// The strongly connected components of the dependency graph (Tarjan 1972), in linear time and
/// without recursion.
Components strong_components(const DependencyLists& lists);

}  // namespace rules
