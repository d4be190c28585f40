#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "parser/parse.h"
#include "tests/conformance/graph.h"
#include "tests/conformance/manifest.h"

namespace {

using conformance::TestCase;

/// What is wrong with Warrant's answer to a test; empty if nothing is.
std::string failure(const TestCase& test) {
  parser::Diagnostics diagnostics;
  const parser::Source source{test.action.filename().string(), conformance::read_file(test.action)};
  const bool accepted =
      parser::parse_rules(source, test.base_of(test.action), {}, diagnostics).has_value();
  // Every SPARQL-RL document of the suite but those of the negative syntax tests can be read.
  if (test.kind() == "RulesNegativeSyntaxTest") return accepted ? "accepted" : "";
  return accepted ? "" : parser::render(diagnostics);
}

/// Runs the syntax tests of a manifest, of which there are `positive` and `negative`.
void run(const std::string& name, const std::string& manifest, std::size_t positive,
         std::size_t negative) {
  const std::filesystem::path path = conformance::suite("sparql-rl/" + manifest);
  if (path.empty()) return;
  std::size_t positive_tests = 0;
  std::size_t negative_tests = 0;
  std::size_t failed = 0;
  for (const TestCase& test : conformance::read_manifest(path)) {
    if (!test.kind().ends_with("SyntaxTest")) continue;
    ++(test.kind() == "RulesNegativeSyntaxTest" ? negative_tests : positive_tests);
    const std::string problem = failure(test);
    if (problem.empty()) continue;
    ++failed;
    UNSCOPED_INFO(test.name << " (" << test.action.string() << "): " << problem);
  }
  const std::size_t total = positive_tests + negative_tests;
  fmt::print("{}: {} passed, {} failed, {} total\n", name, total - failed, failed, total);
  CHECK(failed == 0);
  CHECK(positive_tests == positive);
  CHECK(negative_tests == negative);
}

}  // namespace

TEST_CASE("SPARQL-RL passes the W3C syntax tests") {
  run("SPARQL-RL syntax", "syntax/manifest.ttl", 109, 30);
}

TEST_CASE("SPARQL-RL passes the syntax tests that the W3C manifests do not list") {
  run("SPARQL-RL syntax, unlisted", "manifest-extra.ttl", 1, 5);
}
