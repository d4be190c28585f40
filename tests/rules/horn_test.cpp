#include "rules/explain/horn.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <utility>
#include <vector>

using explain::HornClauses;
using Atom = HornClauses::Atom;

namespace {

constexpr std::size_t kPlenty = 1'000'000'000;

struct Clause {
  Atom head;
  std::vector<Atom> body;
};

struct Problem {
  std::size_t atoms;
  std::vector<Clause> clauses;
  std::vector<Atom> facts;
  std::vector<Atom> candidates;

  HornClauses::Result solve(std::size_t max_work = kPlenty) const {
    HornClauses horn(atoms);
    for (const Atom fact : facts) horn.add_fact(fact);
    for (const Clause& clause : clauses) horn.add_clause(clause.head, clause.body);
    return horn.needed(0, candidates, max_work);
  }

  /// Whether atom 0 holds without one of the candidates, worked out anew.
  bool holds_without(std::size_t candidate) const {
    std::vector<bool> holds(atoms);
    for (const Atom fact : facts) holds[fact] = true;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (i != candidate) holds[candidates[i]] = true;
    }
    for (bool again = true; again;) {
      again = false;
      for (const Clause& clause : clauses) {
        if (holds[clause.head] || !std::all_of(clause.body.begin(), clause.body.end(),
                                               [&](Atom atom) { return holds[atom]; })) {
          continue;
        }
        holds[clause.head] = again = true;
      }
    }
    return holds[0];
  }
};

using Needed = std::vector<bool>;

}  // namespace

TEST_CASE("what one way needs and another does without is not needed", "[horn]") {
  // 0 from 1 and 2, or from 2 and 3.
  CHECK(Problem{4, {{0, {1, 2}}, {0, {2, 3}}}, {}, {1, 2, 3}}.solve().needed ==
        Needed{false, true, false});
  CHECK(Problem{4, {{0, {1, 2}}, {0, {2, 3}}}, {3}, {1, 2}}.solve().needed == Needed{false, true});
}

TEST_CASE("a circle proves nothing by itself", "[horn]") {
  // 0 from 1; 1 from 2, 2 from 1; 1 from 3.
  CHECK(Problem{4, {{0, {1}}, {1, {2}}, {2, {1}}, {1, {3}}}, {}, {3}}.solve().needed ==
        Needed{true});
}

TEST_CASE("an atom twice in a body and an empty body are allowed for", "[horn]") {
  CHECK(Problem{2, {{0, {1, 1}}}, {}, {1}}.solve().needed == Needed{true});
  CHECK(Problem{2, {{0, {}}}, {}, {1}}.solve().needed == Needed{false});
  CHECK(Problem{2, {}, {}, {}}.solve().needed.empty());
}

TEST_CASE("what is needed agrees with taking each away by itself", "[horn]") {
  std::mt19937 random(7);
  const auto number = [&](std::size_t from, std::size_t to) {
    return std::uniform_int_distribution(from, to)(random);
  };
  std::size_t found = 0;
  for (int round = 0; round < 3000; ++round) {
    Problem problem{number(2, 14), {}, {}, {}};
    const auto atom = [&] { return static_cast<Atom>(number(0, problem.atoms - 1)); };
    const std::size_t clauses = number(1, 20);
    for (std::size_t i = 0; i < clauses; ++i) {
      Clause clause{atom(), {}};
      const std::size_t length = number(1, 3);
      for (std::size_t j = 0; j < length; ++j) clause.body.push_back(atom());
      problem.clauses.push_back(std::move(clause));
    }
    for (Atom a = 1; a < problem.atoms; ++a) {
      const std::size_t kind = number(0, 3);
      if (kind == 0) problem.facts.push_back(a);
      if (kind == 1) problem.candidates.push_back(a);
    }
    const auto result = problem.solve();
    CHECK_FALSE(result.bounded);
    REQUIRE(result.needed.size() == problem.candidates.size());
    for (std::size_t i = 0; i < problem.candidates.size(); ++i) {
      CHECK(result.needed[i] != problem.holds_without(i));
      found += result.needed[i] ? 1 : 0;
    }
  }
  CHECK(found > 1000);
}

TEST_CASE("a bound leaves out what is needed but names nothing that is not", "[horn]") {
  // A chain: 0 from 1 and its candidate, 1 from 2 and its candidate, …
  constexpr Atom kLength = 4096;
  Problem chain{2 * kLength + 1, {}, {kLength}, {}};
  for (Atom i = 0; i < kLength; ++i) {
    chain.clauses.push_back({i, {i + 1, kLength + 1 + i}});
    chain.candidates.push_back(kLength + 1 + i);
  }
  const auto all = chain.solve(64 * (2 * kLength));
  CHECK_FALSE(all.bounded);
  CHECK(std::count(all.needed.begin(), all.needed.end(), true) == kLength);
  const auto some = chain.solve(3 * kLength);
  CHECK(some.bounded);
  CHECK(std::count(some.needed.begin(), some.needed.end(), true) < kLength);
}
