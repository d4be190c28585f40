#include <catch2/catch.hpp>
#include <optional>
#include <string>

#include "kg/rdf/vocabulary.h"
#include "parser/parse.h"

namespace {

const parser::Prefixes kPrefixes = {{"", "http://old/"}, {"", "http://e/"}};

std::string triple(const std::string& text) {
  parser::Diagnostics diagnostics;
  const auto read = parser::parse_triple({"<triple>", text}, kPrefixes, diagnostics);
  CHECK(read.has_value() == diagnostics.empty());
  if (!read) return parser::render(diagnostics);
  return rdf::to_ntriples(read->subject.term) + " " + rdf::to_ntriples(read->predicate.term) + " " +
         rdf::to_ntriples(read->object.term);
}

std::string term(const std::string& text) {
  parser::Diagnostics diagnostics;
  const auto read = parser::parse_term({"<term>", text}, kPrefixes, diagnostics);
  return read ? rdf::to_ntriples(*read) : parser::render(diagnostics);
}

}  // namespace

TEST_CASE("a triple is three terms, with or without a dot") {
  CHECK(triple(":s :p :o") == "<http://e/s> <http://e/p> <http://e/o>");
  CHECK(triple("  :s a \"x\"@en . # done\n") ==
        "<http://e/s> <" + std::string(rdf::vocabulary::kType) + "> \"x\"@en");
  CHECK(triple("_:b <http://p> <<( :a :b 1.5 )>>.") ==
        "_:b <http://p> <<( <http://e/a> <http://e/b> "
        "\"1.5\"^^<http://www.w3.org/2001/XMLSchema#decimal> )>>");
}

TEST_CASE("the nodes of a triple know their place") {
  parser::Diagnostics diagnostics;
  const auto read =
      parser::parse_triple({"x", ":s  :p <<( :a :b :c )>> ."}, kPrefixes, diagnostics);
  REQUIRE(read);
  CHECK(read->subject.span == parser::Span{0, 2});
  CHECK(read->predicate.span == parser::Span{4, 6});
  CHECK(read->object.span == parser::Span{7, 23});
  CHECK(read->span == parser::Span{0, 23});
}

TEST_CASE("a triple that is none is reported") {
  CHECK(triple(":s :p") ==
        "<triple>:1:6: error: expected an IRI, a blank node, a literal or a triple term, found the "
        "end of the text\n"
        "    1 | :s :p\n"
        "      |      ^\n");
  CHECK(triple("1 :p :o").find("a literal cannot be a subject: found '1'") != std::string::npos);
  CHECK(triple(":s :p :o :q").find("expected the end of the text, found ':q'") !=
        std::string::npos);
  CHECK(triple(":s x:p :o").find("unknown prefix 'x:'") != std::string::npos);
  CHECK(triple("").find("expected a subject, found the end of the text") != std::string::npos);
  CHECK(triple(":s :p <<( :a :b :c ").find("expected ')>>'") != std::string::npos);
}

TEST_CASE("a term is read as in Turtle") {
  CHECK(term(":a") == "<http://e/a>");
  CHECK(term("'''x'''^^<http://t>") == "\"x\"^^<http://t>");
  CHECK(term("-1e0") == "\"-1e0\"^^<http://www.w3.org/2001/XMLSchema#double>");
  CHECK(term("true") == "\"true\"^^<http://www.w3.org/2001/XMLSchema#boolean>");
  CHECK(term("\"x\\u\"").find("'\\u' needs 4 hexadecimal digits") != std::string::npos);
  CHECK(term(":a :b").find("expected the end of the text, found ':b'") != std::string::npos);
  CHECK(term("japan").find("error: expected an IRI") != std::string::npos);
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<<( :s :p ";
  CHECK(term(deep).find("1000 deep") != std::string::npos);
}
