#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "ontology/label.h"
#include "parser/diagnostic.h"
#include "parser/parse.h"
#include "rules/evaluate.h"
#include "rules/explain/render.h"
#include "rules/explain/why.h"
#include "rules/program.h"

/// Data and rules in memory, for tests: `World world(rules, data); world.infer();`.
struct World {
  kg::MemoryDictionary dictionary;
  kg::MemoryGraph graph;
  rules::Program program;
  parser::Prefixes prefixes = {{"", "http://e/"},
                               {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"}};

  World(const std::string& rules_text, const std::string& data) {
    parser::Diagnostics diagnostics;
    const bool loaded = load_rules(rules_text, diagnostics);
    INFO(parser::render(diagnostics));
    REQUIRE(loaded);
    state(data, "test.ttl");
  }

  /// Nothing if the rules cannot be used, for one because they cannot be stratified.
  static std::unique_ptr<World> load(const std::string& rules_text, const std::string& data) {
    auto world = std::unique_ptr<World>(new World);
    parser::Diagnostics diagnostics;
    if (!world->load_rules(rules_text, diagnostics)) return nullptr;
    world->state(data, "test.ttl");
    return world;
  }

  /// Asserts what a Turtle text says.
  void state(const std::string& data, const std::string& name) {
    state_as_is(kPrologue + data, name);
  }
  /// The same without the usual prefixes in front.
  void state_as_is(const std::string& data, const std::string& name) {
    parser::Diagnostics diagnostics;
    const parser::Source source{name, data};
    parser::parse_rdf(
        source, parser::RdfFormat::Turtle, "http://e/",
        [&](parser::RdfStatement&& s) {
          graph.assert_triple({dictionary.intern(s.subject), dictionary.intern(s.predicate),
                               dictionary.intern(s.object)},
                              {name, s.line});
        },
        prefixes, diagnostics);
    INFO(parser::render(diagnostics));
    REQUIRE_FALSE(diagnostics.has_errors());
  }

  void infer() {
    graph.clear_inferences();
    const auto inferences = rules::evaluate(program, graph, dictionary);
    REQUIRE(inferences.outcome == rules::Outcome::Complete);
    for (const kg::Inference& inference : inferences.triples) graph.infer(inference);
  }

  kg::Triple triple(const std::string& text) {
    parser::Diagnostics diagnostics;
    const auto parsed = parser::parse_triple({"<triple>", text}, prefixes, diagnostics);
    INFO(parser::render(diagnostics));
    REQUIRE(parsed);
    return {dictionary.intern(parsed->subject.term), dictionary.intern(parsed->predicate.term),
            dictionary.intern(parsed->object.term)};
  }

  explain::Evidence evidence() { return {program, graph, graph, dictionary}; }

  std::optional<explain::Derivation> why(const std::string& text,
                                         const explain::WhyOptions& options = {}) {
    return explain::why(evidence(), triple(text), options);
  }

  ontology::Labels labels(const std::string& language = "en") {
    return {graph, dictionary, language, prefixes};
  }

  std::string render(const explain::Derivation& derivation,
                     const explain::RenderOptions& options = {},
                     const std::string& language = "en") {
    return explain::to_text(derivation, evidence(), labels(language), options);
  }

 private:
  World() = default;

  bool load_rules(const std::string& text, parser::Diagnostics& diagnostics) {
    auto loaded = rules::load_program({{"test.srl", kPrologue + text}}, dictionary, diagnostics);
    if (loaded) program = std::move(*loaded);
    return loaded.has_value();
  }

  static inline const std::string kPrologue =
      "PREFIX : <http://e/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
      "PREFIX dct: <http://purl.org/dc/terms/> PREFIX w: <https://warrant.example/ns#>\n";
};
