#include "facts/range.h"

#include <algorithm>
#include <string>

#include "kg/rdf/value.h"
#include "kg/rdf/vocabulary.h"
#include "kg/term_id.h"

namespace facts {

namespace {

namespace names = rdf::vocabulary;

bool is(const std::string& iri, std::string_view name_space, std::string_view name) {
  return iri.size() == name_space.size() + name.size() && iri.starts_with(name_space) &&
         iri.ends_with(name);
}

bool is_datatype(const std::string& iri) {
  return iri.starts_with(names::kXsd) || iri == names::kLangString ||
         iri == names::kDirLangString || is(iri, names::kRdfs, "Literal") ||
         rdf::is_known_datatype(iri);
}

}  // namespace

bool Ranges::holds_everything(kg::TermId class_) const {
  const std::string iri = terms_.term(class_).lexical;
  return is(iri, names::kRdfs, "Resource") || is(iri, names::kOwl, "Thing");
}

Ranges::Fit Ranges::fit(kg::TermId object, const ontology::AnyOf& range) const {
  const bool literal = kg::is_literal(object);
  const std::optional<rdf::Term> value =
      literal ? std::optional(terms_.term(object)) : std::nullopt;
  // The best of what may stand there.
  Fit best = Fit::No;
  for (const kg::TermId one : range) {
    if (!kg::is_iri(one)) return Fit::Yes;
    const std::string iri = terms_.term(one).lexical;
    Fit fit = Fit::No;
    if (is(iri, names::kRdfs, "Resource")) {
      fit = Fit::Yes;
    } else if (is_datatype(iri)) {
      // An xsd:anyURI is often written as an IRI.
      fit = literal ? fit_literal(*value, iri) : (iri == names::kAnyUri ? Fit::Loose : Fit::No);
    } else if (!literal) {
      fit = Fit::ByClass;
    }
    if (fit == Fit::Yes || fit == Fit::ByClass) return fit;
    if (fit == Fit::Loose) best = fit;
  }
  return best;
}

Ranges::Fit Ranges::fit_literal(const rdf::Term& literal, const std::string& datatype) const {
  if (is(datatype, names::kRdfs, "Literal")) return Fit::Yes;
  if (literal.datatype == datatype) {
    const bool knows = rdf::is_known_datatype(datatype) && datatype != names::kLangString &&
                       datatype != names::kDirLangString;
    const bool value = !knows || !rdf::value_of(literal).is(rdf::ValueKind::Other);
    return value ? Fit::Yes : Fit::No;
  }
  if (!rdf::is_known_datatype(datatype) || !rdf::is_known_datatype(literal.datatype)) {
    return Fit::Loose;
  }
  // A number that is written short is an integer or a decimal; what counts is its value.
  const rdf::Value wanted = rdf::value_of(rdf::Term::literal(literal.lexical, datatype));
  const bool number = rdf::value_of(literal).is_numeric();
  if (number && wanted.is_numeric()) return Fit::Yes;
  return number || wanted.is(rdf::ValueKind::Other) ? Fit::No : Fit::Loose;
}

}  // namespace facts
