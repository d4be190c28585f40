#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "kg/rdf/term.h"
#include "parser/diagnostic.h"
#include "parser/iri.h"
#include "parser/source.h"
#include "parser/sparql_rl_syntax.h"
#include "parser/sparql_syntax.h"
#include "parser/syntax.h"

/// Text to trees. Every function reports all mistakes it finds, going on at the next statement
/// after each; what it returns or has already passed on is to be used only if there was no error.
namespace parser {

/// A statement of a data document.
struct RdfStatement {
  rdf::Term subject;
  rdf::Term predicate;
  rdf::Term object;
  std::optional<rdf::Term> graph;  ///< TriG and N-Quads
  std::uint32_t line = 0;          ///< where its object stands, from 1
};

using StatementSink = std::function<void(RdfStatement&&)>;

enum class RdfFormat : std::uint8_t { Turtle, NTriples, TriG, NQuads };

/// By the ending of a file name: `.ttl .nt .trig .nq`.
std::optional<RdfFormat> rdf_format(std::string_view file_name);

/// Reads a data document and passes its statements on in the order of the text. Blank node labels
/// are those of the document, those made up for `[ ]` and `( )` cannot be written by a user.
/// Relative IRIs are resolved against `base`; without one they are an error. Returns false if there
/// were errors. The document's prefixes are appended to `prefixes`.
bool parse_rdf(const Source& source, RdfFormat format, std::string_view base,
               const StatementSink& sink, Prefixes& prefixes, Diagnostics& diagnostics);

/// Reads a SPARQL-RL document. `prefixes` are known before the first line; used by the REPL.
std::optional<RuleDocument> parse_rules(const Source& source, std::string_view base,
                                        const Prefixes& prefixes, Diagnostics& diagnostics);

using RuleSink = std::function<void(Rule&&)>;

/// The same, passing each rule on as soon as it is read; the document comes without them.
std::optional<RuleDocument> parse_rules(const Source& source, std::string_view base,
                                        const Prefixes& prefixes, const RuleSink& sink,
                                        Diagnostics& diagnostics);

/// Reads a SPARQL query. What Warrant does not evaluate yet is an error with code `not-supported`.
std::optional<Query> parse_query(const Source& source, std::string_view base,
                                 const Prefixes& prefixes, Diagnostics& diagnostics);

/// How much of a statement a text is.
enum class Completeness : std::uint8_t {
  Empty,       ///< blanks and comments only
  Incomplete,  ///< goes on for certain: a bracket or string is open, or a part is missing
  Complete     ///< may be read as it is, if perhaps with errors
};

/// Whether what has been typed so far is a whole statement (query, RULE, DATA, PREFIX …) or needs
/// more lines. A `;` outside brackets ends a statement, whatever it is. A query may be complete and
/// still go on (`ORDER BY` on the next line): whether a line end sends it is for the caller to say.
Completeness completeness(std::string_view text);

/// The text without the `;` at its end, if there is one, and blanks around that.
std::string_view without_semicolon(std::string_view text);

/// Reads `S P O` as on the command line: three terms as in Turtle, a trailing `.` allowed.
std::optional<TriplePattern> parse_triple(const Source& source, const Prefixes& prefixes,
                                          Diagnostics& diagnostics);

/// Reads one term as in Turtle.
std::optional<rdf::Term> parse_term(const Source& source, const Prefixes& prefixes,
                                    Diagnostics& diagnostics);

}  // namespace parser
