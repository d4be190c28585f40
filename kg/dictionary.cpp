#include "kg/dictionary.h"

#include <cassert>
#include <string>

#include "kg/term_encoding.h"
#include "kg/term_id.h"

namespace kg {

std::optional<TermId> Dictionary::find_iri(std::string_view iri) const {
  return find(rdf::Term::iri(std::string(iri)));
}

std::optional<TermId> Dictionary::find_bytes(const TermBytes& bytes) const {
  return find(decode(bytes, *this));
}

std::optional<Triple> Dictionary::components(TermId id) const {
  if (!is_triple_term(id)) return std::nullopt;
  const rdf::Term whole = term(id);
  const auto subject = find(whole.components[0]);
  const auto predicate = find(whole.components[1]);
  const auto object = find(whole.components[2]);
  assert(subject && predicate && object && "a dictionary has the parts of its triple terms");
  if (!subject || !predicate || !object) return std::nullopt;
  return Triple{*subject, *predicate, *object};
}

TermId Interner::intern_iri(std::string_view iri) {
  return intern(rdf::Term::iri(std::string(iri)));
}

TermId Interner::intern_bytes(const TermBytes& bytes) { return intern(decode(bytes, *this)); }

}  // namespace kg
