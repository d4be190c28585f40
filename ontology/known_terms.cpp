#include "ontology/known_terms.h"

#include <algorithm>

#include "kg/rdf/vocabulary.h"
#include "kg/term_id.h"
#include "parser/diagnostic.h"

namespace ontology {

namespace {

std::optional<std::string> nearest(std::string_view iri, const std::vector<std::string>& names) {
  const std::string_view name_space = namespace_of(iri);
  const std::string near = parser::nearest(iri.substr(name_space.size()), names);
  if (near.empty()) return std::nullopt;
  return std::string(name_space) + near;
}

}  // namespace

KnownTerms::OfNamespace KnownTerms::of_namespace(kg::TermId term) {
  const auto [known, is_new] = of_namespace_.try_emplace(term);
  if (is_new && kg::is_iri(term)) {
    const std::string iri = terms_.term(term).lexical;
    known->second.governed = schema_.is_governed(iri);
    const std::set<std::string>& languages = schema_.languages(iri);
    if (!languages.empty()) known->second.languages = &languages;
  }
  return known->second;
}

bool KnownTerms::is_governed(kg::TermId term) { return of_namespace(term).governed; }

const std::set<std::string>* KnownTerms::languages(kg::TermId term) {
  return of_namespace(term).languages;
}

bool KnownTerms::is_described(kg::TermId term) const {
  if (schema_.is_class(term) || schema_.is_property(term)) return true;
  bool found = false;
  graph_.scan({term, kg::TermId::None, kg::TermId::None}, kg::Part::Base,
              [&](const kg::Triple&, kg::Order) {
                found = true;
                return false;
              });
  return found;
}

std::optional<std::string> KnownTerms::nearest_property(std::string_view iri) const {
  return nearest(iri, schema_.property_names(iri));
}

std::optional<std::string> KnownTerms::nearest_class(std::string_view iri) const {
  return nearest(iri, schema_.class_names(iri));
}

std::optional<std::string> KnownTerms::nearest_term(std::string_view iri) {
  if (!individuals_) collect_individuals();
  const auto names = individuals_->find(namespace_of(iri));
  return names == individuals_->end() ? std::nullopt : nearest(iri, names->second);
}

void KnownTerms::collect_individuals() {
  individuals_.emplace();
  const auto type = terms_.find(rdf::Term::iri(std::string(rdf::vocabulary::kType)));
  if (!type) return;
  std::size_t count = 0;
  graph_.scan({kg::TermId::None, *type, kg::TermId::None}, kg::Part::Base,
              [&](const kg::Triple& triple, kg::Order) {
                if (!is_governed(triple.subject)) return true;
                const std::string iri = terms_.term(triple.subject).lexical;
                const std::string_view name_space = namespace_of(iri);
                (*individuals_)[std::string(name_space)].push_back(iri.substr(name_space.size()));
                return ++count < kMostTerms;
              });
  for (auto& [name_space, names] : *individuals_) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
  }
}

}  // namespace ontology
