#include "tests/rules/random_programs.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "rules/evaluate.h"
#include "tests/rules/oracle.h"

namespace {

constexpr std::uint32_t kCases = 6000;

std::string text_of(const oracle::Graph& graph, const kg::Dictionary& dictionary) {
  std::string text;
  for (const kg::Triple& t : graph) {
    text += rdf::to_ntriples(dictionary.term(t.subject)) + ' ' +
            rdf::to_ntriples(dictionary.term(t.predicate)) + ' ' +
            rdf::to_ntriples(dictionary.term(t.object)) + " .\n";
  }
  return text;
}

oracle::Graph without(const oracle::Graph& graph, const oracle::Graph& other) {
  oracle::Graph result;
  std::set_difference(graph.begin(), graph.end(), other.begin(), other.end(),
                      std::inserter(result, result.end()));
  return result;
}

/// One random program, loaded.
struct Case {
  kg::MemoryDictionary dictionary;
  kg::MemoryGraph graph;
  oracle::Graph base;
  std::vector<kg::Triple> stated;  ///< as they come, some of them twice
  parser::Diagnostics diagnostics;
  std::optional<rules::Program> program;

  explicit Case(const RandomProgram& random) {
    parser::Prefixes prefixes;
    parser::parse_rdf(
        {"data.ttl", random.data}, parser::RdfFormat::Turtle, "",
        [&](parser::RdfStatement&& s) {
          const kg::Triple t{dictionary.intern(s.subject), dictionary.intern(s.predicate),
                             dictionary.intern(s.object)};
          base.insert(t);
          graph.assert_triple(t);
          stated.push_back(t);
          if (stated.size() % 3 == 0) stated.push_back(stated[stated.size() / 2]);
        },
        prefixes, diagnostics);
    program = rules::load_program({{"rules.srl", random.rules}}, dictionary, diagnostics);
  }

  bool only_unstratified() const {
    for (const parser::Diagnostic& d : diagnostics.all()) {
      if (d.severity == parser::Severity::Error && d.code != "not-stratified") return false;
    }
    return true;
  }
};

/// Whether each triple follows from strictly older ones.
bool orders_hold(Case& c, const rules::Inferences& inferences, const oracle::Graph& inferred) {
  oracle::Graph complete = c.base;
  complete.insert(inferred.begin(), inferred.end());
  oracle::Graph older = c.base;
  const auto& triples = inferences.triples;
  for (std::size_t i = 0; i < triples.size();) {
    const kg::Order order = triples[i].order;
    oracle::Graph concluded;
    for (std::size_t r = 0; r < c.program->rules.rules.size(); ++r) {
      concluded.merge(oracle::conclude(c.program->rules, static_cast<rules::RuleIndex>(r), older,
                                       complete, c.base, c.dictionary));
    }
    for (; i < triples.size() && triples[i].order == order; ++i) {
      if (order != kg::Order::Given && !concluded.contains(triples[i].triple)) return false;
      older.insert(triples[i].triple);
    }
  }
  return true;
}

/// By three threads, which share even the smallest work.
rules::Inferences evaluated_by_three(Case& c) {
  rules::EvaluateOptions options;
  options.threads = 3;
  options.share_from = 0;
  return rules::evaluate(*c.program, c.graph, c.dictionary, options);
}

/// From triples added one by one, without a graph.
rules::Inferences evaluated_from_triples(Case& c) {
  rules::BaseFacts facts(*c.program);
  for (const kg::Triple& triple : c.stated) {
    if (facts.wants(triple.predicate)) facts.add(triple);
  }
  facts.seal();
  rules::EvaluateOptions alone;
  alone.threads = 1;
  return rules::evaluate(*c.program, std::move(facts), c.dictionary, alone);
}

/// Whether both have the same triples in the same sequence.
bool same(const rules::Inferences& a, const rules::Inferences& b) {
  return std::equal(a.triples.begin(), a.triples.end(), b.triples.begin(), b.triples.end(),
                    [](const kg::Inference& x, const kg::Inference& y) {
                      return x.triple == y.triple && x.order == y.order;
                    });
}

}  // namespace

TEST_CASE("the engine infers what the specification says, on random programs", "[random]") {
  std::size_t evaluated = 0;
  std::size_t inferred_something = 0;
  std::map<std::size_t, std::size_t> by_strata;
  for (std::uint32_t seed = 1; seed <= kCases; ++seed) {
    const RandomProgram random(seed);
    INFO("seed " << seed << "\n" << random.rules << "\n" << random.data);
    Case c(random);
    if (!c.program) {
      if (!c.only_unstratified()) FAIL(parser::render(c.diagnostics));
      continue;
    }
    ++evaluated;
    ++by_strata[c.program->strata.size()];
    rules::EvaluateOptions alone;
    alone.threads = 1;
    const rules::Inferences inferences = rules::evaluate(*c.program, c.graph, c.dictionary, alone);
    oracle::Graph actual;
    for (const kg::Inference& i : inferences.triples) actual.insert(i.triple);
    const oracle::Graph expected = oracle::infer(*c.program, c.base, c.dictionary);
    if (!actual.empty()) ++inferred_something;
    if (actual != expected) {
      FAIL("missing:\n"
           << text_of(without(expected, actual), c.dictionary) << "wrong:\n"
           << text_of(without(actual, expected), c.dictionary));
    }
    if (actual.size() != inferences.triples.size()) FAIL("a triple twice");
    if (!std::is_sorted(
            inferences.triples.begin(), inferences.triples.end(),
            [](const kg::Inference& a, const kg::Inference& b) { return a.order < b.order; })) {
      FAIL("not sorted by order");
    }
    if (!orders_hold(c, inferences, actual)) FAIL("a triple without older premises");
    if (!same(inferences, evaluated_by_three(c))) FAIL("threads make a difference");
    if (!same(inferences, evaluated_from_triples(c))) FAIL("a graph makes a difference");
  }
  // The cases are worth their time.
  CHECK(evaluated > kCases / 3);
  CHECK(inferred_something > evaluated / 2);
  CHECK(by_strata[2] > 100);
  CHECK(by_strata[3] > 10);
}

TEST_CASE("dependencies are those of each pattern with each template, on random programs",
          "[random]") {
  std::size_t found = 0;
  for (std::uint32_t seed = 1; seed <= kCases / 4; ++seed) {
    const RandomProgram random(seed);
    INFO("seed " << seed << "\n" << random.rules);
    kg::MemoryDictionary dictionary;
    parser::Diagnostics diagnostics;
    const auto documents = rules::read_rules({{"rules.srl", random.rules}}, diagnostics);
    const auto rule_set = rules::compile(documents, dictionary, diagnostics);
    REQUIRE(rule_set);
    const auto actual = rules::DependencyGraph(*rule_set, dictionary).all();
    REQUIRE(actual == oracle::dependencies(*rule_set, dictionary));
    found += actual.size();
  }
  CHECK(found > kCases);
}

TEST_CASE("strata are those of the specification's algorithm, on random programs", "[random]") {
  std::size_t rejected = 0;
  for (std::uint32_t seed = 1; seed <= kCases; ++seed) {
    const RandomProgram random(seed);
    INFO("seed " << seed << "\n" << random.rules);
    kg::MemoryDictionary dictionary;
    parser::Diagnostics diagnostics;
    const auto documents = rules::read_rules({{"rules.srl", random.rules}}, diagnostics);
    const auto rule_set = rules::compile(documents, dictionary, diagnostics);
    REQUIRE(rule_set);
    const rules::DependencyGraph dependencies(*rule_set, dictionary);
    const auto expected = oracle::strata(*rule_set, dependencies.all());
    const auto actual = rules::stratify(*rule_set, dependencies, documents, diagnostics);
    REQUIRE(actual.has_value() == !expected.empty());
    if (!actual) {
      ++rejected;
      continue;
    }
    for (std::size_t s = 0; s < actual->size(); ++s) {
      for (const auto& rules : {(*actual)[s].once, (*actual)[s].general}) {
        for (const rules::RuleIndex rule : rules)
          REQUIRE(expected[static_cast<std::size_t>(rule)] == s);
      }
    }
  }
  CHECK(rejected > 100);
}
