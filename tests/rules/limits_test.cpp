#include <catch2/catch.hpp>
#include <string>

#include "kg/memory_limit.h"
#include "rules/match/solve.h"
#include "rules/query/query.h"
#include "tests/rules/world.h"

namespace {

/// `:n0 :p :n1 . :n1 :p :n2 . …`
std::string chain(int length) {
  std::string data;
  for (int i = 0; i < length; ++i) {
    data += ":n" + std::to_string(i) + " :p :n" + std::to_string(i + 1) + " .\n";
  }
  return data;
}

std::string variable(int number) { return "?v" + std::to_string(number); }

}  // namespace

TEST_CASE("a run that takes more memory than it may is given up", "[memory]") {
  const bool closure = GENERATE(true, false);
  World world(closure ? "RULE { ?x :q ?y } WHERE { ?x :p ?y } "
                        "RULE { ?x :q ?z } WHERE { ?x :q ?y . ?y :q ?z }"
                      : "RULE { ?x :q ?y } WHERE { ?x :p ?a . ?y :p ?b }",
              chain(6000));
  rules::EvaluateOptions options;
  options.threads = GENERATE(1U, 3U);
  options.share_from = 100;
  const kg::MemoryWatch watch(kg::resident_memory() + (std::size_t{48} << 20U));
  CHECK_THROWS_AS(rules::evaluate(world.program, world.graph, world.dictionary, options),
                  kg::OutOfMemory);
}

TEST_CASE("without a watch there is no limit, and with one that is far away none is felt",
          "[memory]") {
  CHECK(kg::resident_memory() > 0);
  CHECK(kg::memory_of_machine() >= kg::resident_memory());
  kg::claim_memory(std::size_t{1} << 50U);
  kg::check_memory();
  const kg::MemoryWatch watch(kg::resident_memory() + (std::size_t{1} << 30U));
  kg::check_memory();
  kg::claim_memory(std::size_t{1} << 20U);
  CHECK_THROWS_AS(kg::claim_memory(std::size_t{2} << 30U), kg::OutOfMemory);
}

TEST_CASE("a run tells how far it is, round by round, from the thread that called for it") {
  World world(
      "RULE { ?x :q ?y } WHERE { ?x :p ?y } RULE { ?x :q ?z } WHERE { ?x :q ?y . ?y :p ?z }",
      chain(30));
  rules::EvaluateOptions options;
  options.threads = 3;
  options.share_from = 10;
  std::uint32_t round = 0;
  std::size_t triples = 0;
  const auto caller = std::this_thread::get_id();
  bool in_order = true;
  options.progress = [&](const rules::RunProgress& progress) {
    in_order = in_order && progress.round >= round && progress.triples >= triples &&
               std::this_thread::get_id() == caller;
    round = progress.round;
    triples = progress.triples;
  };
  const auto inferences = rules::evaluate(world.program, world.graph, world.dictionary, options);
  CHECK(in_order);
  CHECK(round == inferences.rounds);
  CHECK(triples == inferences.triples.size());
}

TEST_CASE("a body of hundreds of patterns is matched in an order that follows what is known") {
  // A chain of them, the last of which is the only one with few matches.
  constexpr int kLength = 300;
  std::string body;
  for (int i = 0; i < kLength; ++i) body += variable(i) + " :p " + variable(i + 1) + " . ";
  World world("RULE { ?v0 :found " + variable(kLength) + " } WHERE { " + body + variable(kLength) +
                  " :marked true }",
              chain(2 * kLength) + ":n" + std::to_string(kLength + 7) + " :marked true .");
  const auto inferences = rules::evaluate(world.program, world.graph, world.dictionary);
  REQUIRE(inferences.triples.size() == 1);
  CHECK(inferences.triples[0].triple ==
        world.triple(":n7 :found :n" + std::to_string(kLength + 7)));
  // From the mark backwards: a row a step.
  CHECK(inferences.profile[0].tried < 10 * kLength);
  // An explanation finds the same.
  world.infer();
  CHECK(world.why(":n7 :found :n" + std::to_string(kLength + 7)));
}

TEST_CASE("ten thousand patterns are put in order at once", "[join_order]") {
  constexpr match::VariableIndex kCount = 10'000;
  World world("RULE { ?x :q ?y } WHERE { ?x :p ?y }", chain(3));
  const kg::TermId p = world.triple(":a :p :b").predicate;
  std::vector<match::TriplePattern> patterns(kCount);
  for (match::VariableIndex i = 0; i < kCount; ++i) {
    patterns[i].subject = match::Slot::of_variable(i);
    patterns[i].predicate = match::Slot::of(p);
    patterns[i].object = match::Slot::of_variable(i + 1);
  }
  std::vector<bool> bound(kCount + 1);
  bound[kCount / 2] = true;
  const std::vector<std::size_t> order = match::join_order(patterns, bound, world.graph);
  REQUIRE(order.size() == kCount);
  // Each is connected to one before.
  std::size_t least = order[0];
  std::size_t most = order[0];
  CHECK((order[0] == kCount / 2 || order[0] == kCount / 2 - 1));
  bool connected = true;
  for (const std::size_t i : order) {
    connected = connected && i + 1 >= least && i <= most + 1;
    least = std::min(least, i);
    most = std::max(most, i);
  }
  CHECK(connected);
}

TEST_CASE("a rule or a query of a hundred thousand patterns is refused at once, at its place") {
  std::string body;
  for (int i = 0; i < 100'000; ++i) body += variable(i) + " <p> " + variable(i + 1) + " . ";
  kg::MemoryDictionary dictionary;
  parser::Diagnostics of_rules;
  CHECK_FALSE(rules::load_program({{"many.srl", "\nRULE { ?v0 <q> ?v1 } WHERE { " + body + "}"}},
                                  dictionary, of_rules));
  REQUIRE(of_rules.all().size() == 1);
  CHECK(of_rules.all()[0].code == "too-large");
  CHECK(of_rules.all()[0].message == "this rule has 100000 triple patterns; there may be 4000");

  const parser::Source question{"many.rq", "SELECT * { " + body + "}"};
  parser::Diagnostics of_query;
  const auto query = parser::parse_query(question, "http://e/", {}, of_query);
  REQUIRE(query);
  const kg::MemoryGraph nothing;
  CHECK_FALSE(query::evaluate(*query, question, nothing, dictionary, of_query));
  REQUIRE(of_query.all().size() == 1);
  CHECK(of_query.all()[0].code == "too-large");
}
