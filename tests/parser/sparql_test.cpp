#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "parser/parse.h"
#include "tests/parser/shapes.h"

using Texts = std::vector<std::string>;

namespace {

parser::Query read(const std::string& text) {
  auto outcome = shapes::query(text);
  INFO(text << "\n" << parser::render(outcome.diagnostics));
  REQUIRE(outcome.tree.has_value());
  REQUIRE(outcome.diagnostics.empty());
  return std::move(*outcome.tree);
}

std::string where(const std::string& group) { return shapes::of(read("ASK " + group).where); }

Texts codes(const std::string& text) { return shapes::query(text).codes(); }

}  // namespace

TEST_CASE("SELECT names its columns, plain or computed") {
  const parser::Query query = read("SELECT DISTINCT ?x (?y + 1 AS ?z) $w { ?x :p ?y ; :q ?w }");
  CHECK(query.form == parser::QueryForm::Select);
  CHECK(query.distinct);
  CHECK_FALSE(query.reduced);
  CHECK_FALSE(query.select_all);
  REQUIRE(query.projections.size() == 3);
  CHECK(query.projections[0].variable == "x");
  CHECK_FALSE(query.projections[0].value.has_value());
  CHECK(query.projections[1].variable == "z");
  CHECK(shapes::of(*query.projections[1].value) == "(+ ?y 1)");
  CHECK(query.projections[2].variable == "w");
  CHECK(shapes::of(query.where) == "{ ?x :p ?y . ?x :q ?w }");
}

TEST_CASE("SELECT * and REDUCED are flags") {
  const parser::Query query = read("select reduced * where { }");
  CHECK(query.select_all);
  CHECK(query.reduced);
  CHECK(query.projections.empty());
}

TEST_CASE("solutions are ordered, cut and skipped as the query says") {
  const parser::Query query = read(
      "SELECT ?x { ?x :p ?y } ORDER BY ?x DESC(?y) ASC (?y) (1 + ?x) STRLEN(?x) :f(?x) "
      "OFFSET 5 LIMIT 10");
  Texts keys;
  for (const parser::OrderKey& key : query.order_by) {
    keys.push_back(shapes::of(key.value) + (key.descending ? " down" : ""));
  }
  CHECK(keys == Texts{"?x", "?y down", "?y", "(+ 1 ?x)", "(STRLEN ?x)", "(:f ?x)"});
  CHECK(query.limit == 10U);
  CHECK(query.offset == 5U);
  CHECK(read("SELECT * { } LIMIT 0").limit == 0U);
  CHECK_FALSE(read("SELECT * { }").limit.has_value());
}

TEST_CASE("ASK and CONSTRUCT ask for other things") {
  CHECK(read("ASK WHERE { }").form == parser::QueryForm::Ask);
  const parser::Query query = read("CONSTRUCT { ?x :q [ :r ?y ] } WHERE { ?x :p/:q ?y } LIMIT 1");
  CHECK(query.form == parser::QueryForm::Construct);
  CHECK(shapes::of(query.construct_template) == Texts{"?x :q _:genid-1", "_:genid-1 :r ?y"});
  CHECK(shapes::of(query.where) == "{ ?x :p/:q ?y }");
  CHECK(read("CONSTRUCT { } { }").construct_template.empty());
}

TEST_CASE("the short form of CONSTRUCT makes what it matches") {
  const parser::Query query = read("CONSTRUCT WHERE { ?x :p ?y . ?y :q 1 . }");
  CHECK(shapes::of(query.construct_template) == Texts{"?x :p ?y", "?y :q 1"});
  CHECK(shapes::of(query.where) == "{ ?x :p ?y . ?y :q 1 }");
  CHECK(codes("CONSTRUCT WHERE { ?x :p ?y FILTER (?y > 1) }") == Texts{"syntax"});
}

TEST_CASE("groups keep their elements in the order of the text") {
  CHECK(where("{ ?x :p 1 . OPTIONAL { ?x :q ?y FILTER (?y > 1) } ?x :r 2 BIND (1 AS ?z) . }") ==
        "{ ?x :p 1 . OPTIONAL { ?x :q ?y . FILTER (> ?y 1) } . ?x :r 2 . BIND ?z 1 }");
  CHECK(where("{ { ?x :p 1 } UNION { ?x :p 2 } UNION { } . { ?x :q 3 } }") ==
        "{ { ?x :p 1 } UNION { ?x :p 2 } UNION { } . { ?x :q 3 } }");
  CHECK(where("{ { { } } }") == "{ { { } } }");
}

TEST_CASE("EXISTS and NOT EXISTS hold a group") {
  CHECK(where("{ ?x :p 1 FILTER NOT EXISTS { ?x :q ?y FILTER EXISTS { ?y :r 2 } } }") ==
        "{ ?x :p 1 . FILTER (NOT-EXISTS { ?x :q ?y . FILTER (EXISTS { ?y :r 2 }) }) }");
  CHECK(where("{ FILTER (?x = 1 && NOT EXISTS { ?x :q ?y } || ?x NOT IN (1)) }") ==
        "{ FILTER (|| (&& (= ?x 1) (NOT-EXISTS { ?x :q ?y })) (NOT-IN ?x 1)) }");
}

TEST_CASE("every form of property path is read") {
  const auto path = [](const std::string& text) {
    const parser::Query query = read("ASK { ?x " + text + " ?y }");
    const std::string group = shapes::of(query.where);
    return group.substr(5, group.size() - 10);
  };
  CHECK(path(":p/:q|^:r*") == ":p/:q|^:r*");
  CHECK(path("(:p|:q)+/:r?") == "(:p|:q)+/:r?");
  CHECK(path("^(:p/:q)") == "^(:p/:q)");
  CHECK(path("!:p") == "!:p");
  CHECK(path("!(:p|^:q|a)") == "!(:p|^:q|a)");
  CHECK(path("a/:p") == "a/:p");
  const parser::Query query = read("ASK { ?x :p+ +1 . ?x :p ?y . ?x :p? ?y . ?x !() 1 }");
  const auto& plus = std::get<parser::TriplePattern>(query.where.elements.at(0));
  CHECK(plus.path->kind == parser::Path::Kind::OneOrMore);
  CHECK(plus.object.term.lexical == "+1");
  CHECK_FALSE(std::get<parser::TriplePattern>(query.where.elements.at(1)).path.has_value());
  const auto& maybe = std::get<parser::TriplePattern>(query.where.elements.at(2));
  CHECK(maybe.path->kind == parser::Path::Kind::ZeroOrOne);
  const auto& none = std::get<parser::TriplePattern>(query.where.elements.at(3));
  CHECK(none.path->kind == parser::Path::Kind::NegatedSet);
  CHECK(none.path->parts.empty());
}

TEST_CASE("a query has the functions that rules have, and more") {
  CHECK(where("{ FILTER (BOUND(?x) && COALESCE(?y, 1) < RAND()) }") ==
        "{ FILTER (&& (BOUND ?x) (< (COALESCE ?y 1) (RAND))) }");
  CHECK(where("{ FILTER (MD5(?x) = SHA512(?y)) }") == "{ FILTER (= (MD5 ?x) (SHA512 ?y)) }");
  CHECK(where("{ FILTER (!!?x) }") == "{ FILTER (! (! ?x)) }");
}

TEST_CASE("prefixes of a query come after those known before") {
  const parser::Query query =
      read("BASE <http://b/> PREFIX : <x#> VERSION \"1.2\" SELECT * { :a :p <c> }");
  CHECK(query.prefixes.back() == std::pair<std::string, std::string>("", "http://b/x#"));
  CHECK(shapes::of(query.where) == "{ <http://b/x#a> <http://b/x#p> <http://b/c> }");
}

TEST_CASE("what is not evaluated yet is said to be so, and nothing else") {
  for (const std::string text : {"SELECT * { GRAPH ?g { } }",
                                 "SELECT * { SERVICE :s { } }",
                                 "SELECT * { MINUS { } }",
                                 "SELECT * { VALUES ?x { 1 } }",
                                 "SELECT * { } VALUES ?x { 1 }",
                                 "SELECT * { { SELECT ?x { } } }",
                                 "SELECT (COUNT(*) AS ?n) { }",
                                 "SELECT (group_concat(?x ; separator=',') AS ?n) { }",
                                 "SELECT ?x { } GROUP BY ?x",
                                 "SELECT ?x { } HAVING (1)",
                                 "SELECT ?x FROM :g { }",
                                 "ASK FROM NAMED :g { }",
                                 "DESCRIBE :x",
                                 "CONSTRUCT FROM :g WHERE { }",
                                 "INSERT DATA { :s :p :o }",
                                 "DELETE WHERE { }",
                                 "LOAD :x",
                                 "CLEAR ALL",
                                 "DROP ALL",
                                 "CREATE GRAPH :g",
                                 "ADD :a TO :b",
                                 "MOVE :a TO :b",
                                 "COPY :a TO :b",
                                 "WITH :g DELETE { } WHERE { }"}) {
    INFO(text);
    CHECK(codes(text) == Texts{"not-supported"});
  }
}

TEST_CASE("a variable that has a value cannot be named again") {
  CHECK(codes("SELECT * { ?x :p ?y BIND (1 AS ?y) }") == Texts{"variable-in-scope"});
  CHECK(codes("SELECT * { BIND (1 AS ?y) BIND (2 AS ?y) }") == Texts{"variable-in-scope"});
  CHECK(codes("SELECT * { OPTIONAL { ?x :p ?y } BIND (1 AS ?y) }") == Texts{"variable-in-scope"});
  CHECK(codes("SELECT * { { ?x :p 1 } UNION { ?y :p 1 } BIND (1 AS ?y) }") ==
        Texts{"variable-in-scope"});
  CHECK(codes("SELECT * { << ?x :p ?y >> :q 1 BIND (1 AS ?y) }") == Texts{"variable-in-scope"});
  CHECK(codes("SELECT (1 AS ?y) { ?x :p ?y }") == Texts{"variable-in-scope"});
  CHECK(codes("SELECT (1 AS ?z) (2 AS ?z) { ?x :p ?y }") == Texts{"variable-in-scope"});
  // Used after, used in a FILTER, or used in another group, it has none yet.
  CHECK(codes("SELECT * { BIND (1 AS ?y) ?x :p ?y }").empty());
  CHECK(codes("SELECT * { FILTER (?y > 1) BIND (1 AS ?y) }").empty());
  CHECK(codes("SELECT * { FILTER EXISTS { ?x :p ?y } BIND (1 AS ?y) }").empty());
  CHECK(codes("SELECT * { ?x :p 1 { BIND (1 AS ?x) } }").empty());
  CHECK(codes("SELECT (1 AS ?z) (?z + 1 AS ?w) ?x ?x { ?x :p ?y }").empty());
}

TEST_CASE("a blank node label belongs to one group of triples") {
  CHECK(codes("ASK { _:a :p 1 OPTIONAL { _:a :q 1 } }") == Texts{"blank-node-reused"});
  CHECK(codes("ASK { _:a :p 1 . { } _:a :q 1 }") == Texts{"blank-node-reused"});
  CHECK(codes("ASK { { _:a :p 1 } UNION { _:a :q 1 } }") == Texts{"blank-node-reused"});
  CHECK(codes("ASK { _:a :p 1 FILTER EXISTS { _:a :q 1 } }") == Texts{"blank-node-reused"});
  CHECK(codes("ASK { _:a :p 1 FILTER (1) _:a :q 1 }").empty());
  CHECK(codes("ASK { _:a :p 1 FILTER EXISTS { _:b :q 1 } _:a :q 1 }").empty());
  CHECK(codes("CONSTRUCT { _:a :p 1 } { _:a :q 1 }").empty());
}

TEST_CASE("braces of a query nest up to a limit, without a stack overflow") {
  const auto nested = [](std::size_t count, const std::string& open, const std::string& inner,
                         const std::string& close) {
    std::string text = "ASK ";
    for (std::size_t i = 0; i < count; ++i) text += open;
    text += inner;
    for (std::size_t i = 0; i < count; ++i) text += close;
    return text;
  };
  CHECK(codes(nested(100, "{", "", "}")).empty());
  CHECK(codes(nested(100000, "{", "", "}")) == Texts{"nested-too-deeply"});
  CHECK(codes(nested(100000, "{ OPTIONAL ", "{}", "}")) == Texts{"nested-too-deeply"});
  CHECK(codes(nested(100000, "{ FILTER EXISTS ", "{}", "}")) == Texts{"nested-too-deeply"});
  CHECK(codes("ASK { FILTER (" + std::string(100000, '!') + "1) }") == Texts{"nested-too-deeply"});
}
