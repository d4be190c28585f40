#pragma once

#include <span>
#include <string>
#include <string_view>

#include "kg/rdf/term.h"
#include "parser/syntax.h"

/// Terms and triples to text.
namespace parser {

/// A term as Turtle writes it, with prefixed names and the short forms of numbers and booleans
/// where they read back to the same term.
std::string to_turtle(const rdf::Term& term, const Prefixes& prefixes);

/// An expression as SPARQL writes it.
std::string to_text(const Expression& expression, const Prefixes& prefixes);
std::string to_text(const TriplePattern& pattern, const Prefixes& prefixes);

}  // namespace parser
