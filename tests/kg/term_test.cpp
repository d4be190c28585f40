#include "kg/rdf/term.h"

#include <catch2/catch.hpp>
#include <string>

#include "kg/rdf/vocabulary.h"

using rdf::Direction;
using rdf::Term;
using rdf::to_ntriples;

TEST_CASE("terms are written as canonical N-Triples has them") {
  CHECK(to_ntriples(Term::iri("http://e/\xC3\xA9")) == "<http://e/\xC3\xA9>");
  CHECK(to_ntriples(Term::blank_node("b0")) == "_:b0");
  CHECK(to_ntriples(Term::string("a\"b\\c\n\t\r\b\f\x01\x7F")) ==
        "\"a\\\"b\\\\c\\n\\t\\r\\b\\f\\u0001\\u007F\"");
  CHECK(to_ntriples(Term::string("\xEF\xBF\xBD\xEF\xBF\xBE\xEF\xBF\xBF")) ==
        "\"\xEF\xBF\xBD\\uFFFE\\uFFFF\"");
  CHECK(to_ntriples(Term::language_string("x", "EN-gb")) == "\"x\"@en-gb");
  CHECK(to_ntriples(Term::language_string("x", "ar", Direction::RightToLeft)) == "\"x\"@ar--rtl");
  CHECK(to_ntriples(Term::integer(-7)) == "\"-7\"^^<http://www.w3.org/2001/XMLSchema#integer>");
  CHECK(to_ntriples(Term::triple_term(Term::iri("s"), Term::iri("p"), Term::boolean(true))) ==
        "<<( <s> <p> \"true\"^^<http://www.w3.org/2001/XMLSchema#boolean> )>>");
}

TEST_CASE("an IRI that an expression made cannot break out of its brackets") {
  CHECK(to_ntriples(Term::iri("http://e/> <x")) == "<http://e/\\u003E\\u0020\\u003Cx>");
}

TEST_CASE("a blank node that was made up gets a label that can be read") {
  CHECK(to_ntriples(Term::blank_node(" 1")) == "_:genid-1");
}

TEST_CASE("literals have the datatype of their language") {
  CHECK(Term::language_string("x", "en").datatype == rdf::vocabulary::kLangString);
  CHECK(Term::language_string("x", "en", Direction::LeftToRight).datatype ==
        rdf::vocabulary::kDirLangString);
  CHECK(Term::language_string("x", "EN") == Term::language_string("x", "en"));
  CHECK(Term::language_string("x", "en") !=
        Term::language_string("x", "en", Direction::LeftToRight));
}

TEST_CASE("the order of terms is total and looks at every member") {
  const Term terms[] = {
      Term::iri("a"),
      Term::iri("b"),
      Term::blank_node("a"),
      Term::literal("a", "t"),
      Term::literal("a", "u"),
      Term::literal("b", "t"),
      Term::triple_term(Term::iri("a"), Term::iri("a"), Term::iri("a")),
      Term::triple_term(Term::iri("a"), Term::iri("a"), Term::iri("b")),
  };
  for (const Term& left : terms) {
    for (const Term& right : terms) {
      CHECK((left == right) == (&left == &right));
      CHECK((left < right) == (&left < &right));
    }
  }
}
