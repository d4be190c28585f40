#include "kg/sorted_triples.h"

#include <catch2/catch.hpp>
#include <vector>

#include "tests/kg/random_triples.h"

using kg::Triple;
using kg::TripleMask;

namespace {

struct Row {
  Triple triple;
  int number = 0;
};

/// Sorted rows, some of them with the same triple; those whose number is even do not count.
struct Sample {
  std::vector<Row> rows;
  GraphOracle expected;
  kg::SortedTriples<Row> triples;

  explicit Sample(RandomTriples& random) {
    for (std::uint64_t n = random.below(60); n > 0; --n) rows.push_back({random.triple(), 0});
    std::sort(rows.begin(), rows.end(),
              [](const Row& a, const Row& b) { return a.triple < b.triple; });
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const bool again = i > 0 && rows[i].triple == rows[i - 1].triple;
      rows[i].number = again ? rows[i - 1].number : static_cast<int>(random.below(4));
      if (counts(rows[i])) expected.asserted.insert(rows[i].triple);
    }
    triples.reset(rows, counts);
  }

  static bool counts(const Row& row) { return row.number % 2 != 0; }

  std::vector<Triple> scan(const TripleMask& mask) const {
    std::vector<Triple> found;
    triples.scan(mask, [&](const Row& row) {
      found.push_back(row.triple);
      return true;
    });
    return found;
  }
};

std::vector<Triple> keys(const std::map<Triple, kg::Order>& triples) {
  std::vector<Triple> found;
  for (const auto& [triple, order] : triples) found.push_back(triple);
  return found;
}

}  // namespace

TEST_CASE("Sorted triples are found by every mask, without an index and with one",
          "[sorted_triples]") {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    RandomTriples random(seed, 3 + seed % 6);
    const Sample sample(random);
    CHECK(sample.triples.size() == sample.expected.asserted.size());
    // An index is made on the way.
    for (unsigned round = 0; round < 400; ++round) {
      const TripleMask mask = random.mask(round % 8);
      INFO("seed " << seed << " round " << round);
      std::vector<Triple> found = sample.scan(mask);
      const std::vector<Triple> again = sample.scan(mask);
      REQUIRE(found == again);
      REQUIRE((sample.triples.estimate(mask) >= found.size()));
      std::sort(found.begin(), found.end());
      REQUIRE(found == keys(sample.expected.all(mask, kg::Part::Base)));
      const Triple t = random.triple();
      REQUIRE((sample.triples.find(t) != nullptr) == sample.expected.asserted.contains(t));
    }
  }
}

TEST_CASE("A scan of sorted triples goes the same way before there is an index and after",
          "[sorted_triples]") {
  RandomTriples random(7);
  Sample sample(random);
  for (unsigned shape = 0; shape < 8; ++shape) {
    const TripleMask mask = random.mask(shape);
    sample.triples.reset(sample.rows, Sample::counts);
    const std::vector<Triple> first = sample.scan(mask);
    for (int round = 0; round < 100; ++round) REQUIRE(sample.scan(mask) == first);
  }
}

TEST_CASE("A scan of sorted triples stops when it is told to", "[sorted_triples]") {
  RandomTriples random(3);
  const Sample sample(random);
  REQUIRE(sample.triples.size() > 1);
  for (int round = 0; round < 100; ++round) {
    const TripleMask mask{kg::TermId::None, sample.scan({}).front().predicate, kg::TermId::None};
    int visits = 0;
    CHECK_FALSE(sample.triples.scan(mask, [&](const Row&) { return ++visits < 1; }));
    REQUIRE(visits == 1);
  }
}
