#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/repl/run.h"

using testing::Loaded;
using testing::Outcome;

namespace {

/// What the store holds. How many bytes it takes is RocksDB's affair.
std::string state(const Loaded& world) {
  auto json = nlohmann::json::parse(world.run({"stats", "--sources", "--format", "json"}).out);
  json.erase("bytesOnDisk");
  return world.run({"export", "--inferences"}).out + json.dump();
}

}  // namespace

TEST_CASE("what-if tells what falls with a fact, and changes nothing") {
  const Loaded world;
  const std::string before = state(world);
  const Outcome outcome = world.run({"what-if", "--retract", ":bob :knows :cleo"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err.empty());
  CHECK(
      outcome.out.starts_with("If\n"
                              "  − Bob knows Cleo\n"
                              "Conclusions lost: 1, gained: 0, kept for another reason: 0.\n"
                              "\n"
                              "Lost · other conclusions\n"
                              "  1 Ann :mayMeet Cleo"));
  CHECK(outcome.out.find("no longer: Bob knows Cleo") != std::string::npos);
  CHECK(state(world) == before);
}

TEST_CASE("what-if tells what a fact would bring, a thing before what leads to it") {
  const Loaded world;
  const Outcome outcome =
      world.run({"what-if", "--assert", ":cleo :age 30 ; :knows :ann .", "--lang", "en"});
  CHECK(outcome.out.find("Conclusions lost: 0, gained: 3, kept for another reason: 0.") !=
        std::string::npos);
  const std::size_t thing = outcome.out.find("Gained · :Adult\n  1 Cleo");
  const std::size_t others = outcome.out.find("Gained · other conclusions\n  2 ");
  REQUIRE(thing != std::string::npos);
  CHECK(thing < others);
  CHECK(outcome.out.find("now: Cleo :age 30") != std::string::npos);
}

TEST_CASE("what-if in full explains each change") {
  const Loaded world;
  const Outcome outcome = world.run({"what-if", "--why", "--retract", ":bob :knows :cleo"});
  CHECK(outcome.out.find("\nAs it is:\n1 Ann :mayMeet Cleo") != std::string::npos);
  CHECK(outcome.out.find("people.ttl:3") != std::string::npos);
}

TEST_CASE("what-if withdraws sources and reads facts from files") {
  const Loaded world;
  world.write("more.ttl", "PREFIX : <http://example.org/>\n:dan :knows :ann .\n");
  const Outcome outcome =
      world.run({"what-if", "--withdraw", "facts/people.ttl", "--assert", "@more.ttl"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.find("without facts/people.ttl (") != std::string::npos);
  CHECK(outcome.out.find("Conclusions lost: 2, gained: 0") != std::string::npos);
}

TEST_CASE("what-if with other rules shows what they change before they are loaded") {
  const Loaded world;
  world.write("draft.srl",
              "PREFIX : <http://example.org/>\n"
              "RULE :grown { ?x a :Adult } WHERE { ?x :age ?a FILTER(?a >= 5) }\n");
  const Outcome replaced = world.run({"what-if", "--rule", "draft.srl"});
  CHECK(replaced.out.find("gained: 1, kept for another reason: 1.") != std::string::npos);
  CHECK(replaced.out.find("by rule :grown, which is new") != std::string::npos);
  CHECK(replaced.out.find("Gained · :Adult\n  1 Bob") != std::string::npos);
  const Outcome without = world.run({"what-if", "--without", ":grown"});
  CHECK(without.out.find("Conclusions lost: 1, gained: 0") != std::string::npos);
  CHECK(without.out.find("without rule :grown") != std::string::npos);
}

TEST_CASE("what-if that changes nothing says so") {
  const Loaded world;
  const Outcome outcome = world.run({"what-if", "--assert", ":ann :likes :tea"});
  CHECK(outcome.out == "If\n  + Ann :likes :tea\nNo conclusion would change.\n");
}

TEST_CASE("what-if names what is near to what is not there") {
  const Loaded world;
  const Outcome fact = world.run({"what-if", "--retract", ":ann :knows :cleo"});
  CHECK(fact.exit == 3);
  CHECK(fact.err ==
        "error: :ann :knows :cleo is not stated\n"
        "hint: what is stated: :ann :knows :bob; :bob :knows :cleo\n");
  CHECK(world.run({"what-if", "--retract", ":ann :mayMeet :cleo"})
            .err.find("it is a conclusion: take back what it rests on") != std::string::npos);
  CHECK(world.run({"what-if", "--withdraw", "facts/peple.ttl"}).err ==
        "error: nothing was loaded from 'facts/peple.ttl'\n"
        "hint: did you mean 'facts/people.ttl'?\n");
  CHECK(world.run({"what-if", "--without", ":grow"}).err ==
        "error: there is no rule ':grow'\nhint: did you mean ':grown'?\n");
  CHECK(world.run({"what-if", "--assert", ":ann nope:x :b"}).err.find("nope:") !=
        std::string::npos);
  CHECK(world.run({"what-if"}).exit == 2);
}

TEST_CASE("what-if as JSON") {
  const Loaded world;
  const auto json = nlohmann::json::parse(
      world.run({"what-if", "--format", "json", "--retract", ":bob :knows :cleo"}).out);
  CHECK(json["format"] == "warrant-what-if");
  CHECK(json["lost"] == 1);
  CHECK(json["assumptions"][0]["kind"] == "retract");
  CHECK(json["conclusions"][0]["change"] == "lost");
  CHECK(json["conclusions"][0]["statement"] == "Ann :mayMeet Cleo");
  CHECK(json["conclusions"][0]["causes"][0]["kind"] == "gone");
}

TEST_CASE("the shell's what-if session answers from what is assumed, and leaves no trace") {
  const Loaded world;
  const std::string before = state(world);
  const Outcome outcome = world.run({}, R"(.whatif assert :cleo :knows :dan
.whatif retract :ann :knows :bob
ASK { :bob :mayMeet :dan }
ASK { :ann :mayMeet :cleo }
.why :bob :mayMeet :dan
.whynot :ann :mayMeet :cleo
.describe :cleo
.whatif 1
.whatif off
ASK { :bob :mayMeet :dan }
ASK { :ann :mayMeet :cleo }
)");
  CHECK(outcome.out.find("  + Cleo knows :dan\n  − Ann knows Bob\n") != std::string::npos);
  CHECK(outcome.out.find("Bob knows Cleo, who knows :dan.") != std::string::npos);
  CHECK(outcome.out.find("fact · what-if:1") != std::string::npos);
  CHECK(outcome.out.find("✗ Ann :mayMeet Cleo") != std::string::npos);
  CHECK(outcome.out.find("As it is:\nAnn :mayMeet Cleo") != std::string::npos);
  CHECK(outcome.err.find("the store as it is\n") != std::string::npos);
  CHECK(state(world) == before);
}

TEST_CASE("a what-if session refuses what would change the store") {
  const Loaded world;
  world.write("x.ttl", "PREFIX : <http://example.org/> :a :p :b .");
  const std::string before = state(world);
  for (const char* statement :
       {".load x.ttl", ".unload facts/people.ttl", "RULE :r { ?x :p ?x } WHERE { ?x :knows ?y }",
        "PREFIX z: <http://z/>", ".prefix z: <http://z/>"}) {
    const Outcome outcome = world.run(
        {}, ".whatif assert :cleo :knows :dan\n" + std::string(statement) + "\n.whatif off\n");
    INFO(statement);
    CHECK(outcome.err.find("changes the store, and here something is only assumed") !=
          std::string::npos);
    CHECK(outcome.err.find(".whatif off ends that") != std::string::npos);
  }
  CHECK(state(world) == before);
}

TEST_CASE("an assumption that is wrong leaves the others as they are") {
  const Loaded world;
  const Outcome outcome = world.run(
      {}, ".whatif assert :cleo :knows :dan\n.whatif retract :x :y :z\n.whatif\n.whatif asert\n");
  CHECK(outcome.err.find(":x :y :z is not stated") != std::string::npos);
  CHECK(outcome.err.find("did you mean 'assert'?") != std::string::npos);
  const std::size_t first = outcome.out.find("  + Cleo knows :dan\n");
  CHECK(outcome.out.find("  + Cleo knows :dan\n", first + 1) != std::string::npos);
  CHECK(world.run({}, ".whatif\n").err.find("nothing is assumed") != std::string::npos);
}

TEST_CASE("why with but-not sets two triples side by side") {
  const Loaded world;
  const Outcome outcome =
      world.run({"why", ":ann :mayMeet :cleo", "--but-not", ":ann :mayMeet :dan"});
  CHECK(outcome.exit == 1);
  CHECK(outcome.err.find(":dan") != std::string::npos);
  const Outcome grown = world.run({"why", ":ann a :Adult", "--but-not", ":bob a :Adult"});
  CHECK(grown.exit == 0);
  CHECK(grown.out.find("✓ 41 >= 18") != std::string::npos);
  CHECK(grown.out.find("✗ 7 >= 18") != std::string::npos);
  CHECK(grown.out.find("off by 11") != std::string::npos);
  CHECK(grown.out.find("What both meet:\n") != std::string::npos);
  CHECK(world.run({}, ".why :ann a :Adult but not :bob a :Adult\n").out == grown.out);
  const auto json = nlohmann::json::parse(
      world.run({"why", ":ann a :Adult", "--but-not", ":bob a :Adult", "--format", "json"}).out);
  CHECK(json["format"] == "warrant-contrast");
  CHECK(json["rows"][1]["other"]["standing"] == "fails");
}

TEST_CASE("what was counted for one candidate is counted again for the other") {
  const Loaded world;
  world.write("popular.srl",
              "PREFIX : <http://example.org/>\n"
              "RULE :popular { ?x a :Popular } WHERE { ?x :age ?age "
              "SET ( ?n := COUNT(DISTINCT ?y) { ?y :knows ?x } ) FILTER(?n >= 1) }\n");
  REQUIRE(world.run({"load", "popular.srl"}).exit == 0);
  const Outcome outcome = world.run({"why", ":bob a :Popular", "--but-not", ":ann a :Popular"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.find("✓ 1 >= 1") != std::string::npos);
  CHECK(outcome.out.find("✗ 0 >= 1") != std::string::npos);
}

TEST_CASE("why with but-not says what cannot be set side by side") {
  const Loaded world;
  CHECK(world.run({"why", ":ann a :Adult", "--but-not", ":ann :mayMeet :cleo"})
            .err.find(":ann :mayMeet :cleo holds too") != std::string::npos);
  CHECK(world.run({"why", ":bob a :Adult", "--but-not", ":cleo a :Adult"}).exit == 1);
  CHECK(world.run({"why", ":ann :knows :bob", "--but-not", ":ann :knows :cleo"})
            .err.find("is stated, not concluded") != std::string::npos);
  CHECK(world.run({"why", ":ann", "--but-not", ":bob a :Adult"}).exit == 2);
}
