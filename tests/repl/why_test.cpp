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

namespace {

/// That world, with a second way for Ann to meet Cleo, and what follows from meeting.
class TwoWays : public Loaded {
 public:
  TwoWays() {
    write("more.ttl", "PREFIX : <http://example.org/> :ann :knows :dora . :dora :knows :cleo .");
    write("more.srl",
          "PREFIX : <http://example.org/>\n"
          "#@ title Waving\n"
          "RULE :waves { ?x :waves ?y } WHERE { ?x :mayMeet ?y }\n");
    run({"load", "more.ttl", "more.srl"});
  }
};

}  // namespace

TEST_CASE("why lists as many proofs as it is asked for, and says whether there are more") {
  const TwoWays world;
  const std::string two = world.run({"why", "--all", ":ann :mayMeet :cleo"}).out;
  CHECK(two.find("\n2 Ann :mayMeet Cleo") != std::string::npos);
  CHECK(two.find(":dora") != std::string::npos);
  CHECK(two.ends_with("These 2 are all its proofs from what was concluded before it.\n"));
  CHECK(world.run({"why", "--all", "5", ":ann", ":mayMeet", ":cleo"}).out == two);
  CHECK(world.run({"why", ":ann :mayMeet :cleo", "--all=2"}).out == two);
  const std::string one = world.run({"why", "--all", ":ann :knows :bob"}).out;
  CHECK(one.ends_with("This is its only proof from what was concluded before it.\n"));
}

TEST_CASE("why leaves out the steps of a rule that is named") {
  const TwoWays world;
  const std::string whole = world.run({"why", ":ann :waves :cleo"}).out;
  CHECK(whole.find("rule :meets") != std::string::npos);
  for (const char* name : {":meets", "<http://example.org/meets>", "Friends of friends"}) {
    const std::string text = world.run({"why", "--hide", name, ":ann :waves :cleo"}).out;
    CHECK(text.find("rule :meets") == std::string::npos);
    CHECK(text.find("├─ 1 Ann knows Bob") != std::string::npos);
  }
  const Outcome unknown = world.run({"why", "--hide", ":meet", ":ann :waves :cleo"});
  CHECK(unknown.exit == 2);
  CHECK(unknown.err == "error: there is no rule called ':meet'\nhint: did you mean ':meets'?\n");
  // JSON keeps them, so that it can be checked.
  const auto json = nlohmann::json::parse(
      world.run({"why", "--hide", ":meets", "--format", "json", ":ann :waves :cleo"}).out);
  CHECK(json["nodes"].size() == 4);
  CHECK(json["nodes"][1]["hidden"] == true);
}

TEST_CASE("a rule that says so is hidden without being asked") {
  const TwoWays world;
  std::string rules = world.read("rules/people.srl");
  rules.replace(rules.find("#@ title"), 0, "#@ show never\n");
  world.write("rules/people.srl", rules);
  CHECK(world.run({"load", "rules"}).exit == 0);
  const std::string text = world.run({"why", ":ann :waves :cleo"}).out;
  CHECK(text.find("rule :meets") == std::string::npos);
  CHECK(world.run({"why", "--show-hidden", ":ann :waves :cleo"}).out.find("rule :meets") !=
        std::string::npos);
  CHECK(world.run({"why", ":ann :mayMeet :cleo"}).out.find("Ann knows Bob") != std::string::npos);
}

TEST_CASE("why shows titles and values when asked to") {
  const Loaded world;
  const std::string text = world.run({"why", "--bindings", ":ann :mayMeet :cleo"}).out;
  CHECK(text.find("│ Friends of friends\n│ ?x = Ann, ?y = Bob, ?z = Cleo\n") != std::string::npos);
}

TEST_CASE("why writes each form, to a file if asked to") {
  const Loaded world;
  const std::vector<std::pair<std::string, std::string>> beginnings = {
      {"text", "Ann :mayMeet Cleo"},
      {"prose", "Ann :mayMeet Cleo. Ann knows Bob"},
      {"json", "{"},
      {"dot", "digraph"},
      {"prov", "@prefix prov:"},
      {"html", "<!DOCTYPE html>"}};
  for (const auto& [format, beginning] : beginnings) {
    const Outcome outcome = world.run({"why", "--format", format, ":ann :mayMeet :cleo"});
    CHECK(outcome.exit == 0);
    CHECK(outcome.out.starts_with(beginning));
    CHECK(world.run({"why", "--format", format, "-o", "out", ":ann :mayMeet :cleo"}).out.empty());
    CHECK(world.read("out") == outcome.out);
    CHECK(world.run({"why", "--format", format, "Ann"}).exit == 0);
  }
  CHECK(world.run({"why", "--format", "pdf", "Ann"}).exit == 2);
}

TEST_CASE("in the shell, all proofs are listed, and their steps gone on with by number") {
  const TwoWays world;
  const Outcome outcome = world.run(
      {}, ".why :ann :mayMeet :cleo all\n.why 2.1\n.why :ann :mayMeet :cleo all 1\n.why 7.7\n");
  CHECK(outcome.out.find("These 2 are all its proofs from what was concluded before it.\n") !=
        std::string::npos);
  CHECK(outcome.out.find("\n2.1 Ann knows :dora") != std::string::npos);
  CHECK(outcome.err.find("there is no step 7.7") != std::string::npos);
}
