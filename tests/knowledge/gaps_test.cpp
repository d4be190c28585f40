#include <catch2/catch.hpp>

#include "rules/explain/render.h"
#include "rules/explain/why.h"
#include "tests/knowledge/conclusions.h"

using knowledge::all;

namespace {

/// What the gaps of a kind concern, by the names after the namespace.
std::set<std::string> gaps(const kg::MemoryGraph& graph, const char* kind) {
  std::set<std::string> found;
  graph.scan({{}, all().term("sm:gapKind"), all().term(kind)}, kg::Part::Inference,
             [&](const kg::Triple& triple, kg::Order) {
               for (const std::string& iri : knowledge::objects(graph, triple.subject, "sm:gapIn"))
                 found.insert(iri.substr(iri.find('#') + 1));
               return true;
             });
  return found;
}

}  // namespace

TEST_CASE("space is the priority field that no recommendation takes up") {
  const auto found = gaps(all().conclude(all().facts()), "sm:gap-field");
  CHECK(found.contains("space"));
  CHECK_FALSE(found.contains("arms-control"));
  CHECK_FALSE(found.contains("emerging-technology"));
}

TEST_CASE("a recommendation about a field closes its gap") {
  const auto facts =
      knowledge::changed(all().facts(), "",
                         "sm:nato-intelligence-warning-system sm:withinField sm:space . "
                         "sm:eu-early-warning-system sm:withinField sm:space .");
  CHECK_FALSE(gaps(all().conclude(facts), "sm:gap-field").contains("space"));
}

TEST_CASE("extraterritorial sanctions are met by nothing, hybrid operations are") {
  const auto found = gaps(all().conclude(all().facts()), "sm:gap-threat");
  CHECK(found.contains("extraterritorial-sanctions"));
  CHECK_FALSE(found.contains("hybrid-operations"));
}

TEST_CASE("three needs have no known programme, and a programme for one closes its gap") {
  std::set<kg::Triple> facts = all().facts();
  CHECK(gaps(all().conclude(facts), "sm:gap-need") ==
        std::set<std::string>{"integrated-air-and-missile-defence",
                              "long-range-surveillance-drones", "maritime-patrol-aircraft"});
  for (const kg::Triple& triple : all().file("new_programme.ttl")) facts.insert(triple);
  CHECK_FALSE(gaps(all().conclude(facts), "sm:gap-need").contains("maritime-patrol-aircraft"));
}

TEST_CASE("more strategies are without a counter-measure when our own inferences are left out") {
  CHECK(gaps(all().conclude(all().facts()), "sm:gap-strategy") ==
        std::set<std::string>{"strategy-standard-setting"});
  const auto found = gaps(all().conclude(all().facts_without_assumptions()), "sm:gap-strategy");
  CHECK(found.contains("strategy-standard-setting"));
  CHECK(found.contains("strategy-lose-the-market"));
  CHECK(found.size() > 3);
  CHECK_FALSE(found.contains("strategy-fdi-and-acquisitions"));
}

TEST_CASE("the proof of a gap says what was looked for in vain") {
  kg::MemoryGraph graph = all().conclude(all().facts());
  const explain::Evidence evidence{all().program(), graph, graph, all().terms()};
  const auto gap = all().triples("sm:space-without-recommendation a sm:Gap .").front();
  const auto proof = explain::why(evidence, gap);
  REQUIRE(proof);
  const ontology::Labels labels(graph, all().terms(), "en", all().program().rules.prefixes);
  const std::string text = explain::to_text(*proof, evidence, labels);
  CHECK(text.find("not found: space is taken up by") != std::string::npos);
  CHECK(text.find("gives priority to space") != std::string::npos);
}
