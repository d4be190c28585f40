#include <cassert>
#include <cstddef>
#include <string>

#include "kg/rdf/vocabulary.h"
#include "parser/built_ins.h"
#include "parser/write.h"

namespace parser {
namespace {

/// How tightly an expression binds, loosest first.
enum class Level { Or, And, Relation, Sum, Product, Unary, Primary };

Level level_of(Operator op) {
  switch (op) {
    case Operator::Or:
      return Level::Or;
    case Operator::And:
      return Level::And;
    case Operator::Equal:
    case Operator::NotEqual:
    case Operator::Less:
    case Operator::Greater:
    case Operator::LessOrEqual:
    case Operator::GreaterOrEqual:
    case Operator::In:
    case Operator::NotIn:
      return Level::Relation;
    case Operator::Add:
    case Operator::Subtract:
      return Level::Sum;
    case Operator::Multiply:
    case Operator::Divide:
      return Level::Product;
    case Operator::Not:
    case Operator::Plus:
    case Operator::Minus:
      return Level::Unary;
    default:
      return Level::Primary;
  }
}

std::string_view sign_of(Operator op) {
  switch (op) {
    case Operator::Or:
      return "||";
    case Operator::And:
      return "&&";
    case Operator::Equal:
      return "=";
    case Operator::NotEqual:
      return "!=";
    case Operator::Less:
      return "<";
    case Operator::Greater:
      return ">";
    case Operator::LessOrEqual:
      return "<=";
    case Operator::GreaterOrEqual:
      return ">=";
    case Operator::In:
      return "IN";
    case Operator::NotIn:
      return "NOT IN";
    case Operator::Add:
      return "+";
    case Operator::Subtract:
      return "-";
    case Operator::Multiply:
      return "*";
    case Operator::Divide:
      return "/";
    case Operator::Not:
      return "!";
    case Operator::Plus:
      return "+";
    case Operator::Minus:
      return "-";
    default:
      return {};
  }
}

Level tighter(Level level) { return static_cast<Level>(static_cast<int>(level) + 1); }

/// In parentheses if it binds less tightly than its place asks for.
std::string operand(const Expression& expression, Level least, const Prefixes& prefixes) {
  const std::string text = to_text(expression, prefixes);
  return level_of(expression.op) < least ? "(" + text + ")" : text;
}

std::string arguments(const Expression& expression, std::size_t first, const Prefixes& prefixes) {
  std::string text = "(";
  for (std::size_t i = first; i < expression.operands.size(); ++i) {
    if (i > first) text += ", ";
    text += to_text(expression.operands[i], prefixes);
  }
  return text + ")";
}

std::string infix(const Expression& expression, const Prefixes& prefixes) {
  // Relations do not chain, the others group to the left.
  const Level level = level_of(expression.op);
  Level least = level == Level::Relation ? tighter(level) : level;
  std::string text;
  for (const Expression& part : expression.operands) {
    if (!text.empty()) {
      text += ' ';
      text += sign_of(expression.op);
      text += ' ';
      least = tighter(level);
    }
    text += operand(part, least, prefixes);
  }
  return text;
}

std::string unary(const Expression& expression, const Prefixes& prefixes) {
  const Expression& inner = expression.operands.front();
  // A sign before a number would be read as part of it.
  const std::string text = to_text(inner, prefixes);
  const bool bare = level_of(inner.op) == Level::Primary &&
                    (expression.op == Operator::Not || text.find_first_of("0123456789.+-") != 0);
  return std::string(sign_of(expression.op)) + (bare ? text : "(" + text + ")");
}

std::string call(const Expression& expression, const Prefixes& prefixes) {
  if (expression.op == Operator::Call) {
    return to_turtle(rdf::Term::iri(expression.function), prefixes) +
           arguments(expression, 0, prefixes);
  }
  const BuiltIn* const built_in = find_built_in(expression.op);
  assert(built_in != nullptr && "every other operator is a built-in function");
  return std::string(built_in->name) + arguments(expression, 0, prefixes);
}

}  // namespace

std::string to_text(const Expression& expression, const Prefixes& prefixes) {
  switch (expression.op) {
    case Operator::Leaf:
      return to_text(expression.node, prefixes);
    case Operator::Exists:
      return "EXISTS " + to_text(expression.groups.front(), prefixes);
    case Operator::NotExists:
      return "NOT EXISTS " + to_text(expression.groups.front(), prefixes);
    case Operator::In:
    case Operator::NotIn:
      return operand(expression.operands.front(), Level::Sum, prefixes) + ' ' +
             std::string(sign_of(expression.op)) + ' ' + arguments(expression, 1, prefixes);
    default:
      break;
  }
  switch (level_of(expression.op)) {
    case Level::Unary:
      return unary(expression, prefixes);
    case Level::Primary:
      return call(expression, prefixes);
    default:
      return infix(expression, prefixes);
  }
}

}  // namespace parser
