#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <optional>
#include <string>

#include "rules/evaluate.h"
#include "rules/well_formed.h"
#include "tests/conformance/graph.h"
#include "tests/conformance/isomorphism.h"
#include "tests/conformance/suite.h"

namespace {

using conformance::Graph;
using conformance::TestCase;

const std::string kRuleset = "http://www.w3.org/ns/sparql-rl-tests#ruleset";
const std::string kData = "http://www.w3.org/ns/sparql-rl-tests#data";

/// How far a rule document comes.
enum class Stage { Unreadable, IllFormed, NotStratified, Program };

struct Loaded {
  Stage stage = Stage::Unreadable;
  std::optional<rules::Program> program;
};

Loaded load(const std::filesystem::path& file, kg::Interner& interner,
            parser::Diagnostics& diagnostics) {
  const auto documents =
      rules::read_rules({{file.string(), conformance::read_file(file)}}, diagnostics);
  if (diagnostics.has_errors()) return {Stage::Unreadable, {}};
  auto rule_set = rules::compile(documents, interner, diagnostics);
  if (!rule_set) return {Stage::IllFormed, {}};
  rules::DependencyGraph dependencies(*rule_set, interner);
  auto strata = rules::stratify(*rule_set, dependencies, documents, diagnostics);
  if (!strata) return {Stage::NotStratified, {}};
  return {Stage::Program,
          rules::Program{std::move(*rule_set), std::move(dependencies), std::move(*strata)}};
}

std::string text_of(const Graph& graph) {
  std::string text;
  for (const conformance::Tuple& tuple : graph) {
    for (const rdf::Term& term : tuple) text += rdf::to_ntriples(term) + ' ';
    text += ".\n";
  }
  return text;
}

/// The inference graph of a rule document and a data document.
std::optional<Graph> infer(const TestCase& test, parser::Diagnostics& diagnostics) {
  kg::MemoryDictionary dictionary;
  kg::MemoryGraph base;
  const auto data = test.action_files.find(kData);
  if (data != test.action_files.end()) {
    for (const auto& t :
         conformance::read_graph(data->second, test.base_of(data->second), diagnostics)) {
      base.assert_triple(
          {dictionary.intern(t[0]), dictionary.intern(t[1]), dictionary.intern(t[2])});
    }
  }
  const Loaded loaded = load(test.action_files.at(kRuleset), dictionary, diagnostics);
  if (!loaded.program) return std::nullopt;
  Graph result;
  for (const kg::Inference& i : rules::evaluate(*loaded.program, base, dictionary).triples) {
    result.push_back({dictionary.term(i.triple.subject), dictionary.term(i.triple.predicate),
                      dictionary.term(i.triple.object)});
  }
  return result;
}

std::string evaluation_failure(const TestCase& test) {
  parser::Diagnostics diagnostics;
  const auto actual = infer(test, diagnostics);
  const Graph expected =
      conformance::read_graph(test.result, test.base_of(test.result), diagnostics);
  if (!actual || diagnostics.has_errors()) return parser::render(diagnostics);
  return conformance::isomorphic(*actual, expected)
             ? ""
             : "inferred\n" + text_of(*actual) + "in place of\n" + text_of(expected);
}

/// What is wrong with Warrant's answer to a test; empty if nothing is.
std::string failure(const TestCase& test) {
  const std::string kind = test.kind();
  if (kind == "RulesEvalTest") return evaluation_failure(test);
  kg::MemoryDictionary dictionary;
  parser::Diagnostics diagnostics;
  const Stage stage = load(test.action, dictionary, diagnostics).stage;
  const auto expect = [&](bool as_it_should) {
    return as_it_should ? ""
                        : fmt::format("ended as {}:\n{}", static_cast<int>(stage),
                                      parser::render(diagnostics));
  };
  if (kind == "RulesPositiveSyntaxTest") return expect(stage != Stage::Unreadable);
  if (kind == "RulesNegativeSyntaxTest") return expect(stage == Stage::Unreadable);
  if (kind == "RulesPositiveWellFormednessTest") return expect(stage > Stage::IllFormed);
  if (kind == "RulesNegativeWellFormednessTest") return expect(stage == Stage::IllFormed);
  if (kind == "RulesPositiveStratificationTest") return expect(stage == Stage::Program);
  if (kind == "RulesNegativeStratificationTest") return expect(stage == Stage::NotStratified);
  return "a kind of test that nobody knows: " + test.type;
}

void run(const std::string& name, const std::string& manifest) {
  conformance::run_suite(name, "sparql-rl/" + manifest, [](const TestCase& test) {
    return conformance::Verdict::of(failure(test));
  });
}

}  // namespace

TEST_CASE("SPARQL-RL passes the W3C tests of syntax") {
  run("SPARQL-RL syntax", "syntax/manifest.ttl");
}

TEST_CASE("SPARQL-RL passes the W3C tests of well-formedness") {
  run("SPARQL-RL well-formedness", "wellformed/manifest.ttl");
}

TEST_CASE("SPARQL-RL passes the W3C tests of stratification") {
  run("SPARQL-RL stratification", "stratification/manifest.ttl");
}

TEST_CASE("SPARQL-RL passes the W3C tests of evaluation") {
  run("SPARQL-RL eval", "eval/manifest.ttl");
  run("SPARQL-RL eval2", "eval2/manifest.ttl");
}

TEST_CASE("SPARQL-RL passes the examples of the specification") {
  run("SPARQL-RL examples", "examples/manifest.ttl");
}

TEST_CASE("SPARQL-RL passes the tests that the suite does not list yet") {
  run("SPARQL-RL extra", "manifest-extra.ttl");
}
