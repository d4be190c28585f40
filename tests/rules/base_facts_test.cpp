#include "rules/base_facts.h"

#include <catch2/catch.hpp>
#include <set>

#include "kg/triple_store.h"
#include "rules/working_graph.h"
#include "tests/kg/temporary_directory.h"
#include "tests/rules/world.h"

namespace {

constexpr std::uint64_t kPredicates = 20;

kg::TermId term(const std::string& name, kg::Interner& terms) {
  return terms.intern(rdf::Term::iri("http://example.org/" + name));
}

/// Hands a store's graph on, and counts how it is read.
class WatchedGraph final : public kg::GraphView {
 public:
  explicit WatchedGraph(const kg::GraphView& graph) : graph_(graph) {}

  bool scan(const kg::TripleMask& mask, kg::Part part,
            const kg::TripleVisitor& visit) const override {
    ++scans;
    return graph_.scan(mask, part, visit);
  }
  std::optional<kg::Order> find(const kg::Triple& triple, kg::Part part) const override {
    return graph_.find(triple, part);
  }
  std::size_t estimate(const kg::TripleMask& mask, kg::Part part) const override {
    return graph_.estimate(mask, part);
  }
  WholeScan whole_scan() const override { return graph_.whole_scan(); }
  bool scan_all(const kg::TripleVisitor& visit) const override {
    ++whole_scans;
    return graph_.scan_all(visit);
  }

  mutable int scans = 0;
  mutable int whole_scans = 0;

 private:
  const kg::GraphView& graph_;
};

/// The facts that a program's rules can read, as they stand in its relations.
std::multiset<kg::Triple> read(const rules::Program& program, const kg::GraphView& graph) {
  rules::BaseFacts facts(program);
  facts.add_all(graph, [](std::size_t) { return true; });
  facts.seal();
  std::multiset<kg::Triple> found;
  const rules::WorkingGraph& read = facts.graph();
  for (std::size_t r = 0; r < read.relation_count(); ++r) {
    const rules::Relation& relation = read.at(static_cast<rules::RelationIndex>(r));
    for (std::size_t i = 0; i < relation.visible(); ++i) {
      const rules::Pair row = relation.rows()[i];
      found.insert({read.terms().term(rules::subject_of(row)),
                    read.terms().term(relation.predicate()),
                    read.terms().term(rules::object_of(row))});
    }
  }
  return found;
}

}  // namespace

TEST_CASE(
    "facts are read once from a store, whole or by predicate, however many sources state them",
    "[base_facts]") {
  const bool two_sources = GENERATE(false, true);
  TemporaryDirectory directory;
  kg::TripleStore store = kg::TripleStore::open(directory / "db", kg::OpenMode::ReadWrite);
  kg::Transaction change = store.begin();
  std::vector<kg::TermId> predicates;
  for (std::uint64_t p = 0; p < kPredicates; ++p) {
    predicates.push_back(term("p" + std::to_string(p), change));
  }
  std::multiset<kg::Triple> facts;
  const kg::TermId graph_name = term("graph", change);
  for (int source = 0; source < (two_sources ? 2 : 1); ++source) {
    change.replace_source("source " + std::to_string(source));
    for (std::uint64_t i = 0; i < kPredicates * 400; ++i) {
      const kg::Triple fact{term("s" + std::to_string(i), change), predicates[i % kPredicates],
                            *kg::try_inline(rdf::Term::integer(static_cast<std::int64_t>(i)))};
      change.state({fact}, 1);
      // In another graph, which rules do not read.
      change.state({{fact.subject, fact.predicate, fact.subject}, graph_name}, 2);
      if (source == 0) facts.insert(fact);
    }
  }
  change.commit();
  const kg::Snapshot snapshot = store.snapshot();
  const WatchedGraph graph(snapshot);
  // One predicate in twenty is looked for by itself; of all, all triples are gone through.
  const bool few = GENERATE(false, true);
  rules::Program program;
  program.rules.data.push_back({predicates[3], predicates[3], predicates[3]});
  if (!few) {
    for (const kg::TermId predicate : predicates) {
      program.rules.data.push_back({predicate, predicate, predicate});
    }
  }
  const std::multiset<kg::Triple> found = read(program, graph);
  CHECK(graph.whole_scans == (few ? 0 : 1));
  CHECK(graph.scans == (few ? 1 : 0));
  std::multiset<kg::Triple> expected;
  for (const kg::Triple& fact : facts) {
    if (!few || fact.predicate == predicates[3]) expected.insert(fact);
  }
  CHECK(found == expected);
}
