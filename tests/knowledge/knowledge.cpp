#include "tests/knowledge/knowledge.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "parser/parse.h"
#include "rules/evaluate.h"
#include "tests/checkout.h"

namespace knowledge {
namespace {

namespace fs = std::filesystem;

const fs::path kTop = checkout::top();

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<fs::path> files_below(const fs::path& folder, std::string_view ending) {
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ending) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

constexpr std::string_view kPrefixes = R"(
PREFIX sm: <https://warrant.example/strategy#>
PREFIX ex: <https://example.org/newcomers#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX w: <https://warrant.example/ns#>
)";

/// Adds the lines of a tab-separated file, each with its folder.
void read_rows(const fs::path& path, Rows& rows) {
  std::istringstream in(contents(path));
  std::vector<std::string> columns;
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    std::vector<std::string> cells{""};
    for (char c : line) {
      if (c == '\t')
        cells.emplace_back();
      else
        cells.back() += c;
    }
    if (columns.empty()) {
      columns = cells;
      continue;
    }
    if (cells.size() > columns.size())
      throw std::runtime_error(path.string() + ": too many cells in the line " + line);
    cells.resize(columns.size());
    std::map<std::string, std::string>& row = rows.emplace_back();
    row["folder"] =
        path.parent_path().lexically_relative(kTop / "tests/knowledge").generic_string();
    for (std::size_t i = 0; i < columns.size(); ++i) row[columns[i]] = cells[i];
  }
}

}  // namespace

Knowledge::Knowledge() {
  for (const char* folder : {"ontology", "facts/samenhangen"})
    for (const fs::path& path : files_below(kTop / folder, ".ttl")) {
      const auto stated = read(path.string(), contents(path));
      facts_.insert(stated.begin(), stated.end());
    }
  std::vector<parser::Source> sources;
  for (const fs::path& path : files_below(kTop / "rules/samenhangen", ".srl"))
    sources.push_back({path.string(), contents(path)});
  parser::Diagnostics diagnostics;
  program_ = rules::load_program(std::move(sources), terms_, diagnostics);
  if (!program_) throw std::runtime_error(parser::render(diagnostics));
}

std::vector<kg::Triple> Knowledge::read(const std::string& path, std::string text) {
  const parser::Source source{path, std::move(text)};
  parser::Diagnostics diagnostics;
  parser::Prefixes prefixes;
  std::vector<kg::Triple> found;
  const auto intern = [&](rdf::Term term) {
    if (term.is_blank_node()) term.lexical = path + " " + term.lexical;
    return terms_.intern(term);
  };
  parser::parse_rdf(
      source, parser::RdfFormat::Turtle, "https://example.org/",
      [&](parser::RdfStatement&& s) {
        found.push_back({intern(s.subject), intern(s.predicate), intern(s.object)});
        stated_.try_emplace(found.back(), kg::Statement{path, s.line});
      },
      prefixes, diagnostics);
  if (diagnostics.has_errors()) throw std::runtime_error(parser::render(diagnostics));
  return found;
}

std::vector<kg::Triple> Knowledge::triples(std::string_view turtle) {
  return read("test", std::string(kPrefixes) + std::string(turtle));
}

std::vector<kg::Triple> Knowledge::file(std::string_view name) {
  const fs::path path = kTop / "tests/knowledge" / name;
  return read(path.string(), contents(path));
}

kg::TermId Knowledge::term(std::string_view turtle) {
  return triples(std::string(turtle) + " a " + std::string(turtle) + " .").front().subject;
}

std::set<kg::Triple> Knowledge::facts_without_assumptions() const {
  std::set<kg::Triple> facts;
  for (const kg::Triple& fact : facts_) {
    const auto stated = stated_.find(fact);
    const bool assumed =
        stated != stated_.end() &&
        fs::path(stated->second.source).filename().string().starts_with("assumptions");
    if (!assumed) facts.insert(fact);
  }
  return facts;
}

kg::MemoryGraph Knowledge::conclude(const std::set<kg::Triple>& facts) {
  kg::MemoryGraph graph;
  for (const kg::Triple& fact : facts) {
    const auto stated = stated_.find(fact);
    graph.assert_triple(fact, stated == stated_.end() ? kg::Statement{} : stated->second);
  }
  const rules::Inferences inferences = rules::evaluate(*program_, graph, terms_);
  for (const kg::Inference& inference : inferences.triples) graph.infer(inference);
  return graph;
}

Rows table(std::string_view name) {
  Rows rows;
  for (const fs::path& path :
       files_below(kTop / "tests/knowledge", fs::path(name).extension().string()))
    if (path.filename() == name) read_rows(path, rows);
  if (rows.empty()) throw std::runtime_error("no rows in any " + std::string(name));
  return rows;
}

std::vector<std::string> words(std::string_view text) {
  std::istringstream in{std::string(text)};
  return {std::istream_iterator<std::string>(in), {}};
}

}  // namespace knowledge
