#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "repl/write_results.h"

namespace {

/// Terms of all kinds, each a row of its own; the second column has no value in the last row.
struct Sample {
  kg::MemoryDictionary terms;
  query::Answer answer;

  Sample() {
    const std::string xsd = "http://www.w3.org/2001/XMLSchema#";
    answer.table.variables = {"x", "n"};
    add(rdf::Term::iri("http://e/a"));
    add(rdf::Term::blank_node("b0"));
    add(rdf::Term::string("a \"b\",\tc\r\n\\"));
    add(rdf::Term::language_string("chat", "fr"));
    add(rdf::Term::language_string("x", "ar", rdf::Direction::RightToLeft));
    add(rdf::Term::literal("1.50", xsd + "decimal"));
    add(rdf::Term::literal("x", "http://e/type"));
    add(rdf::Term::boolean(true));
    add(rdf::Term::triple_term(rdf::Term::iri("http://e/s"), rdf::Term::iri("http://e/p"),
                               rdf::Term::string("o")));
    answer.table.rows.back()[1] = kg::TermId::None;
  }

  void add(const rdf::Term& term) {
    const auto n = static_cast<std::int64_t>(answer.table.rows.size());
    answer.table.rows.push_back({terms.intern(term), terms.intern(rdf::Term::integer(n))});
  }
};

query::Answer ask(bool yes) {
  query::Answer answer;
  answer.form = parser::QueryForm::Ask;
  answer.yes = yes;
  return answer;
}

template <typename Write>
std::string written(const Write& write) {
  std::ostringstream out;
  write(out);
  return out.str();
}

}  // namespace

TEST_CASE("CSV has plain values, quoted where they must be, and lines that end with CRLF") {
  const Sample sample;
  CHECK(written([&](std::ostream& out) { repl::write_csv(sample.answer, sample.terms, out); }) ==
        "x,n\r\n"
        "http://e/a,0\r\n"
        "_:b0,1\r\n"
        "\"a \"\"b\"\",\tc\r\n\\\",2\r\n"
        "chat,3\r\n"
        "x,4\r\n"
        "1.50,5\r\n"
        "x,6\r\n"
        "true,7\r\n"
        "\"<<( <http://e/s> <http://e/p> \"\"o\"\" )>>\",\r\n");
}

TEST_CASE("TSV has terms as SPARQL writes them, without tabs and line ends in them") {
  const Sample sample;
  CHECK(written([&](std::ostream& out) { repl::write_tsv(sample.answer, sample.terms, out); }) ==
        "?x\t?n\n"
        "<http://e/a>\t0\n"
        "_:b0\t1\n"
        "\"a \\\"b\\\",\\tc\\r\\n\\\\\"\t2\n"
        "\"chat\"@fr\t3\n"
        "\"x\"@ar--rtl\t4\n"
        "1.50\t5\n"
        "\"x\"^^<http://e/type>\t6\n"
        "true\t7\n"
        "<<( <http://e/s> <http://e/p> \"o\" )>>\t\n");
}

TEST_CASE("JSON is that of SPARQL 1.2's results") {
  const Sample sample;
  const auto json = nlohmann::json::parse(
      written([&](std::ostream& out) { repl::write_json(sample.answer, sample.terms, out); }));
  CHECK(json["head"]["vars"] == nlohmann::json({"x", "n"}));
  const auto& rows = json["results"]["bindings"];
  REQUIRE(rows.size() == 9);
  using Json = nlohmann::json;
  CHECK(rows[0]["x"] == Json({{"type", "uri"}, {"value", "http://e/a"}}));
  CHECK(rows[1]["x"] == Json({{"type", "bnode"}, {"value", "b0"}}));
  CHECK(rows[2]["x"] == Json({{"type", "literal"}, {"value", "a \"b\",\tc\r\n\\"}}));
  CHECK(rows[3]["x"] == Json({{"type", "literal"}, {"value", "chat"}, {"xml:lang", "fr"}}));
  CHECK(rows[4]["x"] ==
        Json({{"type", "literal"}, {"value", "x"}, {"xml:lang", "ar"}, {"its:dir", "rtl"}}));
  CHECK(rows[5]["x"]["datatype"] == "http://www.w3.org/2001/XMLSchema#decimal");
  CHECK(rows[8]["x"]["type"] == "triple");
  CHECK(rows[8]["x"]["value"]["subject"] == Json({{"type", "uri"}, {"value", "http://e/s"}}));
  CHECK(rows[8]["x"]["value"]["object"] == Json({{"type", "literal"}, {"value", "o"}}));
  CHECK_FALSE(rows[8].contains("n"));
}

TEST_CASE("answers of ASK have their own forms") {
  const kg::MemoryDictionary terms;
  const query::Answer yes = ask(true);
  const query::Answer no = ask(false);
  CHECK(nlohmann::json::parse(written([&](std::ostream& out) {
          repl::write_json(no, terms, out);
        })) == nlohmann::json({{"head", nlohmann::json::object()}, {"boolean", false}}));
  CHECK(written([&](std::ostream& out) { repl::write_csv(yes, terms, out); }) == "true\r\n");
  CHECK(written([&](std::ostream& out) { repl::write_tsv(no, terms, out); }) == "false\n");
}

TEST_CASE("a question without variables has empty rows") {
  const kg::MemoryDictionary terms;
  query::Answer answer;
  answer.table.rows.resize(2);
  const auto json = nlohmann::json::parse(
      written([&](std::ostream& out) { repl::write_json(answer, terms, out); }));
  CHECK(json["results"]["bindings"].size() == 2);
  CHECK(written([&](std::ostream& out) { repl::write_csv(answer, terms, out); }) == "\r\n\r\n\r\n");
}

TEST_CASE("Turtle says a subject and a predicate once, and declares the prefixes it uses") {
  kg::MemoryDictionary terms;
  const auto iri = [&](const std::string& name) {
    return terms.intern(rdf::Term::iri("http://e/" + name));
  };
  const std::vector<kg::Triple> triples = {{iri("a"), iri("p"), iri("x")},
                                           {iri("a"), iri("p"), iri("y")},
                                           {iri("a"), iri("q"), iri("x")},
                                           {iri("b"), iri("p"), iri("x")}};
  const parser::Prefixes prefixes = {{"e", "http://e/"}, {"other", "http://other/"}};
  CHECK(written([&](std::ostream& out) { repl::write_turtle(triples, terms, prefixes, out); }) ==
        "PREFIX e: <http://e/>\n"
        "\n"
        "e:a e:p e:x, e:y ;\n"
        "    e:q e:x .\n"
        "\n"
        "e:b e:p e:x .\n");
  CHECK(written([&](std::ostream& out) { repl::write_turtle({}, terms, prefixes, out); }).empty());
}
