#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "parser/sparql_syntax.h"
#include "rules/match/pattern.h"
#include "rules/query/variable_set.h"

/// Questions as trees of operators (SPARQL 1.2 Query, sections 18.3 and 18.5).
namespace query {

/// An expression and what it depends on.
struct Formula {
  match::Expression expression;
  VariableSet variables;              ///< that it mentions, in its EXISTS groups too
  std::vector<std::uint32_t> groups;  ///< its EXISTS groups, by number
  bool varies = false;  ///< RAND, UUID, BNODE: its value is made anew for each solution
};

/// An operator and what it applies to. Made by the functions below, which know what belongs
/// together.
struct Algebra {
  enum class Kind : std::uint8_t {
    BasicPattern,  ///< `triples`; without any it has one solution, which binds nothing
    Path,          ///< `path` from `subject` to `object`: repeated, optional, or a negated set
    Join,          ///< of all operands
    LeftJoin,      ///< of two; `formulas` are the conditions on what the second adds
    Filter,        ///< of one by `formulas`, which must all be true
    Union,         ///< of all operands
    Extend,        ///< of one: `variable` gets the value of the only formula
    OrderBy,       ///< of one by `formulas`
    Project,       ///< of one to `columns`
    Distinct,      ///< of one, the first of equal solutions
    Slice          ///< of one
  };
  Kind kind = Kind::BasicPattern;
  std::vector<Algebra> operands;

  std::vector<match::TriplePattern> triples;
  match::Slot subject;
  parser::Path path;
  match::Slot object;
  std::vector<Formula> formulas;
  std::vector<bool> descending;  ///< OrderBy: by formula
  match::VariableIndex variable = 0;
  std::vector<match::VariableIndex> columns;  ///< Project and Distinct
  std::uint64_t offset = 0;
  std::optional<std::uint64_t> limit;

  VariableSet certain;    ///< variables that every solution binds
  VariableSet possible;   ///< variables that some solution may bind
  VariableSet mentioned;  ///< all variables in it, those of expressions included
  bool varies = false;    ///< whether it holds a formula that does
  std::size_t depth = 1;  ///< of the tree
};

/// The identity of joins.
bool is_unit(const Algebra& algebra);

Algebra basic_pattern(match::TriplePattern triple);
Algebra path_pattern(match::Slot subject, parser::Path path, match::Slot object);
/// Joins and basic graph patterns become part of one join and of one basic graph pattern, which is
/// its first operand: the multiset of solutions is the same in any order.
Algebra join(Algebra left, Algebra right);
Algebra left_join(Algebra left, Algebra right, std::vector<Formula> conditions);
Algebra filter(Algebra pattern, std::vector<Formula> conditions);
Algebra unite(std::vector<Algebra> branches);
Algebra extend(Algebra pattern, match::VariableIndex variable, Formula value);
Algebra order_by(Algebra pattern, std::vector<Formula> keys, std::vector<bool> descending);
Algebra project(Algebra pattern, std::vector<match::VariableIndex> columns);
Algebra distinct(Algebra pattern, std::vector<match::VariableIndex> columns);
Algebra slice(Algebra pattern, std::uint64_t offset, std::optional<std::uint64_t> limit);

/// Those of `variables` that must not have a value before the pattern is solved, because that would
/// change more than which of its solutions are found: an expression within would see them, or
/// something would be found missing.
VariableSet cannot_be_bound_before(const Algebra& algebra, const VariableSet& variables);

/// A query in the form in which it is evaluated.
struct Question {
  match::Variables variables;
  Algebra root;
  std::vector<Algebra> groups;                           ///< of EXISTS, by number
  std::vector<match::VariableIndex> columns;             ///< SELECT
  std::vector<match::TriplePattern> construct_template;  ///< CONSTRUCT
};

}  // namespace query
