#include "rules/distinct.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <vector>

using rules::LocalId;
using rules::Pair;

namespace {

std::vector<Pair> kept(std::vector<Pair> rows, LocalId term_count) {
  rows.resize(rules::keep_distinct(rows, term_count));
  return rows;
}

std::vector<Pair> expected(const std::vector<Pair>& rows) {
  std::set<Pair> seen;
  std::vector<Pair> first;
  for (const Pair row : rows) {
    if (seen.insert(row).second) first.push_back(row);
  }
  return first;
}

/// Random rows; with `sorted`, by their subjects.
std::vector<Pair> rows(std::size_t count, LocalId terms, bool sorted) {
  std::mt19937 random(static_cast<unsigned>(count + terms));
  std::uniform_int_distribution<LocalId> id(1, terms - 1);
  std::vector<LocalId> subjects;
  for (std::size_t i = 0; i < count; ++i) subjects.push_back(id(random));
  if (sorted) std::sort(subjects.begin(), subjects.end());
  std::vector<Pair> result;
  for (const LocalId subject : subjects) result.push_back(rules::make_pair(subject, id(random)));
  return result;
}

}  // namespace

TEST_CASE("of equal rows the first is kept, in any number and order") {
  CHECK(kept({}, 10).empty());
  const Pair one = rules::make_pair(1, 2);
  CHECK(kept({one, one, one}, 10) == std::vector<Pair>{one});
  for (const bool sorted : {false, true}) {
    for (const std::size_t count : {10U, 1'000U, 200'000U}) {
      for (const LocalId terms : {LocalId{4}, LocalId{300}, LocalId{5'000'000}}) {
        const std::vector<Pair> all = rows(count, terms, sorted);
        REQUIRE(kept(all, terms) == expected(all));
      }
    }
  }
}

TEST_CASE("many rows of which none comes twice stay as they are") {
  std::vector<Pair> all;
  for (LocalId i = 1; i < 100'000; ++i) all.push_back(rules::make_pair(i * 7919 % 100'003, i));
  CHECK(kept(all, 100'003) == all);
  std::vector<Pair> twice = all;
  twice.insert(twice.end(), all.rbegin(), all.rend());
  CHECK(kept(twice, 100'003) == all);
}
