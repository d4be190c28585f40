#include "rules/key_lists.h"

#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <vector>

using rules::KeyLists;
using rules::LocalId;
using rules::Run;

namespace {

using Values = std::vector<LocalId>;

Values values_of(Run<LocalId> run) { return {run.begin, run.begin + run.count}; }

/// Builds an index over entries and lets it grow for some rounds, beside a std::map.
void compare_with_map(LocalId keys, std::size_t built, LocalId term_count) {
  std::mt19937 random(keys);
  std::uniform_int_distribution<LocalId> key(1, keys);
  std::map<LocalId, Values> before;
  std::vector<std::pair<LocalId, LocalId>> entries;
  for (std::size_t i = 0; i < built; ++i)
    entries.emplace_back(key(random), static_cast<LocalId>(i));
  for (const auto& [k, v] : entries) before[k].push_back(v);
  KeyLists<LocalId> lists;
  lists.build(
      [&](const auto& visit) {
        for (const auto& [k, v] : entries) visit(k, v);
      },
      term_count);
  std::map<LocalId, Values> now = before;
  for (std::uint32_t round = 1; round < 20; ++round) {
    for (LocalId k = 0; k <= keys + 1; ++k) {
      REQUIRE(values_of(lists.find(k)) == now[k]);
      if (round > 1) REQUIRE(values_of(lists.find_before(k, round - 1)) == before[k]);
      // A round that added nothing.
      REQUIRE(values_of(lists.find_before(k, round)) == now[k]);
    }
    before = now;
    for (LocalId i = 0; i < round * 7; ++i) {
      const LocalId k = key(random);
      lists.append(k, i, round, term_count);
      now[k].push_back(i);
    }
  }
}

}  // namespace

TEST_CASE("an index gives the values of a key in their order, and those it had before a round") {
  compare_with_map(10, 0, 12);
  compare_with_map(10, 100, 12);
  compare_with_map(500, 100, 502);
  compare_with_map(500, 3, 1'000'000);
  compare_with_map(500, 1000, 1'000'000);
}

TEST_CASE("an index knows how many keys it has") {
  KeyLists<LocalId> lists;
  CHECK(lists.key_count() == 0);
  lists.build([](const auto& visit) { visit(3, 1), visit(3, 2), visit(5, 1); }, 10);
  CHECK(lists.key_count() == 2);
  lists.append(5, 2, 1, 10);
  lists.append(9, 2, 1, 10);
  CHECK(lists.key_count() == 3);
}

TEST_CASE("keys far from each other are found by hash") {
  KeyLists<LocalId> lists;
  lists.build([](const auto& visit) { visit(3, 1), visit(3'000'000'000, 2); }, 3'000'000'001);
  CHECK(values_of(lists.find(3'000'000'000)) == Values{2});
  CHECK(values_of(lists.find(3)) == Values{1});
  CHECK(values_of(lists.find(4)).empty());
}
