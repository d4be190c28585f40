#include "ontology/citation.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <tuple>

#include "kg/rdf/vocabulary.h"
#include "kg/term_id.h"

namespace ontology {

namespace {

std::vector<kg::TermId> objects(const kg::GraphView& graph, kg::TermId subject,
                                std::optional<kg::TermId> predicate) {
  std::vector<kg::TermId> found;
  if (!predicate) return found;
  graph.scan({subject, *predicate, kg::TermId::None}, kg::Part::Base,
             [&](const kg::Triple& triple, kg::Order) {
               found.push_back(triple.object);
               return true;
             });
  return found;
}

}  // namespace

CitationReader::CitationReader(const kg::GraphView& graph, const kg::Dictionary& dictionary)
    : graph_(graph), dictionary_(dictionary) {
  const auto find = [&](std::string_view iri) {
    return dictionary.find(rdf::Term::iri(std::string(iri)));
  };
  reifies_ = find(rdf::vocabulary::kReifies);
  source_ = find(rdf::vocabulary::kDctSource);
  locator_ = find(rdf::vocabulary::kLocator);
}

std::vector<Citation> CitationReader::of(const kg::Triple& triple) const {
  std::vector<Citation> citations;
  if (!reifies_ || (!source_ && !locator_)) return citations;
  const auto term = dictionary_.find(rdf::Term::triple_term(dictionary_.term(triple.subject),
                                                            dictionary_.term(triple.predicate),
                                                            dictionary_.term(triple.object)));
  if (!term) return citations;
  graph_.scan({kg::TermId::None, *reifies_, *term}, kg::Part::Base,
              [&](const kg::Triple& reification, kg::Order) {
                add(reification.subject, citations);
                return true;
              });
  std::sort(citations.begin(), citations.end(), [](const Citation& left, const Citation& right) {
    return std::tie(left.source, left.locator) < std::tie(right.source, right.locator);
  });
  citations.erase(std::unique(citations.begin(), citations.end()), citations.end());
  return citations;
}

void CitationReader::add(kg::TermId reifier, std::vector<Citation>& citations) const {
  std::vector<kg::TermId> sources = objects(graph_, reifier, source_);
  const std::vector<kg::TermId> locators = objects(graph_, reifier, locator_);
  if (sources.empty() && !locators.empty()) sources.push_back(kg::TermId::None);
  for (const kg::TermId source : sources) {
    if (locators.empty()) citations.push_back({source, {}});
    for (const kg::TermId locator : locators) {
      citations.push_back({source, dictionary_.term(locator).lexical});
    }
  }
}

std::vector<Citation> citations(const kg::Triple& triple, const kg::GraphView& graph,
                                const kg::Dictionary& dictionary) {
  return CitationReader(graph, dictionary).of(triple);
}

}  // namespace ontology
