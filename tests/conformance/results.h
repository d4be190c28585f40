#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kg/rdf/term.h"
#include "tests/conformance/graph.h"

/// Results of queries as the tests state them.
namespace conformance {

/// The variables that a solution binds.
using Solution = std::map<std::string, rdf::Term>;

struct Results {
  std::vector<std::string> variables;
  std::vector<Solution> solutions;
  std::optional<bool> yes;  ///< of ASK
  /// Whether the test says in which order they come.
  bool in_order = false;
};

/// Reads `.srx`, `.srj`, `.tsv`, and result sets in RDF: `.ttl` and, of that alone, `.rdf`. Throws
/// std::runtime_error where it cannot.
Results read_results(const std::filesystem::path& path, std::string_view base);

/// Whether a graph is a result set and not what a CONSTRUCT made.
bool is_result_set(const Graph& graph);

/// The cells of a `.csv` file, which do not tell IRIs from strings, without its first line.
std::vector<std::vector<std::string>> read_csv(const std::filesystem::path& path);

/// The results with numbers in their canonical lexical forms: `1.0` of a decimal becomes `1`.
Results with_canonical_numbers(Results results);

/// The solutions as tuples, so that they can be compared as graphs can: each distinct one with the
/// number of times that it occurs, or, if they are to be `in_order`, with its place.
Graph as_tuples(const Results& results, const std::vector<std::string>& variables, bool in_order);

}  // namespace conformance
