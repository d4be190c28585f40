#include <algorithm>
#include <bit>
#include <cassert>

#include "rules/relation.h"
#include "rules/workers.h"

/// Inserting much into a relation with several threads. Each worker goes through all of it, looks
/// up the keys of its own part of the set, and marks the new ones; then each copies the marked rows
/// of a stretch to where they belong. So rows have the same order whatever the number of workers.
namespace rules {

namespace {

constexpr std::size_t kChunk = 128;

/// The parts of a sequence with their places in the whole.
struct Sequence {
  std::span<const std::span<const Pair>> parts;
  std::vector<std::size_t> begins;  ///< and where the last ends

  explicit Sequence(std::span<const std::span<const Pair>> all) : parts(all), begins(1, 0) {
    for (const auto& part : all) begins.push_back(begins.back() + part.size());
  }
  std::size_t size() const { return begins.back(); }
};

/// Looks up the keys of one part of the set.
void mark(RowSet& set, unsigned part, const Sequence& sequence, LocalId term_count,
          std::uint8_t* marks) {
  std::fill_n(marks, sequence.size(), std::uint8_t{0});
  std::array<Pair, kChunk + 1> keys;
  std::array<std::size_t, kChunk + 1> places;
  std::array<std::uint8_t, kChunk> fresh;
  std::size_t held = 0;
  const auto flush = [&] {
    set.insert_into(part, keys.data(), held, term_count, fresh.data());
    for (std::size_t i = 0; i < held; ++i) marks[places[i]] = fresh[i];
    held = 0;
  };
  for (std::size_t s = 0; s < sequence.parts.size(); ++s) {
    const std::span<const Pair> rows = sequence.parts[s];
    for (std::size_t i = 0; i < rows.size(); ++i) {
      keys[held] = rows[i];
      places[held] = sequence.begins[s] + i;
      held += set.part_of(rows[i]) == part ? 1 : 0;
      if (held == kChunk) flush();
    }
  }
  flush();
}

}  // namespace

void Relation::insert_all(std::span<const std::span<const Pair>> parts, LocalId term_count,
                          Workers& workers, std::vector<std::size_t>& counts) {
  const auto bits = static_cast<unsigned>(std::bit_width(workers.count()) - 1);
  RowSet& set = sets().rows;
  if (set.part_count() != 1U << bits) {
    set.split(bits);
    sets_->held = 0;
  }
  build_set(term_count);
  const Sequence sequence(parts);
  std::vector<BigArray<std::uint8_t>> marks(set.part_count());
  workers.run([&](unsigned worker) {
    if (worker >= marks.size() || sequence.size() == 0) return;
    mark(set, worker, sequence, term_count, marks[worker].grow_by(sequence.size()));
  });
  counts.assign(parts.size(), 0);
  workers.run([&](unsigned worker) {
    for (std::size_t s = worker; s < parts.size(); s += workers.count()) {
      std::uint8_t* const first = &marks[0][sequence.begins[s]];
      for (std::size_t m = 1; m < marks.size(); ++m) {
        const std::uint8_t* const other = &marks[m][sequence.begins[s]];
        for (std::size_t i = 0; i < parts[s].size(); ++i) {
          first[i] = static_cast<std::uint8_t>(first[i] | other[i]);
        }
      }
      std::size_t count = 0;
      for (std::size_t i = 0; i < parts[s].size(); ++i) count += first[i];
      counts[s] = count;
    }
  });
  std::vector<std::size_t> to(1, rows_.size());
  for (const std::size_t count : counts) to.push_back(to.back() + count);
  if (to.back() == rows_.size()) return;
  static_cast<void>(rows_.grow_by(to.back() - rows_.size()));
  workers.run([&](unsigned worker) {
    for (std::size_t s = worker; s < parts.size(); s += workers.count()) {
      const std::uint8_t* const fresh = &marks[0][sequence.begins[s]];
      std::size_t at = to[s];
      for (std::size_t i = 0; at < to[s + 1]; ++i) {
        rows_[at] = parts[s][i];
        at += fresh[i];
      }
    }
  });
  sets_->held = rows_.size();
  assert(set.size() == sets_->held);
  if (sets_->recent) sets_->recent->add(rows_.range(to.front(), to.back()), term_count);
}

}  // namespace rules
