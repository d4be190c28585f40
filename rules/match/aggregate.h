#pragma once

#include <optional>
#include <vector>

#include "rules/match/pattern.h"

/// What aggregates come to (SPARQL 1.2 Query, section 18.6.1), in a way that does not hang on the
/// order in which solutions are found: whoever works one out again gets the same.
namespace match {

/// What an aggregate comes to over the values of its argument, one a solution, without repetitions
/// if it is DISTINCT; for `*` any term a solution. `error`: the argument was an error in a solution
/// that has no value here; of all functions COUNT alone does without these. Reorders the values.
///
/// Nothing where there is no value: an error among the values or in adding them up, or nothing to
/// choose from. COUNT and SUM of nothing are 0. MIN, MAX and SAMPLE follow ORDER BY; SAMPLE takes
/// the least. GROUP_CONCAT joins in that order. Numbers of floating point are added in it.
std::optional<kg::TermId> fold(const Aggregate& aggregate, std::vector<kg::TermId>& values,
                               bool error, Evaluator& evaluator, kg::Interner& interner);

/// Collects solutions of an aggregate's body and comes to its value.
class Collection {
 public:
  Collection(const Aggregate& aggregate, Evaluator& evaluator, kg::Interner& interner)
      : aggregate_(aggregate), evaluator_(evaluator), interner_(interner) {}

  void add(const Bindings& solution);
  std::optional<kg::TermId> value();

 private:
  const Aggregate& aggregate_;
  Evaluator& evaluator_;
  kg::Interner& interner_;
  std::vector<kg::TermId> values_;
  std::vector<std::vector<kg::TermId>> solutions_;  ///< of `DISTINCT *`
  bool error_ = false;
};

/// Whether it makes no difference if a value is there twice.
bool ignores_repetition(const Aggregate& aggregate);

}  // namespace match
