#include "kg/dictionary.h"

#include <string>

namespace kg {

std::optional<TermId> Dictionary::find_iri(std::string_view iri) const {
  return find(rdf::Term::iri(std::string(iri)));
}

TermId Interner::intern_iri(std::string_view iri) {
  return intern(rdf::Term::iri(std::string(iri)));
}

}  // namespace kg
