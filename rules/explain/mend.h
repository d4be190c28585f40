#pragma once

#include <cstdint>
#include <vector>

#include "rules/explain/rule_heads.h"
#include "rules/explain/why.h"
#include "rules/explain/why_not.h"
#include "rules/match/expression.h"

namespace explain {

/// Works out the changes of facts that would make elements of a partial match hold.
class Mender {
 public:
  Mender(const Evidence& evidence, const RuleHeads& heads, match::Evaluator& evaluator,
         const WhyNotOptions& options)
      : evidence_(evidence), heads_(heads), evaluator_(evaluator), options_(options) {}

  /// What was asked for. A change of what is said of these terms is nearer than one of what is said
  /// in general, such as a setting that all conclusions of a kind hang on.
  void prefer(std::vector<kg::TermId> terms) { preferred_ = std::move(terms); }

  /// Adds to the fix of an attempt what an element takes, and to the element what is near it. The
  /// goals so far are those of `why_not`.
  void mend(Attempt& attempt, TriedElement& element, std::uint32_t number, const WhyNot& why_not);

 private:
  void add_to_fix(Attempt& attempt, TriedElement& element, std::uint32_t number,
                  const WhyNot& why_not);
  void mend_pattern(Attempt& attempt, TriedElement& element, const WhyNot& why_not);
  void mend_absence(Fix& fix, const TriedElement& element);
  /// A fact that gives a comparison a value under which it holds, if the value comes from one
  /// stated fact and nothing else hangs on it.
  bool mend_comparison(Attempt& attempt, const match::Filter& filter);
  std::optional<match::VariableIndex> adjustable(const rules::Rule& rule,
                                                 const match::TriplePattern*& source,
                                                 const match::Expression& side,
                                                 const Attempt& attempt) const;
  void leave_open(Fix& fix, const rules::Rule& rule, const TriedElement& element, double extra);
  int preference(const kg::Triple& fact) const;
  double cost(const Fix& fix) const;

  const Evidence& evidence_;
  const RuleHeads& heads_;
  match::Evaluator& evaluator_;
  const WhyNotOptions& options_;
  std::vector<kg::TermId> preferred_;
};

}  // namespace explain
