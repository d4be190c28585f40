#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "kg/overlay_graph.h"
#include "rules/explain/hypothesis.h"
#include "rules/explain/what_if.h"
#include "tests/rules/random_programs.h"
#include "tests/rules/world.h"

using explain::Cause;
using explain::Change;
using explain::ChangedConclusion;
using explain::Difference;

namespace {

struct Changes {
  std::vector<kg::Triple> asserted;
  std::vector<kg::Triple> retracted;

  std::vector<kg::Triple> all() const {
    std::vector<kg::Triple> both = asserted;
    both.insert(both.end(), retracted.begin(), retracted.end());
    return both;
  }
};

Difference suppose(World& world, const Changes& changes) {
  kg::OverlayGraph graph(world.graph, world.graph);
  for (const kg::Triple& triple : changes.retracted) graph.retract(triple);
  for (const kg::Triple& triple : changes.asserted) graph.assert_triple(triple);
  REQUIRE(explain::conclude(world.program, graph, world.dictionary));
  return explain::compare(world.evidence(), {world.program, graph, graph, world.dictionary},
                          changes.all());
}

std::vector<std::string> told(World& world, const Difference& difference, Change change) {
  std::vector<std::string> texts;
  for (const ChangedConclusion& one : difference.conclusions) {
    if (one.change == change) texts.push_back(world.labels().turtle(one.triple));
  }
  std::sort(texts.begin(), texts.end());
  return texts;
}

using Texts = std::vector<std::string>;

std::map<kg::Triple, kg::Order> triples(const kg::GraphView& graph, kg::Part part) {
  std::map<kg::Triple, kg::Order> found;
  graph.scan({}, part, [&](const kg::Triple& triple, kg::Order order) {
    found.emplace(triple, order);
    return true;
  });
  return found;
}

/// The facts of a world in another graph, with the changes.
kg::MemoryGraph rebuilt(const World& world, const Changes& changes) {
  kg::MemoryGraph graph;
  for (const auto& [triple, order] : triples(world.graph, kg::Part::Base)) {
    graph.assert_triple(triple);
  }
  for (const kg::Triple& triple : changes.retracted) graph.retract(triple);
  for (const kg::Triple& triple : changes.asserted) graph.assert_triple(triple);
  return graph;
}

}  // namespace

TEST_CASE("what-if: what rests on a fact is lost with it, and says so", "[what-if]") {
  World world(
      "RULE :b { ?x :b ?y } WHERE { ?x :a ?y }\n"
      "RULE :c { ?x :c ?y } WHERE { ?x :b ?y . ?y :ok true }",
      ":x :a :y . :y :ok true . :z :a :y .");
  world.infer();
  const Difference difference = suppose(world, {{}, {world.triple(":x :a :y")}});
  CHECK(told(world, difference, Change::Lost) == Texts{":x :b :y", ":x :c :y"});
  CHECK(difference.gained == 0);
  CHECK(difference.other_reason == 0);
  for (const ChangedConclusion& one : difference.conclusions) {
    REQUIRE(one.causes.size() == 1);
    CHECK(one.causes[0].kind == Cause::Kind::Gone);
    CHECK(one.causes[0].triple == world.triple(":x :a :y"));
    CHECK(one.rule);
  }
}

TEST_CASE("what-if: what a fact stands in the way of is lost, and what it brings is gained",
          "[what-if]") {
  World world(
      "RULE { ?x :bad true } WHERE { ?x :did ?y }\n"
      "RULE { ?x :good true } WHERE { ?x a :Person . NOT { ?x :bad true } }",
      ":ann a :Person . :bob a :Person ; :did :it .");
  world.infer();
  const Difference lost = suppose(world, {{world.triple(":ann :did :it")}, {}});
  CHECK(told(world, lost, Change::Lost) == Texts{":ann :good true"});
  CHECK(told(world, lost, Change::Gained) == Texts{":ann :bad true"});
  REQUIRE(lost.conclusions[0].causes.size() == 1);
  CHECK(lost.conclusions[0].causes[0].kind == Cause::Kind::Present);
  CHECK(lost.conclusions[0].causes[0].triple == world.triple(":ann :bad true"));
  const Difference gained = suppose(world, {{}, {world.triple(":bob :did :it")}});
  CHECK(told(world, gained, Change::Gained) == Texts{":bob :good true"});
  REQUIRE(gained.conclusions[1].causes.size() == 1);
  CHECK(gained.conclusions[1].causes[0].kind == Cause::Kind::Absent);
}

TEST_CASE("what-if: a conclusion whose least proof falls is kept for another reason", "[what-if]") {
  World world(
      "RULE { ?x :near ?y } WHERE { ?x :p ?y }\n"
      "RULE { ?x :near ?y } WHERE { ?x :q/:q ?y }\n"
      "RULE { ?y :meets ?x } WHERE { ?x :near ?y }",
      ":a :p :b . :a :q :m . :m :q :b . :c :p :d .");
  world.infer();
  const Difference difference = suppose(world, {{}, {world.triple(":a :p :b")}});
  CHECK(difference.lost == 0);
  CHECK(told(world, difference, Change::OtherReason) == Texts{":a :near :b", ":b :meets :a"});
  for (const ChangedConclusion& one : difference.conclusions) {
    REQUIRE(one.causes.size() == 1);
    CHECK(one.causes[0].triple == world.triple(":a :p :b"));
  }
}

TEST_CASE("what-if: rules that are out or new are the cause", "[what-if]") {
  World world("RULE :r { ?x :b true } WHERE { ?x :a true }", ":x :a true .");
  world.infer();
  World other("RULE :s { ?x :c true } WHERE { ?x :a true }", ":x :a true .");
  parser::Diagnostics diagnostics;
  auto program = rules::load_program(
      {{"other.srl", "PREFIX : <http://e/> RULE :s { ?x :c true } WHERE { ?x :a true }"}},
      world.dictionary, diagnostics);
  REQUIRE(program);
  kg::OverlayGraph graph(world.graph, world.graph);
  REQUIRE(explain::conclude(*program, graph, world.dictionary));
  const Difference difference =
      explain::compare(world.evidence(), {*program, graph, graph, world.dictionary}, {});
  CHECK(told(world, difference, Change::Lost) == Texts{":x :b true"});
  CHECK(told(world, difference, Change::Gained) == Texts{":x :c true"});
  CHECK(difference.conclusions[0].causes.at(0).kind == Cause::Kind::RuleGone);
  CHECK(difference.conclusions[1].causes.at(0).kind == Cause::Kind::RuleNew);
}

TEST_CASE("what-if: a rule that is written otherwise but says the same is no cause", "[what-if]") {
  World world("RULE :r { ?x :b true } WHERE { ?x :a true }", ":x :a true .");
  world.infer();
  parser::Diagnostics diagnostics;
  auto program = rules::load_program(
      {{"other.srl",
        "PREFIX : <http://e/>\n\n#@ title New\nRULE :r { ?x :b true }\nWHERE { ?x :a true }"}},
      world.dictionary, diagnostics);
  REQUIRE(program);
  kg::OverlayGraph graph(world.graph, world.graph);
  REQUIRE(explain::conclude(*program, graph, world.dictionary));
  CHECK(explain::compare(world.evidence(), {*program, graph, graph, world.dictionary}, {})
            .conclusions.empty());
}

TEST_CASE("what-if: the difference is that of a run from scratch on the changed facts",
          "[what-if][random]") {
  std::size_t programs = 0;
  std::size_t changed = 0;
  std::size_t otherwise = 0;
  std::size_t untold = 0;
  for (std::uint32_t seed = 0; seed < 8000; ++seed) {
    const RandomProgram program(seed % 2000);
    INFO("seed " << seed << "\n" << program.rules << program.data);
    const auto world = World::load(program.rules, program.data);
    if (!world) continue;
    world->infer();
    ++programs;
    std::mt19937 random(seed);
    const auto number = [&](std::size_t below) {
      return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
    };
    std::vector<kg::Triple> base;
    for (const auto& [triple, order] : triples(world->graph, kg::Part::Base))
      base.push_back(triple);
    Changes changes;
    for (std::size_t i = number(3); i > 0; --i) {
      const kg::Triple& triple = base[number(base.size())];
      if (std::count(changes.retracted.begin(), changes.retracted.end(), triple) == 0) {
        changes.retracted.push_back(triple);
      }
    }
    for (std::size_t i = number(3); i > 0; --i) {
      changes.asserted.push_back(world->triple(":n" + std::to_string(number(4)) + " :p" +
                                               std::to_string(number(6)) + " :n" +
                                               std::to_string(number(4))));
    }
    const kg::MemoryGraph fresh = rebuilt(*world, changes);
    const auto after = rules::evaluate(world->program, fresh, world->dictionary);
    std::set<kg::Triple> inferred_after;
    std::set<kg::Triple> evaluation_after;
    for (const auto& [triple, order] : triples(fresh, kg::Part::Base)) {
      evaluation_after.insert(triple);
    }
    for (const kg::Inference& inference : after.triples) {
      inferred_after.insert(inference.triple);
      evaluation_after.insert(inference.triple);
    }
    const auto inferred_before = triples(world->graph, kg::Part::Inference);
    const auto evaluation_before = triples(world->graph, kg::Part::Evaluation);

    const Difference difference = suppose(*world, changes);
    std::set<kg::Triple> lost;
    std::set<kg::Triple> gained;
    for (const ChangedConclusion& one : difference.conclusions) {
      if (one.change == Change::Lost) lost.insert(one.triple);
      if (one.change == Change::Gained) gained.insert(one.triple);
      if (one.change == Change::OtherReason) {
        CHECK(inferred_before.contains(one.triple));
        CHECK(evaluation_after.contains(one.triple));
        ++otherwise;
      }
      if (one.causes.empty()) ++untold;
    }
    std::set<kg::Triple> expected_lost;
    for (const auto& [triple, order] : inferred_before) {
      if (!evaluation_after.contains(triple)) expected_lost.insert(triple);
    }
    std::set<kg::Triple> expected_gained;
    for (const kg::Triple& triple : inferred_after) {
      if (!evaluation_before.contains(triple)) expected_gained.insert(triple);
    }
    CHECK(lost == expected_lost);
    CHECK(gained == expected_gained);
    CHECK(difference.concluded == inferred_after.size());
    changed += lost.size() + gained.size();
  }
  CHECK(programs > 3000);
  CHECK(changed > 600);
  CHECK(otherwise > 40);
  // What changed is told of all but a few conclusions that count.
  CHECK(untold * 100 < changed);
}
