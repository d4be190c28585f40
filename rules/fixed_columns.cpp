#include "rules/fixed_columns.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "kg/term_id.h"

namespace rules {

namespace {

using Leaf = match::Expression::Leaf;

std::optional<Fixed> fixed_by(const match::Expression& expression, LocalTerms& terms) {
  if (expression.op != parser::Operator::Equal && expression.op != parser::Operator::SameTerm) {
    return std::nullopt;
  }
  const match::Expression* variable = &expression.operands[0];
  const match::Expression* constant = &expression.operands[1];
  if (variable->leaf != Leaf::Variable) std::swap(variable, constant);
  if (variable->leaf != Leaf::Variable || constant->leaf != Leaf::Constant) return std::nullopt;
  if (expression.op == parser::Operator::Equal && !kg::is_iri(constant->constant)) {
    return std::nullopt;
  }
  return Fixed{variable->variable, terms.of(constant->constant)};
}

bool matches(const std::vector<Atom>& atoms, Column column) {
  const Operand operand = Operand::of_column(column);
  return std::any_of(atoms.begin(), atoms.end(), [&](const Atom& atom) {
    return atom.subject == operand || atom.predicate == operand || atom.object == operand;
  });
}

void put(const Fixed& fixed, Atom& atom, WorkingGraph& graph) {
  for (Operand* operand : {&atom.subject, &atom.predicate, &atom.object}) {
    if (*operand == Operand::of_column(fixed.column)) *operand = Operand::of(fixed.term);
  }
  if (atom.kind != Atom::Kind::AnyPredicate || !atom.predicate.is_constant()) return;
  atom.kind = Atom::Kind::Relation;
  atom.relation = graph.add(atom.predicate.constant);
}

}  // namespace

void fix_columns(Clause& clause, WorkingGraph& graph) {
  std::erase_if(clause.conditions, [&](const Condition& condition) {
    const auto fixed = fixed_by(*condition.expression, graph.terms());
    // What a SET gives is not in any pattern, and of two such filters the second remains one.
    if (!fixed || !matches(clause.atoms, fixed->column)) return false;
    for (Atom& atom : clause.atoms) put(*fixed, atom, graph);
    clause.fixed.push_back(*fixed);
    return true;
  });
}

}  // namespace rules
