#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "parser/write.h"
#include "tests/parser/shapes.h"

namespace {

/// The body of a rule with one SET.
std::vector<std::string> body_of(const std::string& set) {
  const auto read = shapes::rules("RULE { } WHERE { ?x :p ?y . " + set + " }");
  INFO(set << "\n" << parser::render(read.diagnostics));
  REQUIRE(read.tree.has_value());
  return shapes::of(read.tree->rules.at(0).body);
}

std::string problem_with(const std::string& set) {
  const auto read = shapes::rules("RULE { } WHERE { ?x :p ?y .\n" + set + "\n}");
  return parser::render(read.diagnostics);
}

}  // namespace

TEST_CASE("an aggregate is read with its group, and the body goes on behind it") {
  CHECK(body_of("SET ( ?n := COUNT(DISTINCT ?z) { ?x :q ?z } ) ?x :r ?n . FILTER (?n > 1)") ==
        std::vector<std::string>{"?x :p ?y", "SET ?n COUNT(DISTINCT ?z) { ?x :q ?z }", "?x :r ?n",
                                 "FILTER (> ?n 1)"});
}

TEST_CASE("every aggregate can be written and reads back") {
  for (const std::string set :
       {"COUNT(*) { ?x :q ?z . ?z :q ?w }", "COUNT(DISTINCT *) { }", "SUM(?z + 1) { ?x :q ?z }",
        "MIN(?z) DATA { ?x :q ?z }", "MAX(?z) { ?x :q ?z . FILTER (?z > 1) NOT { ?z :r 1 } }",
        "AVG(DISTINCT ?z) { FILTER (?y > 1) ?x :q/^:r ?z }", "SAMPLE(?z) { NOT DATA { ?x :r 1 } }",
        R"(GROUP_CONCAT(?z; SEPARATOR = ", \"") { ?x :q ?z })"}) {
    CHECK(body_of("SET ( ?n := " + set + " )").at(1) == "SET ?n " + set);
  }
}

TEST_CASE("names of aggregates and their words are read in any case") {
  CHECK(body_of("set(?n:=group_concat(distinct ?z;separator=\"\"){?x :q ?z})").at(1) ==
        R"(SET ?n GROUP_CONCAT(DISTINCT ?z; SEPARATOR = "") { ?x :q ?z })");
}

TEST_CASE("a mistake in an aggregate is shown where it is, with what to write") {
  CHECK(
      problem_with("SET ( ?n := COUNT(?y) )") ==
      "rules.srl:2:23: error: expected '{', found ')'\n"
      "    2 | SET ( ?n := COUNT(?y) )\n"
      "      |                       ^\n"
      "hint: an aggregate says what it counts: SET ( ?n := COUNT(DISTINCT ?x) { triples with ?x } "
      ")\n");
  CHECK(problem_with("FILTER ( COUNT(?y) > 1 )") ==
        "rules.srl:2:10: error: COUNT cannot stand inside an expression\n"
        "    2 | FILTER ( COUNT(?y) > 1 )\n"
        "      |          ^~~~~\n"
        "hint: give it a SET of its own, SET ( ?n := COUNT(*) { … } ), and use its variable\n");
  CHECK(problem_with("SET ( ?n := SUM(*) { ?x :q ?z } )") ==
        "rules.srl:2:17: error: SUM needs a value, not '*'\n"
        "    2 | SET ( ?n := SUM(*) { ?x :q ?z } )\n"
        "      |                 ^\n"
        "hint: only COUNT takes '*'\n");
  CHECK(problem_with("SET ( ?n := MAX(?z; SEPARATOR = \",\") { ?x :q ?z } )") ==
        "rules.srl:2:33: error: MAX takes no SEPARATOR\n"
        "    2 | SET ( ?n := MAX(?z; SEPARATOR = \",\") { ?x :q ?z } )\n"
        "      |                                 ^~~\n"
        "hint: only GROUP_CONCAT does\n");
  CHECK(problem_with("SET ( ?n := COUNT(*) { ?x :q ?z SET ( ?m := 1 ) } )") ==
        "rules.srl:2:33: error: SET cannot stand inside an aggregate\n"
        "    2 | SET ( ?n := COUNT(*) { ?x :q ?z SET ( ?m := 1 ) } )\n"
        "      |                                 ^~~\n"
        "hint: conclude the inner part in a RULE of its own, and count what it concludes\n");
}

TEST_CASE("a rule after one with a mistake in an aggregate is read") {
  const auto read = shapes::rules(
      "RULE { } WHERE { SET ( ?n := COUNT(*) { ?x } ) }\nRULE { } WHERE { ?x :p ?y NOT { ?x } }");
  CHECK(read.codes().size() == 2);
}
