#include "ontology/violations.h"

#include <string>

namespace ontology {

std::size_t count_violations(const kg::GraphView& graph, const kg::Dictionary& terms) {
  const auto violates = terms.find(rdf::Term::iri(std::string(kViolates)));
  std::size_t count = 0;
  if (!violates) return count;
  graph.scan({kg::TermId::None, *violates, kg::TermId::None}, kg::Part::Evaluation,
             [&](const kg::Triple&, kg::Order) {
               ++count;
               return true;
             });
  return count;
}

}  // namespace ontology
