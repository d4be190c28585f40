#include "rules/plan_text.h"

#include "parser/write.h"

namespace rules {

namespace {

const char* sign(parser::Operator op) {
  switch (op) {
    case parser::Operator::Equal:
      return " = ";
    case parser::Operator::NotEqual:
      return " != ";
    case parser::Operator::Less:
      return " < ";
    case parser::Operator::LessOrEqual:
      return " <= ";
    case parser::Operator::Greater:
      return " > ";
    default:
      return " >= ";
  }
}

}  // namespace

std::string PlanWording::text(const Operand& operand) const {
  if (operand.is_constant()) {
    return operand.constant == kNoTerm
               ? std::string()
               : parser::to_turtle(dictionary_.term(terms_.term(operand.constant)),
                                   rules_.prefixes);
  }
  const bool named =
      operand.column < rule_.variables.size() && rule_.variables.named(operand.column);
  return named ? "?" + rule_.variables.name(operand.column) : "?_" + std::to_string(operand.column);
}

std::string PlanWording::text(const Atom& atom) const {
  const std::string parts = triple(atom.subject, atom.predicate, atom.object);
  return atom.kind == Atom::Kind::TermParts ? "<<( " + parts + " )>>" : parts;
}

std::string PlanWording::text(const Fixed& fixed) const {
  return text(Operand::of_column(fixed.column)) + " is " + text(Operand::of(fixed.term));
}

std::string PlanWording::text(const Condition& condition) const {
  if (const auto& comparison = condition.comparison) {
    return text(comparison->left) + sign(comparison->op) + text(comparison->right);
  }
  std::string result = "on";
  for (const Column column : condition.needs) result += " " + text(Operand::of_column(column));
  return result;
}

std::string PlanWording::text(const Conclusion& conclusion) const {
  return triple(conclusion.subject, conclusion.predicate, conclusion.object);
}

std::string PlanWording::triple(const Operand& subject, const Operand& predicate,
                                const Operand& object) const {
  std::string verb = text(predicate);
  if (verb == "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>") verb = "a";
  return text(subject) + " " + verb + " " + text(object);
}

}  // namespace rules
