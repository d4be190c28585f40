#pragma once

#include <span>
#include <string_view>

#include "kg/rdf/term.h"

namespace rdf {

/// An RDF term as Term has it, without its strings.
struct TermView {
  TermKind kind = TermKind::Iri;
  Direction direction = Direction::None;
  std::string_view lexical;
  std::string_view datatype;
  std::string_view language;
  std::span<const TermView> components;  ///< three for a triple term
};

/// Without the components of a triple term.
inline TermView view_of(const Term& term) {
  return {term.kind, term.direction, term.lexical, term.datatype, term.language, {}};
}

}  // namespace rdf
