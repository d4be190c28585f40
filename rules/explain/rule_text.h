#pragma once

#include <string>

#include "kg/dictionary.h"
#include "parser/sparql_rl_syntax.h"
#include "rules/explain/derivation.h"
#include "rules/rule_set.h"

/// What a compiled rule says, in the rule language again.
namespace explain {

/// Writes parts of one rule, with the values of an instance filled in or not.
class RuleText {
 public:
  RuleText(const rules::Rule& rule, const parser::Prefixes& prefixes,
           const kg::Dictionary& dictionary)
      : rule_(rule), prefixes_(prefixes), dictionary_(dictionary) {}

  /// As the rule has it.
  std::string text(const match::Expression& expression) const;
  /// With the values of the variables that have one.
  std::string text(const match::Expression& expression, const match::Bindings& bindings) const;
  std::string text(const match::TriplePattern& pattern, const match::Bindings& bindings) const;

  /// Likewise; the variables of its own stay.
  std::string text(const match::Aggregate& aggregate, const match::Bindings& bindings) const;

  Sought sought(const match::Negation& negation, const match::Bindings& bindings) const;

 private:
  parser::Node node(const match::Slot& slot, const match::Bindings& bindings) const;
  parser::Node variable(match::VariableIndex index, const match::Bindings& bindings) const;
  parser::TriplePattern syntax(const match::TriplePattern& pattern,
                               const match::Bindings& bindings) const;
  parser::Filter syntax(const match::Filter& filter, const match::Bindings& bindings) const;
  parser::Negation syntax(const match::Negation& negation, const match::Bindings& bindings) const;
  parser::Expression syntax(const match::Expression& expression,
                            const match::Bindings& bindings) const;

  const rules::Rule& rule_;
  const parser::Prefixes& prefixes_;
  const kg::Dictionary& dictionary_;
};

/// What a variable is called where it has no value: `?name`, or nothing for a blank node or the
/// joint of a path.
std::string variable_name(const match::Variables& variables, match::VariableIndex index);

}  // namespace explain
