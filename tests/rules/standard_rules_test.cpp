#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "rules/explain/instances.h"
#include "tests/checkout.h"
#include "tests/rules/world.h"

namespace {

std::string read(const std::string& path) {
  std::ifstream file(checkout::top() / path, std::ios::binary);
  INFO(path);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// What one rule is to conclude, and of what.
struct Case {
  std::string rule;
  std::string data;
  std::string conclusion;
};

std::vector<Case> cases_of(const std::string& path) {
  std::vector<Case> cases;
  std::istringstream lines(read(path));
  bool begins = true;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) continue;
    if (line.empty()) {
      begins = true;
    } else if (begins) {
      cases.push_back({line, "", ""});
      begins = false;
    } else if (line.starts_with("=> ")) {
      cases.back().conclusion = line.substr(3);
    } else {
      cases.back().data += line + '\n';
    }
  }
  return cases;
}

const parser::Prefixes kPrefixes = {{"owl", "http://www.w3.org/2002/07/owl#"},
                                    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
                                    {"xsd", "http://www.w3.org/2001/XMLSchema#"},
                                    {"w", "https://warrant.example/ns#"},
                                    {"rl", "https://warrant.example/owl-rl#"},
                                    {"rs", "https://warrant.example/rdfs#"}};

std::string prologue() {
  std::string text;
  for (const auto& [prefix, iri] : kPrefixes) text += "PREFIX " + prefix + ": <" + iri + ">\n";
  return text;
}

bool concludes(World& world, const std::string& rule, const kg::Triple& triple) {
  bool found = false;
  explain::InstanceFinder finder(world.evidence());
  finder.find(triple, std::nullopt, nullptr, [&](rules::RuleIndex index, const match::Bindings&) {
    const auto& rules = world.program.rules;
    found = rules::display_name(rules.rule(index), rules.prefixes) == rule;
    return !found;
  });
  return found;
}

std::size_t violations(World& world) {
  const kg::Triple any = world.triple(":x w:violates :y");
  return world.graph.estimate({kg::TermId::None, any.predicate, kg::TermId::None},
                              kg::Part::Evaluation);
}

void check(const std::string& rules, const std::string& cases) {
  std::set<std::string> with_case;
  const std::string text = read(rules);
  for (const Case& one : cases_of(cases)) {
    INFO(one.rule << "\n" << one.data);
    with_case.insert(one.rule);
    World world(text, prologue() + one.data);
    world.prefixes.insert(world.prefixes.end(), kPrefixes.begin(), kPrefixes.end());
    world.infer();
    const kg::Triple triple = world.triple(one.conclusion);
    CHECK(world.graph.find(triple, kg::Part::Inference));
    CHECK(concludes(world, one.rule, triple));
    const bool violates = one.conclusion.find("w:violates") != std::string::npos;
    CHECK((violations(world) > 0) == violates);
  }
  const World all(text, "");
  for (const rules::Rule& rule : all.program.rules.rules) {
    const std::string name = rules::display_name(rule, all.program.rules.prefixes);
    INFO(name);
    CHECK(with_case.contains(name));
    CHECK_FALSE(rule.metadata.titles.empty());
    CHECK_FALSE(rule.metadata.sentences.empty());
    CHECK_FALSE(rule.metadata.citations.empty());
  }
}

}  // namespace

TEST_CASE("every rule of RDFS concludes what its table says", "[standard]") {
  check("rules/standard/rdfs.srl", "tests/rules/standard/rdfs.txt");
}

TEST_CASE("every rule of OWL 2 RL concludes what its table says, and reports only violations",
          "[standard]") {
  check("rules/standard/owl-rl.srl", "tests/rules/standard/owl-rl.txt");
}
