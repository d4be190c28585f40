#pragma once

#include <string>
#include <string_view>

#include "kg/rdf/term.h"
#include "parser/sparql_rl_syntax.h"
#include "parser/sparql_syntax.h"
#include "parser/syntax.h"

/// Terms, patterns and expressions to text.
namespace parser {

/// A term as Turtle writes it, with prefixed names and the short forms of numbers and booleans
/// where they read back to the same term. An IRI whose local name would be hard to read (`/`, `?`
/// or `#` in it) is written in full.
std::string to_turtle(const rdf::Term& term, const Prefixes& prefixes);

// As SPARQL writes them, on one line, with as few parentheses as keep the tree. What the parser
// made up for `[ ]` is written as a blank node, and sugar is not put back.
std::string to_text(const Node& node, const Prefixes& prefixes);
std::string to_text(const Path& path, const Prefixes& prefixes);
std::string to_text(const TriplePattern& pattern, const Prefixes& prefixes);
std::string to_text(const Expression& expression, const Prefixes& prefixes);
std::string to_text(const GroupPattern& group, const Prefixes& prefixes);
/// What stands in the SET: `COUNT(DISTINCT ?x) { … }`.
std::string to_text(const Aggregate& aggregate, const Prefixes& prefixes);

}  // namespace parser
