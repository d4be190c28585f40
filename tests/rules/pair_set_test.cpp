#include "rules/pair_set.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <vector>

using rules::LocalId;
using rules::Pair;
using rules::PairSet;

namespace {

/// Inserts random pairs of terms below `terms`, in batches, beside a std::set.
void compare_with_set(LocalId terms, LocalId term_count, std::size_t batches) {
  std::mt19937 random(terms);
  std::uniform_int_distribution<LocalId> id(1, terms - 1);
  PairSet set;
  std::set<Pair> expected;
  for (std::size_t b = 0; b < batches; ++b) {
    std::vector<Pair> keys;
    for (std::size_t i = 0; i < b % 300; ++i)
      keys.push_back(rules::make_pair(id(random), id(random)));
    std::vector<Pair> fresh;
    for (const Pair key : keys) {
      if (expected.insert(key).second) fresh.push_back(key);
    }
    const std::size_t count = set.insert(keys.data(), keys.size(), term_count);
    keys.resize(count);
    REQUIRE(keys == fresh);
    REQUIRE(set.size() == expected.size());
  }
  for (std::size_t i = 0; i < 1000; ++i) {
    const Pair key = rules::make_pair(id(random), id(random));
    REQUIRE(set.contains(key) == expected.contains(key));
  }
}

}  // namespace

TEST_CASE("a set of pairs is a set, as a table and as a bitmap") {
  compare_with_set(20, 20, 300);
  compare_with_set(300, 300, 400);
  compare_with_set(300, LocalId{1} << 30, 400);
  compare_with_set(100'000, 100'000, 400);
}

TEST_CASE("a table of pairs grows within itself, and loses none") {
  // So many terms that no bitmap pays; enough pairs to grow from the heap to pages, and these
  // often.
  constexpr LocalId kTerms = LocalId{1} << 25;
  std::mt19937 random(3);
  const auto pair = [&] {
    const auto subject = static_cast<LocalId>(random() % kTerms);
    return rules::make_pair(subject + 1, static_cast<LocalId>(random() % kTerms) + 1);
  };
  std::vector<Pair> all;
  PairSet set;
  for (int batch = 0; batch < 3'000; ++batch) {
    std::vector<Pair> keys(300);
    std::generate(keys.begin(), keys.end(), pair);
    all.insert(all.end(), keys.begin(), keys.end());
    keys.insert(keys.end(), keys.begin(), keys.begin() + 20);
    set.insert(keys.data(), keys.size(), kTerms);
  }
  std::vector<std::uint8_t> found(all.size());
  set.contains(all.data(), all.size(), found.data());
  CHECK(std::count(found.begin(), found.end(), 1) == static_cast<std::ptrdiff_t>(all.size()));
  std::sort(all.begin(), all.end());
  const auto end = std::unique(all.begin(), all.end());
  CHECK(set.size() == static_cast<std::size_t>(end - all.begin()));
}

TEST_CASE("an empty set holds nothing") {
  const PairSet set;
  CHECK_FALSE(set.contains(rules::make_pair(1, 2)));
}

TEST_CASE("a bitmap makes room for new terms, and gives way to a table when there are many") {
  PairSet set;
  std::vector<Pair> all;
  for (LocalId terms = 4; terms < 3'000'000; terms = terms * 3 / 2) {
    std::vector<Pair> keys = {rules::make_pair(terms - 1, 1), rules::make_pair(1, terms - 1)};
    all.insert(all.end(), keys.begin(), keys.end());
    CHECK(set.insert(keys.data(), keys.size(), terms) == 2);
    for (const Pair key : all) REQUIRE(set.contains(key));
    REQUIRE_FALSE(set.contains(rules::make_pair(terms - 1, 2)));
  }
  CHECK(set.size() == all.size());
}

TEST_CASE("a key that comes twice in a batch is new once") {
  PairSet set;
  std::vector<Pair> keys = {rules::make_pair(1, 2), rules::make_pair(1, 2), rules::make_pair(2, 1)};
  CHECK(set.insert(keys.data(), keys.size(), 10) == 2);
}
