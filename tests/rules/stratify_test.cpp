#include "rules/stratify.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "rules/program.h"
#include "tests/rules/problems.h"

namespace {

/// The strata as text: rules by their local names, run-once rules before a bar.
std::string strata_of(const std::string& text) {
  kg::MemoryDictionary dictionary;
  parser::Diagnostics diagnostics;
  const auto program =
      rules::load_program({{"test.srl", "PREFIX : <http://e/> " + text}}, dictionary, diagnostics);
  if (!program) return parser::render(diagnostics);
  std::string result;
  for (const rules::Stratum& stratum : program->strata) {
    result += '[';
    for (const auto rule : stratum.once)
      result += rules::display_name(program->rules.rule(rule), program->rules.prefixes);
    result += '|';
    for (const auto rule : stratum.general)
      result += rules::display_name(program->rules.rule(rule), program->rules.prefixes);
    result += ']';
  }
  return result;
}

}  // namespace

TEST_CASE("rules without closed dependencies are one stratum") {
  CHECK(strata_of(
            "RULE :a { ?x :p ?y } WHERE { ?x :q ?y } RULE :b { ?x :q ?y } WHERE { ?x :p ?y }") ==
        "[|:a:b]");
  CHECK(strata_of("") == "");
}

TEST_CASE("a rule stands above what it negates") {
  CHECK(strata_of("RULE :a { ?x :p 1 } WHERE { ?x :t 1 NOT { ?x :q 1 } } RULE :b { ?x :q 1 } WHERE "
                  "{ ?x :r 1 }") == "[|:b][|:a]");
}

TEST_CASE("a rule that depends on a rule is at least as high") {
  CHECK(strata_of("RULE :a { ?x :p 1 } WHERE { ?x :q 1 }"
                  "RULE :b { ?x :q 1 } WHERE { ?x :t 1 NOT { ?x :r 1 } }"
                  "RULE :c { ?x :r 1 } WHERE { ?x :s 1 }") == "[|:c][|:a:b]");
}

TEST_CASE("a rule that makes terms runs once, above what it reads") {
  CHECK(strata_of("RULE :a { [] :p ?x } WHERE { ?x :q 1 } RULE :b { ?x :q 1 } WHERE { ?x :r 1 }") ==
        "[|:b][:a|]");
  CHECK(strata_of("RULE :a { ?y :p ?x } WHERE { ?x :q 1 SET(?y := :z) }"
                  "RULE :b { ?x :q 1 } WHERE { ?x :r 1 }") == "[|:b][:a|]");
  CHECK(strata_of("RULE :a { ?x :p <<( ?x :q 1 )>> } WHERE { ?x :q 1 } RULE :b { ?x :q 1 } WHERE { "
                  "?x :r 1 }") == "[|:b][:a|]");
  CHECK(
      strata_of("RULE :a { [] :p ?x } WHERE { ?x :r 1 } RULE :b { ?x :q ?y } WHERE { ?x :p ?y }") ==
      "[:a|:b]");
}

TEST_CASE("the strata of the worked example of the specification") {
  CHECK(strata_of(
            "RULE :R1 { ?x :exposedTo ?v } WHERE { ?x :hasVulnerability ?v }"
            "RULE :R2 { ?x :exposedTo ?v } WHERE { ?x :dependsOn ?y . ?y :exposedTo ?v }"
            "RULE :R3 { ?x :status :critical } WHERE { ?x :exposedTo ?v . ?v :severity ?s . "
            "FILTER(?s >= 9.0) }"
            "RULE :R4 { ?x :status :safe } WHERE { ?x a :Component . NOT { ?x :status :critical } }"
            "RULE :R5 { [] a :Notification ; :concerns ?x } WHERE { ?x :status :critical }") ==
        "[|:R1:R2:R3][:R5|:R4]");
}

TEST_CASE("a cycle through a NOT names its rules and points at the NOT") {
  CHECK(problems_of("\n"
                    "RULE :a { ?x :p 1 } WHERE { ?x :t 1 NOT { ?x :q 1 } }\n"
                    "RULE :b { ?x :q 1 } WHERE { ?x :p 1 }\n") ==
        "test.srl:2:37: error: these rules cannot be put in an order: :a depends on :b, which "
        "depends on :a\n"
        "    2 | RULE :a { ?x :p 1 } WHERE { ?x :t 1 NOT { ?x :q 1 } }\n"
        "      |                                     ^~~~~~~~~~~~~~~\n"
        "test.srl:2:37: note: :a matches what :b concludes; this NOT can only be decided when they "
        "are complete\n"
        "    2 | RULE :a { ?x :p 1 } WHERE { ?x :t 1 NOT { ?x :q 1 } }\n"
        "      |                                     ^~~~~~~~~~~~~~~\n"
        "test.srl:3:29: note: :b matches what :a concludes\n"
        "    3 | RULE :b { ?x :q 1 } WHERE { ?x :p 1 }\n"
        "      |                             ^~~~~~~\n"
        "hint: let the rule read something that does not depend on its own conclusions, or match "
        "asserted triples only, "
        "with NOT DATA or WHERE DATA\n");
}

TEST_CASE("a cycle through a rule that makes terms points at what makes it so") {
  CHECK(problems_of("\nRULE :a { [] :q 1 } WHERE { ?s :q ?o }")
            .starts_with(
                "test.srl:2:11: error: these rules cannot be put in an order: :a depends on :a\n"));
  CHECK(problems_of("\nRULE :a { :s :q ?v } WHERE { ?s :q ?o SET(?v := ?o + 1) }")
            .starts_with(
                "test.srl:2:39: error: these rules cannot be put in an order: :a depends on :a\n"));
  CHECK(problems_of("\nRULE :a { ?x :p <<( ?x :p ?y )>> } WHERE { ?x :p ?y }")
            .starts_with(
                "test.srl:2:11: error: these rules cannot be put in an order: :a depends on :a\n"));
}

TEST_CASE("the shortest of several cycles is reported, one for each knot of rules") {
  const std::string problems = problems_of(
      "RULE :a { ?x :a 1 } WHERE { ?x :b 1 NOT { ?x :d 1 } }"
      "RULE :b { ?x :b 1 } WHERE { ?x :c 1 }"
      "RULE :c { ?x :c 1 } WHERE { ?x :a 1 }"
      "RULE :d { ?x :d 1 } WHERE { ?x :a 1 }"
      "RULE :e { ?x :e 1 } WHERE { ?x :t 1 NOT { ?x :e 1 } }");
  CHECK(problems.find(":a depends on :d, which depends on :a\n") != std::string::npos);
  CHECK(problems.find(":e depends on :e\n") != std::string::npos);
}

TEST_CASE("a long cycle is told in short") {
  std::string text = "RULE :r0 { ?x :p0 1 } WHERE { ?x :t 1 NOT { ?x :p99 1 } }";
  for (int i = 1; i < 100; ++i) {
    text += "RULE :r" + std::to_string(i) + " { ?x :p" + std::to_string(i) + " 1 } WHERE { ?x :p" +
            std::to_string(i - 1) + " 1 }\n";
  }
  const std::string problems = problems_of(text);
  CHECK(problems.find(":r0 depends on :r99, which depends on :r98, which depends on") !=
        std::string::npos);
  CHECK(problems.find(":r91, which leads back to it through 90 more rules\n") != std::string::npos);
  CHECK(problems.size() < 10000);
}

TEST_CASE("NOT DATA and WHERE DATA make no dependency") {
  CHECK(strata_of(
            "RULE :a { ?x :p ?k } WHERE { ?x :q ?m NOT DATA { ?x :p ?y } SET(?k := ?m + 1) }") ==
        "[:a|]");
  CHECK(strata_of(
            "RULE :a { ?x :p ?k } WHERE DATA { ?x :q ?m NOT { ?x :p ?y } SET(?k := ?m + 1) }") ==
        "[:a|]");
}
