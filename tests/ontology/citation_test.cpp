#include "ontology/citation.h"

#include <catch2/catch.hpp>
#include <string>

#include "kg/rdf/vocabulary.h"

namespace {

struct Fixture {
  kg::MemoryDictionary dictionary;
  kg::MemoryGraph graph;

  kg::TermId id(const std::string& name) {
    return dictionary.intern(rdf::Term::iri("http://e/" + name));
  }
  kg::TermId known(std::string_view iri) {
    return dictionary.intern(rdf::Term::iri(std::string(iri)));
  }
  kg::Triple fact() { return {id("ann"), id("knows"), id("bob")}; }
  kg::TermId reifier(const std::string& label) {
    const auto triple = fact();
    const auto reified = dictionary.intern(rdf::Term::triple_term(dictionary.term(triple.subject),
                                                                  dictionary.term(triple.predicate),
                                                                  dictionary.term(triple.object)));
    const auto result = dictionary.intern(rdf::Term::blank_node(label));
    graph.assert_triple({result, known(rdf::vocabulary::kReifies), reified});
    return result;
  }
  void source(kg::TermId reifier, const std::string& document) {
    graph.assert_triple({reifier, known(rdf::vocabulary::kDctSource), id(document)});
  }
  void locator(kg::TermId reifier, const std::string& text) {
    graph.assert_triple(
        {reifier, known(rdf::vocabulary::kLocator), dictionary.intern(rdf::Term::string(text))});
  }
};

using Citations = std::vector<ontology::Citation>;

}  // namespace

TEST_CASE("a citation is the source and locator of a reifier", "[citation]") {
  Fixture f;
  CHECK(ontology::citations(f.fact(), f.graph, f.dictionary).empty());
  const auto reifier = f.reifier("r");
  CHECK(ontology::citations(f.fact(), f.graph, f.dictionary).empty());
  f.source(reifier, "report");
  CHECK(ontology::citations(f.fact(), f.graph, f.dictionary) == Citations{{f.id("report"), ""}});
  f.locator(reifier, "p. 3");
  CHECK(ontology::citations(f.fact(), f.graph, f.dictionary) ==
        Citations{{f.id("report"), "p. 3"}});
  CHECK(ontology::citations({f.id("bob"), f.id("knows"), f.id("ann")}, f.graph, f.dictionary)
            .empty());
}

TEST_CASE("each reifier cites for itself, and what two of them say is told once", "[citation]") {
  Fixture f;
  f.id("a");
  for (const auto* name : {"r1", "r2", "r3"}) {
    const auto reifier = f.reifier(name);
    f.source(reifier, std::string(name) == "r3" ? "b" : "a");
    f.locator(reifier, "p. 3");
  }
  CHECK(ontology::citations(f.fact(), f.graph, f.dictionary) ==
        Citations{{f.id("a"), "p. 3"}, {f.id("b"), "p. 3"}});
}

TEST_CASE("a locator without a source is a citation without a source", "[citation]") {
  Fixture f;
  f.locator(f.reifier("r"), "p. 3");
  CHECK(ontology::citations(f.fact(), f.graph, f.dictionary) ==
        Citations{{kg::TermId::None, "p. 3"}});
}

TEST_CASE("only what is asserted cites", "[citation]") {
  Fixture f;
  const auto reifier = f.reifier("r");
  f.graph.infer(
      {{reifier, f.known(rdf::vocabulary::kDctSource), f.id("report")}, kg::Order::FirstRound});
  CHECK(ontology::citations(f.fact(), f.graph, f.dictionary).empty());
}
