#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "parser/parse.h"
#include "tests/parser/shapes.h"

using shapes::condition;
using Texts = std::vector<std::string>;

namespace {

parser::RuleDocument read(const std::string& text) {
  auto outcome = shapes::rules(text);
  INFO(text << "\n" << parser::render(outcome.diagnostics));
  REQUIRE(outcome.tree.has_value());
  REQUIRE(outcome.diagnostics.empty());
  return std::move(*outcome.tree);
}

Texts body(const std::string& text) {
  return shapes::of(read("RULE { } WHERE { " + text + " }").rules.at(0).body);
}

Texts codes(const std::string& text) { return shapes::rules(text).codes(); }

std::string word(const std::string& text, parser::Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

}  // namespace

TEST_CASE("a rule has a name, a head and a body in the order of the text") {
  const std::string text =
      "PREFIX ex: <http://e/>\n"
      "RULE ex:r { ?a ex:p ?b } WHERE DATA { ?b ex:q ?a FILTER (?a > 1) . ?a a ex:C }";
  const parser::RuleDocument document = read(text);
  REQUIRE(document.rules.size() == 1);
  const parser::Rule& rule = document.rules[0];
  CHECK(rule.name->lexical == "http://e/r");
  CHECK(word(text, rule.name_span) == "ex:r");
  CHECK(word(text, rule.span) == text.substr(text.find("RULE")));
  CHECK(rule.where_data);
  CHECK(shapes::of(rule.head) == Texts{"?a <http://e/p> ?b"});
  CHECK(shapes::of(rule.body) ==
        Texts{"?b <http://e/q> ?a", "FILTER (> ?a 1)", "?a a <http://e/C>"});
}

TEST_CASE("a rule without a name is known by its keyword") {
  const std::string text = "rule { } where { }";
  const parser::Rule rule = read(text).rules.at(0);
  CHECK_FALSE(rule.name.has_value());
  CHECK(word(text, rule.name_span) == "rule");
  CHECK_FALSE(rule.where_data);
  CHECK(rule.body.empty());
}

TEST_CASE("statements of a document are kept in order, with the prefixes and bases before them") {
  const parser::RuleDocument document = read(
      "VERSION '1.2' BASE <http://one/dir/> PREFIX p: <x#> IMPORTS <other.srl>\n"
      "RULE p:r { } WHERE { } BASE <http://two/> PREFIX p: <y#> RULE p:r { } WHERE { }\n"
      "DATA { p:s p:p p:o }");
  CHECK(document.imports.at(0).iri == "http://one/dir/other.srl");
  CHECK(document.rules.at(0).name->lexical == "http://one/dir/x#r");
  CHECK(document.rules.at(1).name->lexical == "http://two/y#r");
  CHECK(shapes::of(document.data.at(0).triples) ==
        Texts{"<http://two/y#s> <http://two/y#p> <http://two/y#o>"});
  // Those known before come first.
  CHECK(document.prefixes.front().first.empty());
  CHECK(document.prefixes.back() == std::pair<std::string, std::string>("p", "http://two/y#"));
}

TEST_CASE("body elements are NOT, SET and FILTER besides triples") {
  CHECK(body("NOT { ?a :p ?b . FILTER (?a = ?b) ?b :q 1 } SET (?n := ?a + 1) . ?n :r ?a") ==
        Texts{"NOT { ?a :p ?b FILTER (= ?a ?b) ?b :q 1 }", "SET ?n (+ ?a 1)", "?n :r ?a"});
  CHECK(body("NOT DATA { ?a :p ?b }") == Texts{"NOT DATA { ?a :p ?b }"});
  CHECK(body("NOT { }") == Texts{"NOT { }"});
}

TEST_CASE("the triples inside NOT do not leak into the body around it") {
  CHECK(body(":a :p :b . NOT { :c :p :d } :e :p :f") ==
        Texts{":a :p :b", "NOT { :c :p :d }", ":e :p :f"});
}

TEST_CASE("semicolons and commas repeat the subject and the predicate") {
  CHECK(body("?s :p 1 , 2 ; :q 3 ; ; a :C ; .") ==
        Texts{"?s :p 1", "?s :p 2", "?s :q 3", "?s a :C"});
}

TEST_CASE("what stands in brackets is said after the triple that the bracket stands in") {
  CHECK(body("?s :p [ :q 1 ; :r [ ] ] , 2") ==
        Texts{"?s :p _:genid-1", "_:genid-1 :q 1", "_:genid-1 :r _:genid-2", "?s :p 2"});
  CHECK(body("[ :q 1 ] :p 2") == Texts{"_:genid-1 :q 1", "_:genid-1 :p 2"});
  CHECK(body("[ :q 1 ]") == Texts{"_:genid-1 :q 1"});
  CHECK(body("[] :q 1") == Texts{"_:genid-1 :q 1"});
}

TEST_CASE("a list is written out cell by cell, in order") {
  CHECK(body("?s :p ( 1 ?x )") == Texts{"?s :p _:genid-1", "_:genid-1 rdf:first 1",
                                        "_:genid-1 rdf:rest _:genid-2", "_:genid-2 rdf:first ?x",
                                        "_:genid-2 rdf:rest rdf:nil"});
  CHECK(body("?s :p ()") == Texts{"?s :p rdf:nil"});
  CHECK(body("( 1 ) :p 2") ==
        Texts{"_:genid-1 rdf:first 1", "_:genid-1 rdf:rest rdf:nil", "_:genid-1 :p 2"});
  CHECK(body("?s :p ( [ :q 1 ] )") == Texts{"?s :p _:genid-1", "_:genid-1 rdf:first _:genid-2",
                                            "_:genid-2 :q 1", "_:genid-1 rdf:rest rdf:nil"});
}

TEST_CASE("a reified triple is its reifier, and what it reifies follows") {
  CHECK(body("<< :a :b ?c >> :p 1") ==
        Texts{"_:genid-1 rdf:reifies <<( :a :b ?c )>>", "_:genid-1 :p 1"});
  CHECK(body("<< :a :b ?c ~ ?r >>") == Texts{"?r rdf:reifies <<( :a :b ?c )>>"});
  CHECK(body("?s :p << << :a :b :c ~ :i >> :d <<( :e :f :g )>> ~ :o >> , 1") ==
        Texts{"?s :p :o", ":i rdf:reifies <<( :a :b :c )>>",
              ":o rdf:reifies <<( :i :d <<( :e :f :g )>> )>>", "?s :p 1"});
}

TEST_CASE("annotations follow the triple that they annotate") {
  CHECK(body("?s :p ?o ~ :r1 {| :q 1 |} ~ {| :q 2 |} {| :q 3 |} , 4") ==
        Texts{"?s :p ?o", ":r1 rdf:reifies <<( ?s :p ?o )>>", ":r1 :q 1",
              "_:genid-1 rdf:reifies <<( ?s :p ?o )>>", "_:genid-1 :q 2",
              "_:genid-2 rdf:reifies <<( ?s :p ?o )>>", "_:genid-2 :q 3", "?s :p 4"});
  CHECK(body("?s :p ?o {| :q 1 {| :r 2 |} |}") ==
        Texts{"?s :p ?o", "_:genid-1 rdf:reifies <<( ?s :p ?o )>>", "_:genid-1 :q 1",
              "_:genid-2 rdf:reifies <<( _:genid-1 :q 1 )>>", "_:genid-2 :r 2"});
}

TEST_CASE("blank nodes that the parser makes up differ throughout a document") {
  const parser::RuleDocument document =
      read("DATA { [] :p [] } RULE { [] :p 1 } WHERE { } DATA { _:x :p () }");
  const rdf::Term& first = document.data.at(0).triples.at(0).subject.term;
  const rdf::Term& second = document.data.at(0).triples.at(0).object.term;
  const rdf::Term& third = document.rules.at(0).head.at(0).subject.term;
  CHECK(first.lexical.starts_with(' '));
  CHECK(first != second);
  CHECK(second != third);
  CHECK(document.data.at(1).triples.at(0).subject.term.lexical == "x");
}

TEST_CASE("paths of SPARQL-RL are sequences and inverses") {
  const parser::Rule rule = read("RULE { } WHERE { ?x ^:p/(:q/^a) ?y . ?x (:p) ?y }").rules.at(0);
  const auto& triple = std::get<parser::TriplePattern>(rule.body.at(0));
  REQUIRE(triple.path.has_value());
  CHECK(triple.path->kind == parser::Path::Kind::Sequence);
  REQUIRE(triple.path->parts.size() == 2);
  CHECK(triple.path->parts[0].kind == parser::Path::Kind::Inverse);
  CHECK(triple.path->parts[0].parts.at(0).predicate.lexical == "http://example/p");
  CHECK(triple.path->parts[1].kind == parser::Path::Kind::Sequence);
  // A path of one predicate is that predicate.
  const auto& simple = std::get<parser::TriplePattern>(rule.body.at(1));
  CHECK_FALSE(simple.path.has_value());
  CHECK(simple.predicate.term.lexical == "http://example/p");
}

TEST_CASE("a triple's span is the text that adds it") {
  const std::string text = "RULE { } WHERE { ?s :p 1 , [ :q 2 ] ; :r 3 }";
  const parser::Rule rule = read(text).rules.at(0);
  Texts words;
  for (const parser::RuleElement& element : rule.body) {
    words.push_back(word(text, std::get<parser::TriplePattern>(element).span));
  }
  CHECK(words == Texts{"?s :p 1", "[", ":q 2", ":r 3"});
}

TEST_CASE("operators bind as in SPARQL") {
  const auto shape = [](const std::string& text) { return shapes::of(condition(text)); };
  CHECK(shape("1 + 2 * 3") == "(+ 1 (* 2 3))");
  CHECK(shape("1 - 2 - 3 + 4") == "(+ (- (- 1 2) 3) 4)");
  CHECK(shape("8 / 4 * 2") == "(* (/ 8 4) 2)");
  CHECK(shape("?a || ?b && ?c = 1 + 2") == "(|| ?a (&& ?b (= ?c (+ 1 2))))");
  CHECK(shape("?a && ?b || ?c && ?d") == "(|| (&& ?a ?b) (&& ?c ?d))");
  CHECK(shape("(?a || ?b) && !?c") == "(&& (|| ?a ?b) (! ?c))");
  CHECK(shape("?a || ?b || ?c") == "(|| (|| ?a ?b) ?c)");
  CHECK(shape("?a < 1 && ?a >= -1 || ?b != 2") == "(|| (&& (< ?a 1) (>= ?a -1)) (!= ?b 2))");
  CHECK(shape("?a IN (1, 2) && ?b NOT IN ()") == "(&& (IN ?a 1 2) (NOT-IN ?b))");
  CHECK(shape("1 + 2 IN (3)") == "(IN (+ 1 2) 3)");
  CHECK(shape("-?x + +?y") == "(+ (minus ?x) (plus ?y))");
  CHECK(shape("!(?a = 1)") == "(! (= ?a 1))");
}

TEST_CASE("a number that follows with its sign is added or subtracted") {
  const auto shape = [](const std::string& text) { return shapes::of(condition(text)); };
  CHECK(shape("?x-1") == "(- ?x 1)");
  CHECK(shape("?x +1 * 2 -3") == "(- (+ ?x (* 1 2)) 3)");
  CHECK(shape("-1 + ?x") == "(+ -1 ?x)");
  CHECK(shape("?x - -1") == "(- ?x -1)");
}

TEST_CASE("terms in expressions keep their lexical forms") {
  const auto shape = [](const std::string& text) { return shapes::of(condition(text)); };
  CHECK(shape("\"a\"@en--ltr = 'b'^^xsd:token") == "(= \"a\"@en--ltr \"b\"^^xsd:token)");
  CHECK(shape("01.50 = 1e0") == "(= 01.50 1e0)");
  CHECK(shape("TRUE = false") == "(= true false)");
  CHECK(shape(":p = <rel>") == "(= :p :rel)");
  CHECK(shape("<<( :s ?p <<( 1 :q 2 )>> )>> = ?t") == "(= <<( :s ?p <<( 1 :q 2 )>> )>> ?t)");
}

TEST_CASE("built-in functions are known in any case, others by their IRI") {
  const auto shape = [](const std::string& text) { return shapes::of(condition(text)); };
  CHECK(shape("isiri(?x) && REGEX(STR(?x), \"a\", \"i\")") ==
        "(&& (isIRI ?x) (REGEX (STR ?x) \"a\" \"i\"))");
  CHECK(shape("uri(\"x\") = IRI(\"x\")") == "(= (IRI \"x\") (IRI \"x\"))");
  CHECK(shape(":f(1, ?x) = :f()") == "(= (:f 1 ?x) (:f))");
  CHECK(shape("IF(?a, CONCAT(), now())") == "(IF ?a (CONCAT) (NOW))");
  CHECK(shape("xsd:integer(\"1\")") == "(xsd:integer \"1\")");
}

TEST_CASE("IRI() keeps the base that is in force where it stands") {
  const parser::RuleDocument document = read(
      "RULE { } WHERE { SET (?x := IRI(\"a\")) } BASE <http://two/>"
      "RULE { } WHERE { SET (?x := uri(\"a\")) SET (?y := STR(?x)) }");
  const auto value = [&](std::size_t rule, std::size_t element) {
    return std::get<parser::Assignment>(document.rules.at(rule).body.at(element)).value;
  };
  CHECK(value(0, 0).function == "http://example/base");
  CHECK(value(1, 0).function == "http://two/");
  CHECK(value(1, 1).function.empty());
}

TEST_CASE("a long chain of || or && makes no deep tree") {
  const std::function<unsigned(const parser::Expression&)> depth =
      [&](const parser::Expression& expression) {
        unsigned deepest = 0;
        for (const parser::Expression& one : expression.operands) {
          deepest = std::max(deepest, depth(one));
        }
        return deepest + 1;
      };
  std::string chain = "?x = 0";
  for (int i = 1; i < 100000; ++i) chain += " || ?x = " + std::to_string(i);
  CHECK(depth(condition(chain)) < 25);
}

TEST_CASE("brackets in rules nest up to a limit, without a stack overflow") {
  const auto nested = [](const std::string& open, std::size_t count, const std::string& inner,
                         const std::string& close) {
    std::string text = "RULE { } WHERE { ";
    for (std::size_t i = 0; i < count; ++i) text += open;
    text += inner;
    for (std::size_t i = 0; i < count; ++i) text += close;
    return text + " }";
  };
  struct Brackets {
    std::string open, inner, close;
  };
  const std::vector<Brackets> all = {
      {"[ :p ", "1", "]"},        {"( ", "1", ")"},       {"<< :s :p ", "1", ">>"},
      {"<<( :s :p ", "1", ")>>"}, {"( ", "?x", ")"},      {"STR(", "?x", ")"},
      {":f(1, ", "?x", ")"},      {"?x IN ( ", "1", ")"}, {"<<( :s :p ", "?x", ")>>"},
      {"( ", ":p", ")"},          {"{| :p :o ", "", "|}"}};
  const std::vector<std::string> before = {":s :p ",    ":s :p ",    ":s :p ",    ":s :p ",
                                           "FILTER ((", "FILTER ((", "FILTER ((", "FILTER ((",
                                           "FILTER ((", ":s ",       ":s :p :o "};
  const std::vector<std::string> after = {"", "", "", "", "))", "))", "))", "))", "))", " :o", ""};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto wrap = [&](std::size_t count) {
      std::string text = nested(all[i].open, count, all[i].inner, all[i].close);
      text.insert(17, before[i]);
      return text.insert(text.size() - 2, after[i]);
    };
    INFO(all[i].open);
    CHECK(codes(wrap(100)).empty());
    CHECK(codes(wrap(100000)) == Texts{"nested-too-deeply"});
  }
}

TEST_CASE("a sum of too many terms is refused, since its tree would be too deep") {
  std::string sum = "RULE { } WHERE { FILTER (1";
  for (int i = 0; i < 100000; ++i) sum += " + 1";
  CHECK(codes(sum + " > 0) }") == Texts{"too-deep"});
}

TEST_CASE("after a mistake in one rule the next statement is read") {
  const auto outcome = shapes::rules(
      "RULE { ?a :p } WHERE { }\n"
      "DATA { :a :b :c }\n"
      "RULE { } WHERE { ?x ?y ?z . NOT { ?x :q ?y ?z } }\n"
      "RULE { } WHERE DATA { 'unclosed }\n"
      "PREFIX x <http://x/>\n"
      "RULE { x:a x:b x:c } WHERE { }\n"
      "RULE { } WHERE { FILTER (NOSUCH(1)) }\n");
  CHECK_FALSE(outcome.tree.has_value());
  CHECK(outcome.codes() == Texts{"syntax", "missing-dot", "unterminated-string", "syntax",
                                 "unknown-prefix", "unknown-function"});
}

TEST_CASE("the words of a statement inside strings, comments and names begin no statement") {
  CHECK(codes("RULE { ) } WHERE { :a :p \"RULE\" . # DATA\n ?DATA :p :DATA }").size() == 1);
  CHECK(codes("RULE { ) } WHERE DATA { NOT DATA { } }").size() == 1);
}

TEST_CASE("a document of rules that is not UTF-8 is refused") {
  CHECK(codes("RULE { } WHERE { :s :p \"\xff\" }") == Texts{"utf-8"});
}

TEST_CASE("a relative IRI in rules without a base is an error") {
  parser::Diagnostics diagnostics;
  parser::parse_rules({"rules.srl", "DATA { <s> <http://e/p> 1 }"}, "", {}, diagnostics);
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all()[0].code == "relative-iri");
}
