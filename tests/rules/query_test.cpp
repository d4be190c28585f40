#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <set>
#include <string>

#include "tests/rules/query_world.h"

namespace {

const std::string kPeople = R"(
:ann :knows :bob, :cid ; :name "Ann" ; :age 30 .
:bob :knows :cid ; :name "Bob" .
:cid :name "Cid" ; :age 20 ; :mail "cid@e" .
)";

}  // namespace

TEST_CASE("adjacent patterns are joined by the variables that they share", "[query]") {
  QueryWorld world(kPeople);
  CHECK(world.bag("SELECT ?n { :ann :knows ?x . ?x :name ?n }") == Lines{"Bob", "Cid"});
  CHECK(world.bag("SELECT ?x ?y { ?x :knows ?z . ?y :knows ?z }") ==
        Lines{"ann ann", "ann ann", "ann bob", "bob ann", "bob bob"});
  CHECK(world.bag("SELECT ?x { ?x :name \"Ann\" . ?y :name \"Nobody\" }").empty());
  CHECK(world.bag("SELECT ?x { ?x ?x ?y }").empty());
}

TEST_CASE("patterns without a shared variable make all pairs", "[query]") {
  QueryWorld world(kPeople);
  CHECK(world.rows("SELECT * { ?x :name ?n . ?y :age ?a }").size() == 6);
}

TEST_CASE("a blank node of a pattern is a variable that is not shown", "[query]") {
  QueryWorld world(kPeople);
  CHECK(world.bag("SELECT * { ?x :knows [ :name ?n ] }") == Lines{"ann Bob", "ann Cid", "bob Cid"});
  CHECK(world.bag("SELECT ?x { ?x :knows _:y . _:y :age ?a }") == Lines{"ann", "bob"});
}

TEST_CASE("an asterisk selects the variables in the order in which they appear", "[query]") {
  QueryWorld world(kPeople);
  const auto answer = world.answer(
      "SELECT * { ?y :knows/:knows ?x OPTIONAL { ?x :mail ?m } BIND(1 AS ?one) "
      "FILTER NOT EXISTS { ?hidden :none ?x } }");
  CHECK(answer.table.variables == Lines{"y", "x", "m", "one"});
  CHECK(world.rows(answer) == Lines{"ann cid cid@e 1"});
}

TEST_CASE("a column of a variable that the pattern does not have is empty", "[query]") {
  QueryWorld world(kPeople);
  CHECK(world.rows("SELECT ?x ?nothing { ?x :mail ?m }") == Lines{"cid -"});
  CHECK(world.rows("SELECT ?x ?x { ?x :mail ?m }") == Lines{"cid"});
}

TEST_CASE("a filter drops what is false and what is an error", "[query]") {
  QueryWorld world(kPeople);
  CHECK(world.bag("SELECT ?x { ?x :age ?a FILTER(?a > 25) }") == Lines{"ann"});
  CHECK(world.bag("SELECT ?x { ?x :name ?n FILTER(?n > 25) }").empty());
  CHECK(world.bag("SELECT ?x { FILTER(?a > 25) ?x :age ?a }") == Lines{"ann"});
}

TEST_CASE("a filter sees the variables of its own group only", "[query]") {
  QueryWorld world(kPeople);
  CHECK(world.bag("SELECT ?x { ?x :age ?a { ?x :name ?n FILTER(?a > 25) } }").empty());
  CHECK(world.bag("SELECT ?x { ?x :age ?a { ?x :name ?n FILTER(!BOUND(?a)) } }") ==
        Lines{"ann", "cid"});
  CHECK(world.bag("SELECT ?x { ?x :age ?a { ?x :name ?n FILTER(?n != \"Ann\") } }") ==
        Lines{"cid"});
}

TEST_CASE("OPTIONAL keeps what it cannot extend", "[query]") {
  QueryWorld world(kPeople);
  CHECK(world.bag("SELECT ?x ?a { ?x :name ?n OPTIONAL { ?x :age ?a } }") ==
        Lines{"ann 30", "bob -", "cid 20"});
  CHECK(world.bag("SELECT * { OPTIONAL { ?x :none ?y } }") == Lines{"- -"});
  CHECK(world.bag("SELECT ?x ?a ?m { ?x :name ?n OPTIONAL { ?x :age ?a OPTIONAL { ?x :mail ?m } "
                  "} }") == Lines{"ann 30 -", "bob - -", "cid 20 cid@e"});
}

TEST_CASE("a filter in OPTIONAL is part of its condition and sees what stands before", "[query]") {
  QueryWorld world(kPeople);
  CHECK(world.bag("SELECT ?x ?y { ?x :age ?a OPTIONAL { ?x :knows ?y . ?y :age ?b FILTER(?b < ?a) "
                  "} }") == Lines{"ann cid", "cid -"});
  CHECK(world.bag("SELECT ?x ?n { ?x :age ?a OPTIONAL { ?x :name ?n FILTER(?a < 25) } }") ==
        Lines{"ann -", "cid Cid"});
  // One group further in, it does not.
  CHECK(world.bag("SELECT ?x ?n { ?x :age ?a OPTIONAL { { ?x :name ?n FILTER(?a < 25) } } }") ==
        Lines{"ann -", "cid -"});
}

TEST_CASE("patterns are evaluated from the inside out where it makes a difference", "[query]") {
  QueryWorld world(":a :p 1 . :b :p 2 . :x :q 2 . :y :r 2 .");
  // Inside, ?v is that of the last OPTIONAL, whatever it is outside.
  CHECK(world.bag("SELECT * { ?s :p ?v { ?t :q ?w OPTIONAL { ?u :r ?v } } }") ==
        Lines{"b 2 x 2 y"});
  // Unbound joins with everything.
  CHECK(world.bag("SELECT * { ?s :p ?v OPTIONAL { ?s :none ?w } OPTIONAL { ?t :q ?w } }") ==
        Lines{"a 1 2 x", "b 2 2 x"});
  CHECK(world.bag("SELECT ?s ?v { { ?s :none ?v } UNION { ?t :q ?w } { ?s :p ?v } }") ==
        Lines{"a 1", "b 2"});
}

TEST_CASE("UNION takes the solutions of all its sides, duplicates included", "[query]") {
  QueryWorld world(kPeople);
  CHECK(world.bag("SELECT ?x { { ?x :age ?a } UNION { ?x :knows ?y } UNION { ?x :mail ?m } }") ==
        Lines{"ann", "ann", "ann", "bob", "cid", "cid"});
  CHECK(world.bag("SELECT ?n { { ?x :age 30 } UNION { ?x :mail ?m } ?x :name ?n }") ==
        Lines{"Ann", "Cid"});
}

TEST_CASE("BIND gives a value, or none where its expression is an error", "[query]") {
  QueryWorld world(kPeople);
  CHECK(world.bag("SELECT ?b { ?x :age ?a BIND(?a + 1 AS ?b) }") == Lines{"21", "31"});
  CHECK(world.bag("SELECT ?b { ?x :mail ?a BIND(?a + 1 AS ?b) }") == Lines{"-"});
  CHECK(world.bag("SELECT ?x { BIND(30 AS ?a) ?x :age ?a }") == Lines{"ann"});
  CHECK(world.bag("SELECT ?x { ?x :age ?a { BIND(15 + 5 AS ?a) } }") == Lines{"cid"});
  CHECK(world.bag("SELECT ?x { ?x :age ?a { BIND(1 / 0 AS ?a) } }") == Lines{"ann", "cid"});
}

TEST_CASE("EXISTS sees the solution that it is tested for", "[query]") {
  QueryWorld world(kPeople);
  CHECK(world.bag("SELECT ?x { ?x :name ?n FILTER EXISTS { ?x :age ?a } }") == Lines{"ann", "cid"});
  CHECK(world.bag("SELECT ?x { ?x :name ?n FILTER NOT EXISTS { ?x :age ?a FILTER(?n = \"Ann\") } "
                  "}") == Lines{"bob", "cid"});
  CHECK(world.bag("SELECT ?x { ?x :name ?n FILTER NOT EXISTS { ?x :knows ?y FILTER NOT EXISTS { ?y "
                  ":age ?a } } }") == Lines{"bob", "cid"});
  CHECK(world.bag("SELECT ?x (EXISTS { ?x :age ?a } AS ?old) { ?x :name ?n }") ==
        Lines{"ann true", "bob false", "cid true"});
  // In the groups within too, as far in as they may be.
  CHECK(world.bag("SELECT ?x { ?x :age ?a FILTER EXISTS { { OPTIONAL { ?y :none ?z } FILTER(?a > "
                  "25) } } }") == Lines{"ann"});
}

TEST_CASE("DISTINCT leaves one of equal rows, and counts before LIMIT", "[query]") {
  QueryWorld world(kPeople);
  CHECK(world.bag("SELECT DISTINCT ?x { ?x ?p ?o }") == Lines{"ann", "bob", "cid"});
  CHECK(world.rows("SELECT DISTINCT ?x { ?x ?p ?o } ORDER BY ?x OFFSET 1 LIMIT 1") == Lines{"bob"});
  CHECK(world.rows("SELECT REDUCED ?x { ?x :mail ?o }") == Lines{"cid"});
}

TEST_CASE("ORDER BY sorts by value, stably, with what is unbound first", "[query]") {
  QueryWorld world(":a :v 10 . :b :v 9 . :c :v 9.0 . :d :v \"x\" . :e :w 1 . :f :v :iri .");
  CHECK(world.rows("SELECT ?s { ?s ?p ?o OPTIONAL { ?s :v ?v } } ORDER BY ?v ?s") ==
        Lines{"e", "f", "b", "c", "a", "d"});
  CHECK(world.rows("SELECT ?s { ?s ?p ?o OPTIONAL { ?s :v ?v } } ORDER BY DESC(?v) ?s") ==
        Lines{"d", "a", "b", "c", "f", "e"});
  CHECK(world.rows("SELECT ?s { ?s :v ?v } ORDER BY DESC(?v + 0) DESC(?s)") ==
        Lines{"a", "c", "b", "f", "d"});
  CHECK(world.rows("SELECT ?s { ?s :v ?v } ORDER BY isIRI(?v) DESC(?s) LIMIT 3") ==
        Lines{"d", "c", "b"});
}

TEST_CASE("LIMIT and OFFSET cut a part out", "[query]") {
  QueryWorld world(kPeople);
  const std::string query = "SELECT ?n { ?x :name ?n } ORDER BY ?n ";
  CHECK(world.rows(query + "LIMIT 2") == Lines{"Ann", "Bob"});
  CHECK(world.rows(query + "OFFSET 2") == Lines{"Cid"});
  CHECK(world.rows(query + "OFFSET 1 LIMIT 1") == Lines{"Bob"});
  CHECK(world.rows(query + "OFFSET 1 LIMIT 18446744073709551615") == Lines{"Bob", "Cid"});
  CHECK(world.rows(query + "LIMIT 0").empty());
  CHECK(world.rows(query + "OFFSET 9").empty());
  CHECK_FALSE(world.answer(query + "LIMIT 1").incomplete);
}

TEST_CASE("a projected expression sees the columns before it", "[query]") {
  QueryWorld world(kPeople);
  CHECK(world.rows("SELECT (?a * 2 AS ?b) (?b + 1 AS ?c) { ?x :age ?a } ORDER BY ?b") ==
        Lines{"40 41", "60 61"});
}

TEST_CASE("a question takes triple terms apart", "[query]") {
  QueryWorld world(
      ":r rdf:reifies <<( :a :p 1 )>>, <<( :b :p 2 )>> ; :says <<( :a :q 1 )>> ."
      " :s rdf:reifies <<( :a :p <<( :b :p 2 )>> )>> .");
  CHECK(world.bag("SELECT ?x ?o { ?r rdf:reifies <<( ?x :p ?o )>> }") ==
        Lines{"a (b p 2)", "a 1", "b 2"});
  CHECK(world.bag("SELECT ?r { ?r ?any <<( :a ?p 1 )>> }") == Lines{"r", "r"});
  CHECK(world.bag("SELECT ?r ?y { ?r ?any <<( :a ?p <<( ?y ?p ?z )>> )>> }") == Lines{"s b"});
  CHECK(world.bag("SELECT ?r { BIND(:b AS ?x) ?r rdf:reifies <<( ?x :p 2 )>> }") == Lines{"r"});
  CHECK(world.bag("SELECT ?r { ?r rdf:reifies <<( :none :p 2 )>> }").empty());
}

TEST_CASE("ASK says whether there is a solution", "[query]") {
  QueryWorld world(kPeople);
  CHECK(world.ask("ASK { :ann :knows ?x . ?x :mail ?m }"));
  CHECK_FALSE(world.ask("ASK { :bob :age ?a }"));
  CHECK(world.ask("ASK { }"));
  CHECK_FALSE(world.ask("ASK { FILTER(false) }"));
}

TEST_CASE("CONSTRUCT makes the triples of its template, each once and in order", "[query]") {
  QueryWorld world(kPeople);
  CHECK(world.triples("CONSTRUCT { ?y :knownBy ?x . ?x a :Person } { ?x :knows ?y }") ==
        Lines{"ann type Person", "bob knownBy ann", "bob type Person", "cid knownBy ann",
              "cid knownBy bob"});
  CHECK(world.triples("CONSTRUCT WHERE { ?x :mail ?m }") == Lines{"cid mail cid@e"});
  const auto triples = world.answer("CONSTRUCT WHERE { ?s ?p ?o }").triples;
  CHECK(std::is_sorted(triples.begin(), triples.end()));
  CHECK(triples.size() == 9);
}

TEST_CASE("CONSTRUCT leaves out what is no triple", "[query]") {
  QueryWorld world(kPeople);
  CHECK(world.triples("CONSTRUCT { ?n :p ?x . ?x :m ?m . ?x ?n 1 . ?x :a ?a } { ?x :name ?n "
                      "OPTIONAL { ?x :mail ?m } }") == Lines{"cid m cid@e"});
}

TEST_CASE("CONSTRUCT makes new blank nodes for each solution", "[query]") {
  QueryWorld world("_:c0 :p 1 . :a :q 1, 2, 3 .");
  const auto answer = world.answer("CONSTRUCT { _:n :of ?x ; :with [] . ?s :q _:n } { ?s :q ?x }");
  CHECK(answer.triples.size() == 9);
  std::set<kg::TermId> nodes;
  for (const kg::Triple& triple : answer.triples) {
    for (const kg::TermId term : {triple.subject, triple.object}) {
      if (world.dictionary.term(term).is_blank_node()) nodes.insert(term);
    }
  }
  CHECK(nodes.size() == 6);
  for (const kg::TermId node : nodes) {
    CHECK(world.graph.scan({node, {}, {}}, kg::Part::Evaluation,
                           [](const kg::Triple&, kg::Order) { return false; }));
  }
}

TEST_CASE("values that are made anew are made for each solution, and once for a group of its own",
          "[query]") {
  QueryWorld world(":a :p 1, 2, 3 .");
  CHECK(world.rows("SELECT DISTINCT ?u { ?s :p ?o BIND(UUID() AS ?u) }").size() == 3);
  CHECK(world.rows("SELECT DISTINCT ?u { ?s :p ?o { BIND(UUID() AS ?u) } }").size() == 1);
  CHECK(world.rows("SELECT DISTINCT ?u { ?s :p ?o OPTIONAL { BIND(UUID() AS ?u) } }").size() == 1);
  CHECK(world
            .rows("SELECT DISTINCT ?a ?b { ?s :p ?o BIND(BNODE(\"x\") AS ?a) BIND(BNODE(\"x\") AS "
                  "?b) FILTER(?a = ?b) }")
            .size() == 3);
  CHECK(world.rows("SELECT * { ?s :p ?o FILTER(RAND() < 2) }").size() == 3);
  query::QueryOptions now;
  query::QueryOptions later;
  later.now = now.now + std::chrono::milliseconds(1);
  const std::string query = "SELECT (UUID() AS ?u) { }";
  CHECK(world.rows(world.answer(query, now)) != world.rows(world.answer(query, later)));
}

TEST_CASE("inferred triples are matched like asserted ones", "[query]") {
  QueryWorld world(":a :p :b .");
  world.graph.infer({{world.iri("b"), world.iri("p"), world.iri("c")}, kg::Order::FirstRound});
  CHECK(world.bag("SELECT ?x { :a :p+ ?x }") == Lines{"b", "c"});
  CHECK(world.bag("SELECT ?x { :a :p/:p ?x }") == Lines{"c"});
}

TEST_CASE("an unknown function is reported with its place", "[query]") {
  QueryWorld world;
  parser::Diagnostics diagnostics;
  const std::string text = "SELECT * { ?s :p ?o FILTER(:twice(?o) > 1 && :thrice(?o) > 1) }";
  const auto query = world.parse(text, diagnostics);
  REQUIRE(query);
  CHECK_FALSE(
      query::evaluate(*query, {"<query>", text}, world.graph, world.dictionary, diagnostics));
  REQUIRE(diagnostics.error_count() == 2);
  CHECK(diagnostics.all()[0].code == "unknown-function");
  CHECK(diagnostics.all()[0].position.column == 28);
}

TEST_CASE("a query whose patterns follow one another too deeply is reported", "[query]") {
  const auto code_of = [](const std::string& element, std::size_t count) {
    std::string text = "SELECT * { ";
    for (std::size_t i = 0; i < count; ++i) text += element;
    text += "}";
    QueryWorld world(":a :p :a .");
    parser::Diagnostics diagnostics;
    const auto query = world.parse(text, diagnostics);
    INFO(parser::render(diagnostics));
    REQUIRE(query);
    const auto answer =
        query::evaluate(*query, {"<query>", text}, world.graph, world.dictionary, diagnostics);
    return answer ? std::to_string(answer->table.rows.size()) : diagnostics.all().front().code;
  };
  CHECK(code_of("?x :p ?x . ", 900) == "1");
  CHECK(code_of("?x :p ?x . ", 2000) == "too-large");
  CHECK(code_of("OPTIONAL { ?x :p ?x } ", 300) == "1");
  CHECK(code_of("OPTIONAL { ?x :p ?x } ", 100'000) == "too-large");
}
