#include "kg/rdf/nesting.h"

namespace rdf {

std::size_t nesting(const Term& term) {
  std::size_t depth = 0;
  // RDF 1.2 nests in the object alone.
  for (const Term* at = &term; at->is_triple_term(); at = &at->components.back()) ++depth;
  return depth;
}

}  // namespace rdf
