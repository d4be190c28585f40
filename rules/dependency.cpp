#include "rules/dependency.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "rules/match/pattern.h"
#include "rules/templates.h"

namespace rules {

/// Finds patterns and templates, and writes the edges node by node.
class DependencyGraph::Builder {
 public:
  Builder(const RuleSet& rules, DependencyGraph& graph) : rules_(rules), graph_(graph) {}

  void build(const kg::Dictionary& dictionary) {
    graph_.rule_count_ = rules_.rules.size();
    for (std::size_t i = 0; i < rules_.rules.size(); ++i) {
      add(rules_.rules[i]);
      end_node();
    }
    const Templates templates(rules_);
    const auto first = static_cast<Node>(graph_.rule_count_ + patterns_.size());
    for (const match::TriplePattern* pattern : patterns_) {
      const std::size_t before = graph_.targets_.size();
      templates.matching(*pattern, dictionary, graph_.targets_);
      for (std::size_t i = before; i < graph_.targets_.size(); ++i) graph_.targets_[i] += first;
      end_node();
    }
    add_makers(templates);
  }

 private:
  void end_node() { graph_.begins_.push_back(graph_.targets_.size()); }

  void add(const Rule& rule) {
    if (rule.where_data) return;
    for (std::size_t i = 0; i < rule.body.size(); ++i) {
      const auto element = static_cast<std::uint32_t>(i);
      if (const auto* pattern = std::get_if<match::TriplePattern>(&rule.body[i])) {
        add(*pattern, {rule.run_once, element});
      } else if (const auto* negation = std::get_if<match::Negation>(&rule.body[i])) {
        add(*negation, {true, element});
      } else if (const auto* aggregate = std::get_if<match::Aggregate>(&rule.body[i])) {
        add(*aggregate, {true, element});
      }
    }
  }

  void add(const match::TriplePattern& pattern, const Reading& reading) {
    const std::uint32_t number = shapes_.add(pattern, {});
    if (number == patterns_.size()) patterns_.push_back(&pattern);
    graph_.targets_.push_back(static_cast<Node>(graph_.rule_count_ + number));
    graph_.readings_.push_back(reading);
  }

  void add(const match::Negation& negation, const Reading& reading) {
    if (negation.data) return;
    for (const auto& inner : negation.body) {
      const auto* pattern = std::get_if<match::TriplePattern>(&inner);
      if (pattern != nullptr) add(*pattern, reading);
    }
  }

  void add(const match::Aggregate& aggregate, const Reading& reading) {
    if (aggregate.data) return;
    for (const auto& inner : aggregate.body) {
      const auto* pattern = std::get_if<match::TriplePattern>(&inner);
      const auto* negation = std::get_if<match::Negation>(&inner);
      if (pattern != nullptr) add(*pattern, reading);
      if (negation != nullptr) add(*negation, reading);
    }
  }

  void add_makers(const Templates& templates) {
    auto makers = templates.makers();
    std::sort(makers.begin(), makers.end());
    makers.erase(std::unique(makers.begin(), makers.end()), makers.end());
    auto next = makers.begin();
    for (std::uint32_t i = 0; i < templates.size(); ++i) {
      for (; next != makers.end() && next->first == i; ++next) {
        graph_.targets_.push_back(static_cast<Node>(next->second));
      }
      end_node();
    }
  }

  const RuleSet& rules_;
  DependencyGraph& graph_;
  Shapes shapes_;
  std::vector<const match::TriplePattern*> patterns_;
};

DependencyGraph::DependencyGraph(const RuleSet& rules, const kg::Dictionary& dictionary) {
  Builder(rules, *this).build(dictionary);
}

std::vector<Dependency> DependencyGraph::of(RuleIndex rule) const {
  std::vector<Dependency> found;
  const auto patterns = targets(static_cast<Node>(rule));
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const Reading reading = readings(rule)[i];
    for (const Node made : targets(patterns[i])) {
      for (const Node maker : targets(made)) {
        found.push_back({rule, static_cast<RuleIndex>(maker), reading.closed, reading.element});
      }
    }
  }
  // A NOT closes a pair, whatever else there is.
  std::sort(found.begin(), found.end(), [](const Dependency& a, const Dependency& b) {
    if (a.to != b.to) return a.to < b.to;
    if (a.closed != b.closed) return a.closed;
    return a.element < b.element;
  });
  const auto same = [](const Dependency& a, const Dependency& b) { return a.to == b.to; };
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  return found;
}

std::vector<Dependency> DependencyGraph::all() const {
  std::vector<Dependency> result;
  for (std::size_t i = 0; i < rule_count_; ++i) {
    const std::vector<Dependency> some = of(static_cast<RuleIndex>(i));
    result.insert(result.end(), some.begin(), some.end());
  }
  return result;
}

}  // namespace rules
