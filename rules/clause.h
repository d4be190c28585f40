#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "rules/rule_set.h"
#include "rules/working_graph.h"

/// Rules in the terms of one run: constants are local ids, predicates are relations, variables are
/// columns.
namespace rules {

/// A column of a batch of solutions: first the variables of the rule, then what planning adds.
using Column = std::uint32_t;
inline constexpr Column kNoColumn = ~Column{0};

/// A constant, or the value of a column.
struct Operand {
  LocalId constant = kNoTerm;
  Column column = kNoColumn;

  static Operand of(LocalId term) { return {term, kNoColumn}; }
  static Operand of_column(Column column) { return {kNoTerm, column}; }
  bool is_constant() const { return column == kNoColumn; }
  bool operator==(const Operand&) const = default;
};

/// What a triple pattern asks for. One with a triple term inside is two atoms: the pattern with a
/// column in its place, and the parts of that column.
struct Atom {
  enum class Kind : std::uint8_t {
    Relation,      ///< a triple with a constant predicate
    AnyPredicate,  ///< a triple whose predicate is a column
    TermParts      ///< `term` is the triple term of subject, predicate and object
  };
  Kind kind = Kind::Relation;
  RelationIndex relation = kNoRelation;
  Operand subject;
  Operand predicate;
  Operand object;
  Column term = kNoColumn;
};

/// A comparison of terms that mostly needs no values.
struct Comparison {
  parser::Operator op = parser::Operator::Leaf;
  Operand left;
  Operand right;
};

/// A FILTER, or one part of a conjunction.
struct Condition {
  const match::Expression* expression = nullptr;
  std::vector<Column> needs;
  /// Set if it is one; `expression` decides what terms alone do not.
  std::optional<Comparison> comparison;
};

/// The value that a FILTER gives a variable of the patterns.
struct Fixed {
  Column column = kNoColumn;
  LocalId term = kNoTerm;
};

/// A NOT.
struct Absence {
  bool base = false;
  std::vector<Atom> atoms;
  std::vector<Condition> conditions;
  std::vector<Column> needs;  ///< columns with a value outside
};

/// A SET.
struct Calculation {
  const match::Expression* expression = nullptr;
  Column target = kNoColumn;
  std::vector<Column> needs;
  bool makes_terms = false;  ///< each solution anew
};

/// A SET of an aggregate: what it matches, and where its values stand.
struct Aggregation {
  const match::Aggregate* aggregate = nullptr;
  Column target = kNoColumn;
  bool base = false;
  std::vector<Atom> atoms;
  std::vector<Condition> conditions;
  std::vector<Absence> absences;
  std::vector<Column> needs;  ///< columns with a value outside
  /// The column of the argument, if that is a variable.
  Column value = kNoColumn;
  /// What the argument needs, and what tells solutions apart if that counts.
  std::vector<Column> gathers;
};

/// A term that each solution makes: a blank node, or a triple term.
struct NewTerm {
  Column target = kNoColumn;
  const match::Slot* triple_term = nullptr;  ///< null for a blank node
  std::vector<Column> needs;
};

/// A triple to infer.
struct Conclusion {
  RelationIndex relation = kNoRelation;  ///< `kNoRelation` where `predicate` is a column
  Operand subject;
  Operand predicate;
  Operand object;
  bool check_subject =
      false;  ///< it may be a literal or a triple term, and then there is no triple
  bool check_predicate = false;  ///< it may be something else than an IRI
};

struct Clause {
  RuleIndex rule{};
  std::uint32_t column_count = 0;
  bool base = false;  ///< WHERE DATA
  std::vector<Atom> atoms;
  std::vector<Fixed> fixed;
  std::vector<Condition> conditions;
  std::vector<Absence> absences;
  std::vector<Calculation> calculations;
  std::vector<Aggregation> aggregations;
  std::vector<NewTerm> new_terms;
  std::vector<Conclusion> conclusions;
};

/// Expresses a rule in the terms of a run. The clause borrows the rule's expressions.
Clause make_clause(const Rule& rule, RuleIndex index, WorkingGraph& graph);

/// The constant predicates that a rule reads or writes, appended; false if it has a variable
/// predicate.
bool collect_predicates(const Rule& rule, std::vector<kg::TermId>& into);

}  // namespace rules
