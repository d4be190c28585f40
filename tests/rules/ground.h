#pragma once

#include <set>
#include <string>
#include <vector>

#include "kg/term_id.h"
#include "tests/rules/world.h"

/// The rule instances of a small world, found by trying every triple for every pattern: what
/// explanations are checked against. Shares nothing with the explainer but the expressions.
namespace ground {

struct Instance {
  rules::RuleIndex rule;
  match::Bindings bindings;
  std::vector<kg::Triple> premises;
  std::vector<kg::Triple> conclusions;
  std::vector<std::string> absences;
};

class Finder {
 public:
  explicit Finder(World& world) : world_(world), evaluator_(world.dictionary) {
    const auto collect = [](std::vector<kg::Triple>& into) {
      return [&into](const kg::Triple& triple, kg::Order) {
        into.push_back(triple);
        return true;
      };
    };
    world.graph.scan({}, kg::Part::Base, collect(base_));
    world.graph.scan({}, kg::Part::Evaluation, collect(all_));
    for (std::size_t i = 0; i < world.program.rules.rules.size(); ++i) {
      rule_ = static_cast<rules::RuleIndex>(i);
      const rules::Rule& rule = world.program.rules.rule(rule_);
      instance_ = {rule_, match::Bindings(rule.variables.size()), {}, {}, {}};
      solve(rule, 0);
    }
  }

  std::vector<Instance> instances;

 private:
  static kg::TermId value(const match::Slot& slot, const match::Bindings& bindings) {
    return slot.kind == match::Slot::Kind::Constant ? slot.constant : bindings[slot.variable];
  }

  static bool fit(const match::Slot& slot, kg::TermId term, match::Bindings& bindings) {
    if (slot.kind == match::Slot::Kind::Variable && bindings[slot.variable] == kg::TermId::None) {
      bindings[slot.variable] = term;
    }
    return value(slot, bindings) == term;
  }

  static bool fit(const match::TriplePattern& pattern, const kg::Triple& triple,
                  match::Bindings& bindings) {
    return fit(pattern.subject, triple.subject, bindings) &&
           fit(pattern.predicate, triple.predicate, bindings) &&
           fit(pattern.object, triple.object, bindings);
  }

  void solve(const rules::Rule& rule, std::size_t element) {
    if (element == rule.body.size()) return conclude(rule);
    const auto& next = rule.body[element];
    const Instance before = instance_;
    if (const auto* pattern = std::get_if<match::TriplePattern>(&next)) {
      for (const kg::Triple& triple : rule.where_data ? base_ : all_) {
        if (fit(*pattern, triple, instance_.bindings)) {
          instance_.premises.push_back(triple);
          solve(rule, element + 1);
        }
        instance_ = before;
      }
    } else if (const auto* filter = std::get_if<match::Filter>(&next)) {
      if (evaluator_.test(filter->condition, instance_.bindings).value_or(false)) {
        solve(rule, element + 1);
      }
    } else if (const auto* assignment = std::get_if<match::Assignment>(&next)) {
      if (const auto term = evaluator_.evaluate(assignment->value, instance_.bindings)) {
        instance_.bindings[assignment->variable] = *term;
        solve(rule, element + 1);
      }
    } else {
      const auto& negation = std::get<match::Negation>(next);
      const auto& triples = negation.data || rule.where_data ? base_ : all_;
      match::Bindings bindings = instance_.bindings;
      if (!holds(negation, 0, triples, bindings)) {
        instance_.absences.push_back(text(negation, &triples == &base_));
        solve(rule, element + 1);
      }
    }
    instance_ = before;
  }

  bool holds(const match::Negation& negation, std::size_t element,
             const std::vector<kg::Triple>& triples, const match::Bindings& bindings) {
    if (element == negation.body.size()) return true;
    if (const auto* filter = std::get_if<match::Filter>(&negation.body[element])) {
      return evaluator_.test(filter->condition, bindings).value_or(false) &&
             holds(negation, element + 1, triples, bindings);
    }
    const auto& pattern = std::get<match::TriplePattern>(negation.body[element]);
    for (const kg::Triple& triple : triples) {
      match::Bindings attempt = bindings;
      if (fit(pattern, triple, attempt) && holds(negation, element + 1, triples, attempt)) {
        return true;
      }
    }
    return false;
  }

  /// The same for two absences that say the same.
  std::string text(const match::Negation& negation, bool base) const {
    std::string result = base ? "base" : "all";
    for (const auto& element : negation.body) {
      const auto& pattern = std::get<match::TriplePattern>(element);
      for (const match::Slot* slot : {&pattern.subject, &pattern.predicate, &pattern.object}) {
        result +=
            ' ' + std::to_string(static_cast<std::uint64_t>(value(*slot, instance_.bindings)));
      }
    }
    return result;
  }

  void conclude(const rules::Rule& rule) {
    Instance found = instance_;
    for (const match::TriplePattern& head : rule.head) {
      const kg::Triple triple{value(head.subject, found.bindings),
                              value(head.predicate, found.bindings),
                              value(head.object, found.bindings)};
      if (!kg::is_literal(triple.subject)) found.conclusions.push_back(triple);
    }
    instances.push_back(std::move(found));
  }

  World& world_;
  match::Evaluator evaluator_;
  std::vector<kg::Triple> base_;
  std::vector<kg::Triple> all_;
  rules::RuleIndex rule_{};
  Instance instance_;
};

}  // namespace ground
