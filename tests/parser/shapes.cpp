#include "tests/parser/shapes.h"

#include <catch2/catch.hpp>
#include <variant>

#include "parser/built_ins.h"
#include "parser/write.h"

namespace shapes {
namespace {

std::string name_of(parser::Operator op) {
  using parser::Operator;
  switch (op) {
    case Operator::Or:
      return "||";
    case Operator::And:
      return "&&";
    case Operator::Not:
      return "!";
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
      return "NOT-IN";
    case Operator::Add:
      return "+";
    case Operator::Subtract:
      return "-";
    case Operator::Multiply:
      return "*";
    case Operator::Divide:
      return "/";
    case Operator::Plus:
      return "plus";
    case Operator::Minus:
      return "minus";
    case Operator::Exists:
      return "EXISTS";
    case Operator::NotExists:
      return "NOT-EXISTS";
    default:
      break;
  }
  const parser::BuiltIn* const built_in = parser::find_built_in(op);
  return built_in != nullptr ? std::string(built_in->name) : "?";
}

std::string text(const parser::TriplePattern& triple) {
  return parser::to_text(triple, prefixes());
}

struct ElementText {
  std::string operator()(const parser::TriplePattern& triple) const { return text(triple); }
  std::string operator()(const parser::Filter& filter) const {
    return "FILTER " + of(filter.condition);
  }
  std::string operator()(const parser::Negation& negation) const {
    std::string inner;
    for (const auto& part : negation.body) inner += std::visit(*this, part) + " ";
    return std::string("NOT ") + (negation.data ? "DATA " : "") + "{ " + inner + "}";
  }
  std::string operator()(const parser::Assignment& assignment) const {
    return "SET ?" + assignment.variable + " " + of(assignment.value);
  }
  std::string operator()(const parser::Aggregate& aggregate) const {
    return "SET ?" + aggregate.variable + " " + parser::to_text(aggregate, prefixes());
  }
  std::string operator()(const parser::Optional& optional) const {
    return "OPTIONAL " + of(optional.group.at(0));
  }
  std::string operator()(const parser::Union& groups) const {
    std::string branches;
    for (const parser::GroupPattern& branch : groups.branches) {
      if (!branches.empty()) branches += " UNION ";
      branches += of(branch);
    }
    return branches;
  }
  std::string operator()(const parser::Bind& bind) const {
    return "BIND ?" + bind.variable + " " + of(bind.value);
  }
};

bool same(const parser::Node& a, const parser::Node& b) {
  if (a.kind != b.kind || a.term != b.term || a.variable != b.variable ||
      a.components.size() != b.components.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.components.size(); ++i) {
    if (!same(a.components[i], b.components[i])) return false;
  }
  return true;
}

}  // namespace

const parser::Prefixes& prefixes() {
  static const parser::Prefixes kPrefixes = {{"", "http://example/"},
                                             {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
                                             {"xsd", "http://www.w3.org/2001/XMLSchema#"}};
  return kPrefixes;
}

std::string of(const parser::Expression& expression) {
  if (expression.op == parser::Operator::Leaf) {
    return parser::to_text(expression.node, prefixes());
  }
  std::string out = "(" + (expression.op == parser::Operator::Call
                               ? parser::to_turtle(rdf::Term::iri(expression.function), prefixes())
                               : name_of(expression.op));
  for (const parser::Expression& operand : expression.operands) out += " " + of(operand);
  for (const parser::GroupPattern& group : expression.groups) out += " " + of(group);
  return out + ")";
}

std::vector<std::string> of(const std::vector<parser::TriplePattern>& triples) {
  std::vector<std::string> texts;
  for (const parser::TriplePattern& triple : triples) texts.push_back(text(triple));
  return texts;
}

std::vector<std::string> of(const std::vector<parser::RuleElement>& body) {
  std::vector<std::string> texts;
  for (const parser::RuleElement& element : body) {
    texts.push_back(std::visit(ElementText(), element));
  }
  return texts;
}

std::string of(const parser::GroupPattern& group) {
  std::string out = "{ ";
  for (const parser::GroupElement& element : group.elements) {
    if (out.size() > 2) out += ". ";
    out += std::visit(ElementText(), element) + " ";
  }
  return out + "}";
}

bool same(const parser::Expression& a, const parser::Expression& b) {
  // IRI() keeps the base of its text, which the writer does not write.
  const bool same_function = a.op == parser::Operator::Iri || a.function == b.function;
  if (a.op != b.op || !same_function || !same(a.node, b.node) ||
      a.operands.size() != b.operands.size() || a.groups.size() != b.groups.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.operands.size(); ++i) {
    if (!same(a.operands[i], b.operands[i])) return false;
  }
  for (std::size_t i = 0; i < a.groups.size(); ++i) {
    if (of(a.groups[i]) != of(b.groups[i])) return false;
  }
  return true;
}

template <typename Tree>
std::vector<std::string> Outcome<Tree>::codes() const {
  std::vector<std::string> codes;
  for (const parser::Diagnostic& one : diagnostics.all()) codes.push_back(one.code);
  return codes;
}

template struct Outcome<parser::RuleDocument>;
template struct Outcome<parser::Query>;

Outcome<parser::RuleDocument> rules(const std::string& text) {
  Outcome<parser::RuleDocument> outcome;
  outcome.tree = parser::parse_rules({"rules.srl", text}, "http://example/base", prefixes(),
                                     outcome.diagnostics);
  return outcome;
}

Outcome<parser::Query> query(const std::string& text) {
  Outcome<parser::Query> outcome;
  outcome.tree = parser::parse_query({"query.rq", text}, "http://example/base", prefixes(),
                                     outcome.diagnostics);
  return outcome;
}

parser::Expression condition(const std::string& text) {
  const auto read = rules("RULE { } WHERE { FILTER (" + text + ") }");
  INFO(text << "\n" << parser::render(read.diagnostics));
  REQUIRE(read.tree.has_value());
  return std::get<parser::Filter>(read.tree->rules.at(0).body.at(0)).condition;
}

}  // namespace shapes
