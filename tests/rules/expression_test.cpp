#include "rules/match/expression.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <utility>

#include "kg/rdf/nesting.h"
#include "kg/rdf/vocabulary.h"
#include "parser/parse.h"
#include "parser/sparql_syntax.h"
#include "rules/match/pattern.h"
#include "tests/checkout.h"

using kg::TermId;
using rdf::Term;

namespace {

constexpr std::string_view kBase = "http://example.org/base";
const parser::Prefixes kPrefixes = {{"xsd", std::string(rdf::vocabulary::kXsd)},
                                    {"ex", "http://example/"}};
/// 2026-08-07T12:30:15.25Z
const std::chrono::system_clock::time_point kNow{std::chrono::milliseconds(1'786'105'815'250)};

/// An expression as the syntax tree of `SELECT ( … AS ?result ) { }`.
parser::Source query_for(std::string_view text) {
  return {"<test>", "SELECT (" + std::string(text) + " AS ?result) {}"};
}

parser::Expression parse(const parser::Source& source) {
  parser::Diagnostics diagnostics;
  const auto query = parser::parse_query(source, kBase, kPrefixes, diagnostics);
  INFO(render(diagnostics));
  REQUIRE(query.has_value());
  return query->projections.at(0).value.value();
}

Term term(std::string_view turtle) {
  parser::Diagnostics diagnostics;
  const auto read = parser::parse_term({"<test>", std::string(turtle)}, kPrefixes, diagnostics);
  INFO(turtle << "\n" << render(diagnostics));
  REQUIRE(read.has_value());
  return *read;
}

/// A dictionary, some bound variables, and an evaluator over them.
class Bench {
 public:
  Bench() : evaluator_(dictionary_, kNow) {
    bind("two", Term::integer(2));
    bind("iri", Term::iri("http://example/i"));
    bind("blank", Term::blank_node("a"));
    bind("blank2", Term::blank_node("b"));
    bind("triple", Term::triple_term(Term::iri("http://example/s"), Term::iri("http://example/p"),
                                     Term::string("o")));
  }

  void bind(const std::string& name, const Term& value) {
    const auto index = variables_.index(name);
    if (bindings_.size() <= index) bindings_.resize(index + 1, TermId::None);
    bindings_[index] = dictionary_.intern(value);
  }

  match::Expression compile(std::string_view text) {
    const parser::Source source = query_for(text);
    parser::Diagnostics diagnostics;
    auto compiled =
        match::compile(parse(source), variables_, dictionary_, source, diagnostics, {}, kBase);
    INFO(render(diagnostics));
    REQUIRE(compiled.has_value());
    bindings_.resize(variables_.size(), TermId::None);
    return std::move(*compiled);
  }

  std::string mistakes(std::string_view text) {
    const parser::Source source = query_for(text);
    parser::Diagnostics diagnostics;
    const auto compiled =
        match::compile(parse(source), variables_, dictionary_, source, diagnostics, {}, kBase);
    CHECK_FALSE(compiled.has_value());
    return render(diagnostics);
  }

  std::optional<Term> evaluate(const match::Expression& expression) {
    const auto id = evaluator_.evaluate(expression, bindings_);
    if (!id) return std::nullopt;
    return dictionary_.term(*id);
  }

  std::optional<Term> evaluate(std::string_view text) { return evaluate(compile(text)); }

  std::optional<bool> test(std::string_view text) {
    return evaluator_.test(compile(text), bindings_);
  }

  TermId id(const Term& of) { return dictionary_.intern(of); }
  match::Evaluator& evaluator() { return evaluator_; }
  kg::MemoryDictionary& dictionary() { return dictionary_; }
  match::Variables& variables() { return variables_; }
  const match::Bindings& bindings() const { return bindings_; }

 private:
  kg::MemoryDictionary dictionary_;
  match::Variables variables_;
  match::Bindings bindings_;
  match::Evaluator evaluator_;
};

std::string shown(const std::optional<Term>& result) {
  return result ? to_ntriples(*result) : "error";
}

struct Row {
  int line;
  std::string expression;
  std::string expected;
};

std::vector<Row> table() {
  std::ifstream file(checkout::top() / "tests/rules/expressions.tsv");
  std::vector<Row> rows;
  std::string text;
  for (int line = 1; std::getline(file, text); ++line) {
    if (text.empty() || text.front() == '#') continue;
    const std::size_t tab = text.find('\t');
    REQUIRE(tab != std::string::npos);
    rows.push_back({line, text.substr(0, tab), text.substr(tab + 1)});
  }
  return rows;
}

}  // namespace

TEST_CASE("every row of the table of expressions comes to what it says", "[expression]") {
  const auto rows = table();
  REQUIRE(rows.size() > 500);
  Bench bench;
  for (const Row& row : rows) {
    INFO("expressions.tsv:" << row.line << ": " << row.expression);
    const std::string expected =
        row.expected == "error" ? "error" : to_ntriples(term(row.expected));
    CHECK(shown(bench.evaluate(row.expression)) == expected);
  }
}

TEST_CASE("testing an expression agrees with evaluating it", "[expression]") {
  Bench bench;
  for (const Row& row : table()) {
    INFO("expressions.tsv:" << row.line << ": " << row.expression);
    const match::Expression expression = bench.compile(row.expression);
    const auto value = bench.evaluate("!!(" + row.expression + ")");
    const auto tested = bench.evaluator().test(expression, bench.bindings());
    // Functions that make something new do so each time, but never something false.
    CHECK(shown(value) == (tested ? to_ntriples(Term::boolean(*tested)) : "error"));
  }
}

TEST_CASE("a function that does not exist is reported with the nearest that does", "[expression]") {
  Bench bench;
  CHECK(bench.mistakes("xsd:integr(?two) + 1") ==
        "<test>:1:9: error: unknown function 'xsd:integr'\n"
        "    1 | SELECT (xsd:integr(?two) + 1 AS ?result) {}\n"
        "      |         ^~~~~~~~~~\n"
        "hint: did you mean <http://www.w3.org/2001/XMLSchema#integer>?\n");
  const std::string unlike = bench.mistakes("1 + <http://example/f(x)> (?two)");
  CHECK(unlike.find("unknown function '<http://example/f(x)>'") != std::string::npos);
  CHECK(unlike.find("such as xsd:integer") != std::string::npos);
  const std::string both = bench.mistakes("ex:f(1) || ex:g(1)");
  CHECK(both.find("'ex:f'") != std::string::npos);
  CHECK(both.find("'ex:g'") != std::string::npos);
}

TEST_CASE("a cast takes one argument", "[expression]") {
  Bench bench;
  CHECK(bench.mistakes("xsd:integer(1, 2)").find("xsd:integer takes 1 argument, not 2") !=
        std::string::npos);
  CHECK(bench.mistakes("xsd:integer()").find("not 0") != std::string::npos);
}

TEST_CASE("the variables of an expression are collected in order", "[expression]") {
  Bench bench;
  const match::Expression expression =
      bench.compile("IF(?b < ?a, <<( ?iri ex:p ?b )>>, STRLEN(?c))");
  std::vector<match::VariableIndex> found;
  collect_variables(expression, found);
  std::vector<std::string> names;
  for (const auto index : found) names.push_back(bench.variables().name(index));
  CHECK(names == std::vector<std::string>{"b", "a", "iri", "b", "c"});
}

TEST_CASE("without a base a relative IRI is an error", "[expression]") {
  Bench bench;
  const parser::Source source = query_for("IRI(\"a\")");
  parser::Diagnostics diagnostics;
  auto compiled = match::compile(parse(source), bench.variables(), bench.dictionary(), source,
                                 diagnostics, {}, {});
  REQUIRE(compiled.has_value());
  compiled->function.clear();
  CHECK(shown(bench.evaluate(*compiled)) == "error");
}

TEST_CASE("EXISTS asks its owner about the group by number", "[expression]") {
  Bench bench;
  parser::Expression exists;
  exists.op = parser::Operator::Exists;
  exists.groups.emplace_back();
  parser::Expression neither;
  neither.op = parser::Operator::NotExists;
  neither.groups.emplace_back();
  const parser::Source source;
  parser::Diagnostics diagnostics;
  std::uint32_t groups = 0;
  const auto number = [&](const parser::GroupPattern&) { return groups++; };
  const auto first =
      match::compile(exists, bench.variables(), bench.dictionary(), source, diagnostics, number);
  const auto second =
      match::compile(neither, bench.variables(), bench.dictionary(), source, diagnostics, number);
  REQUIRE(groups == 2);
  bench.evaluator().set_exists([&](std::uint32_t group, std::span<const TermId> bindings) {
    CHECK(bindings.size() == bench.bindings().size());
    return group == 0;
  });
  CHECK(shown(bench.evaluate(*first)) == shown(Term::boolean(true)));
  CHECK(shown(bench.evaluate(*second)) == shown(Term::boolean(true)));
}

TEST_CASE("an owner of EXISTS may evaluate while it is asked", "[expression]") {
  Bench bench;
  const match::Expression inner = bench.compile("STRLEN(\"abc\"@en) = 3");
  parser::Expression exists;
  exists.op = parser::Operator::Exists;
  exists.groups.emplace_back();
  const parser::Source source;
  parser::Diagnostics diagnostics;
  const auto outer = match::compile(exists, bench.variables(), bench.dictionary(), source,
                                    diagnostics, [](const parser::GroupPattern&) { return 0U; });
  bench.evaluator().set_exists([&](std::uint32_t, std::span<const TermId> bindings) {
    return bench.evaluator().test(inner, bindings) == true;
  });
  CHECK(bench.evaluator().test(*outer, bench.bindings()) == true);
}

TEST_CASE("what is made anew depends on the seed and the place in the text", "[expression]") {
  for (const char* text : {"BNODE()", "UUID()", "STRUUID()", "RAND()", "BNODE(\"x\")"}) {
    INFO(text);
    Bench bench;
    const match::Expression expression = bench.compile(text);
    bench.evaluator().set_seed(1);
    const std::string first = shown(bench.evaluate(expression));
    CHECK(shown(bench.evaluate(expression)) == first);
    bench.evaluator().set_seed(2);
    CHECK(shown(bench.evaluate(expression)) != first);
    bench.evaluator().set_seed(1);
    CHECK(shown(bench.evaluate(expression)) == first);
    // Another evaluator with another dictionary makes the same.
    Bench other;
    other.evaluator().set_seed(1);
    CHECK(shown(other.evaluate(text)) == first);
  }
  Bench bench;
  bench.evaluator().set_seed(1);
  CHECK(bench.test("BNODE() = BNODE()") == false);
  CHECK(bench.test("BNODE(\"x\") = BNODE(\"x\")") == true);
  CHECK(bench.test("STRUUID() = STRUUID()") == false);
}

TEST_CASE("without a seed every call makes something new", "[expression]") {
  Bench bench;
  const match::Expression expression = bench.compile("BNODE()");
  CHECK(shown(bench.evaluate(expression)) != shown(bench.evaluate(expression)));
}

TEST_CASE("ORDER BY sorts unbound, blank nodes, IRIs, literals and triple terms", "[expression]") {
  Bench bench;
  const auto id = [&](std::string_view turtle) { return bench.id(term(turtle)); };
  const std::vector<TermId> ascending = {
      TermId::None,
      bench.id(Term::blank_node("a")),
      bench.id(Term::blank_node("b")),
      id("ex:a"),
      id("ex:b"),
      id("\"NaN\"^^xsd:double"),
      id("-5"),
      id("1"),
      id("\"1\"^^xsd:byte"),
      id("\"1.0\"^^xsd:decimal"),
      id("\"1.0E0\"^^xsd:double"),
      id("1.5"),
      id("2"),
      id("10"),
      id("12345678901234567890"),
      id("\"a\""),
      id("\"b\""),
      id("\"a\"@de"),
      id("false"),
      id("true"),
      id("\"2001-01-01T00:00:00Z\"^^xsd:dateTime"),
      id("\"2001-01-01\"^^xsd:date"),
      id("\"x\"^^ex:unknown"),
      id("<<( ex:s ex:p 2 )>>"),
      id("<<( ex:s ex:p 10 )>>"),
  };
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      INFO(i << " and " << j);
      const auto expected = i <=> j;
      const auto found = bench.evaluator().order(ascending[i], ascending[j]);
      // Terms of equal value stand in a fixed order, which one does not matter.
      const bool tied = i != j && i >= 7 && i <= 10 && j >= 7 && j <= 10;
      CHECK((tied ? found != std::strong_ordering::equal : found == expected));
      CHECK(bench.evaluator().order(ascending[j], ascending[i]) == (0 <=> found));
    }
  }
}

TEST_CASE("a triple term nests as deep as data can, and no deeper", "[expression]") {
  Bench bench;
  Term deep = Term::string("o");
  for (std::size_t i = 0; i + 1 < rdf::kDeepestTripleTerm; ++i) {
    deep = Term::triple_term(Term::iri("http://example/s"), Term::iri("http://example/p"),
                             std::move(deep));
  }
  bench.bind("deep", deep);
  const auto deepest = bench.evaluate("TRIPLE(ex:s, ex:p, ?deep)");
  REQUIRE(deepest.has_value());
  CHECK(rdf::nesting(*deepest) == rdf::kDeepestTripleTerm);
  CHECK(term(to_ntriples(*deepest)) == *deepest);
  CHECK(shown(bench.evaluate("TRIPLE(ex:s, ex:p, TRIPLE(ex:s, ex:p, ?deep))")) == "error");
  CHECK(shown(bench.evaluate("<<( ex:s ex:p <<( ex:s ex:p ?deep )>> )>>")) == "error");
}

TEST_CASE("an evaluator forgets old values and goes on", "[expression]") {
  Bench bench;
  const match::Expression expression = bench.compile("STRLEN(?text) > 3");
  match::Bindings bindings = bench.bindings();
  const auto text = bench.variables().index("text");
  const std::string filler(1'000, 'x');
  for (int i = 0; i < 40'000; ++i) {
    bindings[text] = bench.id(Term::string(std::to_string(i) + filler));
    REQUIRE(bench.evaluator().test(expression, bindings) == true);
  }
}
