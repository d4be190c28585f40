#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "repl/session.h"

/// What a user asks to have explained, read from text.
namespace repl {

/// A term, or the triples that match three terms and variables.
struct Question {
  /// Set for a question about a term.
  std::optional<kg::TermId> term;
  /// Else: `None` stands for a variable.
  kg::TripleMask mask;
  /// The names of the variables, empty where there is none: two of one name must have one value.
  std::array<std::string, 3> variables;
};

/// Splits at blanks that are not inside of a string, an IRI or a triple term; a trailing `.` is
/// left out.
std::vector<std::string> split_terms(std::string_view text);

/// The IRI of the store in the same namespace that is called almost as this one.
std::optional<rdf::Term> near_term(Session& session, const rdf::Term& term);
/// `did you mean …?` with the nearest IRI of the store in the same namespace; empty if there is
/// none near.
std::string near_name(Session& session, const rdf::Term& term);

/// The terms that have this text as their rdfs:label, in any language: letter by letter, or if
/// there is none, regardless of upper and lower case. Sorted.
std::vector<kg::TermId> labelled(Session& session, std::string_view text);

/// Reads a term as Turtle writes it with the store's prefixes, or the label of one, in quotes or
/// not. A term that the store does not know is an error `unknown-term`, a label of several terms
/// `ambiguous-label`; hints name what is near.
std::optional<kg::TermId> read_term(Session& session, std::string_view text,
                                    parser::Diagnostics& diagnostics);

/// Reads `S P O` or one term from the words of a command line: each as `read_term` does, in the
/// place of an object a text in quotes as a literal first. A term may be `?name`. Errors as for
/// `read_term`.
std::optional<Question> read_question(Session& session, std::span<const std::string> words,
                                      parser::Diagnostics& diagnostics);

/// The triples of the store that match, inferred ones first, at most `limit`.
std::vector<kg::Triple> matching(Session& session, const Question& question, std::size_t limit);

}  // namespace repl
