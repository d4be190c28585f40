#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>

#include "ontology/label.h"
#include "rules/explain/render.h"
#include "rules/explain/why.h"
#include "tests/knowledge/conclusions.h"

using knowledge::all;
using knowledge::changed;
using knowledge::expected_identifiers;
using knowledge::holds;
using knowledge::identified;
using knowledge::identifiers;
using knowledge::objects;

namespace {

std::set<std::string> expanded(std::string_view names) {
  std::set<std::string> found;
  for (const std::string& name : knowledge::words(names))
    found.insert(all().terms().term(all().term(name)).lexical);
  return found;
}

std::set<std::string> intersection(const std::set<std::string>& one,
                                   const std::set<std::string>& other) {
  std::set<std::string> both;
  std::set_intersection(one.begin(), one.end(), other.begin(), other.end(),
                        std::inserter(both, both.end()));
  return both;
}

}  // namespace

TEST_CASE("every recommendation of the encoded models is derived with all that it says") {
  const kg::MemoryGraph graph = all().conclude(all().facts());
  const auto found = identified(graph);
  std::set<std::string> expected;
  for (auto& row : knowledge::table("expected_recommendations.tsv")) {
    CAPTURE(row["identifier"]);
    CHECK(expected.insert(row["identifier"]).second);
    REQUIRE(found.contains(row["identifier"]));
    const kg::TermId conclusion = found.at(row["identifier"]);
    CHECK(objects(graph, conclusion, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>") ==
          expanded(row["class"]));
    CHECK(objects(graph, conclusion, "sm:modality") == expanded(row["modality"]));
    CHECK(objects(graph, conclusion, "sm:action") == expanded(row["action"]));
    CHECK(objects(graph, conclusion, "sm:object") == expanded(row["object"]));
    CHECK(objects(graph, conclusion, "sm:involving") == expanded(row["involving"]));
    CHECK(objects(graph, conclusion, "sm:addressee") == expanded(row["addressees"]));
    CHECK(objects(graph, conclusion, "sm:serves") == expanded(row["serves"]));
    CHECK(objects(graph, conclusion, "rdfs:label").size() == 2);
  }
  CHECK(identifiers(graph) == expected);
}

TEST_CASE("a changed fact withdraws exactly the recommendations of its model that rest on it") {
  const kg::MemoryGraph before = all().conclude(all().facts());
  const std::set<std::string> all_before = identifiers(before);
  const auto expected_by_folder = expected_identifiers();
  for (auto& row : knowledge::table("changes.tsv")) {
    CAPTURE(row["folder"], row["name"]);
    const kg::MemoryGraph after =
        all().conclude(changed(all().facts(), row["retract"], row["assert"]));
    // What the change does to other models is for their own tests to say.
    std::set<std::string> expected = expected_by_folder.at(row["folder"]);
    std::set<std::string> concerned = expected;
    for (const std::string& identifier : knowledge::words(row["withdrawn"])) {
      CHECK(all_before.contains(identifier));
      concerned.insert(identifier);
      expected.erase(identifier);
    }
    CHECK(intersection(identifiers(after), concerned) == expected);
    for (const kg::Triple& gone : all().triples(row["gone"])) {
      CHECK(holds(before, gone));
      CHECK_FALSE(holds(after, gone));
    }
  }
}

TEST_CASE("a newcomer with the same properties gets the same conclusions, without a new rule") {
  const std::set<std::string> all_before = identifiers(all().conclude(all().facts()));
  for (auto& row : knowledge::table("newcomers.tsv")) {
    CAPTURE(row["file"], row["retract"], row["assert"]);
    std::set<kg::Triple> facts = all().facts();
    for (const kg::Triple& triple : all().file(row["folder"] + "/" + row["file"]))
      facts.insert(triple);
    const kg::MemoryGraph graph = all().conclude(changed(facts, row["retract"], row["assert"]));
    for (const kg::Triple& triple : all().triples(row["holds"])) CHECK(holds(graph, triple));
    for (const kg::Triple& triple : all().triples(row["fails"])) CHECK_FALSE(holds(graph, triple));
    CHECK(identifiers(graph) == all_before);
  }
}

TEST_CASE("the proof of every recommendation ends in facts that cite a section of the report") {
  kg::MemoryGraph graph = all().conclude(all().facts());
  const explain::Evidence evidence{all().program(), graph, graph, all().terms()};
  std::size_t facts = 0;
  for (const auto& [identifier, conclusion] : identified(graph)) {
    CAPTURE(identifier);
    const auto proof = explain::why(evidence, knowledge::typing(graph, conclusion));
    REQUIRE(proof);
    CHECK((*proof).nodes.front().kind == explain::NodeKind::Derived);
    for (const explain::Node& node : proof->nodes) {
      if (node.kind != explain::NodeKind::Fact) continue;
      ++facts;
      CHECK_FALSE(node.statements.empty());
      REQUIRE_FALSE(node.citations.empty());
      for (const ontology::Citation& citation : node.citations)
        CHECK((citation.locator.find("§") == 0 || citation.locator == "Summary"));
    }
  }
  CHECK(facts > 100);
}

TEST_CASE("every rule has a title and a sentence in English and Dutch, a source and a model") {
  for (const rules::Rule& rule : all().program().rules.rules) {
    REQUIRE(rule.name);
    CAPTURE(rule.name->lexical);
    const auto languages = [](const std::vector<rules::Text>& texts) {
      std::set<std::string> found;
      for (const rules::Text& text : texts) found.insert(text.language);
      return found;
    };
    CHECK(languages(rule.metadata.titles) == std::set<std::string>{"", "nl"});
    CHECK(languages(rule.metadata.sentences) == std::set<std::string>{"", "nl"});
    CHECK_FALSE(rule.metadata.citations.empty());
    CHECK_FALSE(rule.metadata.model.empty());
  }
}

TEST_CASE("no internal name shows in the proof of a recommendation, in English or in Dutch") {
  kg::MemoryGraph graph = all().conclude(all().facts());
  const explain::Evidence evidence{all().program(), graph, graph, all().terms()};
  for (const auto& [identifier, conclusion] : identified(graph)) {
    CAPTURE(identifier);
    const auto proof = explain::why(evidence, knowledge::typing(graph, conclusion));
    REQUIRE(proof);
    for (const char* language : {"en", "nl"}) {
      const ontology::Labels labels(graph, all().terms(), language, all().program().rules.prefixes);
      for (const explain::Node& node : proof->nodes) {
        std::string said;
        if (node.kind == explain::NodeKind::Fact || node.kind == explain::NodeKind::Derived)
          said = labels.of(node.triple);
        if (node.kind == explain::NodeKind::Derived)
          said += " | " +
                  explain::sentence(all().program().rules.rule(*node.rule), node.bindings, labels);
        for (const char* internal : {"sm:", "rdf:", "rdfs:", "skos:", "://", "_:", "{"}) {
          if (said.find(internal) == std::string::npos) continue;
          CAPTURE(language, said);
          FAIL_CHECK("an internal name: " << internal);
        }
      }
    }
  }
}
