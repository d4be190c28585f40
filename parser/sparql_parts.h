#pragma once

#include "parser/sparql_reading.h"

/// The parts of the grammars of SPARQL-RL and SPARQL, each compiled once. A part that does not
/// begin at `first` returns false and has done nothing; one that begins and goes wrong throws
/// boost::spirit::x3::expectation_failure, or Abandoned where it has reported the mistake itself.
namespace parser::sparql {

/// Triples with `.` between them, in the mode of the builder, which they are left in.
bool triples_block(const char*& first, const char* last, Reading& reading);
/// A property path; leaves it on `paths`.
bool path(const char*& first, const char* last, Reading& reading);
/// `<<( … )>>` of an expression; leaves it on `nodes`.
bool expression_triple_term(const char*& first, const char* last, Reading& reading);

/// Leaves it on `operands`.
bool expression(const char*& first, const char* last, Reading& reading);
/// What may stand behind FILTER; leaves it on `operands`.
bool constraint(const char*& first, const char* last, Reading& reading);
/// `( expression )`; leaves it on `operands`.
bool bracketed_expression(const char*& first, const char* last, Reading& reading);

/// `{ … }` of a query; leaves it on `groups`.
bool group_pattern(const char*& first, const char* last, Reading& reading);

/// One PREFIX, BASE or VERSION.
bool declaration(const char*& first, const char* last, Reading& reading);

/// Reads a whole statement at `first` with a part, or reports what is wrong with it and leaves
/// `first` alone.
bool read_statement(const char*& first, Reading& reading,
                    bool (*part)(const char*& first, const char* last, Reading& reading));

}  // namespace parser::sparql
