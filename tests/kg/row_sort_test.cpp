#include "kg/row_sort.h"

#include <catch2/catch.hpp>
#include <random>

namespace {

struct Row {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  std::uint32_t number = 0;

  bool operator==(const Row&) const = default;
};

constexpr auto words = [](const Row& row) { return std::array{row.first, row.second}; };
using Sorter = kg::RowSorter<Row, decltype(words)>;

/// Rows whose words differ in `bits` bits at `shift`; numbered as they come.
std::vector<Row> random_rows(std::mt19937_64& random, std::size_t count, unsigned bits,
                             unsigned shift) {
  std::vector<Row> rows;
  const auto word = [&] { return (random() & ((std::uint64_t{1} << bits) - 1)) << shift | 5; };
  for (std::size_t i = 0; i < count; ++i) {
    rows.push_back({word(), word(), static_cast<std::uint32_t>(i)});
  }
  return rows;
}

std::vector<std::array<std::uint64_t, 2>> keys(const std::vector<Row>& rows) {
  std::vector<std::array<std::uint64_t, 2>> found;
  for (const Row& row : rows) found.push_back(words(row));
  return found;
}

std::vector<std::uint32_t> numbers(const std::vector<Row>& rows) {
  std::vector<std::uint32_t> found;
  for (const Row& row : rows) found.push_back(row.number);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("Rows are sorted by their words, and none is lost", "[row_sort]") {
  std::mt19937_64 random(7);
  for (const std::size_t count : {0U, 1U, 2U, 100U, 1'000U, 200'000U}) {
    for (const unsigned bits : {1U, 7U, 30U, 60U}) {
      const std::vector<Row> rows = random_rows(random, count, bits, 60 - bits);
      std::vector<Row> sorted = rows;
      Sorter(words).sort(sorted);
      auto expected = keys(rows);
      std::sort(expected.begin(), expected.end());
      REQUIRE(keys(sorted) == expected);
      REQUIRE(numbers(sorted) == numbers(rows));
      std::vector<Row> in_parallel = rows;
      Sorter(words).sort_in_parallel(in_parallel);
      REQUIRE(keys(in_parallel) == expected);
      REQUIRE(numbers(in_parallel) == numbers(rows));
    }
  }
}

TEST_CASE("Rows that are in order stay as they are", "[row_sort]") {
  std::vector<Row> rows;
  for (std::uint32_t i = 0; i < 100'000; ++i) rows.push_back({i / 1'000, i / 10, i});
  const std::vector<Row> before = rows;
  Sorter(words).sort_in_parallel(rows);
  CHECK(rows == before);
}

TEST_CASE("Rows are sorted in parts that follow each other", "[row_sort]") {
  std::mt19937_64 random(11);
  for (const unsigned bits : {2U, 40U}) {
    const std::vector<Row> rows = random_rows(random, 10'000, bits, 3);
    for (const std::size_t parts : {1U, 2U, 7U, 100U}) {
      std::vector<Row> taken;
      const auto visit_all = [&](const auto& visit) {
        for (const Row& row : rows) visit(row);
      };
      const kg::SortedParts<Row, decltype(words)> cut(visit_all, rows.size(), parts, words);
      REQUIRE(cut.size() == parts);
      for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t before = taken.size();
        cut.sort(visit_all, part, [&](const Row& row) { taken.push_back(row); });
        if (bits == 40) REQUIRE(taken.size() - before <= 3 * rows.size() / parts);
      }
      auto expected = keys(rows);
      std::sort(expected.begin(), expected.end());
      REQUIRE(keys(taken) == expected);
      REQUIRE(numbers(taken) == numbers(rows));
    }
  }
}
