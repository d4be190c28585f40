#include <catch2/catch.hpp>
#include <string>

#include "tests/rules/query_world.h"

namespace {

const std::string kGraph = R"(
:a :p :b . :b :p :c . :c :p :a .
:c :q :d . :d :q :e .
:a :r :b .
)";

}  // namespace

TEST_CASE("a sequence counts each way along it", "[query][path]") {
  QueryWorld world(":a :p :b, :c . :b :q :d . :c :q :d .");
  CHECK(world.bag("SELECT * { :a :p/:q ?x }") == Lines{"d", "d"});
  CHECK(world.bag("SELECT * { ?x ^:q/^:p ?y }") == Lines{"d a", "d a"});
}

TEST_CASE("an alternative counts each of its sides", "[query][path]") {
  QueryWorld world(kGraph);
  CHECK(world.bag("SELECT * { :a :p|:r ?x }") == Lines{"b", "b"});
  CHECK(world.bag("SELECT * { :a (:p|:q)/(:p|^:r) ?x }") == Lines{"a", "c"});
}

TEST_CASE("a repetition counts what it reaches once, in cycles too", "[query][path]") {
  QueryWorld world(kGraph);
  CHECK(world.bag("SELECT * { :a :p* ?x }") == Lines{"a", "b", "c"});
  CHECK(world.bag("SELECT * { :a :p+ ?x }") == Lines{"a", "b", "c"});
  CHECK(world.bag("SELECT * { ?x :q+ :e }") == Lines{"c", "d"});
  CHECK(world.bag("SELECT * { ?x :q+ ?y }") == Lines{"c d", "c e", "d e"});
  CHECK(world.bag("SELECT * { ?x :p+ ?x }") == Lines{"a", "b", "c"});
  CHECK(world.bag("SELECT * { :a :p? ?x }") == Lines{"a", "b"});
  CHECK(world.bag("SELECT * { :a (:p|:r)? ?x }") == Lines{"a", "b"});
  CHECK(world.ask("ASK { :a :p+/:q+ :e }"));
  CHECK_FALSE(world.ask("ASK { :d :p+ :e }"));
}

TEST_CASE("repetitions nest", "[query][path]") {
  QueryWorld world(kGraph);
  CHECK(world.bag("SELECT * { :a (:p/:p)* ?x }") == Lines{"a", "b", "c"});
  CHECK(world.bag("SELECT * { :a (:p*/:q)+ ?x }") == Lines{"d", "e"});
  CHECK(world.bag("SELECT * { :a (:p+|:q)* ?x }") == Lines{"a", "b", "c", "d", "e"});
  CHECK(world.bag("SELECT * { :e ^(:p*/:q)+ ?x }") == Lines{"a", "b", "c", "d"});
  CHECK(world.bag("SELECT * { :e (^:q)*/^:p ?x }") == Lines{"b"});
}

TEST_CASE("a path of no length holds for terms in the question and for nodes of the graph",
          "[query][path]") {
  QueryWorld world(":a :p 1 .");
  CHECK(world.bag("SELECT * { ?x :p* ?y }") == Lines{"1 1", "a 1", "a a"});
  CHECK(world.bag("SELECT * { :nowhere :p* ?y }") == Lines{"nowhere"});
  CHECK(world.bag("SELECT * { ?x :p? :nowhere }") == Lines{"nowhere"});
  CHECK(world.ask("ASK { :nowhere :q* :nowhere }"));
  CHECK_FALSE(world.ask("ASK { :nowhere :q* :elsewhere }"));
  CHECK(world.bag("SELECT * { BIND(:nowhere AS ?x) ?x :p* ?y }").empty());
  CHECK(world.bag("SELECT * { BIND(:nowhere AS ?x) ?x :p* :nowhere }") == Lines{"nowhere"});
  CHECK(world.bag("SELECT * { BIND(:a AS ?x) ?x :none* ?y }") == Lines{"a a"});
}

TEST_CASE("a negated set follows all other predicates", "[query][path]") {
  QueryWorld world(kGraph);
  CHECK(world.bag("SELECT * { :a !:p ?x }") == Lines{"b"});
  CHECK(world.bag("SELECT * { ?x !(:p|:r) ?y }") == Lines{"c d", "d e"});
  CHECK(world.bag("SELECT * { :b !(^:p) ?x }") == Lines{"a"});
  CHECK(world.bag("SELECT * { :b !(:q|^:p) ?x }") == Lines{"a", "c"});
  CHECK(world.bag("SELECT * { :a !() ?x }") == Lines{"b", "b"});
  CHECK(world.bag("SELECT * { :c (!(:p|:r))+ ?x }") == Lines{"d", "e"});
  CHECK(world.bag("SELECT * { :e (!(^:p|^:r))* ?x }") == Lines{"c", "d", "e"});
}

TEST_CASE("a path joins with patterns on both sides", "[query][path]") {
  QueryWorld world(kGraph + ":a :name \"A\" . :e :name \"E\" . :x :name \"X\" .");
  CHECK(world.bag("SELECT ?n ?m { ?x :name ?n . ?x (:p|:q)+ ?y . ?y :name ?m }") ==
        Lines{"A A", "A E"});
  CHECK(world.bag("SELECT ?n { ?x :name ?n FILTER NOT EXISTS { ?x (:p|:q)+ :e } }") ==
        Lines{"E", "X"});
  CHECK(world.bag("SELECT ?n ?y { ?x :name ?n OPTIONAL { ?x :p+/:q ?y } }") ==
        Lines{"A d", "E -", "X -"});
}

TEST_CASE("a path of 200,000 steps is followed", "[query][path]") {
  QueryWorld world;
  constexpr int kLength = 200'000;
  kg::TermId last = world.iri("n0");
  const kg::TermId next = world.iri("next");
  for (int i = 1; i <= kLength; ++i) {
    const kg::TermId node = world.iri("n" + std::to_string(i));
    world.graph.assert_triple({last, next, node});
    last = node;
  }
  CHECK(world.rows("SELECT ?x { :n0 :next+ ?x }").size() == kLength);
  CHECK(world.ask("ASK { :n0 (:next/:next)* :n" + std::to_string(kLength) + " }"));
  CHECK(world.rows("SELECT ?x { ?x :next* :n100 }").size() == 101);
}
