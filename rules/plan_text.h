#pragma once

#include <string>

#include "rules/clause.h"

namespace rules {

/// Words for the parts of a clause, with the names that its rule uses.
class PlanWording {
 public:
  PlanWording(const RuleSet& rules, RuleIndex rule, const kg::Dictionary& dictionary,
              const LocalTerms& terms)
      : rules_(rules), rule_(rules.rule(rule)), dictionary_(dictionary), terms_(terms) {}

  std::string text(const Operand& operand) const;
  std::string text(const Atom& atom) const;
  std::string text(const Fixed& fixed) const;
  std::string text(const Condition& condition) const;
  std::string text(const Conclusion& conclusion) const;

 private:
  std::string triple(const Operand& subject, const Operand& predicate, const Operand& object) const;

  const RuleSet& rules_;
  const Rule& rule_;
  const kg::Dictionary& dictionary_;
  const LocalTerms& terms_;
};

}  // namespace rules
