#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <random>
#include <string>

#include "tests/rules/world.h"

namespace {

/// Layers of rules, each of which counts what the layer below concludes, against a threshold.
/// Without negation, so that what falls when a fact is gone can be told by inferring again.
class CountingProgram {
 public:
  explicit CountingProgram(unsigned seed) : random_(seed) {
    for (int layer = 1; layer <= 3; ++layer) {
      const int count = number(1, 3);
      for (int i = 0; i < count; ++i) rules += rule(layer);
    }
    const int fact_count = number(5, 14);
    for (int i = 0; i < fact_count; ++i) data += fact();
  }

  std::string rules;
  std::string data;

 private:
  int number(int from, int to) { return std::uniform_int_distribution(from, to)(random_); }
  bool chance(int percent) { return number(1, 100) <= percent; }
  std::string thing() { return ":c" + std::to_string(number(0, 3)); }
  std::string fact() {
    // Some of what is concluded is stated too.
    return thing() + " :p" + std::to_string(chance(85) ? 0 : number(1, 3)) + ' ' + thing() + " .\n";
  }

  std::string rule(int layer) {
    const auto below = [&] { return " :p" + std::to_string(number(0, layer - 1)) + ' '; };
    const std::string head = "RULE { ?x :p" + std::to_string(layer) + " ?y } WHERE { ";
    if (chance(40)) return head + "?x" + below() + "?z . ?z" + below() + "?y }\n";
    const std::string group =
        chance(50) ? "{ ?x" + below() + "?w }" : "{ ?x" + below() + "?w . ?w" + below() + "?u }";
    return head + "?x" + below() + "?y . SET ( ?n := " + (chance(50) ? "COUNT(?w) " : "COUNT(*) ") +
           group + " ) FILTER ( ?n >= " + std::to_string(number(1, 3)) + " ) }\n";
  }

  std::mt19937 random_;
};

/// What a step rests on, counted or not, is older than what it concludes.
void check_older(const explain::Derivation& derivation, const explain::Node& node) {
  if (node.kind != explain::NodeKind::Derived) return;
  for (const auto premise : node.premises) {
    const explain::Node& below = derivation[premise];
    for (const auto counted : below.premises) {
      if (below.kind == explain::NodeKind::Aggregate) {
        CHECK(derivation[counted].order < node.order);
      }
    }
    CHECK(below.order < node.order);
  }
}

}  // namespace

TEST_CASE("what is critical where rules count is what inferring again finds, on random programs",
          "[aggregate][why][random]") {
  std::size_t critical = 0;
  std::size_t spared = 0;
  for (unsigned seed = 0; seed < 600; ++seed) {
    const CountingProgram program(seed);
    INFO("seed " << seed << "\n" << program.rules << program.data);
    World world(program.rules, program.data);
    world.infer();
    std::vector<kg::Triple> inferred;
    world.graph.scan({}, kg::Part::Inference, [&](const kg::Triple& triple, kg::Order) {
      inferred.push_back(triple);
      return true;
    });
    for (const kg::Triple& triple : inferred) {
      const auto derivation = explain::why(world.evidence(), triple);
      REQUIRE(derivation);
      CHECK_FALSE(derivation->critical_bounded);
      for (std::size_t i = 0; i < derivation->nodes.size(); ++i) {
        const explain::Node& node = derivation->nodes[i];
        check_older(*derivation, node);
        if (node.kind != explain::NodeKind::Fact) continue;
        const auto& found = derivation->critical;
        const bool said = std::find(found.begin(), found.end(),
                                    static_cast<explain::NodeIndex>(i)) != found.end();
        const auto statements = world.graph.statements(node.triple);
        world.graph.retract(node.triple);
        world.infer();
        const bool falls = !world.graph.find(triple, kg::Part::Evaluation);
        world.graph.assert_triple(node.triple, statements.front());
        world.infer();
        INFO(world.labels().turtle(triple) << " without " << world.labels().turtle(node.triple));
        CHECK(said == falls);
        ++(falls ? critical : spared);
      }
    }
  }
  CHECK(critical > 1000);
  CHECK(spared > 1000);
}
