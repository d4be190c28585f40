#include "rules/explain/render.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "rules/explain/text_width.h"
#include "tests/rules/golden_case.h"

using golden_case::Case;
using golden_case::check;

TEST_CASE("an explanation is a tree of statements with sentences, origins and a summary",
          "[render][golden]") {
  Case lending("lending");
  check("lending.en.txt", lending.text("en"));
  check("lending.nl.txt", lending.text("nl"));
}

TEST_CASE("a narrow page breaks lines, one without a width does not", "[render][golden]") {
  Case lending("lending");
  check("lending.narrow.txt", lending.text("en", {{}, false, 60}));
  check("lending.unbroken.txt", lending.text("en", {{}, false, 0}));
}

TEST_CASE("colours are there only when asked for", "[render][golden]") {
  Case lending("lending");
  CHECK(lending.text("en").find('\x1b') == std::string::npos);
  check("lending.colour.txt", lending.text("en", {{}, true, 100}));
}

TEST_CASE("what is below the depth is counted", "[render][golden]") {
  Case paths("paths");
  check("paths.en.txt", paths.text("en"));
  check("paths.depth2.txt", paths.text("en", {2, false, 100}));
  check("paths.depth0.txt", paths.text("nl", {0, false, 100}));
}

TEST_CASE("terms without a label are written as in Turtle", "[render][golden]") {
  Case terms("terms");
  check("terms.en.txt", terms.text("en"));
  check("terms.nl.txt", terms.text("nl"));
}

TEST_CASE("JSON has everything in a fixed order", "[render][golden]") {
  Case lending("lending");
  check("lending.json",
        explain::to_json(lending.derivation, lending.evidence, lending.world.labels("en")) + '\n');
  Case terms("terms");
  check("terms.json",
        explain::to_json(terms.derivation, terms.evidence, terms.world.labels("nl")) + '\n');
}

TEST_CASE("JSON is well-formed and its references lead somewhere", "[render]") {
  Case lending("lending");
  const auto json = nlohmann::json::parse(
      explain::to_json(lending.derivation, lending.evidence, lending.world.labels("en")));
  const std::size_t size = json["nodes"].size();
  REQUIRE(size == lending.derivation.nodes.size());
  for (std::size_t i = 0; i < size; ++i) {
    CHECK(json["nodes"][i]["id"] == i);
    if (!json["nodes"][i].contains("premises")) continue;
    for (const auto& premise : json["nodes"][i]["premises"]) CHECK(premise < size);
  }
  for (const auto& fact : json["critical"]["facts"]) {
    CHECK(json["nodes"][fact.get<std::size_t>()]["kind"] == "fact");
  }
}

TEST_CASE("a sentence is chosen by language, and else the title stands for it", "[render]") {
  const auto sentence_of = [](const std::string& metadata, const std::string& language) {
    World world(metadata + "RULE { ?x :q ?y } WHERE { ?x :p ?y }",
                ":a :p :b ; rdfs:label \"Anna\", \"the ant\"@en, \"élan\"@fr .");
    world.infer();
    const auto derivation = world.why(":a :q :b");
    REQUIRE(derivation);
    return explain::sentence(world.program.rules.rules[0], derivation->nodes[0].bindings,
                             world.labels(language));
  };
  CHECK(sentence_of("", "en").empty());
  CHECK(sentence_of("#@ title A rule of {?y}\n", "en") == "A rule of :b");
  const std::string both = "#@ title T\n#@ because@nl {?x} is er.\n#@ because@en {?x} is there.\n";
  CHECK(sentence_of(both, "nl") == "The ant is er.");
  CHECK(sentence_of(both, "en") == "The ant is there.");
  CHECK(sentence_of(both, "fr") == "Élan is there.");
  CHECK(sentence_of("#@ because {?x} and {?x}\n", "de") == "The ant and the ant");
}

TEST_CASE("the width of a text is counted in columns", "[text_width]") {
  CHECK(explain::text_width("") == 0);
  CHECK(explain::text_width("abc") == 3);
  CHECK(explain::text_width("café §3 · €") == 11);
  CHECK(explain::text_width("cafe\xCC\x81") == 4);
  CHECK(explain::text_width("日本") == 4);
  CHECK(explain::text_width("\xF0\x9F\x9A\x80") == 2);
  CHECK(explain::text_width("broken \xE2\x82") == 8);
}

TEST_CASE("lines break at blanks", "[text_width]") {
  using Lines = std::vector<std::string>;
  CHECK(explain::wrap("", 10) == Lines{""});
  CHECK(explain::wrap("one two three", 7) == Lines{"one two", "three"});
  CHECK(explain::wrap("one two three", 6) == Lines{"one", "two", "three"});
  CHECK(explain::wrap("unbreakable word", 5) == Lines{"unbreakable", "word"});
  CHECK(explain::wrap("é è ê", 3) == Lines{"é è", "ê"});
}
