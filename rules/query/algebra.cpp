#include "rules/query/algebra.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

namespace query {

namespace {

using Kind = Algebra::Kind;

Algebra over(Kind kind, Algebra operand) {
  Algebra result;
  result.kind = kind;
  result.certain = operand.certain;
  result.possible = operand.possible;
  result.mentioned = operand.mentioned;
  result.varies = operand.varies;
  result.depth = operand.depth + 1;
  result.operands.push_back(std::move(operand));
  return result;
}

void add_formulas(Algebra& to, std::vector<Formula> formulas) {
  for (const Formula& formula : formulas) {
    to.mentioned.insert(formula.variables);
    to.varies = to.varies || formula.varies;
  }
  to.formulas = std::move(formulas);
}

/// All variables of a pattern that binds each of them.
void bind_all(Algebra& pattern, const std::vector<match::VariableIndex>& variables) {
  pattern.certain = VariableSet(variables);
  pattern.possible = pattern.certain;
  pattern.mentioned = pattern.certain;
}

void add_triples(Algebra& to, std::vector<match::TriplePattern> triples) {
  to.triples.insert(to.triples.end(), std::make_move_iterator(triples.begin()),
                    std::make_move_iterator(triples.end()));
}

void add_variables(Algebra& to, const Algebra& operand) {
  to.certain.insert(operand.certain);
  to.possible.insert(operand.possible);
  to.mentioned.insert(operand.mentioned);
  to.varies = to.varies || operand.varies;
  to.depth = std::max(to.depth, operand.depth + 1);
}

void add_operand(Algebra& to, Algebra operand) {
  if (operand.kind != Kind::BasicPattern) {
    to.operands.push_back(std::move(operand));
  } else if (!to.operands.empty() && to.operands.front().kind == Kind::BasicPattern) {
    add_variables(to.operands.front(), operand);
    add_triples(to.operands.front(), std::move(operand.triples));
  } else {
    to.operands.insert(to.operands.begin(), std::move(operand));
  }
}

}  // namespace

bool is_unit(const Algebra& algebra) {
  return algebra.kind == Kind::BasicPattern && algebra.triples.empty();
}

Algebra basic_pattern(match::TriplePattern triple) {
  Algebra result;
  std::vector<match::VariableIndex> variables;
  match::collect_variables(triple, variables);
  bind_all(result, variables);
  result.triples.push_back(std::move(triple));
  return result;
}

Algebra path_pattern(match::Slot subject, parser::Path path, match::Slot object) {
  Algebra result;
  result.kind = Kind::Path;
  std::vector<match::VariableIndex> variables;
  match::collect_variables(subject, variables);
  match::collect_variables(object, variables);
  bind_all(result, variables);
  result.subject = std::move(subject);
  result.path = std::move(path);
  result.object = std::move(object);
  return result;
}

Algebra join(Algebra left, Algebra right) {
  if (is_unit(left)) return right;
  if (is_unit(right)) return left;
  if (left.kind != Kind::Join) left = over(Kind::Join, std::move(left));
  add_variables(left, right);
  if (right.kind == Kind::Join) {
    for (Algebra& operand : right.operands) add_operand(left, std::move(operand));
  } else {
    add_operand(left, std::move(right));
  }
  if (left.operands.size() > 1) return left;
  Algebra only = std::move(left.operands.front());
  return only;
}

Algebra left_join(Algebra left, Algebra right, std::vector<Formula> conditions) {
  Algebra result = over(Kind::LeftJoin, std::move(left));
  result.possible.insert(right.possible);
  result.mentioned.insert(right.mentioned);
  result.varies = result.varies || right.varies;
  result.depth = std::max(result.depth, right.depth + 1);
  add_formulas(result, std::move(conditions));
  result.operands.push_back(std::move(right));
  return result;
}

Algebra filter(Algebra pattern, std::vector<Formula> conditions) {
  if (conditions.empty()) return pattern;
  Algebra result = over(Kind::Filter, std::move(pattern));
  add_formulas(result, std::move(conditions));
  return result;
}

Algebra unite(std::vector<Algebra> branches) {
  assert(!branches.empty());
  if (branches.size() == 1) {
    Algebra only = std::move(branches.front());
    return only;
  }
  Algebra result;
  result.kind = Kind::Union;
  result.certain = branches.front().certain;
  for (const Algebra& branch : branches) {
    const VariableSet certain = result.certain & branch.certain;
    add_variables(result, branch);
    result.certain = certain;
  }
  result.operands = std::move(branches);
  return result;
}

Algebra extend(Algebra pattern, match::VariableIndex variable, Formula value) {
  Algebra result = over(Kind::Extend, std::move(pattern));
  result.variable = variable;
  result.possible.insert(variable);
  result.mentioned.insert(variable);
  add_formulas(result, {std::move(value)});
  return result;
}

Algebra order_by(Algebra pattern, std::vector<Formula> keys, std::vector<bool> descending) {
  Algebra result = over(Kind::OrderBy, std::move(pattern));
  add_formulas(result, std::move(keys));
  result.descending = std::move(descending);
  return result;
}

Algebra project(Algebra pattern, std::vector<match::VariableIndex> columns) {
  Algebra result = over(Kind::Project, std::move(pattern));
  const VariableSet visible(columns);
  result.certain.keep(visible);
  result.possible.keep(visible);
  result.columns = std::move(columns);
  return result;
}

Algebra distinct(Algebra pattern, std::vector<match::VariableIndex> columns) {
  Algebra result = over(Kind::Distinct, std::move(pattern));
  result.columns = std::move(columns);
  return result;
}

Algebra slice(Algebra pattern, std::uint64_t offset, std::optional<std::uint64_t> limit) {
  Algebra result = over(Kind::Slice, std::move(pattern));
  result.offset = offset;
  result.limit = limit;
  return result;
}

VariableSet cannot_be_bound_before(const Algebra& algebra, const VariableSet& variables) {
  VariableSet result;
  switch (algebra.kind) {
    case Kind::BasicPattern:
    case Kind::Path:
      return result;
    case Kind::Join:
    case Kind::Union:
      break;
    case Kind::Filter:
    case Kind::Extend:
      for (const Formula& formula : algebra.formulas) result.insert(formula.variables);
      result.keep(variables);
      result.erase(algebra.operands.front().certain);
      break;
    case Kind::LeftJoin:
      for (const Formula& formula : algebra.formulas) result.insert(formula.variables);
      result.insert(algebra.operands.back().mentioned);
      result.keep(variables);
      result.erase(algebra.operands.front().certain);
      return result | cannot_be_bound_before(algebra.operands.front(), variables);
    case Kind::OrderBy:
    case Kind::Project:
    case Kind::Distinct:
    case Kind::Slice:
      return algebra.mentioned & variables;
  }
  for (const Algebra& operand : algebra.operands) {
    result.insert(cannot_be_bound_before(operand, variables));
  }
  return result;
}

}  // namespace query
