#include "tests/conformance/graph.h"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "parser/parse.h"

namespace conformance {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

Graph read_graph(const std::filesystem::path& path, std::string_view base,
                 parser::Diagnostics& diagnostics) {
  const auto format = parser::rdf_format(path.string());
  if (!format) throw std::runtime_error("no RDF file: " + path.string());
  Graph graph;
  const auto add = [&graph](parser::RdfStatement&& statement) {
    Tuple& tuple = graph.emplace_back();
    tuple.push_back(std::move(statement.subject));
    tuple.push_back(std::move(statement.predicate));
    tuple.push_back(std::move(statement.object));
    if (statement.graph) tuple.push_back(std::move(*statement.graph));
  };
  parser::Prefixes prefixes;
  parser::parse_rdf({path.string(), read_file(path)}, *format, base, add, prefixes, diagnostics);
  return graph;
}

}  // namespace conformance
