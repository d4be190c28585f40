#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <string>

#include "tests/rules/counting_graph.h"
#include "tests/rules/query_world.h"

namespace {

/// `size` nodes, each with one `:p` and one `:q` to the next node, and every tenth with a `:rare`.
struct Ring : QueryWorld {
  explicit Ring(int size) {
    for (int i = 0; i < size; ++i) {
      const std::string node = "n" + std::to_string(i);
      const std::string next = "n" + std::to_string((i + 1) % size);
      add(node, "p", next);
      add(node, "q", next);
      if (i % 10 == 0) add(node, "rare", next);
    }
  }
};

query::Answer ask(QueryWorld& world, const kg::GraphView& graph, const std::string& text,
                  const query::QueryOptions& options = {}) {
  parser::Diagnostics diagnostics;
  const auto query = world.parse(text, diagnostics);
  REQUIRE(query);
  auto answer =
      query::evaluate(*query, {"<query>", text}, graph, world.dictionary, diagnostics, options);
  REQUIRE(answer);
  return std::move(*answer);
}

}  // namespace

TEST_CASE("a question about one thing reads no more than that thing", "[query][cost]") {
  Ring world(5000);
  for (const std::string& text :
       {std::string("SELECT * { ?x :p :n7 . ?x :q ?y . ?y :p ?z }"),
        std::string("SELECT * { ?y :p ?z . { ?x :q ?y } UNION { ?y :rare ?x } . ?x :p :n7 }"),
        std::string("SELECT * { :n7 :p ?x OPTIONAL { ?x :q ?y FILTER(?y != :n7) } }"),
        std::string("SELECT * { { ?x :q ?y FILTER(?y != :n7) } :n7 :p ?x }"),
        std::string("SELECT * { ?x :q ?y FILTER NOT EXISTS { ?y :rare ?z } ?x :p :n7 }"),
        std::string("SELECT * { ?x :p/:q/:p :n7 }"),
        std::string("SELECT * { BIND(:n7 AS ?x) ?x :p ?y . ?y :q ?z }"),
        std::string("SELECT * { ?x (:p|:q)/^:q ?y . ?x :p :n7 }")}) {
    const CountingGraph counting(world.graph);
    INFO(text);
    CHECK_FALSE(ask(world, counting, text).table.rows.empty());
    CHECK(counting.triples < 20);
    CHECK(counting.scans < 20);
  }
}

TEST_CASE("a join of large patterns reads each of them once", "[query][cost]") {
  constexpr int kSize = 3000;
  Ring world(kSize);
  for (const std::string& text :
       {std::string("SELECT * { ?x :p ?y . ?y :q ?z }"),
        std::string("SELECT * { ?x :p ?y . ?x :q ?y }"),
        std::string("SELECT * { ?x :p ?y OPTIONAL { ?y :q ?z } }"),
        std::string("SELECT * { ?x :p ?y FILTER EXISTS { ?y :q ?z } }"),
        std::string("SELECT * { ?x :p ?y OPTIONAL { ?y :q ?z OPTIONAL { ?z :rare ?x } } }"),
        std::string(
            "SELECT * { ?x :p ?y { ?y :q ?z OPTIONAL { ?w :rare ?z FILTER(?z != ?x) } } }")}) {
    const CountingGraph counting(world.graph);
    INFO(text);
    CHECK(ask(world, counting, text).table.rows.size() >= kSize);
    CHECK(counting.triples < 4 * kSize);
    CHECK(counting.scans < kSize);
  }
}

TEST_CASE("all pairs read the second pattern once", "[query][cost]") {
  Ring world(100);
  const CountingGraph counting(world.graph);
  CHECK(ask(world, counting, "SELECT * { ?x :p ?y . ?z :q ?w }").table.rows.size() == 10'000);
  CHECK(counting.triples <= 300);
}

TEST_CASE("LIMIT without ORDER BY and ASK stop when they have enough", "[query][cost]") {
  Ring world(5000);
  for (const std::string& text :
       {std::string("SELECT * { ?s ?p ?o } LIMIT 3"),
        std::string("SELECT * { ?x :p ?y . ?y :q ?z } OFFSET 2 LIMIT 3"),
        std::string("SELECT DISTINCT ?x { { ?x :p ?y } UNION { ?x :q ?y } } LIMIT 3"),
        std::string("SELECT * { ?x :p* ?y } LIMIT 3"),
        std::string("SELECT * { :n0 :p* ?y } LIMIT 3"),
        std::string("SELECT * { ?x :p ?y OPTIONAL { ?y :q ?z } } LIMIT 3"),
        std::string("ASK { ?x :p ?y . ?y :q ?z }"), std::string("ASK { :n0 (:p|:q)+ :n5 }")}) {
    const CountingGraph counting(world.graph);
    INFO(text);
    const query::Answer answer = ask(world, counting, text);
    CHECK((answer.yes || answer.table.rows.size() == 3));
    CHECK_FALSE(answer.incomplete);
    CHECK(counting.triples < 40);
  }
}

TEST_CASE("what many rows reach by a path is found once", "[query][cost]") {
  QueryWorld world;
  for (int i = 0; i < 500; ++i) world.add("n" + std::to_string(i), "type", "c0");
  for (int i = 0; i < 100; ++i) {
    world.add("c" + std::to_string(i), "sub", "c" + std::to_string(i + 1));
  }
  const CountingGraph counting(world.graph);
  CHECK(ask(world, counting, "SELECT * { ?x :type ?c . ?c :sub* ?d }").table.rows.size() == 50'500);
  CHECK(counting.triples < 2000);
}

TEST_CASE("no more rows are given than asked for, and then it says so", "[query][cost]") {
  Ring world(100);
  query::QueryOptions options;
  options.max_rows = 10;
  auto answer = ask(world, world.graph, "SELECT * { ?s ?p ?o }", options);
  CHECK(answer.table.rows.size() == 10);
  CHECK(answer.incomplete);
  answer = ask(world, world.graph, "SELECT * { ?s :rare ?o }", options);
  CHECK(answer.table.rows.size() == 10);
  CHECK_FALSE(answer.incomplete);
  answer = ask(world, world.graph, "CONSTRUCT WHERE { ?s :p ?o }", options);
  CHECK(answer.triples.size() == 10);
  CHECK(answer.incomplete);
}

TEST_CASE("a question can be stopped at any moment, and says that it was", "[query][cost]") {
  Ring world(3000);
  for (const std::string& text :
       {std::string("SELECT * { ?x :p ?y . ?y :q ?z } ORDER BY ?z"),
        std::string("SELECT * { ?a :p ?b . ?c :p ?d . ?e :p ?f }"),
        std::string("SELECT * { ?x :p ?y FILTER NOT EXISTS { ?y :q+ ?z FILTER(?z = :none) } }"),
        std::string("SELECT * { ?x :p+ ?y }"),
        std::string("SELECT * { ?x :p ?y { ?y :q ?z OPTIONAL { ?z :q ?x } } }"),
        std::string("CONSTRUCT { ?x :r ?d } { ?x :p ?y . ?c :q ?d }"),
        std::string("ASK { ?x :p+ ?y FILTER(?y = :none) }")}) {
    for (const std::size_t moment : {0U, 1000U, 3500U}) {
      std::atomic<bool> cancel = moment == 0;
      CountingGraph counting(world.graph);
      counting.on_triple = [&] { cancel = cancel || counting.triples >= moment; };
      query::QueryOptions options;
      options.cancel = &cancel;
      INFO(text << " at " << moment);
      const query::Answer answer = ask(world, counting, text, options);
      CHECK(answer.incomplete);
      CHECK_FALSE(answer.yes);
      CHECK(counting.triples <= moment + 300);
    }
  }
}

TEST_CASE("what a stopped question gives is part of the answer", "[query][cost]") {
  Ring world(2000);
  // None of them has no successor, however the search for one ended.
  for (const std::string& text :
       {std::string("SELECT * { ?x :p ?y FILTER NOT EXISTS { ?y :q+/:rare ?z } }"),
        std::string("SELECT ?x { ?x :p ?y OPTIONAL { ?y :q ?z } FILTER(!BOUND(?z)) }")}) {
    for (std::size_t moment = 1; moment < 6000; moment += 97) {
      std::atomic<bool> cancel = false;
      CountingGraph counting(world.graph);
      counting.on_triple = [&] { cancel = cancel || counting.triples >= moment; };
      query::QueryOptions options;
      options.cancel = &cancel;
      CHECK(ask(world, counting, text, options).table.rows.empty());
    }
  }
}

TEST_CASE("a question ends when its time is over", "[query][cost]") {
  Ring world(1000);
  query::QueryOptions options;
  options.timeout = std::chrono::milliseconds(30);
  const auto begin = std::chrono::steady_clock::now();
  const auto answer =
      ask(world, world.graph,
          "ASK { ?a :p ?b . ?c :p ?d . ?e :p ?f FILTER(CONCAT(STR(?a), STR(?c), STR(?e)) = \"\") }",
          options);
  CHECK(answer.incomplete);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
}
