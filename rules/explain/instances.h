#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rules/explain/why.h"
#include "rules/match/expression.h"
#include "rules/match/solve.h"
#include "rules/new_terms.h"

namespace explain {

/// Finds the rule instances that conclude a triple, by matching rule bodies backwards.
class InstanceFinder {
 public:
  /// What the evidence borrows must outlive it.
  explicit InstanceFinder(const Evidence& evidence);

  /// A rule and the values of its variables. Return false to stop.
  using Visitor = std::function<bool(rules::RuleIndex, const match::Bindings&)>;

  /// Visits the rule instances that conclude the triple from triples that are all strictly older
  /// than `older_than` (if set), in the order of the rules, each once. Returns false if the visitor
  /// stopped it.
  ///
  /// `allowance`, if any, is counted down as `match::Scope` has it; the search stops when it is
  /// used up.
  ///
  /// What NOW() said when the rules ran is not known any more. If no rule concludes the triple
  /// otherwise, those that come to another value or filter differently because of it count too.
  bool find(const kg::Triple& triple, std::optional<kg::Order> older_than, std::size_t* allowance,
            const Visitor& visit);

  /// The triples that the patterns of the rule's body match in an instance, in the order of the
  /// text, then those that its aggregates count, each once for an aggregate.
  std::vector<kg::Triple> premises(rules::RuleIndex rule, const match::Bindings& bindings);

 private:
  struct Template {
    rules::RuleIndex rule;
    std::uint32_t number = 0;  ///< in the head
  };
  /// Predicate and object of a head, `None` where it is not a constant.
  struct Key {
    kg::TermId predicate = kg::TermId::None;
    kg::TermId object = kg::TermId::None;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };

  bool find(const kg::Triple& triple, std::optional<kg::Order> older_than, std::size_t* allowance,
            bool any_time, const Visitor& visit);
  std::vector<Template> candidates(const kg::Triple& triple) const;
  bool find_in_rule(std::span<const Template> templates, const kg::Triple& triple,
                    const match::Scope& scope, bool any_time, const Visitor& visit);
  bool counts_older(rules::RuleIndex rule, const match::Bindings& bindings, kg::Order than);
  std::vector<kg::Triple> counted_premises(rules::RuleIndex rule, const match::Bindings& bindings);
  /// Whether the solution makes the blank nodes that the head is to have; fills in the others.
  bool makes_blank_nodes(rules::RuleIndex rule, match::Bindings& bindings);

  const Evidence evidence_;
  match::Evaluator evaluator_;
  rules::NewTerms new_terms_;
  std::unordered_map<Key, std::vector<Template>, KeyHash> heads_;
  std::vector<bool> asks_for_time_;  ///< by rule
};

}  // namespace explain
