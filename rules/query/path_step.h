#pragma once

#include <cstddef>
#include <memory>
#include <unordered_map>
#include <vector>

#include "rules/query/reach.h"
#include "rules/query/run.h"

namespace query {

/// Matches a path with `*`, `+` or `?` (SPARQL 1.2 Query, section 18.4). What is reached from an
/// end is remembered: rows often share it.
class PathStep final : public Operator {
 public:
  PathStep(Run& run, const Algebra& pattern, Operator& next);

  bool push(Row& row) override;

 private:
  /// One end of the path, and the way from there to the other.
  struct End {
    End(const match::Slot& the_slot, Automaton the_automaton);

    bool is_constant() const { return slot.kind == match::Slot::Kind::Constant; }

    const match::Slot& slot;
    std::vector<match::VariableIndex> variables;
    Automaton automaton;
    std::unordered_map<kg::TermId, std::unique_ptr<Reach>> reached;
  };

  kg::TermId value(const End& end, const Row& row) const;
  Reach& reach(End& from, kg::TermId start);
  bool follow(Reach& reach, kg::TermId start, const End& to, Row& row);
  bool follow_from_all(Row& row);
  bool follow_new(kg::TermId start, TermSet& done, Row& row);
  bool pass_on(const End& end, kg::TermId term, Row& row);
  bool is_allowed(kg::TermId start, kg::TermId end) const;

  Run& run_;
  Operator& next_;
  End subject_;
  End object_;
  /// The sizes of all that is remembered.
  std::size_t remembered_ = 0;
};

/// Matches a triple whose predicate is not in a set.
class NegatedSetStep final : public Operator {
 public:
  NegatedSetStep(Run& run, const Algebra& pattern, Operator& next);

  bool push(Row& row) override;

 private:
  bool pass_on(const kg::Triple& triple, Row& row);

  Run& run_;
  const Algebra& pattern_;
  Operator& next_;
  std::vector<kg::TermId> excluded_;
  std::vector<match::VariableIndex> variables_;
  std::vector<match::VariableIndex> open_;
};

}  // namespace query
