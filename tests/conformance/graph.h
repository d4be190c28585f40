#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kg/rdf/term.h"
#include "parser/diagnostic.h"

namespace conformance {

/// Subject, predicate, object and, outside the default graph, the graph.
using Tuple = std::vector<rdf::Term>;
/// A graph or dataset as a text states it: in its order, with what it says twice.
using Graph = std::vector<Tuple>;

std::string read_file(const std::filesystem::path& path);

/// Reads a file by the ending of its name. After errors, which go to the diagnostics, the graph is
/// not to be used.
Graph read_graph(const std::filesystem::path& path, std::string_view base,
                 parser::Diagnostics& diagnostics);

}  // namespace conformance
