#include "facts/load.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "tests/kg/temporary_directory.h"

namespace {

struct Read {
  std::vector<std::string> triples;  ///< as N-Triples, with line numbers
  parser::Prefixes prefixes;
  parser::Diagnostics diagnostics;
  bool good = false;
};

Read read(const std::string& name, const std::string& text) {
  Read result;
  kg::MemoryDictionary terms;
  result.good = facts::read_data(
      {name, text}, *parser::rdf_format(name), terms,
      [&](const kg::Quad& quad, std::uint32_t line) {
        std::string triple = std::to_string(line) + ":";
        for (const kg::TermId id :
             {quad.triple.subject, quad.triple.predicate, quad.triple.object, quad.graph}) {
          if (id != kg::TermId::None) triple += " " + rdf::to_ntriples(terms.term(id));
        }
        result.triples.push_back(triple);
      },
      result.prefixes, result.diagnostics);
  return result;
}

std::set<std::string> blank_nodes(const Read& read) {
  std::set<std::string> labels;
  for (const std::string& triple : read.triples) {
    for (std::size_t at = 0; (at = triple.find("_:", at)) != std::string::npos; ++at) {
      labels.insert(triple.substr(at, triple.find(' ', at) - at));
    }
  }
  return labels;
}

}  // namespace

TEST_CASE("statements come in order, with the lines of their objects") {
  const Read result = read("a.ttl",
                           "PREFIX : <http://e/>\n"
                           ":a :p 1 ,\n"
                           "      2 .\n"
                           ":b :p :a .\n");
  CHECK(result.good);
  const std::string xsd = "^^<http://www.w3.org/2001/XMLSchema#integer>";
  CHECK(result.triples == std::vector<std::string>{"2: <http://e/a> <http://e/p> \"1\"" + xsd,
                                                   "3: <http://e/a> <http://e/p> \"2\"" + xsd,
                                                   "4: <http://e/b> <http://e/p> <http://e/a>"});
  CHECK(result.prefixes == parser::Prefixes{{"", "http://e/"}});
}

TEST_CASE("relative IRIs are relative to the name of the source") {
  const Read result = read("facts/a.ttl", "<> <p> <../b#c> .");
  CHECK(result.good);
  CHECK(result.triples ==
        std::vector<std::string>{"1: <file:///facts/a.ttl> <file:///facts/p> <file:///b#c>"});
}

TEST_CASE("blank nodes of two sources are different, also if they have the same label") {
  const std::string text = "_:x <http://e/p> [] . _:x <http://e/q> _:y .";
  const std::set<std::string> a = blank_nodes(read("a.ttl", text));
  const std::set<std::string> b = blank_nodes(read("b.ttl", text));
  CHECK(a.size() == 3);
  CHECK(b.size() == 3);
  for (const std::string& label : a) CHECK_FALSE(b.contains(label));
}

TEST_CASE("reading a source again makes the same blank nodes") {
  const std::string text = "_:x <http://e/p> [ <http://e/q> ( 1 ) ] .";
  CHECK(read("a.ttl", text).triples == read("a.ttl", text).triples);
}

TEST_CASE("a blank node that the document made up is none that it names") {
  // Whatever labels the parser makes up, `m` and digits are what they become.
  const Read result = read("a.ttl", "[] <http://e/p> [] . _:m0 <http://e/p> _:m1 .");
  CHECK(blank_nodes(result).size() == 4);
}

TEST_CASE("blank nodes inside of triple terms are those outside") {
  const Read result = read("a.ttl",
                           "_:r <http://e/says> <<( _:x <http://e/p> _:x )>> .\n"
                           "_:x <http://e/p> _:x .");
  CHECK(result.good);
  CHECK(blank_nodes(result).size() == 2);
}

TEST_CASE("labels of blank nodes can be written as N-Triples and read back") {
  const Read first = read("a.ttl", "_:x.y-1 <http://e/p> [] .");
  REQUIRE(first.triples.size() == 1);
  const Read second = read("b.nt", first.triples.front().substr(3) + " .\n");
  CHECK(second.good);
  CHECK(second.triples.size() == 1);
}

TEST_CASE("quads keep their graphs") {
  const Read result = read("a.nq",
                           "<http://e/a> <http://e/p> <http://e/b> <http://e/g> .\n"
                           "<http://e/a> <http://e/p> <http://e/b> .\n");
  CHECK(result.triples ==
        std::vector<std::string>{"1: <http://e/a> <http://e/p> <http://e/b> <http://e/g>",
                                 "2: <http://e/a> <http://e/p> <http://e/b>"});
}

TEST_CASE("all mistakes of a document are reported") {
  const Read result = read("a.ttl",
                           "<http://e/a> <http://e/p> nosuch:x .\n"
                           "<http://e/a> <http://e/p> other:x .\n");
  CHECK_FALSE(result.good);
  CHECK(result.diagnostics.error_count() == 2);
}

namespace {

/// Quads of a transaction's default graph as N-Triples, sorted.
std::vector<std::string> triples_of(const kg::Transaction& transaction) {
  std::vector<std::string> found;
  transaction.scan({}, kg::Part::Base, [&](const kg::Triple& t, kg::Order) {
    std::string& triple = found.emplace_back();
    for (const kg::TermId id : {t.subject, t.predicate, t.object}) {
      triple += " " + rdf::to_ntriples(transaction.term(id));
    }
    return true;
  });
  std::sort(found.begin(), found.end());
  return found;
}

/// Loads lines as a file, in pieces of so many bytes.
std::vector<std::string> load_lines(const std::string& text, std::size_t piece_bytes,
                                    parser::Diagnostics& diagnostics) {
  TemporaryDirectory directory;
  std::ofstream(directory / "a.nq", std::ios::binary) << text;
  kg::TripleStore store = kg::TripleStore::open(directory / "store", kg::OpenMode::ReadWrite);
  kg::Transaction transaction = store.begin();
  facts::LoadOptions options;
  options.piece_bytes = piece_bytes;
  const bool good = facts::load_data({"a.nq", directory / "a.nq", facts::FileKind::Data},
                                     transaction, diagnostics, options);
  CHECK(good == !diagnostics.has_errors());
  std::vector<std::string> found;
  transaction.scan({}, kg::Part::Base, [&](const kg::Triple& triple, kg::Order) {
    for (const kg::Statement& statement : transaction.statements(triple)) {
      found.push_back(transaction.term(triple.object).lexical + " in " + statement.source + ":" +
                      std::to_string(statement.line));
    }
    return true;
  });
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("a file of lines that is read in pieces says the same as the whole") {
  const std::string lines =
      "<http://e/a> <http://e/p> \"1\" .\n"
      "# a comment, longer than a piece\n"
      "\n"
      "_:x <http://e/p> \"2\" .\r\n"
      "_:x <http://e/p> \"3\" .";
  for (const std::size_t piece : {1U, 7U, 30U, 1'000U}) {
    parser::Diagnostics diagnostics;
    CHECK(load_lines(lines, piece, diagnostics) ==
          std::vector<std::string>{"1 in a.nq:1", "2 in a.nq:4", "3 in a.nq:5"});
    CHECK(diagnostics.empty());
  }
}

TEST_CASE("a mistake in a later piece of a file is shown on its line") {
  parser::Diagnostics diagnostics;
  load_lines("<http://e/a> <http://e/p> \"1\" .\n\n<http://e/a> <http://e/p> oops .\n", 10,
             diagnostics);
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all()[0].position.line == 3);
  CHECK(diagnostics.all()[0].line == "<http://e/a> <http://e/p> oops .");
}

TEST_CASE("lines that are loaded in pieces have the terms that they have when they are read") {
  const std::string lines =
      "<http://e/a> <http://e/p> <http://e/\\u00E9> .\n"
      "<http://e/a> <http://e/p> \"a\\tb\" .\n"
      "<http://e/a> <http://e/p> \"\" .\n"
      "<http://e/a> <http://e/p> \"chat\"@FR .\n"
      "<http://e/a> <http://e/p> \"chat\"@ar--rtl .\n"
      "<http://e/a> <http://e/p> \"7\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n"
      "<http://e/a> <http://e/p> \"07\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n"
      "<http://e/a> <http://e/p> \"POINT\"^^<http://e/wkt> .\n"
      "_:x <http://e/p> _:y .\n"
      "_:x <http://e/says> <<( _:y <http://e/p> <<( _:x <http://e/p> \"7\"@en )>> )>> .\n"
      "<http://e/b> <http://e/says> <<( _:y <http://e/p> <<( _:x <http://e/p> \"7\"@en )>> )>> .\n";
  Read whole = read("a.nt", lines);
  REQUIRE(whole.good);
  for (std::string& triple : whole.triples) triple = triple.substr(triple.find(' '));
  std::sort(whole.triples.begin(), whole.triples.end());
  for (const std::size_t piece : {1U, 100U, 10'000U}) {
    TemporaryDirectory directory;
    std::ofstream(directory / "a.nt", std::ios::binary) << lines;
    kg::TripleStore store = kg::TripleStore::open(directory / "store", kg::OpenMode::ReadWrite);
    // Once with terms that are new, once with those of the store.
    for (int round = 0; round < 2; ++round) {
      kg::Transaction transaction = store.begin();
      parser::Diagnostics diagnostics;
      facts::LoadOptions options;
      options.piece_bytes = piece;
      REQUIRE(facts::load_data({"a.nt", directory / "a.nt", facts::FileKind::Data}, transaction,
                               diagnostics, options));
      CHECK(triples_of(transaction) == whole.triples);
      transaction.commit();
      CHECK(store.snapshot().inconsistencies() == std::vector<std::string>());
    }
  }
}

TEST_CASE("loading stops when it is told to") {
  TemporaryDirectory directory;
  std::ofstream lines(directory / "a.nt", std::ios::binary);
  for (int i = 0; i < 300'000; ++i) {
    lines << "<http://e/a" << i << "> <http://e/p> <http://e/b> .\n";
  }
  lines.close();
  kg::TripleStore store = kg::TripleStore::open(directory / "store", kg::OpenMode::ReadWrite);
  kg::Transaction transaction = store.begin();
  parser::Diagnostics diagnostics;
  std::size_t told = 0;
  facts::LoadOptions options;
  options.piece_bytes = 10'000;
  options.progress = [&](std::size_t quads) {
    ++told;
    CHECK(quads >= 1 << 16);
    return false;
  };
  CHECK_FALSE(facts::load_data({"a.nt", directory / "a.nt", facts::FileKind::Data}, transaction,
                               diagnostics, options));
  CHECK(told == 1);
}

namespace {

/// Objects of the triples of <http://e/p> in a file, and statements left out for their graph.
struct Wanted {
  std::vector<std::string> objects;
  facts::FileReading reading;
  std::size_t terms = 0;
};

Wanted read_wanted(const std::string& name, const std::string& text) {
  TemporaryDirectory directory;
  std::ofstream(directory / name, std::ios::binary) << text;
  kg::MemoryDictionary terms;
  const kg::TermId wanted = terms.intern_iri("http://e/p");
  terms.intern_iri("http://e/q");
  facts::ReadOptions options;
  options.default_graph_only = true;
  options.wanted = [&](kg::TermId predicate) { return predicate == wanted; };
  options.piece_bytes = 40;
  Wanted result;
  parser::Prefixes prefixes;
  parser::Diagnostics diagnostics;
  result.reading = facts::read_data_file(
      {name, directory / name, facts::FileKind::Data}, terms,
      [&](const kg::Quad& quad, std::uint32_t) {
        CHECK(quad.triple.predicate == wanted);
        result.objects.push_back(terms.term(quad.triple.object).lexical);
      },
      prefixes, diagnostics, options);
  CHECK(diagnostics.empty());
  result.terms = terms.size();
  return result;
}

}  // namespace

TEST_CASE("of predicates that nobody wants, not even the terms are kept") {
  const std::string turtle =
      "PREFIX : <http://e/> :a :p :b . :c :q :d . :c :r :d . :a :p \"x\" , :b .";
  const std::string lines =
      "<http://e/a> <http://e/p> <http://e/b> .\n<http://e/c> <http://e/q> <http://e/d> .\n"
      "<http://e/c> <http://e/r> <http://e/d> .\n<http://e/a> <http://e/p> \"x\" .\n"
      "<http://e/a> <http://e/p> <http://e/b> .\n";
  for (const Wanted& result : {read_wanted("a.ttl", turtle), read_wanted("a.nt", lines)}) {
    CHECK(result.reading.complete);
    CHECK(result.objects == std::vector<std::string>{"http://e/b", "x", "http://e/b"});
    CHECK(result.terms == 5);  // p, q, a, b, "x"
  }
}

TEST_CASE("statements in named graphs are counted where they are not wanted") {
  const Wanted result = read_wanted("a.nq",
                                    "<http://e/a> <http://e/p> \"1\" <http://e/g> .\n"
                                    "<http://e/a> <http://e/p> \"2\" .\n"
                                    "<http://e/a> <http://e/r> \"3\" <http://e/g> .\n");
  CHECK(result.objects == std::vector<std::string>{"2"});
  CHECK(result.reading.in_named_graphs == 2);
  CHECK(read_wanted("a.trig", "PREFIX : <http://e/> :g { :a :p 1 } :a :p 2 .").objects ==
        std::vector<std::string>{"2"});
}

TEST_CASE("reading a file ends where it is told to") {
  TemporaryDirectory directory;
  std::ofstream(directory / "a.nt") << "<http://e/a> <http://e/p> \"1\" .\n"
                                    << "<http://e/a> <http://e/p> \"2\" .\n";
  kg::MemoryDictionary terms;
  parser::Prefixes prefixes;
  parser::Diagnostics diagnostics;
  facts::ReadOptions options;
  options.go_on = [] { return false; };
  options.piece_bytes = 40;
  int quads = 0;
  const facts::FileReading reading = facts::read_data_file(
      {"a.nt", directory / "a.nt", facts::FileKind::Data}, terms,
      [&](const kg::Quad&, std::uint32_t) { ++quads; }, prefixes, diagnostics, options);
  CHECK_FALSE(reading.complete);
  CHECK(quads == 1);
}
