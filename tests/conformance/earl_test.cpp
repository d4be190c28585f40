#include "tests/conformance/earl.h"

#include <catch2/catch.hpp>

#include "parser/parse.h"

using conformance::EarlReport;
using conformance::TestCase;
using conformance::Verdict;

TEST_CASE("a report in EARL is Turtle that gives each test its outcome") {
  EarlReport report;
  const auto add = [&](const std::string& iri, const Verdict& verdict) {
    TestCase test;
    test.iri = iri;
    report.add(test, verdict);
  };
  add("http://tests/a", Verdict::passed());
  add("http://tests/b", Verdict::failed("\"two\"\nlines"));
  add("http://tests/c", Verdict::not_supported("GRAPH"));
  std::string tests;
  std::string outcomes;
  std::string reasons;
  parser::Prefixes prefixes;
  parser::Diagnostics diagnostics;
  const auto sink = [&](parser::RdfStatement&& statement) {
    if (statement.predicate.lexical.ends_with("#test")) tests += statement.object.lexical + " ";
    if (statement.predicate.lexical.ends_with("#outcome")) {
      outcomes += statement.object.lexical + " ";
    }
    if (statement.predicate.lexical.ends_with("#info")) reasons += statement.object.lexical + "|";
  };
  parser::parse_rdf({"earl.ttl", report.turtle("2026-01-31")}, parser::RdfFormat::Turtle, {}, sink,
                    prefixes, diagnostics);
  CHECK(parser::render(diagnostics) == "");
  CHECK(tests == "http://tests/a http://tests/b http://tests/c ");
  CHECK(outcomes ==
        "http://www.w3.org/ns/earl#passed http://www.w3.org/ns/earl#failed "
        "http://www.w3.org/ns/earl#untested ");
  CHECK(reasons == "\"two\"\nlines|GRAPH|");
}
