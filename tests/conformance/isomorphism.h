#pragma once

#include "tests/conformance/graph.h"

namespace conformance {

/// Whether some renaming of blank nodes, one to one, makes the two the same set of tuples (RDF 1.2
/// Concepts, section 3.8). Blank nodes inside triple terms count.
bool isomorphic(const Graph& left, const Graph& right);

}  // namespace conformance
