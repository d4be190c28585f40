#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <vector>

#include "kg/overlay_graph.h"
#include "kg/term_id.h"

namespace {

kg::TermId term(unsigned number) { return kg::dictionary_id(kg::IdKind::Iri, number + 1); }

kg::Triple triple(unsigned s, unsigned p, unsigned o) { return {term(s), term(p), term(o)}; }

using Found = std::set<std::pair<kg::Triple, kg::Order>>;

Found all(const kg::GraphView& graph, const kg::TripleMask& mask, kg::Part part) {
  Found found;
  graph.scan(mask, part, [&](const kg::Triple& t, kg::Order order) {
    const bool is_new = found.emplace(t, order).second;
    CHECK(is_new);
    return true;
  });
  return found;
}

}  // namespace

TEST_CASE("overlay: without changes it is the base graph below, and has no inferences") {
  kg::MemoryGraph below;
  below.assert_triple(triple(0, 1, 2), {"a.ttl", 1});
  below.infer({triple(2, 1, 0), kg::Order::FirstRound});
  const kg::OverlayGraph graph(below, below);
  CHECK(graph.find(triple(0, 1, 2), kg::Part::Evaluation) == kg::Order::Asserted);
  CHECK_FALSE(graph.find(triple(2, 1, 0), kg::Part::Evaluation));
  CHECK(graph.statements(triple(0, 1, 2)) == std::vector<kg::Statement>{{"a.ttl", 1}});
}

TEST_CASE("overlay: a triple taken back is gone, and may be stated again") {
  kg::MemoryGraph below;
  below.assert_triple(triple(0, 1, 2), {"a.ttl", 1});
  kg::OverlayGraph graph(below, below);
  CHECK(graph.retract(triple(0, 1, 2)));
  CHECK_FALSE(graph.retract(triple(0, 1, 2)));
  CHECK_FALSE(graph.find(triple(0, 1, 2), kg::Part::Base));
  CHECK(graph.statements(triple(0, 1, 2)).empty());
  graph.assert_triple(triple(0, 1, 2), {"b.ttl", 7});
  CHECK(graph.find(triple(0, 1, 2), kg::Part::Base));
  CHECK(graph.statements(triple(0, 1, 2)) == std::vector<kg::Statement>{{"b.ttl", 7}});
  CHECK(below.find(triple(0, 1, 2), kg::Part::Base));
}

TEST_CASE("overlay: withdrawing a source takes back what it alone states") {
  kg::MemoryGraph below;
  below.assert_triple(triple(0, 1, 2), {"a.ttl", 1});
  below.assert_triple(triple(0, 1, 3), {"a.ttl", 2});
  below.assert_triple(triple(0, 1, 3), {"b.ttl", 9});
  kg::OverlayGraph graph(below, below);
  graph.withdraw("a.ttl");
  CHECK_FALSE(graph.find(triple(0, 1, 2), kg::Part::Base));
  CHECK(graph.statements(triple(0, 1, 3)) == std::vector<kg::Statement>{{"b.ttl", 9}});
  graph.withdraw("b.ttl");
  CHECK_FALSE(graph.find(triple(0, 1, 3), kg::Part::Base));
}

TEST_CASE("overlay: what is stated here too stays when its source is withdrawn") {
  kg::MemoryGraph below;
  below.assert_triple(triple(0, 1, 2), {"a.ttl", 1});
  kg::OverlayGraph graph(below, below);
  graph.assert_triple(triple(0, 1, 2), {"mine", 3});
  CHECK(graph.statements(triple(0, 1, 2)).size() == 2);
  graph.withdraw("a.ttl");
  CHECK(graph.statements(triple(0, 1, 2)) == std::vector<kg::Statement>{{"mine", 3}});
}

TEST_CASE("overlay: it reads like a graph that was built anew", "[random]") {
  std::mt19937 random(7);
  const auto number = [&](unsigned most) {
    return std::uniform_int_distribution<unsigned>(0, most)(random);
  };
  for (int round = 0; round < 300; ++round) {
    kg::MemoryGraph below;
    kg::MemoryGraph rebuilt;
    for (int i = 0; i < 20; ++i) {
      const kg::Triple t = triple(number(3), number(2), number(3));
      below.assert_triple(t, {"a.ttl", 1});
      rebuilt.assert_triple(t, {"a.ttl", 1});
    }
    kg::OverlayGraph graph(below, below);
    for (int i = 0; i < 12; ++i) {
      const kg::Triple t = triple(number(3), number(2), number(3));
      if (number(1) == 0) {
        CHECK(graph.retract(t) == rebuilt.find(t, kg::Part::Base).has_value());
        rebuilt.retract(t);
      } else {
        graph.assert_triple(t, {"b.ttl", 2});
        rebuilt.assert_triple(t, {"b.ttl", 2});
      }
    }
    std::vector<kg::Inference> inferences;
    for (int i = 0; i < 6; ++i) {
      const kg::Triple t = triple(number(3), number(2), number(3));
      if (!rebuilt.find(t, kg::Part::Evaluation)) {
        inferences.push_back({t, kg::Order::FirstRound});
        rebuilt.infer(inferences.back());
      }
    }
    graph.replace_inferences(inferences);
    for (const kg::Part part : {kg::Part::Base, kg::Part::Inference, kg::Part::Evaluation}) {
      for (unsigned s = 0; s <= 4; ++s) {
        for (unsigned p = 0; p <= 3; ++p) {
          for (unsigned o = 0; o <= 4; ++o) {
            const kg::TripleMask mask{s == 4 ? kg::TermId::None : term(s),
                                      p == 3 ? kg::TermId::None : term(p),
                                      o == 4 ? kg::TermId::None : term(o)};
            const Found expected = all(rebuilt, mask, part);
            CHECK(all(graph, mask, part) == expected);
            CHECK(graph.estimate(mask, part) >= expected.size());
          }
        }
      }
    }
  }
}
