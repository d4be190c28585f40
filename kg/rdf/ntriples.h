#pragma once

#include <string>

#include "kg/rdf/term.h"

namespace rdf {

/// Appends the term in canonical N-Triples: `to_ntriples` for those who write many.
void append_ntriples(std::string& out, const Term& term);

}  // namespace rdf
