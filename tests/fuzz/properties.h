#pragma once

#include <string>
#include <string_view>

/// What must hold of every text, however broken: the fuzzers look for one where it does not, and a
/// test holds the corpus they left behind against it. Each returns what is wrong, or nothing.
namespace fuzz {

/// Read as Turtle and as TriG: each statement, written in N-Quads, reads back to itself.
std::string check_turtle(std::string_view text);

/// Read as N-Triples and as N-Quads: as above; and Turtle, of which N-Triples is a part, reads the
/// same statements.
std::string check_ntriples(std::string_view text);

/// A SPARQL-RL document: what is read is written as text that reads back to the same.
std::string check_sparql_rl(std::string_view text);

/// A SPARQL query, likewise.
std::string check_sparql(std::string_view text);

}  // namespace fuzz
