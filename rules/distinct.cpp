#include "rules/distinct.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <vector>

#include "rules/big_array.h"

namespace rules {

namespace {

constexpr std::size_t kChunk = 128;  // rows whose memory is fetched before it is looked at
constexpr std::size_t kShort = 16;   // rows that are quickly compared with each other
constexpr std::size_t kFew = std::size_t{1} << 16;  // rows of which a set is small

std::size_t keep_by_set(std::span<Pair> rows, LocalId term_count) {
  PairSet seen;
  return seen.insert(rows.data(), rows.size(), term_count);
}

std::size_t keep_by_comparing(std::span<Pair> rows) {
  auto end = rows.begin();
  for (const Pair row : rows) {
    if (std::find(rows.begin(), end, row) == end) *end++ = row;
  }
  return static_cast<std::size_t>(end - rows.begin());
}

/// For rows whose subjects only go up: equal ones are in one run.
std::size_t keep_by_run(std::span<Pair> rows, LocalId term_count) {
  std::size_t kept = 0;
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin + 1;
    while (end < rows.size() && subject_of(rows[end]) == subject_of(rows[begin])) ++end;
    const std::span<Pair> run = rows.subspan(begin, end - begin);
    const std::size_t fresh =
        run.size() <= kShort ? keep_by_comparing(run) : keep_by_set(run, term_count);
    std::copy_n(run.begin(), fresh, rows.begin() + static_cast<std::ptrdiff_t>(kept));
    kept += fresh;
    begin = end;
  }
  return kept;
}

/// Rows of which an equal one may have come before, and all that have: each row sets a bit by its
/// hash. A set of all rows would take eight times the memory, in which the processor would miss
/// more.
BigArray<Pair> suspects(std::span<const Pair> rows) {
  const std::size_t bits = std::bit_ceil(rows.size() * 8);
  const int shift = 64 - std::countr_zero(bits);
  BigArray<std::uint64_t> words;
  words.assign(bits / 64, 0);
  BigArray<Pair> found;
  std::array<std::size_t, kChunk> places;
  for (std::size_t begin = 0; begin < rows.size(); begin += kChunk) {
    const std::size_t n = std::min(kChunk, rows.size() - begin);
    for (std::size_t i = 0; i < n; ++i) {
      const Pair row = rows[begin + i];
      places[i] = ((row ^ row >> 32U) * 0x9E3779B97F4A7C15ULL) >> shift;
      __builtin_prefetch(&words[places[i] / 64], 1);
    }
    for (std::size_t i = 0; i < n; ++i) {
      std::uint64_t& word = words[places[i] / 64];
      const std::uint64_t bit = std::uint64_t{1} << (places[i] % 64);
      if ((word & bit) != 0) found.push_back(rows[begin + i]);
      word |= bit;
    }
  }
  return found;
}

std::size_t keep_by_suspicion(std::span<Pair> rows, LocalId term_count) {
  BigArray<Pair> found = suspects(rows);
  if (found.empty()) return rows.size();
  PairSet suspected;
  suspected.insert(found.data(), found.size(), term_count);
  PairSet seen;
  std::array<std::uint8_t, kChunk> is_suspect;
  std::size_t kept = 0;
  for (std::size_t begin = 0; begin < rows.size(); begin += kChunk) {
    const std::size_t n = std::min(kChunk, rows.size() - begin);
    suspected.contains(&rows[begin], n, is_suspect.data());
    for (std::size_t i = 0; i < n; ++i) {
      Pair row = rows[begin + i];
      if (is_suspect[i] != 0 && seen.insert(&row, 1, term_count) == 0) continue;
      rows[kept++] = row;
    }
  }
  return kept;
}

}  // namespace

std::size_t keep_distinct(std::span<Pair> rows, LocalId term_count) {
  if (std::adjacent_find(rows.begin(), rows.end(), std::greater_equal<>()) == rows.end()) {
    return rows.size();
  }
  const auto by_subject = [](Pair a, Pair b) { return subject_of(a) < subject_of(b); };
  if (std::is_sorted(rows.begin(), rows.end(), by_subject)) return keep_by_run(rows, term_count);
  return rows.size() <= kFew ? keep_by_set(rows, term_count) : keep_by_suspicion(rows, term_count);
}

}  // namespace rules
