#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "kg/dictionary.h"
#include "rules/rule_set.h"

namespace rules {

/// The terms that rules make up. They stand for the rule and the solution, hashed from their text:
/// evaluating again, or on another machine, makes the same ones, and an explanation can tell which
/// solution made one.
class NewTerms {
 public:
  NewTerms(const RuleSet& rules, const kg::Dictionary& dictionary)
      : rules_(rules), dictionary_(dictionary) {}

  /// The blank node that a variable of the head with `Rule::head_blank` stands for in a solution of
  /// the body.
  rdf::Term blank_node(RuleIndex rule, match::VariableIndex variable,
                       const match::Bindings& solution);

  /// What `match::Evaluator::set_seed` is told before the SET that gives `variable` a value: it
  /// stands for the solution so far, which is what the triple patterns before the SET have matched.
  std::uint64_t seed(RuleIndex rule, match::VariableIndex variable,
                     const match::Bindings& solution);

 private:
  struct Digest {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
  };

  Digest digest_of(RuleIndex rule);
  Digest digest_of(kg::TermId term);

  const RuleSet& rules_;
  const kg::Dictionary& dictionary_;
  std::vector<Digest> of_rules_;
  std::unordered_map<kg::TermId, Digest> of_terms_;
};

}  // namespace rules
