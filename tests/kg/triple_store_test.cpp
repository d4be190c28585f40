#include "kg/triple_store.h"

#include <catch2/catch.hpp>

#include "kg/storage_error.h"
#include "kg/term_id.h"
#include "tests/kg/temporary_directory.h"
#include "tests/kg/terms.h"

namespace {

using kg::OpenMode;
using kg::Order;
using kg::Part;
using kg::Quad;
using kg::Statement;
using kg::TermId;
using kg::Triple;
using kg::TripleStore;
using rdf::Term;

TripleStore open(const std::filesystem::path& path) {
  return TripleStore::open(path, OpenMode::ReadWrite);
}

Term iri(const std::string& name) { return Term::iri("http://example.org/" + name); }

Triple triple(kg::Interner& dictionary, const std::string& s, const std::string& p,
              const std::string& o) {
  return {dictionary.intern(iri(s)), dictionary.intern(iri(p)), dictionary.intern(iri(o))};
}

/// What a graph holds, as text: the local names of subject, predicate and object.
template <typename Graph>
std::vector<std::string> contents(const Graph& graph, Part part) {
  std::vector<std::string> found;
  auto name = [&](TermId id) { return graph.term(id).lexical.substr(iri("").lexical.size()); };
  graph.scan({}, part, [&](const Triple& t, Order) {
    found.push_back(name(t.subject) + " " + name(t.predicate) + " " + name(t.object));
    return true;
  });
  std::sort(found.begin(), found.end());
  return found;
}

using Lines = std::vector<std::string>;

void load(TripleStore& store, const std::string& source,
          const std::vector<std::array<std::string, 3>>& triples) {
  kg::Transaction change = store.begin();
  change.replace_source(source);
  std::uint32_t line = 0;
  for (const auto& [s, p, o] : triples) change.state({triple(change, s, p, o)}, ++line);
  change.commit();
}

}  // namespace

TEST_CASE("A store gives back every kind of term, also after it was opened again", "[store]") {
  TemporaryDirectory directory;
  const std::vector<Term> terms = varied_terms();
  std::map<std::string, TermId> ids;
  for (const kg::CommitPath path : {kg::CommitPath::Log, kg::CommitPath::Files}) {
    const auto where = directory / std::to_string(static_cast<int>(path));
    {
      TripleStore store = open(where);
      kg::Transaction change = store.begin();
      for (const Term& term : terms) {
        const TermId id = change.intern(term);
        ids[rdf::to_ntriples(term)] = id;
        REQUIRE(change.term(id) == term);
        REQUIRE(change.find(term) == id);
      }
      change.commit(path);
      CHECK(store.snapshot().inconsistencies() == Lines());
    }
    TripleStore store = open(where);
    const kg::Snapshot snapshot = store.snapshot();
    kg::Transaction change = store.begin();
    for (const Term& term : terms) {
      INFO(rdf::to_ntriples(term).substr(0, 100));
      const TermId id = ids[rdf::to_ntriples(term)];
      REQUIRE(snapshot.find(term) == id);
      REQUIRE(snapshot.term(id) == term);
      REQUIRE(change.intern(term) == id);
      REQUIRE(change.term(id) == term);
    }
    CHECK(ids.size() == terms.size());
  }
}

TEST_CASE("A quad stays until no source states it", "[store]") {
  TemporaryDirectory directory;
  TripleStore store = open(directory / "db");
  load(store, "one.ttl", {{"a", "p", "b"}, {"a", "p", "c"}, {"a", "p", "b"}});
  load(store, "two.ttl", {{"a", "p", "b"}, {"a", "p", "d"}});
  {
    const kg::Snapshot snapshot = store.snapshot();
    CHECK(contents(snapshot, Part::Base) == Lines{"a p b", "a p c", "a p d"});
    const Triple ab{*snapshot.find(iri("a")), *snapshot.find(iri("p")), *snapshot.find(iri("b"))};
    CHECK(snapshot.statements(ab) ==
          std::vector<Statement>{{"one.ttl", 1}, {"one.ttl", 3}, {"two.ttl", 1}});
    const auto sources = snapshot.sources();
    REQUIRE(sources.size() == 2);
    CHECK(sources[0].name == "one.ttl");
    CHECK(sources[0].quads == 2);
    CHECK(sources[1].quads == 2);
    CHECK(snapshot.statistics().asserted == 3);
  }
  load(store, "one.ttl", {{"a", "p", "e"}});
  CHECK(contents(store.snapshot(), Part::Base) == Lines{"a p b", "a p d", "a p e"});
  kg::Transaction change = store.begin();
  CHECK_FALSE(change.remove_source("three.ttl"));
  CHECK(change.remove_source("two.ttl"));
  CHECK_FALSE(change.remove_source("two.ttl"));
  CHECK(contents(change, Part::Base) == Lines{"a p e"});
  CHECK(change.sources().size() == 1);
  change.commit();
  CHECK(contents(store.snapshot(), Part::Base) == Lines{"a p e"});
  CHECK(store.snapshot().sources().size() == 1);
  CHECK(store.snapshot().inconsistencies() == Lines());
}

TEST_CASE("Loading the same again changes nothing", "[store]") {
  TemporaryDirectory directory;
  TripleStore store = open(directory / "db");
  load(store, "one.ttl", {{"a", "p", "b"}, {"a", "p", "c"}});
  const auto before = store.snapshot().statistics();
  load(store, "one.ttl", {{"a", "p", "b"}, {"a", "p", "c"}});
  const auto after = store.snapshot().statistics();
  CHECK(before.bytes_on_disk == after.bytes_on_disk);
  CHECK(before.terms == after.terms);
  CHECK(after.asserted == 2);
}

TEST_CASE("A transaction shows the state that its commit would make", "[store]") {
  TemporaryDirectory directory;
  TripleStore store = open(directory / "db");
  load(store, "one.ttl", {{"a", "p", "b"}, {"a", "p", "c"}});
  load(store, "two.ttl", {{"a", "p", "b"}});
  kg::Transaction change = store.begin();
  change.replace_source("one.ttl");
  const Triple ad = triple(change, "a", "p", "d");
  change.state({ad}, 5);
  CHECK(contents(change, Part::Base) == Lines{"a p b", "a p d"});
  const Triple ab = triple(change, "a", "p", "b");
  CHECK(change.statements(ab) == std::vector<Statement>{{"two.ttl", 1}});
  CHECK(change.statements(ad) == std::vector<Statement>{{"one.ttl", 5}});
  CHECK(change.statements(triple(change, "a", "p", "c")).empty());
  // Stated afresh in the same transaction: what it stated before is forgotten.
  change.replace_source("one.ttl");
  change.state({triple(change, "a", "p", "c")}, 1);
  CHECK(contents(change, Part::Base) == Lines{"a p b", "a p c"});
  CHECK(contents(store.snapshot(), Part::Base) == Lines{"a p b", "a p c"});
}

TEST_CASE("A transaction that is dropped leaves no trace", "[store]") {
  TemporaryDirectory directory;
  TripleStore store = open(directory / "db");
  load(store, "one.ttl", {{"a", "p", "b"}});
  const auto before = store.snapshot().statistics();
  TermId dropped = TermId::None;
  {
    kg::Transaction change = store.begin();
    change.replace_source("two.ttl");
    change.state({triple(change, "x", "p", "y")}, 1);
    change.remove_source("one.ttl");
    change.set_prefix("ex", "http://example.org/");
    change.replace_rules("rules.srl", "text");
    dropped = change.intern(iri("x"));
    CHECK(change.term(dropped) == iri("x"));
  }
  const kg::Snapshot snapshot = store.snapshot();
  CHECK_FALSE(snapshot.find(iri("x")));
  CHECK(contents(snapshot, Part::Base) == Lines{"a p b"});
  CHECK(snapshot.prefixes().empty());
  CHECK(snapshot.sources().size() == 1);
  CHECK(snapshot.statistics().bytes_on_disk == before.bytes_on_disk);
  CHECK(store.begin().intern(iri("z")) == dropped);
}

TEST_CASE("A snapshot stays as it is whatever is committed later", "[store]") {
  TemporaryDirectory directory;
  TripleStore store = open(directory / "db");
  load(store, "one.ttl", {{"a", "p", "b"}});
  const kg::Snapshot early = store.snapshot();
  for (const kg::CommitPath path : {kg::CommitPath::Log, kg::CommitPath::Files}) {
    kg::Transaction change = store.begin();
    change.replace_source("one.ttl");
    const std::string name = path == kg::CommitPath::Log ? "log" : "files";
    change.state({triple(change, "a", "p", name)}, 1);
    change.replace_inferences(std::vector<kg::Inference>{{triple(change, "a", "q", name)}});
    change.commit(path);
    CHECK(contents(store.snapshot(), Part::Evaluation) == Lines{"a p " + name, "a q " + name});
    CHECK(contents(early, Part::Evaluation) == Lines{"a p b"});
    CHECK_FALSE(early.find(iri(name)));
    CHECK(early.sources().size() == 1);
    CHECK(early.statistics().inferred == 0);
  }
}

TEST_CASE("Inferences are replaced, kept with their order, and give way to assertions", "[store]") {
  TemporaryDirectory directory;
  TripleStore store = open(directory / "db");
  load(store, "one.ttl", {{"a", "p", "b"}});
  {
    kg::Transaction change = store.begin();
    const Triple aqb = triple(change, "a", "q", "b");
    const Triple aqc = triple(change, "a", "q", "c");
    change.replace_inferences(
        std::vector<kg::Inference>{{aqc, static_cast<Order>(300)}, {aqb, Order::Given}});
    CHECK(change.find(aqc, Part::Inference) == static_cast<Order>(300));
    change.commit();
    const kg::Snapshot snapshot = store.snapshot();
    CHECK(snapshot.find(aqc, Part::Evaluation) == static_cast<Order>(300));
    CHECK(snapshot.find(aqb, Part::Inference) == Order::Given);
    CHECK_FALSE(snapshot.find(aqb, Part::Base));
    CHECK(snapshot.statistics().inferred == 2);
  }
  {
    kg::Transaction change = store.begin();
    change.replace_source("two.ttl");
    change.state({triple(change, "a", "q", "b")}, 1);
    CHECK(contents(change, Part::Inference) == Lines{"a q c"});
    CHECK(contents(change, Part::Evaluation) == Lines{"a p b", "a q b", "a q c"});
    change.commit();
  }
  CHECK(contents(store.snapshot(), Part::Inference) == Lines{"a q c"});
  CHECK(store.snapshot().inconsistencies() == Lines());
  kg::Transaction change = store.begin();
  change.replace_inferences({});
  CHECK(contents(change, Part::Inference) == Lines());
  change.commit();
  CHECK(store.snapshot().statistics().inferred == 0);
}

TEST_CASE("What is asserted after it was inferred in one transaction is no inference", "[store]") {
  TemporaryDirectory directory;
  TripleStore store = open(directory / "db");
  kg::Transaction change = store.begin();
  const Triple t = triple(change, "a", "q", "b");
  change.replace_inferences(std::vector<kg::Inference>{{t}, {triple(change, "a", "q", "c")}});
  change.replace_source("one.ttl");
  change.state({t}, 1);
  CHECK(contents(change, Part::Inference) == Lines{"a q c"});
  change.commit();
  CHECK(contents(store.snapshot(), Part::Inference) == Lines{"a q c"});
  CHECK(store.snapshot().inconsistencies() == Lines());
}

TEST_CASE("Rules, prefixes and sources of both kinds are kept", "[store]") {
  TemporaryDirectory directory;
  {
    TripleStore store = open(directory / "db");
    load(store, "b.ttl", {{"a", "p", "b"}});
    kg::Transaction change = store.begin();
    change.replace_rules("a.srl", "RULE { } WHERE { }");
    change.set_prefix("", "http://example.org/");
    change.set_prefix("ex", "http://example.org/ns#");
    CHECK(change.rule_text("a.srl") == "RULE { } WHERE { }");
    CHECK_FALSE(change.rule_text("b.ttl"));
    change.commit();
  }
  TripleStore store = open(directory / "db");
  const kg::Snapshot snapshot = store.snapshot();
  CHECK(snapshot.rule_text("a.srl") == "RULE { } WHERE { }");
  CHECK_FALSE(snapshot.rule_text("b.ttl"));
  CHECK_FALSE(snapshot.rule_text("c.srl"));
  CHECK(snapshot.prefixes() == std::map<std::string, std::string>{
                                   {"", "http://example.org/"}, {"ex", "http://example.org/ns#"}});
  REQUIRE(snapshot.sources().size() == 2);
  CHECK(snapshot.sources()[0].rules);
  CHECK_FALSE(snapshot.sources()[1].rules);

  // A name may change from data to rules and back.
  kg::Transaction change = store.begin();
  change.replace_rules("b.ttl", "");
  change.replace_source("a.srl");
  change.state({triple(change, "x", "p", "y")}, 1);
  CHECK(change.rule_text("b.ttl") == "");
  CHECK_FALSE(change.rule_text("a.srl"));
  CHECK(contents(change, Part::Base) == Lines{"x p y"});
  change.commit();
  CHECK(contents(store.snapshot(), Part::Base) == Lines{"x p y"});
  CHECK(store.snapshot().inconsistencies() == Lines());
}

TEST_CASE("Quads of named graphs are kept apart from the default graph", "[store]") {
  TemporaryDirectory directory;
  TripleStore store = open(directory / "db");
  kg::Transaction change = store.begin();
  change.replace_source("data.trig");
  const Triple t = triple(change, "a", "p", "b");
  const TermId g = change.intern(iri("g"));
  const TermId h = change.intern(Term::blank_node("h"));
  change.state({t, g}, 1);
  change.state({t, h}, 2);
  CHECK(contents(change, Part::Base) == Lines());
  change.commit();
  std::vector<Quad> quads;
  const kg::Snapshot snapshot = store.snapshot();
  CHECK(snapshot.scan_quads([&](const Quad& quad) {
    quads.push_back(quad);
    return true;
  }));
  CHECK(quads == std::vector<Quad>{{t, h}, {t, g}});
  CHECK_FALSE(snapshot.find(t, Part::Evaluation));
  CHECK(snapshot.statements(t).empty());
  CHECK(snapshot.statistics().asserted == 2);
}

TEST_CASE("IRIs are found by what they start with, long ones too", "[store]") {
  TemporaryDirectory directory;
  TripleStore store = open(directory / "db");
  kg::Transaction change = store.begin();
  const std::string tail(300, 'x');
  for (const char* name : {"b/2", "b/1", "a", "c"}) change.intern(iri(name));
  for (const std::string& name : {"b/1" + tail, "b/1" + tail + "1", "b/1" + tail + "2"}) {
    change.intern(iri(name));
  }
  change.intern(Term::string(iri("b/3").lexical));
  change.commit();
  const kg::Snapshot snapshot = store.snapshot();
  auto found = [&](const std::string& prefix, std::size_t limit) {
    Lines names;
    for (const std::string& text : snapshot.iris_starting_with(iri(prefix).lexical, limit)) {
      names.push_back(text.substr(iri("").lexical.size()));
    }
    return names;
  };
  CHECK(found("b/", 10) ==
        Lines{"b/1", "b/1" + tail, "b/1" + tail + "1", "b/1" + tail + "2", "b/2"});
  CHECK(found("b/", 1) == Lines{"b/1"});
  CHECK(found("d", 10) == Lines());
  CHECK(found("b/1" + tail + "2", 10) == Lines{"b/1" + tail + "2"});
  CHECK(found("", 100).size() == 7);
}

TEST_CASE("Estimates of many matches have the right magnitude", "[store]") {
  TemporaryDirectory directory;
  const auto path = GENERATE(kg::CommitPath::Log, kg::CommitPath::Files);
  {
    TripleStore store = open(directory / "db");
    kg::Transaction change = store.begin();
    change.replace_source("data");
    const TermId p = change.intern(iri("p"));
    const TermId q = change.intern(iri("q"));
    for (std::int64_t i = 0; i < 60'000; ++i) {
      const TermId s = change.intern(iri(std::to_string(i)));
      change.state({{s, i % 20 == 0 ? q : p, *kg::try_inline(Term::integer(i % 100))}}, 1);
    }
    CHECK(change.estimate({{}, q, {}}, Part::Base) == 3'000);
    change.commit(path);
  }
  const TripleStore store = open(directory / "db");
  const kg::Snapshot snapshot = store.snapshot();
  auto estimate = [&](const std::string& s, const std::string& p, std::optional<std::int64_t> o) {
    kg::TripleMask mask;
    if (!s.empty()) mask.subject = *snapshot.find(iri(s));
    if (!p.empty()) mask.predicate = *snapshot.find(iri(p));
    if (o) mask.object = *kg::try_inline(Term::integer(*o));
    return snapshot.estimate(mask, Part::Evaluation);
  };
  CHECK(estimate("", "", {}) == 60'000);
  CHECK(estimate("", "p", {}) > 40'000);
  CHECK(estimate("", "p", {}) <= 60'000);
  CHECK(estimate("", "q", {}) >= 1'000);
  CHECK(estimate("", "q", {}) < 8'000);
  CHECK(estimate("7", "", {}) == 1);
  CHECK(estimate("", "q", 20) == 600);
  CHECK(estimate("7", "p", 7) == 1);
  CHECK(estimate("7", "q", 7) == 0);
}

TEST_CASE("A source of many quads is replaced in part and taken out whole", "[store]") {
  TemporaryDirectory directory;
  TripleStore store = open(directory / "db");
  auto load_range = [&](const std::string& source, std::int64_t from, std::int64_t to) {
    kg::Transaction change = store.begin();
    change.replace_source(source);
    const TermId s = change.intern(iri("s"));
    const TermId p = change.intern(iri("p"));
    for (std::int64_t i = from; i < to; ++i) {
      change.state({{s, p, *kg::try_inline(Term::integer(i))}}, static_cast<std::uint32_t>(i));
    }
    change.commit();
  };
  load_range("big", 0, 20'000);
  load_range("other", 5'000, 6'000);
  CHECK(store.snapshot().statistics().asserted == 20'000);
  load_range("big", 19'000, 21'000);
  CHECK(store.snapshot().statistics().asserted == 3'000);
  CHECK(store.snapshot().inconsistencies() == Lines());
  kg::Transaction change = store.begin();
  change.remove_source("big");
  change.commit();
  CHECK(store.snapshot().statistics().asserted == 1'000);
  CHECK(store.snapshot().inconsistencies() == Lines());
}

TEST_CASE("Many inferences are written in parts, and replaced by others in part", "[store]") {
  constexpr std::int64_t kMany = 600'000;  // more than one part of a table
  TemporaryDirectory directory;
  TripleStore store = open(directory / "db");
  const auto infer = [&](std::int64_t from, std::int64_t to, std::uint32_t order_of_odd) {
    kg::Transaction change = store.begin();
    std::vector<kg::Inference> inferences;
    const std::array subjects = {change.intern(iri("s")), change.intern(iri("t"))};
    const TermId p = change.intern(iri("p"));
    for (std::int64_t i = from; i < to; ++i) {
      const auto odd = static_cast<std::size_t>(i % 2);
      inferences.push_back({{subjects[odd], p, *kg::try_inline(Term::integer(i))},
                            odd == 0 ? Order::Given : static_cast<Order>(order_of_odd)});
    }
    change.replace_inferences(inferences);
    change.commit();
  };
  const auto check = [&](std::int64_t from, std::int64_t to, std::uint32_t order_of_odd) {
    const kg::Snapshot snapshot = store.snapshot();
    CHECK(snapshot.statistics().inferred == static_cast<std::uint64_t>(to - from));
    CHECK(snapshot.inconsistencies() == Lines());
    std::int64_t count = 0;
    std::int64_t wrong = 0;
    snapshot.scan({}, Part::Inference, [&](const Triple& triple, Order order) {
      const std::int64_t i = std::stoll(snapshot.term(triple.object).lexical);
      const Order expected = i % 2 == 0 ? Order::Given : static_cast<Order>(order_of_odd);
      wrong += i < from || i >= to || order != expected ? 1 : 0;
      ++count;
      return true;
    });
    CHECK(count == to - from);
    CHECK(wrong == 0);
  };
  infer(0, kMany, 2);
  check(0, kMany, 2);
  infer(kMany / 3, kMany + kMany / 3, 300);
  check(kMany / 3, kMany + kMany / 3, 300);
  infer(0, 10, 2);
  check(0, 10, 2);
}
