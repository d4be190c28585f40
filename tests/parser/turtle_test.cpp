#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <string>

#include "kg/rdf/vocabulary.h"
#include "parser/parse.h"
#include "tests/parser/golden.h"
#include "tests/parser/rdf_reading.h"

using parser::RdfFormat;

namespace {

const std::string kPrefix = "PREFIX : <http://e/>\n";

std::string turtle(const std::string& text) {
  const Reading reading = read(kPrefix + text, RdfFormat::Turtle);
  INFO(text);
  CHECK(parser::render(reading.diagnostics) == "");
  CHECK(reading.ok);
  return reading.quads();
}

std::string codes(const std::string& text, RdfFormat format = RdfFormat::Turtle) {
  const Reading reading = read(kPrefix + text, format);
  CHECK(reading.ok == reading.diagnostics.all().empty());
  std::string list;
  for (const parser::Diagnostic& diagnostic : reading.diagnostics.all()) {
    list += (list.empty() ? "" : " ") + std::to_string(diagnostic.position.line - 1) + ":" +
            std::to_string(diagnostic.position.column) + ":" + diagnostic.code;
  }
  return list;
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("mistakes in data files are rendered as the golden files have it") {
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(golden::folder())) {
    if (parser::rdf_format(entry.path().string())) files.insert(entry.path());
  }
  CHECK(files.size() >= 8);
  for (const std::filesystem::path& file : files) {
    const Reading reading = read(golden::read_file(file), *parser::rdf_format(file.string()),
                                 file.filename().string(), "");
    golden::check(file.string() + ".txt", parser::render(reading.diagnostics));
  }
}

TEST_CASE("predicate and object lists repeat what they leave out") {
  CHECK(turtle(":s a :C ; :p 1 , 2 ;; :q 3 ; .") ==
        "<http://e/s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/C> .\n"
        "<http://e/s> <http://e/p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n"
        "<http://e/s> <http://e/p> \"2\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n"
        "<http://e/s> <http://e/q> \"3\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n");
}

TEST_CASE("brackets are written out in the order of the text") {
  const std::string rdf(rdf::vocabulary::kRdf);
  CHECK(turtle(":s :p [ :q (1) ] .") ==
        "<http://e/s> <http://e/p> _:genid-1 .\n"
        "_:genid-1 <http://e/q> _:genid-2 .\n"
        "_:genid-2 <" +
            rdf +
            "first> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n"
            "_:genid-2 <" +
            rdf + "rest> <" + rdf + "nil> .\n");
  CHECK(turtle("[ :p :o ] . () :q () .") ==
        "_:genid-1 <http://e/p> <http://e/o> .\n"
        "<" +
            rdf + "nil> <http://e/q> <" + rdf + "nil> .\n");
}

TEST_CASE("reifiers and annotations speak of the statement before them") {
  const std::string reifies = "<" + std::string(rdf::vocabulary::kReifies) + ">";
  const std::string triple = "<<( <http://e/s> <http://e/p> <http://e/o> )>>";
  CHECK(turtle(":s :p :o ~ :r {| :source :x |} {| :y :z |} , :o2 .") ==
        "<http://e/s> <http://e/p> <http://e/o> .\n"
        "<http://e/r> " +
            reifies + " " + triple +
            " .\n"
            "<http://e/r> <http://e/source> <http://e/x> .\n"
            "_:genid-1 " +
            reifies + " " + triple +
            " .\n"
            "_:genid-1 <http://e/y> <http://e/z> .\n"
            "<http://e/s> <http://e/p> <http://e/o2> .\n");
  CHECK(turtle("<< :s :p :o ~ :r >> :q <<( :s :p :o )>> .") == "<http://e/r> " + reifies + " " +
                                                                   triple +
                                                                   " .\n"
                                                                   "<http://e/r> <http://e/q> " +
                                                                   triple + " .\n");
  // An annotation of a bracket is one of the statement whose object the bracket is.
  CHECK(turtle(":s :p [ :q :v ~ ] ~ :r .")
            .ends_with("<http://e/r> " + reifies +
                       " <<( <http://e/s> <http://e/p> _:genid-1 )>> .\n"));
}

TEST_CASE("a statement has the line of its object") {
  const Reading reading = read(
      "@prefix : <http://e/> .\n"
      ":a :b :c ,\n"
      "  :d ; # comment\n"
      "  :e [\n"
      "    :f ( 1\n"
      "      2 ) ] .\n"
      "<< :s :p\n"
      "   :o >>\n"
      "  :q \"\"\"two\n"
      "lines\"\"\" , :x .\n",
      RdfFormat::Turtle);
  std::string lines;
  for (const parser::RdfStatement& statement : reading.statements) {
    lines += std::to_string(statement.line) + " ";
  }
  // c, d, the property list, the list, its first, rest, first and last rest; the reifier, the text,
  // x
  CHECK(lines == "2 3 4 5 5 6 6 6 7 9 10 ");
}

TEST_CASE("numbers are as long as they can be") {
  CHECK(turtle(":s :p 1. :s :p 1.5. :s :p 1.e3. :s :p .5e-1, -1, +.5 .").find("\"1.e3\"^^") !=
        std::string::npos);
  CHECK(read(kPrefix + ":s :p 1.e3 .", RdfFormat::Turtle).statements.front().object.datatype ==
        rdf::vocabulary::kDouble);
  CHECK(read(kPrefix + ":s :p 1.", RdfFormat::Turtle).statements.front().object.datatype ==
        rdf::vocabulary::kInteger);
}

TEST_CASE("names may hold dots, colons and escapes") {
  CHECK(turtle(":a.b :c:d :e\\,f\\~ . :s :p :x%41. :s :p :0, : .") ==
        "<http://e/a.b> <http://e/c:d> <http://e/e,f~> .\n"
        "<http://e/s> <http://e/p> <http://e/x%41> .\n"
        "<http://e/s> <http://e/p> <http://e/0> .\n"
        "<http://e/s> <http://e/p> <http://e/> .\n");
}

TEST_CASE("base and prefixes change from where they stand") {
  const Reading reading = read(
      "prefix p: <x#> BASE <http://other/a/>\n<b> p:q <../c> .\n@prefix p: <y#> . p:s p:q <> .",
      RdfFormat::Turtle);
  CHECK(reading.quads() ==
        "<http://other/a/b> <http://base/x#q> <http://other/c> .\n"
        "<http://other/a/y#s> <http://other/a/y#q> <http://other/a/> .\n");
  CHECK(reading.prefixes == parser::Prefixes{{"p", "http://base/x#"}, {"p", "http://other/a/y#"}});
}

TEST_CASE("TriG puts statements into graphs") {
  const Reading reading = read(kPrefix +
                                   ":s :p 1 . { :s :p 2 } :g { :s :p 3 . [] :q :o } "
                                   "GRAPH _:g { } [] { :s :p <<:a :b :c>> . }",
                               RdfFormat::TriG);
  CHECK(parser::render(reading.diagnostics) == "");
  std::string graphs;
  for (const parser::RdfStatement& statement : reading.statements) {
    graphs += statement.graph ? rdf::to_ntriples(*statement.graph) + " " : "- ";
  }
  CHECK(graphs == "- - <http://e/g> <http://e/g> _:genid-2 _:genid-2 ");
}

TEST_CASE("a user cannot write a label that the parser makes up") {
  const Reading reading = read(kPrefix + "_:b1 :p [] .", RdfFormat::Turtle);
  CHECK(reading.statements.front().subject.lexical == "b1");
  CHECK(reading.statements.front().object.lexical.starts_with(' '));
}

TEST_CASE("after a mistake the next statement is read") {
  CHECK(codes(":a :b ; .\n:c :d , .\n:e :f :g .") == "1:7:syntax 2:7:syntax");
  CHECK(codes(":a :b [ :c ( 1 2 ; ] .\n:d :e \"x\\y\" .\n") == "1:18:syntax 2:9:bad-escape");
  // What begins a line and cannot go on a statement is read as the next one.
  CHECK(codes(":a :b :c\n:d :e :f .\n:g :h .") == "1:7:missing-dot 3:7:syntax");
  CHECK(codes(":a :b :c\n@prefix x: <http://x/> .\nx:g :h .") == "1:7:missing-dot 3:8:syntax");
  CHECK(codes(":a :b \"c .\n:d :e ; .") == "1:7:unterminated-string 2:7:syntax");
  CHECK(codes(":a :b \"\"\"c .\n:d :e ; .") == "1:7:unterminated-string");
  CHECK(codes("PREFIX x <http://x/>\n:d :e ; .") == "1:8:syntax 2:7:syntax");
  CHECK(codes(":g { :a :b }\n:c :d ; .\n", RdfFormat::TriG) == "1:12:syntax 2:7:syntax");
  CHECK(codes(":g { :a :b ; . :c :d ; . }\n:e :f ; .\n", RdfFormat::TriG) ==
        "1:12:syntax 1:22:syntax 2:7:syntax");
  CHECK(codes(":g { :a :b :c .", RdfFormat::TriG) == "1:4:open-graph");
}

TEST_CASE("an unknown prefix is reported once") {
  CHECK(codes("x:a x:b x:c .\ny:a :b x:c .") == "1:1:unknown-prefix 2:1:unknown-prefix");
  // A declaration that is wrong itself is not made worse.
  CHECK(codes("PREFIX x: <a b>\nx:a x:b x:c .") == "1:13:bad-iri");
}

TEST_CASE("a relative IRI needs a base") {
  const Reading reading = read("<a> <http://b> <c> .", RdfFormat::Turtle, "test", "");
  REQUIRE(reading.diagnostics.all().size() == 2);
  CHECK(reading.diagnostics.all().front().code == "relative-iri");
  CHECK_FALSE(reading.ok);
}

TEST_CASE("deep brackets are an error and no overflow") {
  const auto nested = [](const std::string& open, const std::string& close, int depth) {
    const std::string text =
        ":s :p " + repeated(open, depth) + ":o " + repeated(close, depth) + ".\n:a :b .";
    const std::string found = codes(text);
    CHECK(codes(text, RdfFormat::TriG) == found);
    return found;
  };
  CHECK(nested("[ :p ", "] ", 900) == "2:7:syntax");
  CHECK(nested("( ", ") ", 900) == "2:7:syntax");
  CHECK(nested("<<( :s :p ", ")>> ", 900) == "2:7:syntax");
  CHECK(nested("[ :p ", "] ", 100000) == "1:5007:nested-too-deeply 2:7:syntax");
  CHECK(nested("( ", ") ", 100000) == "1:2007:nested-too-deeply 2:7:syntax");
  CHECK(nested("<<( :s :p ", ")>> ", 100000) == "1:10007:nested-too-deeply 2:7:syntax");
  CHECK(nested("<< :s :p ", ">> ", 100000) == "1:9007:nested-too-deeply 2:7:syntax");
  CHECK(nested(":o {| :p ", "|} ", 100000) == "1:9010:nested-too-deeply 2:7:syntax");
}

TEST_CASE("deep brackets of a named graph and of a subject are an error too") {
  const auto in_graph = [](const std::string& open, const std::string& close, int depth) {
    return codes(":g { " + repeated(open, depth) + ":x " + repeated(close, depth) + ":p :o }",
                 RdfFormat::TriG);
  };
  CHECK(in_graph("[ :p ", "] ", 1) == "");
  CHECK(in_graph("[ :p ", "] ", 100000) == "1:5006:nested-too-deeply");
  CHECK(in_graph("( ", ") ", 900) == "");
  CHECK(in_graph("( ", ") ", 100000) == "1:2006:nested-too-deeply");
}

TEST_CASE("a long list is no deep one") {
  const Reading reading =
      read(kPrefix + ":s :p (" + repeated(" 1", 100000) + " ) .", RdfFormat::Turtle);
  CHECK(reading.ok);
  CHECK(reading.statements.size() == 200001);
}

TEST_CASE("text that is not UTF-8 is an error with a place, and a byte order mark is none") {
  CHECK(codes("# caf\xe9\n:a :b :c .") == "1:6:utf-8");
  CHECK(read("\xEF\xBB\xBF<http://a> <http://b> \"\xE6\x97\xA5\" .", RdfFormat::Turtle).ok);
  const Reading utf16 = read(std::string("\xFF\xFE<\0a\0", 6), RdfFormat::Turtle);
  REQUIRE_FALSE(utf16.diagnostics.empty());
  CHECK(utf16.diagnostics.all().front().hint.find("UTF-16") != std::string::npos);
}
