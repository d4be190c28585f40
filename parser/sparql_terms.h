#pragma once

#include "parser/sparql_reading.h"

/// Terms and variables as tokens of SPARQL. Each function reads one at `first`, pushes it as a node
/// and returns where it ends, or nullptr.
namespace parser::sparql {

/// A variable, IRI, literal or blank node label: what may stand in a triple besides brackets.
const char* read_simple_node(Reading& reading, const char* first);
/// A variable, IRI, literal, blank node label or `[]`: what may stand in a triple term.
const char* read_component(Reading& reading, const char* first);
/// A variable, IRI or literal: what may stand in the triple term of an expression.
const char* read_constant_or_variable(Reading& reading, const char* first);
/// A variable, IRI or blank node.
const char* read_reifier(Reading& reading, const char* first);

const char* read_variable_node(Reading& reading, const char* first);
const char* read_iri_node(Reading& reading, const char* first);
const char* read_literal_node(Reading& reading, const char* first);
/// An IRI or `a`.
const char* read_iri_or_a(Reading& reading, const char* first);
/// An IRI or `a` from which no path goes on: most predicates are one, and need no path to be made.
const char* read_plain_predicate(Reading& reading, const char* first);
/// A variable, an IRI or `a`.
const char* read_verb(Reading& reading, const char* first);

}  // namespace parser::sparql
