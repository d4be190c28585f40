#include "rules/dependency.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <variant>

#include "rules/match/pattern.h"

namespace rules {

namespace {

/// A triple template of a rule head.
struct Template {
  RuleIndex rule;
  const match::TriplePattern* triple;
};

/// Predicate and object of a triple, when both are constants.
struct Pair {
  kg::TermId predicate;
  kg::TermId object;

  bool operator==(const Pair&) const = default;
};

struct PairHash {
  std::size_t operator()(const Pair& pair) const {
    return std::hash<kg::Triple>()({kg::TermId::None, pair.predicate, pair.object});
  }
};

bool is_constant(const match::Slot& slot) { return slot.kind == match::Slot::Kind::Constant; }

/// The templates of all rule heads, by the constants in them.
class Templates {
 public:
  explicit Templates(const RuleSet& rules) {
    for (std::size_t i = 0; i < rules.rules.size(); ++i) {
      for (const match::TriplePattern& triple : rules.rules[i].head) {
        add({static_cast<RuleIndex>(i), &triple});
      }
    }
  }

  /// Visits each template that might match the pattern, as far as the index can tell.
  template <class Visit>
  void candidates(const match::TriplePattern& pattern, Visit&& visit) const {
    const auto visit_all = [&](const std::vector<Template>& templates) {
      for (const Template& t : templates) visit(t);
    };
    if (!is_constant(pattern.predicate)) return visit_all(all_);
    visit_all(any_predicate_);
    const kg::TermId predicate = pattern.predicate.constant;
    if (!is_constant(pattern.object)) return visit_all(find(by_predicate_, predicate));
    visit_all(find(any_object_, predicate));
    visit_all(find(by_pair_, Pair{predicate, pattern.object.constant}));
  }

 private:
  template <class Map>
  static const std::vector<Template>& find(const Map& map, const typename Map::key_type& key) {
    static const std::vector<Template> kNone;
    const auto found = map.find(key);
    return found == map.end() ? kNone : found->second;
  }

  void add(const Template& t) {
    all_.push_back(t);
    if (!is_constant(t.triple->predicate)) {
      any_predicate_.push_back(t);
      return;
    }
    const kg::TermId predicate = t.triple->predicate.constant;
    by_predicate_[predicate].push_back(t);
    if (is_constant(t.triple->object)) {
      by_pair_[{predicate, t.triple->object.constant}].push_back(t);
    } else {
      any_object_[predicate].push_back(t);
    }
  }

  std::vector<Template> all_;
  std::vector<Template> any_predicate_;
  std::unordered_map<kg::TermId, std::vector<Template>> by_predicate_;
  std::unordered_map<kg::TermId, std::vector<Template>> any_object_;
  std::unordered_map<Pair, std::vector<Template>, PairHash> by_pair_;
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
        if (negation->data) continue;
        for (const auto& inner : negation->body) {
          const auto* p = std::get_if<match::TriplePattern>(&inner);
          if (p != nullptr) add(*p, {from, {}, true, element});
        }
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
