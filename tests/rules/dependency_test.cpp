#include "rules/dependency.h"

#include <catch2/catch.hpp>
#include <string>

#include "rules/program.h"

namespace {

/// The dependencies as text, e.g. `0->1 2=>0`: the double arrow is closed.
std::string dependencies_of(const std::string& text) {
  kg::MemoryDictionary dictionary;
  parser::Diagnostics diagnostics;
  const auto documents =
      rules::read_rules({{"test.srl", "PREFIX : <http://e/> " + text}}, diagnostics);
  const auto rule_set = rules::compile(documents, dictionary, diagnostics);
  INFO(parser::render(diagnostics));
  REQUIRE(rule_set);
  std::string result;
  for (const rules::Dependency& d : rules::DependencyGraph(*rule_set, dictionary).all()) {
    if (!result.empty()) result += ' ';
    result += std::to_string(static_cast<unsigned>(d.from)) + (d.closed ? "=>" : "->") +
              std::to_string(static_cast<unsigned>(d.to));
  }
  return result;
}

/// Whether a rule with the pattern in its body depends on one with the triple in its head.
bool depends(const std::string& pattern, const std::string& head) {
  return !dependencies_of("RULE { :x :unread 1 } WHERE { " + pattern + " } RULE { " + head +
                          " } WHERE DATA { ?a ?b ?c }")
              .empty();
}

}  // namespace

TEST_CASE("the dependencies of the worked example of the specification") {
  CHECK(dependencies_of(
            "RULE { ?x :exposedTo ?v } WHERE { ?x :hasVulnerability ?v }"
            "RULE { ?x :exposedTo ?v } WHERE { ?x :dependsOn ?y . ?y :exposedTo ?v }"
            "RULE { ?x :status :critical } WHERE { ?x :exposedTo ?v . ?v :severity ?s . FILTER(?s "
            ">= 9.0) }"
            "RULE { ?x :status :safe } WHERE { ?x a :Component . NOT { ?x :status :critical } }"
            "RULE { [] a :Notification ; :concerns ?x } WHERE { ?x :status :critical }") ==
        "1->0 1->1 2->0 2->1 3=>2 4=>2");
}

TEST_CASE("a pattern depends on a template with the same constants") {
  CHECK(depends("?x :p :o", "?a :p :o"));
  CHECK(depends("?x :p :o", "?a :p ?c"));
  CHECK(depends("?x :p ?o", "?a :p :o"));
  CHECK(depends("?x ?q ?o", "?a :p :o"));
  CHECK(depends("?x :p ?o", "?a ?b ?c"));
  CHECK_FALSE(depends("?x :p :o", "?a :q :o"));
  CHECK_FALSE(depends("?x :p :o", "?a :p :other"));
  CHECK_FALSE(depends(":x :p ?o", ":y :p ?c"));
  CHECK_FALSE(depends("?x :p 1", "?a :p 01"));
}

TEST_CASE("a repeated variable stands for one term") {
  CHECK_FALSE(depends("?x :p ?x", ":a :p :b"));
  CHECK(depends("?x :p ?x", ":a :p :a"));
  CHECK_FALSE(depends(":a :p :b", "?a :p ?a"));
  CHECK_FALSE(depends("?x :p 1", "?a :p ?a"));
}

TEST_CASE("a blank node of a head equals no constant, and no other") {
  CHECK(depends("?x :p ?y", "[] :p ?c"));
  CHECK_FALSE(depends(":x :p ?y", "[] :p ?c"));
  CHECK_FALSE(depends("?x :p ?x", "_:b1 :p _:b2"));
  CHECK(depends("?x :p ?x", "_:b1 :p _:b1"));
}

TEST_CASE("patterns inside triple terms count") {
  CHECK(depends("?x :p <<( ?s :q 1 )>>", "?a :p <<( ?c :q 1 )>>"));
  CHECK_FALSE(depends("?x :p <<( ?s :q 1 )>>", "?a :p <<( ?c :q 2 )>>"));
  CHECK_FALSE(depends("?x :p <<( ?s :q 1 )>>", "?a :p :c"));
}

TEST_CASE("a template that makes no triple is no dependency") {
  CHECK_FALSE(depends("?x :p ?y", "1 :p ?c"));
}

TEST_CASE("a NOT closes a dependency, whatever else reads it") {
  CHECK(dependencies_of("RULE { :x :p 1 } WHERE { ?x :q ?y NOT { ?x :q 2 } } RULE { ?x :q 2 } "
                        "WHERE { ?x :r ?y }") == "0=>1");
  CHECK(dependencies_of("RULE { :x :p 1 } WHERE { ?x :q ?y NOT DATA { ?x :q 2 } } RULE { ?x :q 2 } "
                        "WHERE { ?x :r ?y }") == "0->1");
}

TEST_CASE("a path is read as its patterns") {
  CHECK(
      dependencies_of("RULE { :x :p 1 } WHERE { ?x :q/^:r ?y } RULE { ?x :q 2 } WHERE { ?x :s ?y }"
                      "RULE { ?x :r 2 } WHERE { ?x :s ?y }") == "0->1 0->2");
}

TEST_CASE("rules that all read and write the same are not an edge a pair") {
  constexpr std::size_t kRules = 500;
  std::string text = "PREFIX : <http://e/>";
  for (std::size_t i = 0; i < kRules; ++i) {
    text += " RULE { ?x :p ?y } WHERE { ?x :p ?z . ?z :a :c" + std::to_string(i) + " ; ?p ?y }";
  }
  kg::MemoryDictionary dictionary;
  parser::Diagnostics diagnostics;
  const auto program = rules::load_program({{"test.srl", text}}, dictionary, diagnostics);
  REQUIRE(program);
  const rules::DependencyGraph& graph = program->dependencies;
  std::size_t edges = 0;
  for (std::uint32_t node = 0; node < graph.node_count(); ++node) {
    edges += graph.targets(node).size();
  }
  CHECK(edges < 6 * kRules);
  CHECK(graph.all().size() == kRules * kRules);
}
