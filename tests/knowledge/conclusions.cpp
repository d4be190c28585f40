#include "tests/knowledge/conclusions.h"

#include <catch2/catch.hpp>
#include <optional>
#include <stdexcept>

namespace knowledge {

Knowledge& all() {
  static Knowledge knowledge;
  return knowledge;
}

std::set<std::string> objects(const kg::MemoryGraph& graph, kg::TermId subject,
                              std::string_view predicate) {
  std::set<std::string> found;
  graph.scan({subject, all().term(predicate), {}}, kg::Part::Evaluation,
             [&](const kg::Triple& triple, kg::Order) {
               found.insert(all().terms().term(triple.object).lexical);
               return true;
             });
  return found;
}

std::map<std::string, kg::TermId> identified(const kg::MemoryGraph& graph) {
  std::map<std::string, kg::TermId> found;
  graph.scan({{}, all().term("dct:identifier"), {}}, kg::Part::Inference,
             [&](const kg::Triple& triple, kg::Order) {
               const bool first =
                   found.emplace(all().terms().term(triple.object).lexical, triple.subject).second;
               CHECK(first);
               return true;
             });
  return found;
}

std::set<std::string> identifiers(const kg::MemoryGraph& graph) {
  std::set<std::string> found;
  for (const auto& [identifier, term] : identified(graph)) found.insert(identifier);
  return found;
}

std::map<std::string, std::set<std::string>> expected_identifiers() {
  std::map<std::string, std::set<std::string>> found;
  for (auto& row : table("expected_recommendations.tsv"))
    found[row["folder"]].insert(row["identifier"]);
  return found;
}

std::set<kg::Triple> changed(std::set<kg::Triple> facts, const std::string& retract,
                             const std::string& assert_too) {
  for (const kg::Triple& triple : all().triples(retract)) {
    INFO("retracted but never stated: " << retract);
    CHECK(facts.erase(triple) == 1);
  }
  for (const kg::Triple& triple : all().triples(assert_too)) facts.insert(triple);
  return facts;
}

bool holds(const kg::MemoryGraph& graph, const kg::Triple& triple) {
  return graph.find(triple, kg::Part::Evaluation).has_value();
}

kg::Triple typing(const kg::MemoryGraph& graph, kg::TermId conclusion) {
  std::optional<kg::Triple> typed;
  graph.scan({conclusion, all().term("rdf:type"), {}}, kg::Part::Inference,
             [&](const kg::Triple& triple, kg::Order) {
               typed = triple;
               return false;
             });
  if (!typed) throw std::runtime_error("a conclusion without a class");
  return *typed;
}

}  // namespace knowledge
