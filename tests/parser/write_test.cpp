#include "parser/write.h"

#include <catch2/catch.hpp>
#include <utility>

#include "kg/rdf/vocabulary.h"
#include "parser/parse.h"

using parser::Expression;
using parser::Node;
using parser::Operator;
using parser::Path;
using parser::Prefixes;
using parser::to_text;
using parser::to_turtle;
using rdf::Term;

namespace {

const Prefixes kPrefixes = {{"", "http://e/"},
                            {"sub", "http://e/sub/"},
                            {"old", "http://old/"},
                            {"xsd", std::string(rdf::vocabulary::kXsd)},
                            {"old", "http://new/"}};

std::string iri(const std::string& text) { return to_turtle(Term::iri(text), kPrefixes); }

Expression variable(const std::string& name) {
  Expression expression;
  expression.node.kind = Node::Kind::Variable;
  expression.node.variable = name;
  return expression;
}

Expression constant(Term term) {
  Expression expression;
  expression.node.term = std::move(term);
  return expression;
}

template <typename... Operands>
Expression make(Operator op, Operands... operands) {
  Expression expression;
  expression.op = op;
  (expression.operands.push_back(std::move(operands)), ...);
  return expression;
}

std::string text(const Expression& expression) { return to_text(expression, kPrefixes); }

Path predicate(const std::string& name) {
  Path path;
  path.predicate = Term::iri("http://e/" + name);
  return path;
}

template <typename... Parts>
Path make(Path::Kind kind, Parts... parts) {
  Path path;
  path.kind = kind;
  (path.parts.push_back(std::move(parts)), ...);
  return path;
}

}  // namespace

TEST_CASE("an IRI is written with the prefix that leaves least of it, where that is legal") {
  CHECK(iri("http://e/a") == ":a");
  CHECK(iri("http://e/") == ":");
  CHECK(iri("http://e/sub/a") == "sub:a");
  CHECK(iri("http://e/a.b") == ":a.b");
  CHECK(iri("http://e/a.") == ":a\\.");
  CHECK(iri("http://e/-a") == ":\\-a");
  CHECK(iri("http://e/0:x") == ":0:x");
  CHECK(iri("http://e/%41%4") == ":%41\\%4");
  CHECK(iri("http://e/it's(1,2)") == ":it\\'s\\(1\\,2\\)");
  CHECK(iri("http://e/\xC3\xA9") == ":\xC3\xA9");
  CHECK(iri("http://e/a/b") == "<http://e/a/b>");
  CHECK(iri("http://e/a#b") == "<http://e/a#b>");
  CHECK(iri("http://e/\xE2\x86\x90") == "<http://e/\xE2\x86\x90>");  // an arrow is no letter
  CHECK(iri("http://elsewhere/a") == "<http://elsewhere/a>");
  CHECK(iri("http://old/a") == "<http://old/a>");  // the prefix means something else now
  CHECK(iri("http://new/a") == "old:a");
}

TEST_CASE("what is written reads back as the same term") {
  const Term terms[] = {
      Term::iri("http://e/a.b-c_d~e$f&g'h(i)j*k+l,m;n=o@p!"),
      Term::iri("http://e/%zz%41."),
      Term::iri("http://e/.a"),
      Term::iri("http://e/a:b"),
      Term::iri("http://e/\xCC\x80"),  // a combining mark, which begins no name
      Term::iri("http://e/a\xCC\x80"),
      Term::blank_node("b.1"),
      Term::string("a\n\"\\\t"),
      Term::language_string("x", "en-GB", rdf::Direction::RightToLeft),
      Term::integer(-5),
      Term::boolean(true),
      Term::literal("+05", std::string(rdf::vocabulary::kInteger)),
      Term::literal(" 5", std::string(rdf::vocabulary::kInteger)),
      Term::literal("5", std::string(rdf::vocabulary::kDecimal)),
      Term::literal("5.", std::string(rdf::vocabulary::kDecimal)),
      Term::literal("-.5", std::string(rdf::vocabulary::kDecimal)),
      Term::literal("5.0", std::string(rdf::vocabulary::kDouble)),
      Term::literal("5.e-1", std::string(rdf::vocabulary::kDouble)),
      Term::literal("NaN", std::string(rdf::vocabulary::kDouble)),
      Term::literal("1", std::string(rdf::vocabulary::kBoolean)),
      Term::literal("", std::string(rdf::vocabulary::kInteger)),
      Term::literal("2026-01-01", std::string(rdf::vocabulary::kDate)),
      Term::triple_term(
          Term::blank_node("a"), Term::iri("http://e/p"),
          Term::triple_term(Term::iri("http://e/s"), Term::iri("http://x/p"), Term::string("o"))),
  };
  for (const Term& term : terms) {
    const std::string written = to_turtle(term, kPrefixes);
    INFO(written);
    parser::Diagnostics diagnostics;
    const auto read = parser::parse_term({"term", written}, kPrefixes, diagnostics);
    CHECK(parser::render(diagnostics) == "");
    CHECK((read && *read == term));
  }
}

TEST_CASE("numbers and booleans have a short form where it means the same") {
  CHECK(to_turtle(Term::integer(5), {}) == "5");
  CHECK(to_turtle(Term::boolean(false), {}) == "false");
  CHECK(to_turtle(Term::literal("1.50", std::string(rdf::vocabulary::kDecimal)), {}) == "1.50");
  CHECK(to_turtle(Term::literal("1e0", std::string(rdf::vocabulary::kDouble)), {}) == "1e0");
  CHECK(to_turtle(Term::literal("5", std::string(rdf::vocabulary::kDecimal)), kPrefixes) ==
        "\"5\"^^xsd:decimal");
}

TEST_CASE("expressions have the parentheses that they need and no others") {
  const Expression a = variable("a");
  const Expression b = variable("b");
  const Expression c = variable("c");
  CHECK(text(make(Operator::Or, make(Operator::And, a, b), c)) == "?a && ?b || ?c");
  CHECK(text(make(Operator::And, make(Operator::Or, a, b), c)) == "(?a || ?b) && ?c");
  CHECK(text(make(Operator::Or, a, make(Operator::Or, b, c))) == "?a || (?b || ?c)");
  CHECK(text(make(Operator::Subtract, make(Operator::Subtract, a, b), c)) == "?a - ?b - ?c");
  CHECK(text(make(Operator::Subtract, a, make(Operator::Subtract, b, c))) == "?a - (?b - ?c)");
  CHECK(text(make(Operator::Multiply, make(Operator::Add, a, b), c)) == "(?a + ?b) * ?c");
  CHECK(text(make(Operator::Add, a, make(Operator::Multiply, b, c))) == "?a + ?b * ?c");
  CHECK(text(make(Operator::Less, make(Operator::Add, a, b), c)) == "?a + ?b < ?c");
  CHECK(text(make(Operator::Equal, make(Operator::Less, a, b), c)) == "(?a < ?b) = ?c");
  CHECK(text(make(Operator::Not, make(Operator::Equal, a, b))) == "!(?a = ?b)");
  CHECK(text(make(Operator::Not, make(Operator::Not, a))) == "!(!?a)");
  CHECK(text(make(Operator::Not, make(Operator::IsIri, a))) == "!isIRI(?a)");
  CHECK(text(make(Operator::Minus, a)) == "-?a");
  CHECK(text(make(Operator::Minus, constant(Term::integer(5)))) == "-(5)");
  CHECK(text(make(Operator::Add, a, constant(Term::integer(-5)))) == "?a + -5");
  CHECK(text(make(Operator::In, make(Operator::Add, a, b), b, c)) == "?a + ?b IN (?b, ?c)");
  CHECK(text(make(Operator::NotIn, a)) == "?a NOT IN ()");
  CHECK(text(make(Operator::And, make(Operator::In, a, b), c)) == "?a IN (?b) && ?c");
}

TEST_CASE("an expression that is written reads back as itself") {
  const char* const expressions[] = {
      "?a && (?b || ?c) && !(?a = ?b)",
      "?a + ?b * (?c - -1) / 2.5 - (?a - ?b)",
      "-(5) + +(?a) * -(?b + 1)",
      "?a IN (1, \"x\"@en, :y) || ?a NOT IN ()",
      "IF(BOUND(?a), STRLEN(CONCAT(STR(?a), \"\\n\\\"\")) >= 3, xsd:integer(?b) != 1e0)",
      "REGEX(?a, \"^x\", \"i\") && isTRIPLE(<<( ?a :p <<( ?b :q 1 )>> )>>)",
      "EXISTS { ?a :p/^:q* ?b . FILTER (?b < 3) } && NOT EXISTS { ?a a :C . }",
      "COALESCE(?a, NOW()) = (?b < ?c)",
      "!(!?a) || sameTerm(?a, true)",
  };
  for (const char* const written : expressions) {
    const auto rewritten = [](const std::string& expression) {
      parser::Diagnostics diagnostics;
      const auto query = parser::parse_query({"query", "ASK { FILTER (" + expression + ") }"}, {},
                                             kPrefixes, diagnostics);
      INFO(expression);
      CHECK(parser::render(diagnostics) == "");
      REQUIRE(query);
      return text(std::get<parser::Filter>(query->where.elements.front()).condition);
    };
    const std::string once = rewritten(written);
    CHECK(once == rewritten(once));
    INFO(written);
    CHECK(rewritten(written).size() <= std::string(written).size() + 2);
  }
}

TEST_CASE("functions are written with their names") {
  CHECK(text(make(Operator::Now)) == "NOW()");
  CHECK(text(make(Operator::SameTerm, variable("a"), constant(Term::string("x")))) ==
        "sameTerm(?a, \"x\")");
  Expression call = make(Operator::Call, variable("a"));
  call.function = std::string(rdf::vocabulary::kInteger);
  CHECK(text(call) == "xsd:integer(?a)");
}

TEST_CASE("paths have the parentheses that they need and no others") {
  using Kind = Path::Kind;
  const Path a = predicate("a");
  const Path b = predicate("b");
  const auto path_text = [](const Path& path) { return to_text(path, kPrefixes); };
  CHECK(path_text(make(Kind::Sequence, a, make(Kind::Inverse, b))) == ":a/^:b");
  CHECK(path_text(make(Kind::Inverse, make(Kind::Sequence, a, b))) == "^(:a/:b)");
  CHECK(path_text(make(Kind::Sequence, make(Kind::Sequence, a, b), a)) == "(:a/:b)/:a");
  CHECK(path_text(make(Kind::Alternative, make(Kind::Sequence, a, b), a)) == ":a/:b|:a");
  CHECK(path_text(make(Kind::Sequence, make(Kind::Alternative, a, b), a)) == "(:a|:b)/:a");
  CHECK(path_text(make(Kind::ZeroOrMore, make(Kind::Inverse, a))) == "(^:a)*");
  CHECK(path_text(make(Kind::Inverse, make(Kind::OneOrMore, a))) == "^:a+");
  CHECK(path_text(make(Kind::ZeroOrOne, make(Kind::ZeroOrOne, a))) == "(:a?)?");
  CHECK(path_text(make(Kind::NegatedSet, a)) == "!:a");
  CHECK(path_text(make(Kind::NegatedSet, a, make(Kind::Inverse, b))) == "!(:a|^:b)");
  Path type;
  type.predicate = Term::iri(std::string(rdf::vocabulary::kType));
  CHECK(path_text(make(Kind::Sequence, type, a)) == "a/:a");
}

TEST_CASE("patterns are written as the user would write them") {
  parser::TriplePattern pattern;
  pattern.subject = variable("s").node;
  pattern.predicate.term = Term::iri(std::string(rdf::vocabulary::kType));
  pattern.object.kind = Node::Kind::TripleTerm;
  pattern.object.components = {variable("x").node, constant(Term::iri("http://e/p")).node,
                               constant(Term::integer(1)).node};
  CHECK(to_text(pattern, kPrefixes) == "?s a <<( ?x :p 1 )>>");
  pattern.path = make(Path::Kind::Inverse, predicate("q"));
  CHECK(to_text(pattern, kPrefixes) == "?s ^:q <<( ?x :p 1 )>>");

  parser::GroupPattern group;
  group.elements.emplace_back(pattern);
  group.elements.emplace_back(parser::Filter{variable("x"), {}});
  parser::GroupPattern outer;
  outer.elements.emplace_back(parser::Optional{{group}});
  outer.elements.emplace_back(parser::Union{{group, {}}});
  outer.elements.emplace_back(parser::Bind{variable("x"), "y", {}});
  const std::string inner = "{ ?s ^:q <<( ?x :p 1 )>> . FILTER (?x) }";
  Expression exists;
  exists.op = Operator::NotExists;
  exists.groups = {outer};
  CHECK(to_text(exists, kPrefixes) ==
        "NOT EXISTS { OPTIONAL " + inner + " " + inner + " UNION { } BIND (?x AS ?y) }");
}
