#include "rules/components.h"

#include <algorithm>
#include <cassert>
#include <cstdint>

namespace rules {

namespace {

class Search {
 public:
  explicit Search(const DependencyLists& lists)
      : lists_(lists), number_(lists.rule_count(), kNew), low_(lists.rule_count(), 0) {
    result_.by_rule.assign(lists.rule_count(), kNone);
  }

  Components run() {
    for (std::size_t i = 0; i < lists_.rule_count(); ++i) {
      if (number_[i] == kNew) walk(i);
    }
    return std::move(result_);
  }

 private:
  static constexpr std::size_t kNew = static_cast<std::size_t>(-1);
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  /// A rule on the way from the start, and which of its dependencies is next.
  struct Step {
    std::size_t rule;
    std::size_t next;
  };

  void walk(std::size_t start) {
    enter(start);
    while (!way_.empty()) {
      const std::size_t rule = way_.back().rule;
      const auto dependencies = lists_.of(static_cast<RuleIndex>(rule));
      if (way_.back().next == dependencies.size()) {
        leave(rule);
        continue;
      }
      const auto to = static_cast<std::size_t>(dependencies[way_.back().next++].to);
      if (number_[to] == kNew) {
        enter(to);
      } else if (result_.by_rule[to] == kNone) {
        low_[rule] = std::min(low_[rule], number_[to]);
      }
    }
  }

  void enter(std::size_t rule) {
    number_[rule] = low_[rule] = count_++;
    open_.push_back(rule);
    way_.push_back({rule, 0});
  }

  void leave(std::size_t rule) {
    way_.pop_back();
    if (!way_.empty()) {
      const std::size_t below = way_.back().rule;
      low_[below] = std::min(low_[below], low_[rule]);
    }
    if (low_[rule] != number_[rule]) return;
    std::vector<RuleIndex>& members = result_.members.emplace_back();
    for (std::size_t member = kNone; member != rule;) {
      member = open_.back();
      open_.pop_back();
      result_.by_rule[member] = result_.members.size() - 1;
      members.push_back(static_cast<RuleIndex>(member));
    }
    std::sort(members.begin(), members.end());
  }

  const DependencyLists& lists_;
  std::vector<std::size_t> number_;
  std::vector<std::size_t> low_;
  std::vector<std::size_t> open_;
  std::vector<Step> way_;
  std::size_t count_ = 0;
  Components result_;
};

}  // namespace

DependencyLists::DependencyLists(std::size_t rule_count, std::span<const Dependency> dependencies)
    : dependencies_(dependencies), begins_(rule_count + 1, 0) {
  assert(std::is_sorted(dependencies.begin(), dependencies.end(),
                        [](const Dependency& a, const Dependency& b) { return a.from < b.from; }));
  for (const Dependency& dependency : dependencies) {
    ++begins_[static_cast<std::size_t>(dependency.from) + 1];
  }
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
}

Components strong_components(const DependencyLists& lists) { return Search(lists).run(); }

}  // namespace rules
