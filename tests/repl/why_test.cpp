#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/repl/run.h"

using testing::Loaded;
using testing::Outcome;

TEST_CASE("why explains a triple, given in one word or in three") {
  const Loaded world;
  const Outcome one = world.run({"why", ":ann :mayMeet :cleo"});
  CHECK(one.exit == 0);
  CHECK(one.err.empty());
  CHECK(one.out.find("Ann knows Bob, who knows Cleo.") != std::string::npos);
  CHECK(one.out.find("people.ttl:3") != std::string::npos);
  CHECK(world.run({"why", ":ann", ":mayMeet", ":cleo"}).out == one.out);
  CHECK(world.run({"why", "<http://example.org/ann> :mayMeet :cleo ."}).out == one.out);
}

TEST_CASE("why takes labels for terms, in quotes or not, regardless of case") {
  const Loaded world;
  const std::string expected = world.run({"why", ":ann :mayMeet :cleo"}).out;
  CHECK(world.run({"why", "\"Ann\" :mayMeet \"Cleo\""}).out == expected);
  CHECK(world.run({"why", "Ann", ":mayMeet", "cleo"}).out == expected);
  CHECK(world.run({"why", "\"Bobbie\" :knows \"Cleo\""}).exit == 0);
}

TEST_CASE("why takes an object in quotes as a literal, if that is what the store holds") {
  const Loaded world;
  world.write("x.ttl", "PREFIX : <http://example.org/> :ann :says \"Cleo\" .");
  CHECK(world.run({"load", "x.ttl"}).exit == 0);
  CHECK(world.run({"why", ":ann :says \"Cleo\""}).exit == 0);
  CHECK(world.run({"why", ":bob :knows \"Cleo\""}).exit == 0);
}

TEST_CASE("why with a term explains all that was concluded about it") {
  const Loaded world;
  const Outcome ann = world.run({"why", "Ann"});
  CHECK(ann.exit == 0);
  CHECK(ann.out.find(":Adult") != std::string::npos);
  CHECK(ann.out.find("Ann knows Bob, who knows Cleo.") != std::string::npos);
  // What has it as object is about it too.
  CHECK(world.run({"why", ":cleo"}).out.find("Ann knows Bob, who knows Cleo.") !=
        std::string::npos);
}

TEST_CASE("what one step concludes about a term is explained once") {
  const Loaded world;
  world.write("both.srl",
              "PREFIX : <http://example.org/>\n"
              "RULE :both { ?x a :Old ; :grade 1 , 2 } WHERE { ?x :age 41 }\n");
  CHECK(world.run({"load", "both.srl"}).exit == 0);
  const Outcome outcome = world.run({"why", ":ann"});
  CHECK(outcome.out.find("By the same step:\n"
                         "  Ann :grade 1\n"
                         "  Ann :grade 2\n") != std::string::npos);
}

TEST_CASE("a step that an earlier explanation shows is referred to") {
  const Loaded world;
  world.write("more.srl",
              "PREFIX : <http://example.org/>\n"
              "RULE :a { ?x :greets ?z } WHERE { ?x :mayMeet ?z }\n"
              "RULE :b { ?x :waves ?z } WHERE { ?x :greets ?z }\n");
  CHECK(world.run({"load", "more.srl"}).exit == 0);
  const std::string text = world.run({"why", ":ann"}).out;
  // What says most comes first; what it rests on need not be told again.
  const std::size_t waves = text.find("\n2 Ann :waves Cleo");
  const std::size_t greets = text.find("\n3 Ann :greets Cleo");
  REQUIRE(text.starts_with("1 Ann rdf:type :Adult"));
  REQUIRE(waves < greets);
  REQUIRE(greets != std::string::npos);
  CHECK(text.substr(greets, 120).find("as shown at 2.1\n") != std::string::npos);
}

TEST_CASE("why with variables explains all that matches") {
  const Loaded world;
  const Outcome outcome = world.run({"why", "?x :mayMeet ?y"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.find("Ann knows Bob, who knows Cleo.") != std::string::npos);
  CHECK(world.run({"why", "?x :mayMeet ?x"}).exit == 1);
}

TEST_CASE("why as JSON is a derivation for a triple, and a list of them for a term") {
  const Loaded world;
  const auto triple =
      nlohmann::json::parse(world.run({"why", "--format", "json", ":ann :mayMeet :cleo"}).out);
  CHECK(triple["format"] == "warrant-derivation");
  const auto term = nlohmann::json::parse(world.run({"why", "--format", "json", "Ann"}).out);
  CHECK(term["term"] == "<http://example.org/ann>");
  CHECK(term["label"] == "Ann");
  REQUIRE(term["conclusions"].size() == 2);
  CHECK(term["conclusions"][0]["format"] == "warrant-derivation");
}

TEST_CASE("a triple that does not hold is answered no, with what could conclude it") {
  const Loaded world;
  const Outcome outcome = world.run({"why", ":cleo :mayMeet :ann"});
  CHECK(outcome.exit == 1);
  CHECK(outcome.out.empty());
  CHECK(outcome.err ==
        "error: :cleo :mayMeet :ann is neither stated nor concluded\n"
        "hint: what could conclude it: :meets (rules/people.srl:4)\n");
  CHECK(world.run({"why", ":cleo :knows :ann"}).err ==
        "error: :cleo :knows :ann is neither stated nor concluded\n"
        "hint: no rule could conclude it\n");
}

TEST_CASE("a term that nothing was concluded about is answered no") {
  const Loaded world;
  const Outcome outcome = world.run({"why", ":bob"});
  CHECK(outcome.exit == 1);
  CHECK(outcome.err.starts_with("error: nothing was concluded about :bob\n"));
}

TEST_CASE("a term or label that is not known is answered no, with what is near") {
  const Loaded world;
  const Outcome term = world.run({"why", ":anm"});
  CHECK(term.exit == 1);
  CHECK(term.err == "error: the store does not know :anm\nhint: did you mean :ann?\n");
  const Outcome label = world.run({"why", "Cloe"});
  CHECK(label.exit == 1);
  CHECK(label.err == "error: nothing in the store is called 'Cloe'\nhint: did you mean 'Cleo'?\n");
}

TEST_CASE("a label of several terms is no answer, and names them") {
  const Loaded world;
  world.write("x.ttl",
              "PREFIX : <http://example.org/> PREFIX rdfs: "
              "<http://www.w3.org/2000/01/rdf-schema#> :ann2 rdfs:label \"Ann\" .");
  CHECK(world.run({"load", "x.ttl"}).exit == 0);
  const Outcome outcome = world.run({"why", "Ann"});
  CHECK(outcome.exit == 2);
  CHECK(outcome.err ==
        "error: 'Ann' is the label of several terms\n"
        "hint: say which: :ann, :ann2\n");
}

TEST_CASE("text that is no term is wrong usage") {
  const Loaded world;
  const Outcome prefix = world.run({"why", "nope:a nope:b nope:c"});
  CHECK(prefix.exit == 2);
  CHECK(prefix.err.find("nope:") != std::string::npos);
  CHECK(world.run({"why", ":ann :knows"}).err ==
        "error: expected one term or three, subject, predicate and object, but found 2\n"
        "hint: a label of several words stands in quotes\n");
}
