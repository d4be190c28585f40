#include "ontology/label.h"

#include <catch2/catch.hpp>
#include <string>

#include "kg/rdf/vocabulary.h"

namespace {

struct Fixture {
  kg::MemoryDictionary dictionary;
  kg::MemoryGraph graph;
  parser::Prefixes prefixes{{"ex", "http://e/"}};

  kg::TermId id(const std::string& name) {
    return dictionary.intern(rdf::Term::iri("http://e/" + name));
  }
  void say(kg::TermId subject, std::string_view predicate, const rdf::Term& object) {
    graph.assert_triple({subject, dictionary.intern(rdf::Term::iri(std::string(predicate))),
                         dictionary.intern(object)});
  }
  void label(const std::string& name, const std::string& text, std::string_view language) {
    say(id(name), rdf::vocabulary::kLabel,
        language.empty() ? rdf::Term::string(text) : rdf::Term::language_string(text, language));
  }
  ontology::Labels labels(const std::string& language) {
    return {graph, dictionary, language, prefixes};
  }
};

}  // namespace

TEST_CASE("a label is taken in the reader's language, else a dialect, English, none, any",
          "[label]") {
  Fixture f;
  f.label("water", "eau", "fr");
  CHECK(f.labels("nl").of(f.id("water")) == "eau");
  f.label("water", "H2O", "");
  CHECK(f.labels("nl").of(f.id("water")) == "H2O");
  f.label("water", "wa'er", "en-gb");
  CHECK(f.labels("nl").of(f.id("water")) == "wa'er");
  f.label("water", "water", "en");
  CHECK(f.labels("nl").of(f.id("water")) == "water");
  f.label("water", "waeter", "nl-be");
  CHECK(f.labels("nl").of(f.id("water")) == "waeter");
  f.label("water", "het water", "nl");
  CHECK(f.labels("nl").of(f.id("water")) == "het water");
  CHECK(f.labels("en").of(f.id("water")) == "water");
  CHECK(f.labels("fr").of(f.id("water")) == "eau");
}

TEST_CASE("of two labels in one language the same one is always taken", "[label]") {
  Fixture f;
  f.label("water", "wet stuff", "en");
  f.label("water", "water", "en");
  CHECK(f.labels("en").of(f.id("water")) == "water");
}

TEST_CASE("a document without a label is called by its title", "[label]") {
  Fixture f;
  f.say(f.id("report"), rdf::vocabulary::kDctTitle, rdf::Term::string("The Report"));
  CHECK(f.labels("en").of(f.id("report")) == "The Report");
  f.label("report", "Report", "nl");
  CHECK(f.labels("en").of(f.id("report")) == "Report");
}

TEST_CASE("what has no label is written as in Turtle, and a literal as its lexical form",
          "[label]") {
  Fixture f;
  const auto labels = f.labels("en");
  CHECK(labels.of(f.id("thing")) == "ex:thing");
  CHECK(labels.of(f.dictionary.intern(rdf::Term::iri("http://other/x"))) == "<http://other/x>");
  CHECK(labels.of(f.dictionary.intern(rdf::Term::integer(42))) == "42");
  CHECK(labels.of(f.dictionary.intern(rdf::Term::string("two words"))) == "two words");
  CHECK(labels.turtle(f.dictionary.intern(rdf::Term::string("two words"))) == "\"two words\"");
}

TEST_CASE("triples and triple terms read as sentences", "[label]") {
  Fixture f;
  f.label("ann", "Ann", "en");
  f.label("knows", "knows", "en");
  f.label("knows", "kent", "nl");
  const kg::Triple triple{f.id("ann"), f.id("knows"), f.id("bob")};
  CHECK(f.labels("en").of(triple) == "Ann knows ex:bob");
  CHECK(f.labels("nl").of(triple) == "Ann kent ex:bob");
  CHECK(f.labels("en").turtle(triple) == "ex:ann ex:knows ex:bob");
  const auto term = f.dictionary.intern(rdf::Term::triple_term(f.dictionary.term(triple.subject),
                                                               f.dictionary.term(triple.predicate),
                                                               f.dictionary.term(triple.object)));
  CHECK(f.labels("nl").of(term) == "Ann kent ex:bob");
}

TEST_CASE("a label that a rule inferred counts", "[label]") {
  Fixture f;
  f.graph.infer(
      {{f.id("x"), f.dictionary.intern(rdf::Term::iri(std::string(rdf::vocabulary::kLabel))),
        f.dictionary.intern(rdf::Term::string("Made"))},
       kg::Order::FirstRound});
  CHECK(f.labels("en").of(f.id("x")) == "Made");
}
