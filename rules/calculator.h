#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include "kg/dictionary.h"
#include "rules/batch.h"
#include "rules/match/expression.h"
#include "rules/new_terms.h"
#include "rules/thread_terms.h"

namespace rules {

/// Evaluates the expressions of rules on batches, and makes the terms of their heads. One per
/// thread.
class Calculator {
 public:
  Calculator(const RuleSet& rules, ThreadTerms& terms, std::chrono::system_clock::time_point now)
      : rules_(rules), terms_(terms), evaluator_(terms, now), new_terms_(rules, terms) {}

  /// Sets `batch.keep` to which rows satisfy the condition. An error does not.
  void test(const Condition& condition, Batch& batch);
  /// Writes the values of a SET to its column and sets `batch.keep` to which rows have one.
  void assign(const Calculation& calculation, RuleIndex rule, Batch& batch);
  /// Writes the values of an expression, which needs these columns, to `values`; `kNoTerm` on an
  /// error.
  void evaluate(const match::Expression& expression, const std::vector<Column>& needs,
                const Batch& batch, LocalId* values);
  /// A whole number.
  LocalId number(std::size_t value);
  /// What `match::fold` says; `kNoTerm` for nothing.
  LocalId fold(const match::Aggregate& aggregate, std::span<const LocalId> values, bool error);
  /// Writes a term of the head to its column; `kNoTerm` where the parts make no legal triple term.
  void make(const NewTerm& term, RuleIndex rule, Batch& batch);

 private:
  bool test_row(const Condition& condition, const Batch& batch, std::size_t row);
  void bind(const std::vector<Column>& columns, const Batch& batch, std::size_t row);

  const RuleSet& rules_;
  ThreadTerms& terms_;
  match::Evaluator evaluator_;
  NewTerms new_terms_;
  match::Bindings bindings_;
  std::vector<kg::TermId> values_;
};

}  // namespace rules
