#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "facts/load.h"
#include "kg/rdf/term.h"
#include "parser/parse.h"
#include "tests/repl/run.h"

using rdf::Term;
using testing::Loaded;
using testing::Outcome;
using testing::Workshop;

namespace {

/// Subject, predicate, object and graph in canonical N-Quads.
using Dataset = std::set<std::string>;

std::string line_of(const parser::RdfStatement& statement) {
  std::string line = rdf::to_ntriples(statement.subject) + ' ' +
                     rdf::to_ntriples(statement.predicate) + ' ' +
                     rdf::to_ntriples(statement.object);
  if (statement.graph) line += ' ' + rdf::to_ntriples(*statement.graph);
  return line + " .\n";
}

Dataset read(const std::string& text, parser::RdfFormat format) {
  Dataset dataset;
  parser::Prefixes prefixes;
  parser::Diagnostics diagnostics;
  const auto sink = [&](parser::RdfStatement&& statement) { dataset.insert(line_of(statement)); };
  parser::parse_rdf({"export", text}, format, {}, sink, prefixes, diagnostics);
  CHECK(parser::render(diagnostics) == "");
  return dataset;
}

/// Makes statements at random, with much of what RDF 1.2 allows.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  parser::RdfStatement statement() {
    parser::RdfStatement made;
    made.subject = resource();
    made.predicate = iri();
    made.object = object(3);
    if (below(3) > 0) made.graph = resource();
    return made;
  }

 private:
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }

  template <typename Item, std::size_t size>
  const Item& one_of(const Item (&items)[size]) {
    return items[below(size)];
  }

  Term iri() {
    static const std::string kIris[] = {
        "http://example/a",        "http://example/a.b",
        "http://example/a.",       "http://example/-a%41%4",
        "http://example/it's(1)",  "http://example/a/b?c#d",
        "http://example/\xC3\xA9", "http://example/\xE2\x86\x90",
        "http://example/",         "urn:x:\xF0\x9F\x98\x80",
        "http://example/true",     "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"};
    return Term::iri(one_of(kIris));
  }

  Term resource() {
    static const std::string kLabels[] = {"b", "b.1", "0-x", "genid-1", "\xC3\xA9"};
    return below(3) == 0 ? Term::blank_node(one_of(kLabels)) : iri();
  }

  std::string text() {
    static const std::string kPieces[] = {"a",
                                          " ",
                                          "\"",
                                          "\\",
                                          "\n",
                                          "\r",
                                          "\t",
                                          "\b",
                                          "\f",
                                          "'",
                                          "\"\"\"",
                                          "@en",
                                          "^^",
                                          "\x01",
                                          "\x1F",
                                          "\x7F",
                                          "\xC2\x80",
                                          "\xC3\xA9",
                                          "\xE2\x80\xA8",
                                          "\xEF\xBF\xBE",
                                          "\xEF\xBF\xBF",
                                          "\xF0\x9F\x98\x80",
                                          "\xF4\x8F\xBF\xBF",
                                          "\\u0041",
                                          "{",
                                          "<",
                                          "#",
                                          "\xEF\xBB\xBF"};
    std::string made = below(10) == 0 ? std::string(1, '\0') : "";
    for (std::size_t i = below(6); i > 0; --i) made += one_of(kPieces);
    return made;
  }

  Term literal() {
    static const std::string kNumbers[] = {"1",
                                           "-0",
                                           "+007",
                                           "1.5",
                                           "1.",
                                           ".5",
                                           "1e3",
                                           "-1.50E-3",
                                           "NaN",
                                           "INF",
                                           "true",
                                           "false",
                                           "123456789012345678901234567890",
                                           "yes",
                                           "2026-02-30",
                                           "2026-01-31",
                                           "2026-01-31Z",
                                           "2026-01-31T24:00:00",
                                           "2026-01-31T10:00:00.10+01:00"};
    static const std::string kTypes[] = {"integer", "decimal",  "double", "float", "boolean",
                                         "date",    "dateTime", "string", "int",   "anyURI"};
    static const std::string kLanguages[] = {"en", "nl-be", "zh-hant-tw", "x-1"};
    static const rdf::Direction kDirections[] = {rdf::Direction::None, rdf::Direction::LeftToRight,
                                                 rdf::Direction::RightToLeft};
    switch (below(4)) {
      case 0:
        return Term::string(text());
      case 1:
        return Term::language_string(text(), one_of(kLanguages), one_of(kDirections));
      case 2:
        return Term::literal(text(), iri().lexical);
      default:
        return Term::literal(one_of(kNumbers),
                             "http://www.w3.org/2001/XMLSchema#" + one_of(kTypes));
    }
  }

  Term object(int depth) {
    if (depth > 0 && below(5) == 0) {
      return Term::triple_term(resource(), iri(), object(depth - 1));
    }
    return below(2) == 0 ? resource() : literal();
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("export writes datasets that read back to the same") {
  for (unsigned seed = 0; seed < 40; ++seed) {
    const Workshop workshop;
    // Every label names a node of its file, so that a store has labels of its own.
    const facts::BlankNodeScope scope("random.nq");
    Maker maker(seed);
    std::string text;
    Dataset expected;
    for (int i = 0; i < 150; ++i) {
      parser::RdfStatement statement = maker.statement();
      text += line_of(statement);
      scope.apply(statement.subject);
      scope.apply(statement.object);
      if (statement.graph) scope.apply(*statement.graph);
      expected.insert(line_of(statement));
    }
    workshop.write("random.nq", text);
    // Prefixes that shorten some IRIs, and one that a base would be taken for.
    workshop.write("prefixes.ttl",
                   "PREFIX : <http://example/> PREFIX e: <http://example/a.>\n"
                   "PREFIX x.y: <urn:x:> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>");
    const Outcome load = workshop.run({"load", "random.nq", "prefixes.ttl"});
    INFO("seed " << seed << "\n" << load.err);
    REQUIRE(load.exit == 0);

    const Outcome quads = workshop.run({"export"});
    CHECK(quads.exit == 0);
    CHECK(read(quads.out, parser::RdfFormat::NQuads) == expected);
    // Canonical: each line as the term writer has it.
    std::string lines;
    for (const std::string& line : expected) lines += line;
    CHECK(quads.out.size() == lines.size());

    const Outcome trig = workshop.run({"export", "--format", "trig"});
    CHECK(trig.exit == 0);
    CHECK(read(trig.out, parser::RdfFormat::TriG) == expected);
  }
}

TEST_CASE("TriG has the statements of a graph together, with prefixes") {
  const Workshop workshop;
  workshop.write("a.trig",
                 "PREFIX : <http://e/>\n"
                 ":s :p :o1 , :o2 ; a :C . :t :p 1 .\n"
                 ":g { :s :p <<( :a :b 'x'@en )>> . } _:h { :t :q true }");
  REQUIRE(workshop.run({"load", "a.trig"}).exit == 0);
  const Outcome outcome = workshop.run({"export", "--format", "trig", "-o", "out.trig"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.empty());
  const std::string label = workshop.run({"export"}).out;
  const std::size_t at = label.find("_:") + 2;
  REQUIRE(at > 2);
  CHECK(workshop.read("out.trig") ==
        "PREFIX : <http://e/>\n"
        "\n"
        ":s :p :o1, :o2 ;\n"
        "    a :C .\n"
        "\n"
        ":t :p 1 .\n"
        "\n"
        "_:" +
            label.substr(at, label.find(' ', at) - at) +
            " {\n"
            "    :t :q true .\n"
            "}\n"
            "\n"
            ":g {\n"
            "    :s :p <<( :a :b \"x\"@en )>> .\n"
            "}\n");
}

TEST_CASE("an export with inferences has them in the default graph") {
  const Loaded world;
  world.write("g.nq", "<http://e/a> <http://e/p> \"x\"@en <http://e/g> .\n");
  REQUIRE(world.run({"load", "g.nq"}).exit == 0);
  const Dataset stated = read(world.run({"export"}).out, parser::RdfFormat::NQuads);
  Dataset all = stated;
  all.insert("<http://example.org/ann> <http://example.org/mayMeet> <http://example.org/cleo> .\n");
  all.insert(
      "<http://example.org/ann> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
      "<http://example.org/Adult> .\n");
  CHECK(read(world.run({"export", "--inferences"}).out, parser::RdfFormat::NQuads) == all);
  const Outcome trig = world.run({"export", "--inferences", "--format", "trig"});
  CHECK(read(trig.out, parser::RdfFormat::TriG) == all);
}

TEST_CASE("an empty store exports as nothing") {
  const Workshop workshop;
  workshop.write("a.nt", "");
  REQUIRE(workshop.run({"load", "a.nt"}).exit == 0);
  CHECK(workshop.run({"export"}).out.empty());
  CHECK(workshop.run({"export", "--format", "trig"}).out.empty());
  CHECK(workshop.run({"export", "--format", "xml"}).exit == 2);
}
