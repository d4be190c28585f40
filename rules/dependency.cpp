#include "rules/dependency.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>

#include "rules/match/pattern.h"

namespace rules {

namespace {

/// A triple template of a rule head, and the constants in it; `None` for what is not one.
struct Template {
  kg::TermId predicate;
  kg::TermId object;
  RuleIndex rule;
  const match::TriplePattern* triple;
};

kg::TermId constant(const match::Slot& slot) {
  return slot.kind == match::Slot::Kind::Constant ? slot.constant : kg::TermId::None;
}

/// The templates of all rule heads, sorted by their constants.
class Templates {
 public:
  explicit Templates(const RuleSet& rules) {
    for (std::size_t i = 0; i < rules.rules.size(); ++i) {
      for (const match::TriplePattern& triple : rules.rules[i].head) {
        all_.push_back({constant(triple.predicate), constant(triple.object),
                        static_cast<RuleIndex>(i), &triple});
      }
    }
    const auto before = [](const Template& a, const Template& b) {
      return std::tie(a.predicate, a.object, a.rule) < std::tie(b.predicate, b.object, b.rule);
    };
    // Terms have their ids in the order in which rules name them, so that many need no sorting.
    if (!std::is_sorted(all_.begin(), all_.end(), before)) {
      std::sort(all_.begin(), all_.end(), before);
    }
    for (std::size_t begin = 0; begin < all_.size();) {
      std::size_t end = begin;
      while (end < all_.size() && all_[end].predicate == all_[begin].predicate) ++end;
      by_predicate_.emplace(all_[begin].predicate, std::pair(begin, end));
      begin = end;
    }
  }

  /// Visits each template that might match the pattern, as far as the constants can tell.
  template <class Visit>
  void candidates(const match::TriplePattern& pattern, Visit&& visit) const {
    const auto visit_all = [&](std::span<const Template> templates) {
      for (const Template& t : templates) visit(t);
    };
    const kg::TermId predicate = constant(pattern.predicate);
    const kg::TermId object = constant(pattern.object);
    if (predicate == kg::TermId::None) return visit_all(all_);
    visit_all(of_predicate(kg::TermId::None));
    const std::span<const Template> same = of_predicate(predicate);
    if (object == kg::TermId::None) return visit_all(same);
    std::size_t i = 0;
    for (; i < same.size() && same[i].object == kg::TermId::None; ++i) visit(same[i]);
    const auto from =
        std::lower_bound(same.begin() + static_cast<std::ptrdiff_t>(i), same.end(), object,
                         [](const Template& t, kg::TermId wanted) { return t.object < wanted; });
    for (auto t = from; t != same.end() && t->object == object; ++t) visit(*t);
  }

 private:
  std::span<const Template> of_predicate(kg::TermId predicate) const {
    const auto found = by_predicate_.find(predicate);
    if (found == by_predicate_.end()) return {};
    const auto [begin, end] = found->second;
    return std::span(all_).subspan(begin, end - begin);
  }

  std::vector<Template> all_;
  std::unordered_map<kg::TermId, std::pair<std::size_t, std::size_t>> by_predicate_;
};

/// Collects the dependencies of one rule.
class Collector {
 public:
  Collector(const RuleSet& rules, const Templates& templates, const kg::Dictionary& dictionary)
      : rules_(rules), templates_(templates), dictionary_(dictionary) {}

  void collect(RuleIndex from, std::vector<Dependency>& into) {
    const Rule& rule = rules_.rule(from);
    if (rule.where_data) return;
    found_.clear();
    for (std::size_t i = 0; i < rule.body.size(); ++i) {
      const auto element = static_cast<std::uint32_t>(i);
      if (const auto* pattern = std::get_if<match::TriplePattern>(&rule.body[i])) {
        add(*pattern, {from, {}, rule.run_once, element});
      } else if (const auto* negation = std::get_if<match::Negation>(&rule.body[i])) {
        add(*negation, {from, {}, true, element});
      } else if (const auto* aggregate = std::get_if<match::Aggregate>(&rule.body[i])) {
        add(*aggregate, {from, {}, true, element});
      }
    }
    merge(into);
  }

 private:
  void add(const match::TriplePattern& pattern, Dependency dependency) {
    templates_.candidates(pattern, [&](const Template& t) {
      if (!found_.empty() && found_.back().to == t.rule && found_.back() == with(dependency, t)) {
        return;
      }
      if (match::may_match(pattern, *t.triple, rules_.rule(t.rule).head_blank, dictionary_)) {
        found_.push_back(with(dependency, t));
      }
    });
  }

  void add(const match::Negation& negation, const Dependency& dependency) {
    if (negation.data) return;
    for (const auto& inner : negation.body) {
      const auto* pattern = std::get_if<match::TriplePattern>(&inner);
      if (pattern != nullptr) add(*pattern, dependency);
    }
  }

  void add(const match::Aggregate& aggregate, const Dependency& dependency) {
    for (const auto& inner : aggregate.body) {
      const auto* pattern = std::get_if<match::TriplePattern>(&inner);
      const auto* negation = std::get_if<match::Negation>(&inner);
      if (pattern != nullptr && !aggregate.data) add(*pattern, dependency);
      if (negation != nullptr && !aggregate.data) add(*negation, dependency);
    }
  }

  static Dependency with(Dependency dependency, const Template& t) {
    dependency.to = t.rule;
    return dependency;
  }

  /// One edge a pair: a NOT closes it, whatever else there is.
  void merge(std::vector<Dependency>& into) {
    std::sort(found_.begin(), found_.end(), [](const Dependency& a, const Dependency& b) {
      if (a.to != b.to) return a.to < b.to;
      if (a.closed != b.closed) return a.closed;
      return a.element < b.element;
    });
    for (const Dependency& dependency : found_) {
      if (!into.empty() && into.back().from == dependency.from && into.back().to == dependency.to) {
        continue;
      }
      into.push_back(dependency);
    }
  }

  const RuleSet& rules_;
  const Templates& templates_;
  const kg::Dictionary& dictionary_;
  std::vector<Dependency> found_;
};

}  // namespace

std::vector<Dependency> dependency_graph(const RuleSet& rules, const kg::Dictionary& dictionary) {
  const Templates templates(rules);
  Collector collector(rules, templates, dictionary);
  std::vector<Dependency> result;
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    collector.collect(static_cast<RuleIndex>(i), result);
  }
  return result;
}

}  // namespace rules
