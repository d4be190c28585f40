#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "parser/parse.h"
#include "rules/query/query.h"
#include "tests/conformance/graph.h"
#include "tests/conformance/isomorphism.h"
#include "tests/conformance/results.h"
#include "tests/conformance/suite.h"

namespace {

using conformance::Graph;
using conformance::Results;
using conformance::TestCase;
using conformance::Verdict;

constexpr std::string_view kQueryVocabulary =
    "http://www.w3.org/2001/sw/DataAccess/tests/test-query#";

/// Where a query asks for something that Warrant says it cannot do yet.
const parser::Diagnostic* not_supported(const parser::Diagnostics& diagnostics) {
  const auto& all = diagnostics.all();
  const auto found = std::find_if(all.begin(), all.end(), [](const parser::Diagnostic& one) {
    return one.code == "not-supported";
  });
  return found == all.end() ? nullptr : &*found;
}

std::filesystem::path action_file(const TestCase& test, std::string_view property) {
  const auto found = test.action_files.find(std::string(kQueryVocabulary) + std::string(property));
  return found == test.action_files.end() ? std::filesystem::path() : found->second;
}

std::optional<parser::Query> parse(const TestCase& test, const parser::Source& source,
                                   const std::filesystem::path& file,
                                   parser::Diagnostics& diagnostics) {
  return parser::parse_query(source, test.base_of(file), {}, diagnostics);
}

Verdict run_syntax_test(const TestCase& test) {
  const parser::Source source{test.action.string(), conformance::read_file(test.action)};
  parser::Diagnostics diagnostics;
  const auto query = parse(test, source, test.action, diagnostics);
  if (const auto* const missing = not_supported(diagnostics)) {
    return Verdict::not_supported(missing->message);
  }
  if (test.kind().starts_with("Positive")) {
    return query ? Verdict::passed() : Verdict::failed(parser::render(diagnostics));
  }
  return query ? Verdict::failed("accepted") : Verdict::passed();
}

/// An answer of SELECT in the terms of the tests.
Results results_of(const query::Answer& answer, const kg::Dictionary& dictionary) {
  Results results;
  results.variables = answer.table.variables;
  for (const auto& row : answer.table.rows) {
    conformance::Solution& solution = results.solutions.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i] != kg::TermId::None) solution[results.variables[i]] = dictionary.term(row[i]);
    }
  }
  return results;
}

std::string listing(const Graph& graph) {
  std::string text;
  for (const conformance::Tuple& tuple : graph) {
    for (const rdf::Term& term : tuple) text += rdf::to_ntriples(term) + ' ';
    text += "\n";
  }
  return text;
}

Verdict compare(const Graph& actual, const Graph& expected) {
  if (conformance::isomorphic(actual, expected)) return Verdict::passed();
  return Verdict::failed("got\n" + listing(actual) + "instead of\n" + listing(expected));
}

Verdict compare_solutions(const Results& actual, const Results& expected, bool in_order,
                          bool duplicates_may_go) {
  std::vector<std::string> left = actual.variables;
  std::vector<std::string> right = expected.variables;
  std::sort(left.begin(), left.end());
  std::sort(right.begin(), right.end());
  if (left != right) return Verdict::failed("other variables");
  Graph got = conformance::as_tuples(actual, left, in_order);
  Graph wanted = conformance::as_tuples(expected, left, in_order);
  if (duplicates_may_go) {
    for (Graph* graph : {&got, &wanted}) {
      for (conformance::Tuple& tuple : *graph) tuple.pop_back();
    }
  }
  return compare(got, wanted);
}

Verdict compare_csv(const Results& actual, const std::vector<std::vector<std::string>>& expected) {
  std::vector<std::vector<std::string>> rows;
  for (const conformance::Solution& solution : actual.solutions) {
    auto& row = rows.emplace_back();
    for (const std::string& variable : actual.variables) {
      const auto found = solution.find(variable);
      const bool blank = found != solution.end() && found->second.is_blank_node();
      // The tests have but one blank node.
      row.push_back(found == solution.end() ? "" : blank ? "_:a" : found->second.lexical);
    }
  }
  auto sorted = expected;
  std::sort(sorted.begin(), sorted.end());
  std::sort(rows.begin(), rows.end());
  return rows == sorted ? Verdict::passed() : Verdict::failed("other cells");
}

Verdict judge(const TestCase& test, const parser::Query& query, const query::Answer& answer,
              const kg::Dictionary& dictionary) {
  const std::string ending = test.result.extension().string();
  if (query.form == parser::QueryForm::Construct) {
    Graph actual;
    for (const kg::Triple& triple : answer.triples) {
      actual.push_back({dictionary.term(triple.subject), dictionary.term(triple.predicate),
                        dictionary.term(triple.object)});
    }
    parser::Diagnostics diagnostics;
    const Graph expected =
        conformance::read_graph(test.result, test.base_of(test.result), diagnostics);
    if (diagnostics.has_errors()) return Verdict::failed(parser::render(diagnostics));
    return compare(actual, expected);
  }
  const Results actual = results_of(answer, dictionary);
  if (ending == ".csv") return compare_csv(actual, conformance::read_csv(test.result));
  const Results expected = conformance::read_results(test.result, test.base_of(test.result));
  if (query.form == parser::QueryForm::Ask) {
    return expected.yes == answer.yes ? Verdict::passed() : Verdict::failed("the other answer");
  }
  const bool in_order = expected.in_order || !query.order_by.empty();
  const Verdict exact = compare_solutions(actual, expected, in_order, query.reduced);
  if (exact.kind == Verdict::Kind::Passed) return exact;
  // The tests write numbers that were worked out in several forms.
  const Verdict by_value =
      compare_solutions(conformance::with_canonical_numbers(actual),
                        conformance::with_canonical_numbers(expected), in_order, query.reduced);
  return by_value.kind == Verdict::Kind::Passed ? by_value : exact;
}

Verdict run_evaluation_test(const TestCase& test) {
  const std::filesystem::path file = action_file(test, "query");
  const parser::Source source{file.string(), conformance::read_file(file)};
  parser::Diagnostics diagnostics;
  const auto query = parse(test, source, file, diagnostics);
  if (const auto* const missing = not_supported(diagnostics)) {
    return Verdict::not_supported(missing->message);
  }
  if (!query) return Verdict::failed(parser::render(diagnostics));
  const std::filesystem::path data = action_file(test, "data");
  kg::MemoryDictionary dictionary;
  kg::MemoryGraph graph;
  if (!data.empty()) {
    if (data.extension() == ".rdf") return Verdict::not_supported("RDF/XML");
    for (const conformance::Tuple& tuple :
         conformance::read_graph(data, test.base_of(data), diagnostics)) {
      if (tuple.size() > 3) continue;
      graph.assert_triple(
          {dictionary.intern(tuple[0]), dictionary.intern(tuple[1]), dictionary.intern(tuple[2])});
    }
  }
  if (diagnostics.has_errors()) return Verdict::failed(parser::render(diagnostics));
  kg::ScratchDictionary scratch(dictionary);
  const auto answer = query::evaluate(*query, source, graph, scratch, diagnostics);
  if (!answer) return Verdict::failed(parser::render(diagnostics));
  return judge(test, *query, *answer, scratch);
}

Verdict run_test(const TestCase& test) {
  const std::string kind = test.kind();
  try {
    if (kind == "QueryEvaluationTest" || kind == "CSVResultFormatTest") {
      return run_evaluation_test(test);
    }
    if (kind.find("Update") != std::string::npos) return Verdict::not_supported("SPARQL Update");
    if (kind.find("SyntaxTest") != std::string::npos) return run_syntax_test(test);
  } catch (const std::exception& error) {
    return Verdict::failed(error.what());
  }
  return Verdict::failed("a kind of test that nobody knows: " + test.type);
}

void run(const std::string& name, const std::string& manifest) {
  conformance::run_suite(name, "rdf-tests/sparql/" + manifest, run_test);
}

}  // namespace

TEST_CASE("SPARQL 1.0 passes the W3C tests that it supports") {
  run("SPARQL 1.0", "sparql10/manifest.ttl");
}

TEST_CASE("SPARQL 1.1 Query passes the W3C tests that it supports") {
  run("SPARQL 1.1 Query", "sparql11/manifest-sparql11-query.ttl");
}

TEST_CASE("SPARQL 1.1 results pass the W3C tests that it supports") {
  run("SPARQL 1.1 results", "sparql11/manifest-sparql11-results.ttl");
}

TEST_CASE("SPARQL 1.2 passes the W3C tests that it supports") {
  run("SPARQL 1.2", "sparql12/manifest.ttl");
}
