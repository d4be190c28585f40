#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "kg/term_id.h"
#include "rules/explain/why_not.h"
#include "tests/rules/random_programs.h"
#include "tests/rules/world.h"

using explain::Attempt;
using explain::Fix;
using explain::Standing;
using explain::TriedElement;

namespace {

/// Triples over the terms of the small worlds that do not hold.
std::vector<kg::Triple> absent_triples(World& world, std::mt19937& random) {
  std::vector<kg::Triple> found;
  const auto number = [&](int most) { return std::uniform_int_distribution(0, most)(random); };
  for (int i = 0; i < 12; ++i) {
    const std::string text = ":n" + std::to_string(number(3)) + " :p" + std::to_string(number(5)) +
                             " :n" + std::to_string(number(3));
    const kg::Triple triple = world.triple(text);
    if (!world.graph.find(triple, kg::Part::Evaluation)) found.push_back(triple);
  }
  return found;
}

/// Whether the triple follows once the facts are changed; changes them back.
bool follows_with(World& world, const kg::Triple& triple, const Fix& fix) {
  std::vector<kg::Triple> added;
  for (const kg::Triple& fact : fix.retract_triples) {
    REQUIRE(world.graph.find(fact, kg::Part::Base));
    world.graph.retract(fact);
  }
  for (const kg::Triple& fact : fix.assert_triples) {
    if (world.graph.find(fact, kg::Part::Base)) continue;
    world.graph.assert_triple(fact, {"fix", 1});
    added.push_back(fact);
  }
  world.infer();
  const bool follows = world.graph.find(triple, kg::Part::Evaluation).has_value();
  for (const kg::Triple& fact : added) world.graph.retract(fact);
  for (const kg::Triple& fact : fix.retract_triples) world.graph.assert_triple(fact, {"back", 1});
  world.infer();
  return follows;
}

/// That what is marked holds or fails does.
void check_marks(World& world, const Attempt& attempt) {
  const rules::Rule& rule = world.program.rules.rule(attempt.rule);
  const auto part = rule.where_data ? kg::Part::Base : kg::Part::Evaluation;
  REQUIRE(attempt.elements.size() == rule.body.size());
  std::size_t holding = 0;
  for (const TriedElement& element : attempt.elements) {
    if (element.standing == Standing::Holds) ++holding;
    if (!element.is_pattern || element.standing == Standing::Open) continue;
    const kg::Triple& triple = element.node.triple;
    if (element.standing == Standing::Holds) {
      CHECK(world.graph.find(triple, part));
    } else if (triple.subject != kg::TermId::None) {
      CHECK_FALSE(world.graph.find(triple, part));
    }
  }
  CHECK(holding == attempt.holding);
}

struct Counts {
  std::size_t asked = 0;
  std::size_t claimed = 0;
  std::size_t tried = 0;
};

void check(World& world, const kg::Triple& triple, Counts& counts) {
  INFO(world.labels().turtle(triple));
  const kg::TripleMask mask{triple.subject, triple.predicate, triple.object};
  ++counts.asked;
  // What is claimed by the rules alone, and what was tried.
  for (const std::size_t limit : {std::size_t{0}, std::size_t{1000}}) {
    const auto why_not = explain::why_not(
        world.evidence(), mask,
        {.max_looks = 20'000, .max_looks_of_rule = 2'000, .max_triples_to_try = limit});
    REQUIRE(why_not);
    for (const explain::Goal& goal : why_not->goals) {
      for (const Attempt& attempt : goal.attempts) check_marks(world, attempt);
    }
    for (const Attempt& attempt : why_not->goals.front().attempts) {
      if (attempt.fix.check == Fix::Check::Unknown) continue;
      ++(limit == 0 ? counts.claimed : counts.tried);
      CHECK(follows_with(world, triple, attempt.fix) == (attempt.fix.check == Fix::Check::Holds));
    }
  }
}

}  // namespace

TEST_CASE("why-not: a change that is said to suffice makes the triple true", "[why-not][random]") {
  Counts counts;
  std::size_t programs = 0;
  for (std::uint32_t seed = 0; seed < 900; ++seed) {
    const RandomProgram program(seed);
    INFO("seed " << seed << "\n" << program.rules << program.data);
    const auto world = World::load(program.rules, program.data);
    if (!world) continue;
    world->infer();
    std::mt19937 random(seed);
    for (const kg::Triple& triple : absent_triples(*world, random)) check(*world, triple, counts);
    ++programs;
  }
  CHECK(programs > 400);
  CHECK(counts.claimed > 300);
  CHECK(counts.tried > counts.claimed);
}
