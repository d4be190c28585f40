#pragma once

#include <string>
#include <vector>

#include "kg/rdf/term.h"

/// Terms of every kind and of every way to be stored, all different.
inline std::vector<rdf::Term> varied_terms() {
  using rdf::Direction;
  using rdf::Term;
  const std::string xsd = "http://www.w3.org/2001/XMLSchema#";
  std::vector<Term> terms = {
      Term::iri("http://example.org/a"),
      Term::iri(""),
      Term::iri("http://example.org/\xC3\xA9t\xC3\xA9"),
      Term::iri("http://example.org/" + std::string(1000, 'x')),
      Term::iri("http://example.org/" + std::string(1000, 'x') + "y"),
      Term::blank_node("b0"),
      Term::blank_node("http://example.org/a"),
      Term::string(""),
      Term::string("http://example.org/a"),
      Term::string(std::string("a\0b", 3)),
      Term::string(std::string("a\0", 2)),
      Term::string("a"),
      Term::string("a long text " + std::string(100'000, 'z')),
      Term::literal("a", "http://example.org/datatype"),
      Term::literal("", "http://example.org/datatype"),
      Term::literal("a", xsd + "anyURI"),
      Term::literal(std::string(300, 'q'), xsd + "token"),
      Term::language_string("hello", "en"),
      Term::language_string("hello", "en-gb"),
      Term::language_string("hello", "en", Direction::LeftToRight),
      Term::language_string("hello", "en", Direction::RightToLeft),
      Term::language_string("", "ar", Direction::RightToLeft),
      Term::boolean(true),
      Term::boolean(false),
      Term::integer(0),
      Term::integer(-5),
      Term::integer(INT64_MAX),
      Term::integer(INT64_MIN),
      Term::literal("01", xsd + "integer"),
      Term::literal("+1", xsd + "integer"),
      Term::literal("one", xsd + "integer"),
      Term::literal("123456789012345678901234567890", xsd + "integer"),
      Term::literal("1", xsd + "int"),
      Term::literal("1.50", xsd + "decimal"),
      Term::literal("-0.0", xsd + "decimal"),
      Term::literal("0.123456789", xsd + "decimal"),
      Term::literal("1.0E0", xsd + "double"),
      Term::literal("1e0", xsd + "double"),
      Term::literal("-0.0E0", xsd + "double"),
      Term::literal("NaN", xsd + "double"),
      Term::literal("INF", xsd + "double"),
      Term::literal("-INF", xsd + "double"),
      Term::literal("1.7976931348623157E308", xsd + "double"),
      Term::literal("NaN", xsd + "float"),
      Term::literal("1", xsd + "boolean"),
      Term::literal("2024-02-29", xsd + "date"),
      Term::literal("2023-02-29", xsd + "date"),
      Term::literal("12024-02-29", xsd + "date"),
      Term::literal("2024-02-29+01:00", xsd + "date"),
      Term::literal("2024-02-29T12:00:00", xsd + "dateTime"),
      Term::literal("2024-02-29T12:00:00Z", xsd + "dateTime"),
      Term::literal("2024-02-29T12:00:00+00:00", xsd + "dateTime"),
      Term::literal("2024-02-29T24:00:00", xsd + "dateTime"),
      Term::literal("12:00:00", xsd + "time"),
  };
  const Term triple = Term::triple_term(terms[0], terms[1], terms[7]);
  terms.push_back(triple);
  terms.push_back(Term::triple_term(terms[5], terms[0], triple));
  terms.push_back(Term::triple_term(Term::blank_node("only here"), terms[0], Term::integer(7)));
  return terms;
}
