#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/repl/run.h"

using testing::Loaded;
using testing::Outcome;

TEST_CASE("why-not explains a triple that does not hold") {
  const Loaded world;
  const Outcome outcome = world.run({"why-not", ":cleo :mayMeet :ann"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err.empty());
  CHECK(outcome.out.starts_with("✗ Cleo :mayMeet Ann"));
  CHECK(outcome.out.find("rule :meets · rules/people.srl:4") != std::string::npos);
  CHECK(outcome.out.find("not stated") != std::string::npos);
  CHECK(outcome.out.find("The nearest change, with something left open:") != std::string::npos);
  CHECK(world.run({"why-not", ":bob :mayMeet :ann"})
            .out.ends_with("It would hold with these changes:\n"
                           "  + :cleo :knows :ann .\n"));
  CHECK(world.run({"why-not", "Cleo", ":mayMeet", "Ann"}).out == outcome.out);
}

TEST_CASE("why-not answers a triple that does hold with why, and no") {
  const Loaded world;
  const Outcome outcome = world.run({"why-not", ":ann :mayMeet :cleo"});
  CHECK(outcome.exit == 1);
  CHECK(outcome.err == "it does hold; this is why:\n");
  CHECK(outcome.out == world.run({"why", ":ann :mayMeet :cleo"}).out);
}

TEST_CASE("why-not says that no rule could ever conclude a triple") {
  const Loaded world;
  const Outcome outcome = world.run({"why-not", ":cleo :knows :ann"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.find("No rule could ever conclude \"Cleo knows Ann\".") != std::string::npos);
  CHECK(outcome.out.find("It would hold only if it were stated.") != std::string::npos);
}

TEST_CASE("why-not with a term tells what rules conclude of others like it") {
  const Loaded world;
  const Outcome outcome = world.run({"why-not", "Bobbie"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.find(":Adult") != std::string::npos);
  const auto json = nlohmann::json::parse(world.run({"why-not", "--format", "json", ":bob"}).out);
  CHECK(json["term"] == "<http://example.org/bob>");
  CHECK(json["absent"][0]["format"] == "warrant-why-not");
}

TEST_CASE("why-not names the term that may be meant for one that is not known") {
  const Loaded world;
  const Outcome outcome = world.run({"why-not", ":anm :mayMeet :cleo"});
  CHECK(outcome.exit == 1);
  CHECK(outcome.err == "error: the store does not know :anm\nhint: did you mean :ann?\n");
  CHECK(world.run({"why-not", ":ann :knows"}).exit == 2);
}

TEST_CASE("why-not in the shell is .whynot") {
  const Loaded world;
  const Outcome outcome = world.run({}, ".whynot :cleo :mayMeet :ann\n");
  CHECK(outcome.out == world.run({"why-not", ":cleo :mayMeet :ann"}).out);
  CHECK(world.run({}, ".whynot :ann :mayMeet :cleo\n").err == "it does hold; this is why:\n");
  CHECK(world.run({}, ".whynot\n").err.find(".whynot takes what to explain") != std::string::npos);
}

TEST_CASE("why-not of a name that a rule would make tells of what it would make it") {
  const Loaded world;
  world.write("plans.srl",
              "PREFIX : <http://example.org/>\n"
              "#@ because {?x} may meet {?y}, so there is a plan.\n"
              "RULE :plan { ?plan a :Plan } WHERE { ?x a :Person . ?x :mayMeet ?y .\n"
              "  SET ( ?plan := IRI(CONCAT(STR(?x), \"-plan\")) ) }\n");
  CHECK(world.run({"load", "plans.srl"}).exit == 0);
  for (const char* asked : {":bob-plan a :Plan", ":bob-plan"}) {
    const Outcome outcome = world.run({"why-not", asked});
    INFO(asked);
    CHECK(outcome.exit == 0);
    CHECK(outcome.err.empty());
    CHECK(outcome.out.find("Would say: Bob may meet") != std::string::npos);
    CHECK(world.run({}, ".whynot " + std::string(asked) + "\n").out == outcome.out);
  }
  CHECK(world.run({"why-not", ":bobplan a :Plan"}).err.find("the store does not know :bobplan") !=
        std::string::npos);
}
