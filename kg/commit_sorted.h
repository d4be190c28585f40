#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kg/database.h"
#include "kg/row_sort.h"
#include "kg/triple.h"

namespace kg {

/// Of an id, for sorting.
constexpr std::uint64_t word_of(TermId id) { return static_cast<std::uint64_t>(id); }

/// Into how many parts the writing of so many entries of a table is cut: so that no core waits long
/// for the last one, and that sorting two at a time takes a bounded amount of memory.
constexpr std::size_t parts_for(std::size_t entries, std::size_t entry_bytes) {
  constexpr std::size_t kSortedAtOnce = std::size_t{320} << 20;
  constexpr std::size_t kWorthPart = 500'000;
  constexpr std::size_t kPartsForBalance = 4;
  return std::max(entries / (kSortedAtOnce / entry_bytes) + 1,
                  std::min(entries / kWorthPart + 1, kPartsForBalance));
}

/// Adds the writing of a table whose entries come in another order: in parts, of which two can be
/// sorted and written at the same time. `visit_all(visitor)` passes all keys to its argument.
template <typename Key, typename VisitAll, typename Words, typename Write>
void append_sorted(Table table, std::size_t count, const VisitAll& visit_all, const Words& words,
                   const Write& write, std::vector<TableChange>& out) {
  const std::size_t parts = parts_for(count, sizeof(Key));
  const SortedParts<Key, Words> cut(visit_all, count, parts, words);
  for (std::size_t part = 0; part < parts; ++part) {
    out.push_back({table, [cut, visit_all, write, part](ChangeSink& sink) {
                     cut.sort(visit_all, part, [&](const Key& key) { write(key, sink); });
                   }});
  }
}

}  // namespace kg
