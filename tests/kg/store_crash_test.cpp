#include <catch2/catch.hpp>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <set>
#include <thread>

#include "kg/term_id.h"
#include "kg/triple_store.h"
#include "tests/kg/child_process.h"
#include "tests/kg/random_triples.h"
#include "tests/kg/temporary_directory.h"

namespace {

using kg::Quad;
using kg::TermId;
using rdf::Term;

constexpr const char* kStore = "WARRANT_TEST_CRASH_STORE";

/// What the store holds after commit `n`: all of it differs from commit to commit.
std::set<std::string> expected_quads(std::uint64_t n) {
  std::set<std::string> quads;
  for (std::uint64_t i = 0; i < 50 + n * 37 % 400; ++i) {
    quads.insert("subject " + std::to_string((i + n) % 60) + " " + std::to_string(i * n % 1000));
  }
  return quads;
}

/// Commits state after state, and says so after each.
void commit_for_ever(const std::string& path) {
  kg::TripleStore store = kg::TripleStore::open(path, kg::OpenMode::ReadWrite);
  const auto last = store.snapshot().rule_text("state");
  for (std::uint64_t n = last ? std::stoull(*last) + 1 : 1;; ++n) {
    kg::Transaction change = store.begin();
    change.replace_rules("state", std::to_string(n));
    const TermId p = change.intern(Term::iri("p" + std::to_string(n)));
    const std::string source = "source " + std::to_string(n % 2);
    change.remove_source("source " + std::to_string((n + 1) % 2));
    change.replace_source(source);
    std::vector<kg::Inference> inferences;
    for (const std::string& quad : expected_quads(n)) {
      const TermId s = change.intern(Term::iri(quad.substr(0, quad.rfind(' '))));
      const auto o = Term::integer(std::stoll(quad.substr(quad.rfind(' '))));
      change.state({{s, p, change.intern(o)}}, static_cast<std::uint32_t>(n));
      inferences.push_back({{p, s, change.intern(o)}, static_cast<kg::Order>(n % 5 + 1)});
    }
    change.replace_inferences(inferences);
    change.commit(n % 3 == 0 ? kg::CommitPath::Files : kg::CommitPath::Log);
    std::cout << "committed " << n << std::endl;
  }
}

/// Checks that a store holds one state whole, and returns its number; 0 for the state before any
/// commit.
std::uint64_t check_state(const kg::Snapshot& snapshot) {
  REQUIRE(snapshot.inconsistencies() == std::vector<std::string>());
  const auto state = snapshot.rule_text("state");
  if (!state) {
    REQUIRE(snapshot.statistics().asserted == 0);
    return 0;
  }
  const std::uint64_t n = std::stoull(*state);
  const auto p = snapshot.find(Term::iri("p" + *state));
  REQUIRE(p);
  std::set<std::string> quads;
  snapshot.scan_quads([&](const Quad& quad) {
    REQUIRE(quad.triple.predicate == *p);
    return quads
        .insert(snapshot.term(quad.triple.subject).lexical + " " +
                snapshot.term(quad.triple.object).lexical)
        .second;
  });
  REQUIRE(quads == expected_quads(n));
  REQUIRE(snapshot.statistics().inferred == quads.size());
  return n;
}

/// The number in a line of `commit_for_ever`.
std::uint64_t committed(const std::string& line) {
  const std::string word = "committed ";
  return line.starts_with(word) ? std::stoull(line.substr(word.size())) : 0;
}

}  // namespace

TEST_CASE("commit for ever", "[.][commit-for-ever]") {
  if (const char* path = std::getenv(kStore)) commit_for_ever(path);
}

TEST_CASE("A process that is killed leaves the state before a commit or after it",
          "[store][crash]") {
  TemporaryDirectory directory;
  RandomTriples random(std::random_device{}());
  std::uint64_t before = 0;
  for (int round = 0; round < 25; ++round) {
    INFO("round " << round);
    const std::uint64_t pause = random.below(120);
    std::uint64_t reported = before;
    {
      ChildProcess child("[commit-for-ever]", kStore, (directory / "db").string());
      // The first rounds die while the store is created or opened, the later ones while they
      // commit.
      if (round >= 5) {
        do {
          reported = committed(child.read_line());
        } while (reported == 0);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(pause));
      child.kill();
      for (std::string line = child.read_line(); !line.empty(); line = child.read_line()) {
        reported = std::max(reported, committed(line));
      }
    }
    const auto store = kg::TripleStore::open(directory / "db", kg::OpenMode::ReadWrite);
    const std::uint64_t after = check_state(store.snapshot());
    // What was reported is there; one more may have been done and not yet reported.
    REQUIRE(after >= reported);
    REQUIRE(after <= std::max(reported + 1, before + 1));
    before = after;
  }
  CHECK(before > 0);
}

TEST_CASE("Readers see whole states while another process writes", "[store][crash]") {
  TemporaryDirectory directory;
  ChildProcess child("[commit-for-ever]", kStore, (directory / "db").string());
  while (committed(child.read_line()) == 0) {
  }
  std::uint64_t last = 0;
  for (int i = 0; i < 25; ++i) {
    const auto reader = kg::TripleStore::open(directory / "db", kg::OpenMode::ReadOnly);
    const std::uint64_t state = check_state(reader.snapshot());
    REQUIRE(state >= last);
    last = state;
  }
  CHECK(last > 0);
}
