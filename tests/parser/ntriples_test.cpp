#include "parser/ntriples.h"

#include <catch2/catch.hpp>
#include <string>

#include "kg/rdf/vocabulary.h"
#include "tests/parser/rdf_reading.h"

using parser::RdfFormat;

namespace {

std::string codes(const std::string& text, RdfFormat format = RdfFormat::NTriples) {
  const Reading reading = read(text, format);
  std::string list;
  for (const parser::Diagnostic& diagnostic : reading.diagnostics.all()) {
    list += (list.empty() ? "" : " ") + std::to_string(diagnostic.position.line) + ":" +
            std::to_string(diagnostic.position.column) + ":" + diagnostic.code;
  }
  return list;
}

const std::string kStatement = "<http://s> <http://p> <http://o> .\n";

}  // namespace

TEST_CASE("N-Triples reads what canonical N-Triples writes") {
  const std::string text =
      "<http://e/\xC3\xA9> <http://p> _:b.1 .\n"
      "_:b <http://p> \"a\\tb\\n\\\"\\\\\\u0001\"@en-gb--rtl .\n"
      "_:0-x <http://p> \"5\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n"
      "<http://s> <http://p> <<( _:b <http://p> <<( _:c <http://p> \"\" )>> )>> .\n";
  const Reading reading = read(text, RdfFormat::NTriples);
  CHECK(reading.ok);
  CHECK(reading.quads() == text);
}

TEST_CASE("N-Quads has a graph where N-Triples has none") {
  const std::string text =
      "<http://s> <http://p> <http://o> <http://g> .\n<http://s> <http://p> \"x\" _:g .\n" +
      kStatement;
  const Reading reading = read(text, RdfFormat::NQuads);
  CHECK(reading.quads() == text);
  CHECK(reading.statements[0].graph.has_value());
  CHECK_FALSE(reading.statements[2].graph.has_value());
  CHECK(codes(text) == "1:34:syntax 2:27:syntax");
}

TEST_CASE("lines end as files of all systems end them, and count as editors count") {
  const Reading reading =
      read("# one\r\n\r\n" + kStatement + "  \t# four\n<http://s><http://p>\"x\\u0041\".# five\r" +
               kStatement,
           RdfFormat::NTriples);
  CHECK(reading.ok);
  REQUIRE(reading.statements.size() == 3);
  CHECK(reading.statements[0].line == 3);
  CHECK(reading.statements[1].line == 5);
  CHECK(reading.statements[1].object.lexical == "xA");
  CHECK(read("<http://s> <http://p> <http://o> .", RdfFormat::NTriples).statements.size() == 1);
}

TEST_CASE("language tags are kept in lower case") {
  const Reading reading = read("<http://s> <http://p> \"x\"@EN-gb .", RdfFormat::NTriples);
  CHECK(reading.statements.front().object.language == "en-gb");
  CHECK(reading.statements.front().object.datatype == rdf::vocabulary::kLangString);
}

TEST_CASE("a line with a mistake is reported and passed over") {
  CHECK(codes("<http://s> <http://p> .\n" + kStatement + "<http://s> <p> <http://o> .\n") ==
        "1:23:syntax 3:12:relative-iri");
  CHECK(codes("<http://s> <http://p> <http://o>\n" + kStatement) == "1:33:syntax");
  CHECK(codes("<http://s> <http://p> <http://o> . " + kStatement) == "1:36:syntax");
  CHECK(codes("\"s\" <http://p> <http://o> .\n") == "1:1:syntax");
  CHECK(codes("<http://s> _:p <http://o> .\n") == "1:12:syntax");
  CHECK(codes("<http://s> <http://p> \"x\\q\" .\n") == "1:25:bad-escape");
  CHECK(codes("<http://s> <http://p> \"x\n\" .\n") == "1:23:unterminated-string 2:1:syntax");
  CHECK(codes("<http://s> <http://p> \"\"\"x\"\"\" .\n") == "1:25:syntax");
  CHECK(codes("<http://s> <http://p> \"\\uD800\" .\n") == "1:24:bad-escape");
  CHECK(codes("<http://s> <http://p> \"x\"@toolonglanguage .\n") == "1:27:bad-language");
  CHECK(codes("<http://s b> <http://p> \"x\" .\n") == "1:10:bad-iri");
  CHECK(codes("<http://s\\u0020b> <http://p> \"x\" .\n") == "1:10:bad-iri");
  CHECK(codes("<http://s> <http://p> _:-b .\n") == "1:23:syntax");
  CHECK(codes("x:a <http://p> \"x\" .\n") == "1:1:syntax");
}

TEST_CASE("a version may stand on a line of its own") {
  CHECK(codes("VERSION \"1.2\"\n" + kStatement).empty());
  CHECK(codes("VERSION '1.2'\n" + kStatement) == "1:9:syntax");
  CHECK(codes("VERSIONS \"1.2\"\n" + kStatement) == "1:1:syntax");
}

TEST_CASE("deep triple terms are an error and no overflow") {
  std::string text = "<http://s> <http://p> ";
  for (int i = 0; i < 100000; ++i) text += "<<( <http://s> <http://p> ";
  CHECK(codes(text + "\n" + kStatement) == "1:26023:nested-too-deeply");
}

TEST_CASE("escapes and plain terms of one line do not disturb each other") {
  const Reading reading = read(
      "<http://\\u0061> <http://\\u0062> "
      "<<( <http://\\u0063> <http://d> \"\\u0065\\n\"@EN )>> <http://\\U00000066> .\n"
      "<http://g> <http://\\u0068> \"i\" .\n",
      RdfFormat::NQuads);
  CHECK(reading.quads() ==
        "<http://a> <http://b> <<( <http://c> <http://d> \"e\\n\"@en )>> <http://f> .\n"
        "<http://g> <http://h> \"i\" .\n");
}

TEST_CASE("parts of a source can be read by readers of their own") {
  const parser::Source source{"x", kStatement + kStatement + "bad\n" + kStatement};
  const auto cut = static_cast<std::uint32_t>(kStatement.size());
  const auto end = static_cast<std::uint32_t>(source.text.size());
  parser::Diagnostics diagnostics;
  parser::NTriplesReader first(source, {0, cut}, 1, RdfFormat::NTriples, diagnostics);
  parser::NTriplesReader second(source, {cut, end}, 2, RdfFormat::NTriples, diagnostics);
  parser::StatementView statement;
  CHECK(first.next(statement));
  CHECK(statement.subject.lexical == "http://s");
  CHECK_FALSE(first.next(statement));
  CHECK(second.next(statement));
  CHECK(statement.line == 2);
  CHECK(second.next(statement));
  CHECK(statement.line == 4);
  CHECK_FALSE(second.next(statement));
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all().front().position.line == 3);
}
