#include "kg/dictionary.h"

#include <catch2/catch.hpp>

#include <set>

#include "kg/term_id.h"
#include "tests/kg/terms.h"

TEST_CASE("A dictionary in memory gives back every kind of term", "[dictionary]") {
  kg::MemoryDictionary dictionary;
  const std::vector<rdf::Term> terms = varied_terms();
  std::set<kg::TermId> ids;
  for (const rdf::Term& term : terms) {
    INFO(rdf::to_ntriples(term).substr(0, 100));
    const kg::TermId id = dictionary.intern(term);
    CHECK(id != kg::TermId::None);
    CHECK(ids.insert(id).second);
    CHECK(dictionary.term(id) == term);
  }
  for (const rdf::Term& term : terms) {
    INFO(rdf::to_ntriples(term).substr(0, 100));
    CHECK(ids.contains(dictionary.intern(term)));
    REQUIRE(dictionary.find(term));
    CHECK(dictionary.term(*dictionary.find(term)) == term);
  }
}

TEST_CASE("Kinds of ids say what a term is", "[dictionary]") {
  kg::MemoryDictionary dictionary;
  for (const rdf::Term& term : varied_terms()) {
    const kg::TermId id = dictionary.intern(term);
    CHECK(kg::is_iri(id) == term.is_iri());
    CHECK(kg::is_blank_node(id) == term.is_blank_node());
    CHECK(kg::is_literal(id) == term.is_literal());
    CHECK(kg::is_triple_term(id) == term.is_triple_term());
  }
}

TEST_CASE("A dictionary does not find what it was not given, but always what an id can hold",
          "[dictionary]") {
  kg::MemoryDictionary dictionary;
  const rdf::Term a = rdf::Term::iri("http://example.org/a");
  CHECK_FALSE(dictionary.find(a));
  CHECK(dictionary.find(rdf::Term::integer(7)));
  dictionary.intern(a);
  CHECK(dictionary.size() == 1);
  CHECK_FALSE(dictionary.find(rdf::Term::triple_term(a, a, a)));
  CHECK_FALSE(
      dictionary.find(rdf::Term::triple_term(a, a, rdf::Term::iri("http://example.org/b"))));
  CHECK(dictionary.size() == 1);
}

TEST_CASE("A dictionary in memory keeps a hundred thousand terms apart", "[dictionary]") {
  kg::MemoryDictionary dictionary;
  std::vector<kg::TermId> ids;
  auto term = [](int i) {
    const std::string number = std::to_string(i);
    if (i % 3 == 0) return rdf::Term::string(number);
    return i % 3 == 1 ? rdf::Term::iri(number) : rdf::Term::language_string(number, "nl");
  };
  for (int i = 0; i < 100'000; ++i) ids.push_back(dictionary.intern(term(i)));
  CHECK(dictionary.size() == 100'000);
  for (int i = 0; i < 100'000; ++i) {
    REQUIRE(dictionary.find(term(i)) == ids[static_cast<std::size_t>(i)]);
    REQUIRE(dictionary.term(ids[static_cast<std::size_t>(i)]) == term(i));
  }
}

TEST_CASE("A scratch dictionary adds terms and leaves the one below as it is", "[dictionary]") {
  kg::MemoryDictionary below;
  const rdf::Term a = rdf::Term::iri("http://example.org/a");
  const rdf::Term b = rdf::Term::iri("http://example.org/b");
  const kg::TermId a_id = below.intern(a);
  kg::ScratchDictionary scratch(below);
  CHECK(scratch.intern(a) == a_id);
  CHECK_FALSE(scratch.find(b));
  const kg::TermId b_id = scratch.intern(b);
  CHECK(scratch.intern(b) == b_id);
  CHECK(scratch.find(b) == b_id);
  CHECK(scratch.term(b_id) == b);
  CHECK(scratch.term(a_id) == a);
  CHECK_FALSE(below.find(b));

  const rdf::Term mixed = rdf::Term::triple_term(a, b, rdf::Term::integer(1));
  CHECK_FALSE(scratch.find(mixed));
  const kg::TermId mixed_id = scratch.intern(mixed);
  CHECK(scratch.find(mixed) == mixed_id);
  CHECK(scratch.term(mixed_id) == mixed);
  CHECK(below.size() == 1);
}

TEST_CASE("Ids of a scratch dictionary never meet those below, which may grow meanwhile",
          "[dictionary]") {
  kg::MemoryDictionary below;
  kg::ScratchDictionary scratch(below);
  kg::ScratchDictionary top(static_cast<const kg::Dictionary&>(scratch));
  std::set<kg::TermId> ids;
  for (int i = 0; i < 100; ++i) {
    const std::string number = std::to_string(i);
    CHECK(ids.insert(below.intern(rdf::Term::iri("below " + number))).second);
    CHECK(ids.insert(scratch.intern(rdf::Term::iri("scratch " + number))).second);
    CHECK(ids.insert(top.intern(rdf::Term::iri("top " + number))).second);
  }
  const rdf::Term early = rdf::Term::iri("scratch 0");
  const kg::TermId before = *top.find(early);
  below.intern(early);
  CHECK(scratch.find(early) == before);
  CHECK(top.intern(early) == before);
  CHECK(top.term(before) == early);
}
