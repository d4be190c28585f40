#include <catch2/catch.hpp>
#include <string>

#include "tests/conformance/graph.h"
#include "tests/conformance/isomorphism.h"
#include "tests/conformance/suite.h"

namespace {

using conformance::Graph;
using conformance::TestCase;

std::string canonical(const Graph& graph) {
  std::string text;
  for (const conformance::Tuple& tuple : graph) {
    for (const rdf::Term& term : tuple) text += rdf::to_ntriples(term) + ' ';
    text += ".\n";
  }
  return text;
}

/// What is wrong with Warrant's answer to a test; empty if nothing is.
std::string failure(const TestCase& test) {
  const std::string kind = test.kind();
  parser::Diagnostics diagnostics;
  const Graph graph = conformance::read_graph(test.action, test.base_of(test.action), diagnostics);
  if (kind.ends_with("NegativeSyntax") || kind.ends_with("NegativeEval")) {
    return diagnostics.has_errors() ? "" : "accepted";
  }
  if (diagnostics.has_errors()) return parser::render(diagnostics.all().front());
  if (kind.ends_with("PositiveSyntax")) return "";
  if (kind.ends_with("PositiveC14N")) {
    const std::string expected = conformance::read_file(test.result);
    return canonical(graph) == expected ? "" : "not canonical:\n" + canonical(graph);
  }
  if (!kind.ends_with("Eval")) return "a kind of test that nobody knows: " + test.type;
  const Graph expected =
      conformance::read_graph(test.result, test.base_of(test.result), diagnostics);
  if (diagnostics.has_errors()) return parser::render(diagnostics.all().front());
  return conformance::isomorphic(graph, expected) ? "" : "another graph:\n" + canonical(graph);
}

void run(const std::string& name, const std::string& manifest) {
  conformance::run_suite(name, "rdf-tests/rdf/" + manifest, [](const TestCase& test) {
    return conformance::Verdict::of(failure(test));
  });
}

}  // namespace

TEST_CASE("Turtle 1.1 passes the W3C tests") {
  run("RDF 1.1 Turtle", "rdf11/rdf-turtle/manifest.ttl");
}

TEST_CASE("N-Triples 1.1 passes the W3C tests") {
  run("RDF 1.1 N-Triples", "rdf11/rdf-n-triples/manifest.ttl");
}

TEST_CASE("N-Quads 1.1 passes the W3C tests") {
  run("RDF 1.1 N-Quads", "rdf11/rdf-n-quads/manifest.ttl");
}

TEST_CASE("TriG 1.1 passes the W3C tests") { run("RDF 1.1 TriG", "rdf11/rdf-trig/manifest.ttl"); }

TEST_CASE("Turtle 1.2 passes the W3C syntax tests") {
  run("RDF 1.2 Turtle syntax", "rdf12/rdf-turtle/syntax/manifest.ttl");
}

TEST_CASE("Turtle 1.2 passes the W3C evaluation tests") {
  run("RDF 1.2 Turtle eval", "rdf12/rdf-turtle/eval/manifest.ttl");
}

TEST_CASE("N-Triples 1.2 passes the W3C syntax tests") {
  run("RDF 1.2 N-Triples syntax", "rdf12/rdf-n-triples/syntax/manifest.ttl");
}

TEST_CASE("N-Triples 1.2 is written in canonical form as the W3C tests have it") {
  run("RDF 1.2 N-Triples c14n", "rdf12/rdf-n-triples/c14n/manifest.ttl");
}

TEST_CASE("N-Quads 1.2 passes the W3C syntax tests") {
  run("RDF 1.2 N-Quads syntax", "rdf12/rdf-n-quads/syntax/manifest.ttl");
}

TEST_CASE("N-Quads 1.2 is written in canonical form as the W3C tests have it") {
  run("RDF 1.2 N-Quads c14n", "rdf12/rdf-n-quads/c14n/manifest.ttl");
}

TEST_CASE("TriG 1.2 passes the W3C syntax tests") {
  run("RDF 1.2 TriG syntax", "rdf12/rdf-trig/syntax/manifest.ttl");
}

TEST_CASE("TriG 1.2 passes the W3C evaluation tests") {
  run("RDF 1.2 TriG eval", "rdf12/rdf-trig/eval/manifest.ttl");
}
