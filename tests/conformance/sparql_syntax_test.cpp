#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "parser/parse.h"
#include "tests/conformance/graph.h"
#include "tests/conformance/manifest.h"

namespace {

using conformance::TestCase;

enum class Answer { Read, NotSupported, Refused };

/// What is made of the query of a test; `report` gets what is said of it.
Answer answer(const TestCase& test, std::string& report) {
  parser::Diagnostics diagnostics;
  const parser::Source source{test.action.filename().string(), conformance::read_file(test.action)};
  if (parser::parse_query(source, test.base_of(test.action), {}, diagnostics)) return Answer::Read;
  report = parser::render(diagnostics);
  return diagnostics.all().front().code == "not-supported" ? Answer::NotSupported : Answer::Refused;
}

/// Runs the syntax tests of queries of a manifest: a right query is read or said to be of a part
/// of SPARQL that is not evaluated yet; a wrong one is never read. `read` counts the right ones
/// that are.
void run(const std::string& name, const std::string& manifest, std::size_t count,
         std::size_t read) {
  const std::filesystem::path path = conformance::suite("rdf-tests/sparql/" + manifest);
  if (path.empty()) return;
  std::size_t total = 0;
  std::size_t were_read = 0;
  std::size_t not_supported = 0;
  std::size_t failed = 0;
  for (const TestCase& test : conformance::read_manifest(path)) {
    const std::string kind = test.kind();
    const bool positive = kind.starts_with("PositiveSyntaxTest");
    if (!positive && !kind.starts_with("NegativeSyntaxTest")) continue;
    if (test.action.extension() != ".rq") continue;
    ++total;
    std::string report;
    const Answer got = answer(test, report);
    if (positive && got == Answer::Read) ++were_read;
    if (positive && got == Answer::NotSupported) ++not_supported;
    if (positive ? got != Answer::Refused : got != Answer::Read) continue;
    ++failed;
    UNSCOPED_INFO(test.name << " (" << test.action.string() << "): " << report);
  }
  fmt::print("{}: {} passed, {} failed, {} total ({} not supported yet)\n", name, total - failed,
             failed, total, not_supported);
  CHECK(failed == 0);
  CHECK(total == count);
  CHECK(were_read == read);
}

}  // namespace

TEST_CASE("SPARQL 1.0 queries pass the W3C syntax tests") {
  run("SPARQL 1.0 syntax", "sparql10/manifest.ttl", 199, 138);
}

TEST_CASE("SPARQL 1.1 queries pass the W3C syntax tests") {
  run("SPARQL 1.1 syntax", "sparql11/manifest-sparql11-query.ttl", 103, 37);
}

TEST_CASE("SPARQL 1.2 queries pass the W3C syntax tests") {
  run("SPARQL 1.2 syntax", "sparql12/manifest.ttl", 183, 97);
}
