#include "tests/conformance/results.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "kg/rdf/value.h"
#include "parser/parse.h"
#include "tests/conformance/xml.h"

namespace conformance {
namespace {

using nlohmann::json;
using rdf::Term;

constexpr std::string_view kResultSet = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#";

std::string rs(std::string_view name) { return std::string(kResultSet) + std::string(name); }

Term literal(std::string text, std::string datatype, const std::string& language,
             const std::string& direction) {
  if (!language.empty()) {
    const rdf::Direction base = direction == "ltr"   ? rdf::Direction::LeftToRight
                                : direction == "rtl" ? rdf::Direction::RightToLeft
                                                     : rdf::Direction::None;
    return Term::language_string(std::move(text), language, base);
  }
  if (datatype.empty()) return Term::string(std::move(text));
  return Term::literal(std::move(text), std::move(datatype));
}

// --- XML

Term xml_term(const XmlElement& element) {
  const std::string_view kind = element.local_name();
  if (kind == "uri") return Term::iri(element.text);
  if (kind == "bnode") return Term::blank_node(element.text);
  if (kind == "literal") {
    return literal(element.text, element.attribute("datatype"), element.attribute("xml:lang"),
                   element.attribute("its:dir"));
  }
  if (kind != "triple") throw std::runtime_error("no term: " + element.name);
  const auto part = [&](std::string_view name) {
    return xml_term(element.child(name)->children.front());
  };
  return Term::triple_term(part("subject"), part("predicate"), part("object"));
}

Results read_srx(const std::string& text) {
  const XmlElement document = read_xml(text);
  Results results;
  if (const XmlElement* const answer = document.child("boolean")) {
    results.yes = answer->text == "true";
    return results;
  }
  for (const XmlElement* const one : document.child("head")->all("variable")) {
    results.variables.push_back(one->attribute("name"));
  }
  for (const XmlElement* const one : document.child("results")->all("result")) {
    Solution& solution = results.solutions.emplace_back();
    for (const XmlElement* const binding : one->all("binding")) {
      solution[binding->attribute("name")] = xml_term(binding->children.front());
    }
  }
  return results;
}

/// A result set in RDF/XML, in the one form that the tests have.
Results read_rdf_xml(const std::string& text) {
  const XmlElement document = read_xml(text);
  const XmlElement* const set = document.child("ResultSet");
  if (set == nullptr) throw std::runtime_error("no result set");
  Results results;
  for (const XmlElement* const one : set->all("resultVariable")) {
    results.variables.push_back(one->text);
  }
  std::vector<std::pair<int, Solution>> by_place;
  for (const XmlElement* const one : set->all("solution")) {
    const XmlElement* const index = one->child("index");
    results.in_order = index != nullptr;
    auto& [place, solution] = by_place.emplace_back();
    place = index == nullptr ? 0 : std::stoi(index->text);
    for (const XmlElement* const binding : one->all("binding")) {
      const XmlElement& value = *binding->child("value");
      const std::string iri = value.attribute("rdf:resource");
      const std::string node = value.attribute("rdf:nodeID");
      solution[binding->child("variable")->text] =
          !iri.empty()    ? Term::iri(iri)
          : !node.empty() ? Term::blank_node(node)
                          : literal(value.text, value.attribute("rdf:datatype"),
                                    value.attribute("xml:lang"), {});
    }
  }
  std::stable_sort(by_place.begin(), by_place.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [place, solution] : by_place) results.solutions.push_back(std::move(solution));
  return results;
}

// --- JSON

Term json_term(const json& value) {
  const std::string type = value.at("type");
  if (type == "triple") {
    const json& parts = value.at("value");
    return Term::triple_term(json_term(parts.at("subject")), json_term(parts.at("predicate")),
                             json_term(parts.at("object")));
  }
  const std::string text = value.at("value");
  if (type == "uri") return Term::iri(text);
  if (type == "bnode") return Term::blank_node(text);
  return literal(text, value.value("datatype", ""), value.value("xml:lang", ""),
                 value.value("its:dir", ""));
}

Results read_srj(const std::string& text) {
  const json document = json::parse(text);
  Results results;
  if (document.contains("boolean")) {
    results.yes = document.at("boolean").get<bool>();
    return results;
  }
  const json& head = document.at("head");
  if (head.contains("vars")) results.variables = head.at("vars").get<std::vector<std::string>>();
  for (const json& one : document.at("results").at("bindings")) {
    Solution& solution = results.solutions.emplace_back();
    for (const auto& [variable, value] : one.items()) solution[variable] = json_term(value);
  }
  return results;
}

// --- RDF

class RdfResults {
 public:
  explicit RdfResults(const Graph& graph) {
    for (const Tuple& tuple : graph) {
      objects_[{tuple[0], tuple[1].lexical}].push_back(tuple[2]);
      if (tuple[2] == Term::iri(rs("ResultSet"))) set_ = tuple[0];
    }
  }

  Results read() {
    Results results;
    const auto answer = all(set_, "boolean");
    if (!answer.empty()) {
      results.yes = answer.front().lexical == "true";
      return results;
    }
    for (const Term& one : all(set_, "resultVariable")) results.variables.push_back(one.lexical);
    std::vector<std::pair<int, Solution>> by_place;
    for (const Term& one : all(set_, "solution")) {
      const auto index = all(one, "index");
      results.in_order = !index.empty();
      auto& [place, solution] = by_place.emplace_back();
      place = index.empty() ? 0 : std::stoi(index.front().lexical);
      for (const Term& binding : all(one, "binding")) {
        solution[all(binding, "variable").front().lexical] = all(binding, "value").front();
      }
    }
    std::stable_sort(by_place.begin(), by_place.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [place, solution] : by_place) results.solutions.push_back(std::move(solution));
    return results;
  }

 private:
  std::vector<Term> all(const Term& subject, std::string_view predicate) const {
    const auto found = objects_.find({subject, rs(predicate)});
    return found == objects_.end() ? std::vector<Term>() : found->second;
  }

  std::map<std::pair<Term, std::string>, std::vector<Term>> objects_;
  Term set_;
};

// --- TSV and CSV

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == separator) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

Results read_tsv(const std::string& text) {
  Results results;
  const std::vector<std::string> lines = lines_of(text);
  for (const std::string& cell : split(lines.at(0), '\t')) {
    results.variables.push_back(cell.substr(1));
  }
  for (std::size_t i = 1; i < lines.size(); ++i) {
    Solution& solution = results.solutions.emplace_back();
    const std::vector<std::string> cells = split(lines[i], '\t');
    for (std::size_t column = 0; column < cells.size(); ++column) {
      if (cells[column].empty()) continue;
      parser::Diagnostics diagnostics;
      const auto term = parser::parse_term({"<cell>", cells[column]}, {}, diagnostics);
      if (!term) throw std::runtime_error(parser::render(diagnostics));
      solution[results.variables.at(column)] = *term;
    }
  }
  return results;
}

std::vector<std::string> split_csv(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      cells.back() += line[++i];
    } else if (line[i] == '"') {
      quoted = !quoted;
    } else if (line[i] == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += line[i];
    }
  }
  return cells;
}

}  // namespace

bool is_result_set(const Graph& graph) {
  return std::any_of(graph.begin(), graph.end(),
                     [](const Tuple& tuple) { return tuple[2] == Term::iri(rs("ResultSet")); });
}

Results read_results(const std::filesystem::path& path, std::string_view base) {
  const std::string ending = path.extension().string();
  if (ending == ".srx") return read_srx(read_file(path));
  if (ending == ".srj") return read_srj(read_file(path));
  if (ending == ".tsv") return read_tsv(read_file(path));
  if (ending == ".rdf") return read_rdf_xml(read_file(path));
  parser::Diagnostics diagnostics;
  const Graph graph = read_graph(path, base, diagnostics);
  if (diagnostics.has_errors()) throw std::runtime_error(parser::render(diagnostics));
  return RdfResults(graph).read();
}

std::vector<std::vector<std::string>> read_csv(const std::filesystem::path& path) {
  std::vector<std::vector<std::string>> rows;
  for (const std::string& line : lines_of(read_file(path))) rows.push_back(split_csv(line));
  rows.erase(rows.begin());
  return rows;
}

Results with_canonical_numbers(Results results) {
  for (Solution& solution : results.solutions) {
    for (auto& [variable, term] : solution) {
      const rdf::Value value = rdf::value_of(term);
      Term canonical = value.is_numeric() ? rdf::term_of(value) : term;
      // Types derived from xsd:integer stay what they are.
      if (canonical.datatype == term.datatype) term = std::move(canonical);
    }
  }
  return results;
}

Graph as_tuples(const Results& results, const std::vector<std::string>& variables, bool in_order) {
  std::map<Tuple, int> counts;
  Graph graph;
  for (const Solution& solution : results.solutions) {
    Tuple tuple;
    for (const std::string& variable : variables) {
      const auto found = solution.find(variable);
      tuple.push_back(found == solution.end() ? Term::iri("urn:unbound") : found->second);
    }
    if (in_order) {
      tuple.push_back(Term::integer(static_cast<std::int64_t>(graph.size())));
      graph.push_back(std::move(tuple));
    } else {
      ++counts[std::move(tuple)];
    }
  }
  for (const auto& [tuple, count] : counts) {
    graph.push_back(tuple);
    graph.back().push_back(Term::integer(count));
  }
  return graph;
}

}  // namespace conformance
