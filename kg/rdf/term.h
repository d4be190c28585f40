#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rdf {

enum class TermKind : std::uint8_t { Iri, BlankNode, Literal, TripleTerm };

/// Base direction of a directional language-tagged string (RDF 1.2 Concepts, section 3.4).
enum class Direction : std::uint8_t { None, LeftToRight, RightToLeft };

/// An RDF 1.2 term. Equality is term equality: lexical forms are kept, so "1"^^xsd:integer and
/// "01"^^xsd:integer differ. Language tags are kept in lower case, since RDF ignores case there.
struct Term {
  TermKind kind = TermKind::Iri;
  /// The IRI, the blank node label (without `_:`), or the lexical form. Empty for a triple term.
  std::string lexical;
  /// The datatype IRI of a literal; rdf:langString or rdf:dirLangString where there is a language.
  std::string datatype;
  std::string language;
  Direction direction = Direction::None;
  /// Subject, predicate and object of a triple term; empty otherwise.
  std::vector<Term> components;

  static Term iri(std::string iri);
  static Term blank_node(std::string label);
  static Term string(std::string lexical);
  static Term literal(std::string lexical, std::string datatype);
  static Term language_string(std::string lexical, std::string_view language,
                              Direction direction = Direction::None);
  static Term boolean(bool value);
  static Term integer(std::int64_t value);
  static Term triple_term(Term subject, Term predicate, Term object);

  bool is_iri() const { return kind == TermKind::Iri; }
  bool is_blank_node() const { return kind == TermKind::BlankNode; }
  bool is_literal() const { return kind == TermKind::Literal; }
  bool is_triple_term() const { return kind == TermKind::TripleTerm; }

  bool operator==(const Term&) const = default;
  /// An arbitrary but fixed total order: kind, then the members in turn.
  std::strong_ordering operator<=>(const Term& other) const;
};

/// The term in canonical N-Triples, e.g. `<http://a/b>`, `_:b0`, `"x"@en--ltr`, `<<( … )>>`.
std::string to_ntriples(const Term& term);

}  // namespace rdf
