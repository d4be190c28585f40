#include <catch2/catch.hpp>

#include "repl/session.h"
#include "tests/repl/run.h"

using testing::kPeople;
using testing::kRules;
using testing::Loaded;
using testing::Outcome;
using testing::Workshop;

namespace {

bool holds(const Workshop& workshop, const std::string& triple) {
  return workshop.run({"query", "PREFIX : <http://example.org/> ASK { " + triple + " }"}).exit == 0;
}

}  // namespace

TEST_CASE("a load says what it read and what follows, and inferences are current") {
  const Loaded world;
  CHECK(world.load.exit == 0);
  CHECK(world.load.out.empty());
  CHECK(world.load.err.starts_with("loaded 1 file of facts and 1 of rules in "));
  CHECK(world.load.err.ends_with(": 13 facts (+13), 2 rules, 2 conclusions (+2)\n"));
  CHECK(holds(world, ":ann :mayMeet :cleo"));
  CHECK(holds(world, ":ann a :Adult"));
  CHECK_FALSE(holds(world, ":bob a :Adult"));
}

TEST_CASE("loading again changes nothing, blank nodes included") {
  const Loaded world;
  world.write("facts/more.ttl", "[] <http://example.org/p> _:x , ( 1 2 ) .");
  CHECK(world.run({"load", "facts"}).exit == 0);
  const std::string before = world.run({"export", "--inferences"}).out;
  const Outcome again = world.run({"load", "facts", "rules"});
  CHECK(again.exit == 0);
  CHECK(again.err.ends_with(": 19 facts, 2 rules, 2 conclusions\n"));
  CHECK(world.run({"export", "--inferences"}).out == before);
}

TEST_CASE("loading a file again replaces what it stated, and conclusions follow") {
  const Loaded world;
  world.write("facts/people.ttl",
              "PREFIX : <http://example.org/> :ann :knows :dan . "
              ":dan :knows :eve .");
  const Outcome outcome = world.run({"load", "facts/people.ttl"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err.ends_with(": 2 facts (−11), 2 rules, 1 conclusion (+1, −2)\n"));
  CHECK(holds(world, ":ann :mayMeet :eve"));
  CHECK_FALSE(holds(world, ":ann :mayMeet :cleo"));
}

TEST_CASE("a mistake in one file keeps all of them out, and all mistakes are reported") {
  const Loaded world;
  world.write("facts/people.ttl", "PREFIX : <http://example.org/> :ann :knows :dan .");
  world.write("facts/wrong.ttl", "nope:a nope:b 1 .\n");
  world.write("rules/wrong.srl", "RULE { ?x <p> ?y } WHERE { ?x <q> 1 }\n");
  const std::string before = world.run({"export", "--inferences"}).out;
  const Outcome outcome = world.run({"load", "facts", "rules", "nowhere.ttl"});
  CHECK(outcome.exit == 3);
  CHECK(outcome.err.find("facts/wrong.ttl:1:1: error: ") != std::string::npos);
  CHECK(outcome.err.find("there is no file or folder 'nowhere.ttl'") != std::string::npos);
  CHECK(outcome.err.ends_with("nothing was changed in warrant.db\n"));
  CHECK(world.run({"export", "--inferences"}).out == before);
}

TEST_CASE("rules that are wrong together keep a load out") {
  const Loaded world;
  world.write("rules/odd.srl",
              "PREFIX : <http://example.org/>\n"
              "RULE :odd { ?x :odd true } WHERE { ?x :age ?a NOT { ?x :odd true } }\n");
  const Outcome outcome = world.run({"load", "rules/odd.srl"});
  CHECK(outcome.exit == 3);
  CHECK(outcome.err.find("rules/odd.srl:2:") != std::string::npos);
  CHECK(world.run({"stats"}).out.find("rules        2 from 1 source") != std::string::npos);
}

TEST_CASE("unload takes a source out, and what followed from it") {
  const Loaded world;
  const Outcome outcome = world.run({"unload", "rules/people.srl"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err == "took out rules/people.srl: 13 facts, 0 rules, 0 conclusions (−2)\n");
  CHECK_FALSE(holds(world, ":ann :mayMeet :cleo"));
}

TEST_CASE("unload of a folder takes out all that was loaded below it") {
  const Loaded world;
  const Outcome outcome = world.run({"unload", "./facts/"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err == "took out facts/people.ttl: 0 facts (−13), 2 rules, 0 conclusions (−2)\n");
}

TEST_CASE("unload of what was not loaded is an error that names what is near") {
  const Loaded world;
  const Outcome outcome = world.run({"unload", "facts/peopel.ttl"});
  CHECK(outcome.exit == 3);
  CHECK(outcome.err ==
        "error: nothing was loaded from 'facts/peopel.ttl'\n"
        "hint: did you mean 'facts/people.ttl'?\n"
        "nothing was changed in warrant.db\n");
}

TEST_CASE("a triple that two files state stays until both are gone") {
  const Loaded world;
  world.write("facts/again.ttl", "PREFIX : <http://example.org/> :ann :knows :bob .");
  CHECK(world.run({"load", "facts/again.ttl"}).exit == 0);
  CHECK(world.run({"unload", "facts/people.ttl"}).exit == 0);
  CHECK(holds(world, ":ann :knows :bob"));
  CHECK(world.run({"unload", "facts/again.ttl"}).exit == 0);
  CHECK_FALSE(holds(world, ":ann :knows :bob"));
}

TEST_CASE("an imported rule file is stored with its importer, and needed no more on disk") {
  const Workshop workshop;
  workshop.write("facts.ttl", kPeople);
  workshop.write("rules/main.srl",
                 "PREFIX : <http://example.org/>\nIMPORTS <lib/more.srl>\n"
                 "RULE :a { ?x :a 1 } WHERE { ?x :b 1 }\n");
  workshop.write("rules/lib/more.srl", kRules);
  const Outcome load = workshop.run({"load", "facts.ttl", "rules/main.srl"});
  CHECK(load.exit == 0);
  CHECK(load.err.find("3 rules") != std::string::npos);
  CHECK(load.err.find("imported by them: rules/lib/more.srl\n") != std::string::npos);
  std::filesystem::remove_all("rules");
  CHECK(holds(workshop, ":ann :mayMeet :cleo"));
  CHECK(workshop
            .run({"why",
                  "<http://example.org/ann> <http://example.org/mayMeet> "
                  "<http://example.org/cleo>"})
            .exit == 0);
  // Another load compiles the stored texts.
  CHECK(workshop.run({"load", "facts.ttl"}).exit == 0);
}

TEST_CASE("an imported file cannot be unloaded while its importer stays") {
  const Workshop workshop;
  workshop.write("main.srl", "IMPORTS <more.srl>\n");
  workshop.write("more.srl", kRules);
  CHECK(workshop.run({"load", "main.srl"}).exit == 0);
  const Outcome outcome = workshop.run({"unload", "more.srl"});
  CHECK(outcome.exit == 3);
  CHECK(outcome.err ==
        "error: 'more.srl' is imported by 'main.srl', which stays\n"
        "hint: unload that too\n"
        "nothing was changed in warrant.db\n");
  CHECK(workshop.run({"unload", "more.srl", "main.srl"}).exit == 0);
}

TEST_CASE("a load of a folder tells of sources whose files are gone") {
  const Loaded world;
  std::filesystem::remove("facts/people.ttl");
  const Outcome outcome = world.run({"load", "facts"});
  CHECK(outcome.exit == 0);
  CHECK(
      outcome.err.ends_with("1 source of which the file is gone: facts/people.ttl; "
                            "`unload` takes it out\n"));
}

TEST_CASE("prefixes of loaded files are remembered") {
  const Loaded world;
  world.write("x.ttl", "PREFIX ex: <http://example.org/> ex:ann ex:p 1 .");
  CHECK(world.run({"load", "x.ttl"}).exit == 0);
  CHECK(world.run({"query", "ASK { ex:ann :p 1 }"}).exit == 0);
}

TEST_CASE("while a store is written to, another cannot be, but it can be read") {
  const Loaded world;
  repl::Session writer("warrant.db", kg::OpenMode::ReadWrite, "en");
  const Outcome load = world.run({"load", "facts"});
  CHECK(load.exit == 4);
  CHECK(load.err.starts_with("error: "));
  CHECK(holds(world, ":ann :mayMeet :cleo"));
}

TEST_CASE("stats counts what a store holds") {
  const Loaded world;
  const Outcome outcome = world.run({"stats", "--sources"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.find("facts        13 from 1 source\n"
                         "rules        2 from 1 source, in 1 stratum\n"
                         "conclusions  2\n") != std::string::npos);
  CHECK(outcome.out.find("\n source           │ holds │ facts\n"
                         "──────────────────┼───────┼───────\n"
                         " facts/people.ttl │ facts │    13\n"
                         " rules/people.srl │ rules │\n") != std::string::npos);
}

TEST_CASE("export writes the stated facts as N-Quads that load back to the same") {
  const Loaded world;
  world.write("g.nq", "<http://e/a> <http://e/p> \"x\"@en <http://e/g> .\n");
  CHECK(world.run({"load", "g.nq"}).exit == 0);
  CHECK(world.run({"export", "-o", "all.nq"}).exit == 0);
  const std::string exported = world.read("all.nq");
  CHECK(exported.find("<http://e/a> <http://e/p> \"x\"@en <http://e/g> .\n") != std::string::npos);
  CHECK(exported.find("mayMeet") == std::string::npos);
  CHECK(world.run({"--store", "copy", "load", "all.nq"}).exit == 0);
  CHECK(world.run({"--store", "copy", "stats"}).out.find("facts        14 ") != std::string::npos);
  CHECK(world.run({"export", "--inferences"}).out.find("mayMeet") != std::string::npos);
}
