#include <catch2/catch.hpp>
#include <functional>
#include <string>

#include "rules/evaluate.h"
#include "rules/program.h"

namespace {

struct Evaluated {
  std::size_t inferred = 0;
  std::size_t tried = 0;  ///< rows that plans went through
};

Evaluated evaluated(const std::string& rules) {
  kg::MemoryDictionary dictionary;
  parser::Diagnostics diagnostics;
  const auto program = rules::load_program({{"rules.srl", "PREFIX : <http://e/> " + rules}},
                                           dictionary, diagnostics);
  INFO(parser::render(diagnostics));
  REQUIRE(program);
  const kg::MemoryGraph base;
  const rules::Inferences inferences = rules::evaluate(*program, base, dictionary, {});
  Evaluated result{inferences.count - inferences.given, 0};
  for (const rules::RuleProfile& profile : inferences.profile) result.tried += profile.tried;
  return result;
}

/// A rule that leads from one constant to the next, its triples beginning with `data`.
struct Chain {
  std::string description;
  std::string data;
  std::function<std::string(const std::string&)> triple;
};

}  // namespace

TEST_CASE("each of a chain of rules starts when its constant comes up, wherever that stands") {
  const Chain chain = GENERATE(
      Chain{"object", ":x :p :c0", [](const std::string& c) { return "?x :p " + c; }},
      Chain{"subject", ":c0 :p :x", [](const std::string& c) { return c + " :p ?x"; }},
      Chain{"predicate", ":x :c0 :y", [](const std::string& c) { return "?x " + c + " ?y"; }},
      Chain{"object of any predicate", ":x :p :c0",
            [](const std::string& c) { return "?x ?p " + c; }},
      Chain{"subject of any predicate", ":c0 :p :x",
            [](const std::string& c) { return c + " ?p ?x"; }},
      Chain{"subject beside a constant object", ":c0 :p :x",
            [](const std::string& c) { return c + " :p :x"; }},
      Chain{"object beside a constant subject", ":x :p :c0",
            [](const std::string& c) { return ":x :p " + c; }},
      Chain{"subject of any predicate beside a constant object", ":c0 :p :x",
            [](const std::string& c) { return c + " ?p :x"; }},
      Chain{"object of any predicate beside a constant subject", ":x :p :c0",
            [](const std::string& c) { return ":x ?p " + c; }});
  INFO(chain.description);
  constexpr std::size_t kRules = 300;
  std::string rules = "DATA { " + chain.data + " }";
  // Last rule first, so that a round does not go further than one rule.
  for (std::size_t i = kRules; i > 0; --i) {
    rules += " RULE { " + chain.triple(":c" + std::to_string(i)) + " } WHERE { " +
             chain.triple(":c" + std::to_string(i - 1)) + " }";
  }
  const Evaluated result = evaluated(rules);
  CHECK(result.inferred == kRules);
  // A row for each conclusion, and what the first round looks at.
  CHECK(result.tried < 5 * kRules);
}

TEST_CASE("a triple term is looked up by the part that the fewest have") {
  constexpr std::size_t kTerms = 300;
  std::string rules = "DATA {";
  for (std::size_t i = 0; i < kTerms; ++i) {
    const std::string n = std::to_string(i);
    rules += " :r" + n + " :reifies <<( :s" + n + " :p :o" + n + " )>> .";
  }
  rules += " }";
  for (std::size_t i = 0; i < kTerms; ++i) {
    rules +=
        " RULE { :x :seen ?s } WHERE { ?r :reifies <<( ?s :p :o" + std::to_string(i) + " )>> }";
  }
  const Evaluated result = evaluated(rules);
  CHECK(result.inferred == kTerms);
  CHECK(result.tried < 10 * kTerms);
}
