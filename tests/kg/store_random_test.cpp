#include <catch2/catch.hpp>

#include <memory>
#include <optional>

#include "kg/triple_store.h"
#include "tests/kg/random_triples.h"
#include "tests/kg/temporary_directory.h"

namespace {

using kg::Quad;
using kg::TermId;

constexpr std::uint64_t kTerms = 8;

/// A store in the plainest way: what each source states on which lines.
struct StoreOracle {
  std::map<std::string, std::map<Quad, std::set<std::uint32_t>>> data;
  std::map<std::string, std::string> rules;
  std::map<kg::Triple, kg::Order> inferred;

  GraphOracle graph() const {
    GraphOracle graph;
    graph.inferred = inferred;
    for (const auto& [name, quads] : data) {
      for (const auto& [quad, lines] : quads) {
        if (quad.graph == TermId::None) graph.asserted.insert(quad.triple);
      }
    }
    return graph;
  }
  std::set<Quad> quads() const {
    std::set<Quad> all;
    for (const auto& [name, quads] : data) {
      for (const auto& [quad, lines] : quads) all.insert(quad);
    }
    return all;
  }
  std::vector<kg::Statement> statements(const kg::Triple& triple) const {
    std::vector<kg::Statement> found;
    for (const auto& [name, quads] : data) {
      const auto at = quads.find({triple});
      if (at == quads.end()) continue;
      for (const std::uint32_t line : at->second) found.push_back({name, line});
    }
    return found;
  }
  std::map<std::string, std::uint64_t> sources() const {
    std::map<std::string, std::uint64_t> found;
    for (const auto& [name, quads] : data) found[name] = quads.size();
    for (const auto& [name, text] : rules) found[name] = 0;
    return found;
  }
};

template <typename View>
void check_view(const View& view, const StoreOracle& oracle, RandomTriples& random) {
  const GraphOracle graph = oracle.graph();
  REQUIRE(differences(view, graph, random) == std::vector<std::string>());
  for (int i = 0; i < 10; ++i) {
    const kg::Triple t = random.triple();
    REQUIRE(view.statements(t) == oracle.statements(t));
  }
  std::map<std::string, std::uint64_t> sources;
  for (const kg::SourceRecord& record : view.sources()) {
    sources[record.name] = record.quads;
    REQUIRE(record.rules == oracle.rules.contains(record.name));
  }
  REQUIRE(sources == oracle.sources());
  for (const auto& [name, text] : oracle.rules) REQUIRE(view.rule_text(name) == text);
}

void check_snapshot(const kg::Snapshot& snapshot, const StoreOracle& oracle,
                    RandomTriples& random) {
  check_view(snapshot, oracle, random);
  std::set<Quad> quads;
  snapshot.scan_quads([&](const Quad& quad) { return quads.insert(quad).second; });
  REQUIRE(quads == oracle.quads());
  REQUIRE(snapshot.inconsistencies() == std::vector<std::string>());
}

/// One random step of a transaction, done to the oracle as well.
void random_step(kg::Transaction& change, StoreOracle& oracle, RandomTriples& random) {
  const std::string name = "source " + std::to_string(random.below(4));
  switch (random.below(8)) {
    case 0:
      REQUIRE(change.remove_source(name) ==
              (oracle.data.contains(name) || oracle.rules.contains(name)));
      oracle.data.erase(name);
      oracle.rules.erase(name);
      return;
    case 1:
      oracle.data.erase(name);
      oracle.rules[name] = std::to_string(random.below(3));
      change.replace_rules(name, oracle.rules[name]);
      return;
    case 2: {
      std::vector<kg::Inference> inferences;
      const GraphOracle graph = oracle.graph();
      oracle.inferred.clear();
      for (std::uint64_t i = random.below(12); i > 0; --i) {
        const kg::Triple t = random.triple();
        if (graph.asserted.contains(t) || oracle.inferred.contains(t)) continue;
        oracle.inferred[t] = static_cast<kg::Order>(1 + random.below(400));
        inferences.push_back({t, oracle.inferred[t]});
      }
      change.replace_inferences(inferences);
      return;
    }
    default: {
      change.replace_source(name);
      oracle.rules.erase(name);
      auto& quads = oracle.data[name];
      quads.clear();
      for (std::uint64_t i = random.below(25); i > 0; --i) {
        const Quad quad{random.triple(), random.below(4) == 0 ? random.term() : TermId::None};
        const auto line = static_cast<std::uint32_t>(random.below(3));
        quads[quad].insert(line);
        change.state(quad, line);
      }
    }
  }
}

}  // namespace

TEST_CASE("Store and transactions agree with a plain model through random changes", "[store]") {
  const auto seed = GENERATE(range<std::uint64_t>(0, 6));
  TemporaryDirectory directory;
  RandomTriples random(seed, kTerms);
  StoreOracle oracle;
  auto open = [&] {
    return std::make_unique<kg::TripleStore>(
        kg::TripleStore::open(directory / "db", kg::OpenMode::ReadWrite));
  };
  auto store = open();
  {
    kg::Transaction change = store->begin();
    for (std::uint64_t i = 0; i < kTerms; ++i) change.intern(rdf::Term::iri(std::to_string(i)));
    change.commit();
  }
  std::optional<kg::Snapshot> old;
  StoreOracle old_oracle;
  for (int round = 0; round < 25; ++round) {
    INFO("seed " << seed << " round " << round);
    {
      kg::Transaction change = store->begin();
      StoreOracle next = oracle;
      for (std::uint64_t steps = 1 + random.below(5); steps > 0; --steps) {
        random_step(change, next, random);
        if (random.below(2) == 0) check_view(change, next, random);
      }
      check_view(change, next, random);
      if (random.below(4) != 0) {
        change.commit(random.below(2) == 0 ? kg::CommitPath::Log : kg::CommitPath::Files);
        std::erase_if(next.inferred,
                      [&](const auto& entry) { return next.quads().contains({entry.first}); });
        oracle = next;
      }
    }
    check_snapshot(store->snapshot(), oracle, random);
    if (old) check_snapshot(*old, old_oracle, random);
    if (random.below(4) == 0) {
      old.emplace(store->snapshot());
      old_oracle = oracle;
    }
    if (random.below(6) == 0) {
      old.reset();
      store.reset();
      store = open();
      check_snapshot(store->snapshot(), oracle, random);
    }
  }
}
