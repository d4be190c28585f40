#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

#include "tests/kg/random_triples.h"

using kg::MemoryGraph;
using kg::Order;
using kg::Part;
using kg::Statement;
using kg::Triple;

TEST_CASE("A graph in memory agrees with a plain set through random changes", "[memory_graph]") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    RandomTriples random(seed, 3 + seed % 6);
    MemoryGraph graph;
    GraphOracle oracle;
    for (int step = 0; step < 150; ++step) {
      const Triple t = random.triple();
      const auto order = static_cast<Order>(1 + random.below(5));
      switch (random.below(8)) {
        case 0:
        case 1:
        case 2:
          graph.assert_triple(t);
          oracle.asserted.insert(t);
          break;
        case 3:
        case 4:
          graph.infer({t, order});
          if (!oracle.asserted.contains(t)) oracle.inferred.emplace(t, order);
          break;
        case 5:
        case 6:
          graph.retract(t);
          oracle.asserted.erase(t);
          break;
        default:
          if (random.below(20) == 0) {
            graph.clear_inferences();
            oracle.inferred.clear();
          }
      }
      if (step % 25 != 24) continue;
      INFO("seed " << seed << " step " << step);
      REQUIRE(differences(graph, oracle, random) == std::vector<std::string>());
      for (const Part part : {Part::Base, Part::Inference, Part::Evaluation}) {
        REQUIRE(graph.size(part) == oracle.all({}, part).size());
      }
    }
  }
}

TEST_CASE("An asserted triple hides the inference until it is retracted", "[memory_graph]") {
  MemoryGraph graph;
  RandomTriples random(1);
  const Triple t = random.triple();
  graph.infer({t, Order::FirstRound});
  graph.assert_triple(t);
  CHECK(graph.find(t, Part::Evaluation) == Order::Asserted);
  CHECK_FALSE(graph.find(t, Part::Inference));
  CHECK(graph.size(Part::Evaluation) == 1);
  graph.retract(t);
  CHECK(graph.find(t, Part::Evaluation) == Order::FirstRound);
  CHECK(graph.size(Part::Inference) == 1);
}

TEST_CASE("A graph in memory knows where its triples were stated", "[memory_graph]") {
  MemoryGraph graph;
  RandomTriples random(1, 100);
  const Triple a = random.triple();
  const Triple b = random.triple();
  graph.assert_triple(a, {"b.ttl", 7});
  graph.assert_triple(b, {"b.ttl", 8});
  graph.assert_triple(a, {"a.ttl", 9});
  graph.assert_triple(a, {"b.ttl", 3});
  graph.assert_triple(a, {"b.ttl", 7});
  graph.assert_triple(a);
  CHECK(graph.statements(a) == std::vector<Statement>{{"a.ttl", 9}, {"b.ttl", 3}, {"b.ttl", 7}});
  CHECK(graph.statements(b) == std::vector<Statement>{{"b.ttl", 8}});
  CHECK(graph.statements(random.triple()).empty());
  graph.retract(a);
  CHECK(graph.statements(a).empty());
  graph.assert_triple(a, {"c.ttl", 1});
  CHECK(graph.statements(a) == std::vector<Statement>{{"c.ttl", 1}});
}

TEST_CASE("A graph in memory can be moved", "[memory_graph]") {
  RandomTriples random(1);
  const Triple t = random.triple();
  MemoryGraph graph;
  graph.assert_triple(t);
  MemoryGraph other = std::move(graph);
  CHECK(other.find(t, Part::Base));
  graph = MemoryGraph();
  CHECK(graph.size(Part::Evaluation) == 0);
}

TEST_CASE("Several threads may read a graph in memory at once", "[memory_graph]") {
  RandomTriples random(1, 50);
  MemoryGraph graph;
  for (int i = 0; i < 20'000; ++i) graph.assert_triple(random.triple());
  std::atomic<std::size_t> found = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (std::uint64_t p = 1; p <= 50; ++p) {
          const kg::TermId id =
              p % 4 == 0 ? *kg::try_inline(rdf::Term::integer(static_cast<std::int64_t>(p) - 1))
                         : kg::dictionary_id(kg::IdKind::Iri, p);
          for (const kg::TripleMask& mask : {kg::TripleMask{id, {}, {}}, kg::TripleMask{{}, id, {}},
                                             kg::TripleMask{{}, {}, id}}) {
            graph.scan(mask, Part::Base, [&](const Triple&, Order) {
              ++found;
              return true;
            });
          }
        }
      });
    }
  }
  CHECK(found == 4 * 3 * graph.size(Part::Base));
}
