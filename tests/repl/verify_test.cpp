#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/repl/run.h"

using testing::Loaded;
using testing::Outcome;

TEST_CASE("verify accepts what why wrote, and says so step by step") {
  const Loaded world;
  world.write("proof.json", world.run({"why", "--format", "json", ":ann :mayMeet :cleo"}).out);
  const Outcome outcome = world.run({"verify", "proof.json"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err.empty());
  CHECK(outcome.out ==
        "ok      #0  :ann :mayMeet :cleo: instance of :meets\n"
        "ok      1  :ann :knows :bob: stated at facts/people.ttl:3\n"
        "ok      2  :bob :knows :cleo: stated at facts/people.ttl:4\n"
        "The proof of :ann :mayMeet :cleo holds: 3 steps checked.\n");
  CHECK(world.run({"verify", "--only-wrong", "proof.json"}).out ==
        "The proof of :ann :mayMeet :cleo holds: 3 steps checked.\n");
}

TEST_CASE("verify rejects what the store does not bear out") {
  const Loaded world;
  world.write("proof.json", world.run({"why", "--format", "json", ":ann :mayMeet :cleo"}).out);
  CHECK(world.run({"unload", "facts"}).exit == 0);
  const Outcome outcome = world.run({"verify", "--only-wrong", "proof.json"});
  CHECK(outcome.exit == 1);
  CHECK(outcome.out.find("it is not stated in the store") != std::string::npos);
  CHECK(outcome.out.find("does not hold: 2 of 3 steps wrong.") != std::string::npos);
}

TEST_CASE("verify checks everything that was concluded about a term, and all proofs") {
  const Loaded world;
  world.write("term.json", world.run({"why", "--format", "json", "Ann"}).out);
  CHECK(world.run({"verify", "term.json"}).exit == 0);
  world.write("more.ttl",
              "PREFIX : <http://example.org/> :ann :knows :dora . :dora :knows :cleo .");
  CHECK(world.run({"load", "more.ttl"}).exit == 0);
  const std::string proofs =
      world.run({"why", "--all", "--format", "json", ":ann :mayMeet :cleo"}).out;
  CHECK(nlohmann::json::parse(proofs)["proofs"].size() == 2);
  world.write("proofs.json", proofs);
  const Outcome outcome = world.run({"verify", "proofs.json"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.find(":dora :knows :cleo: stated at more.ttl:1") != std::string::npos);
}

TEST_CASE("verify refuses what is no proof") {
  const Loaded world;
  world.write("x.json", "{\"nodes\": 3}");
  const Outcome outcome = world.run({"verify", "x.json"});
  CHECK(outcome.exit == 3);
  CHECK(outcome.err.starts_with("error: x.json is not a proof: $: expected a member \"format\"\n"));
  CHECK(world.run({"verify", "nowhere.json"}).exit == 3);
}
