#pragma once

#include <string>

#include "parser/scope.h"

/// The tokens as terms: the scanners with prefixes, base and mistakes. Each returns where its token
/// ends, or nullptr with the mistake, if there is one, kept in the scope. Blanks before the token
/// must have been skipped.
namespace parser {

const char* read_iriref(Scope& scope, const char* first, rdf::Term& term);
const char* read_prefixed_name(Scope& scope, const char* first, rdf::Term& term);
/// IRIREF, PNAME_LN or PNAME_NS.
const char* read_iri(Scope& scope, const char* first, rdf::Term& term);
const char* read_blank_node_label(Scope& scope, const char* first, rdf::Term& term);
/// `[ ]`
const char* read_anon(Scope& scope, const char* first, rdf::Term& term);
const char* read_blank_node(Scope& scope, const char* first, rdf::Term& term);
/// An IRI or a blank node: what can be a subject.
const char* read_resource(Scope& scope, const char* first, rdf::Term& term);
/// `( )`, which is rdf:nil.
const char* read_nil(Scope& scope, const char* first, rdf::Term& term);
/// A string with its language or datatype.
const char* read_rdf_literal(Scope& scope, const char* first, rdf::Term& term);
const char* read_number(Scope& scope, const char* first, rdf::Term& term);
const char* read_boolean(Scope& scope, const char* first, rdf::Term& term);
/// Any literal.
const char* read_literal(Scope& scope, const char* first, rdf::Term& term);
/// An IRI, a blank node or a literal: what can be an object.
const char* read_term(Scope& scope, const char* first, rdf::Term& term);

const char* read_string(Scope& scope, const char* first, std::string& text);
/// STRING_LITERAL1 or STRING_LITERAL2, but not the long ones.
const char* read_short_string(Scope& scope, const char* first, std::string& text);
/// PNAME_NS of a declaration; `prefix` without the colon.
const char* read_prefix(Scope& scope, const char* first, std::string& prefix);
/// `name` without the `?` or `$`.
const char* read_variable(Scope& scope, const char* first, std::string& name);

}  // namespace parser
