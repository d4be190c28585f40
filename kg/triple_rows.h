#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

#include "kg/graph_view.h"
#include "kg/hash_index.h"
#include "kg/key_encoding.h"
#include "kg/triple.h"

namespace kg {

/// A set of triples in memory, each with a number that means something to the owner: rows in the
/// order in which they came, a hash table over them, and for each order that is asked for a sorted
/// index, brought up to date when it is read. A row that is taken out stays as a dead one, so that
/// neither table nor indexes need deletions. Several threads may read at once while none changes
/// it.
class TripleRows {
 public:
  struct Row {
    Triple triple;
    std::uint32_t value = 0;
    bool live = false;
  };
  /// Return false to stop.
  using RowVisitor = std::function<bool(const Row&)>;

  TripleRows();
  TripleRows(TripleRows&&) noexcept;
  TripleRows& operator=(TripleRows&&) noexcept;

  /// The live row of a triple, or nullptr. Good until the next `insert`.
  const Row* find(const Triple& triple) const;
  /// The row of a triple, to set its value, and whether it is new.
  std::pair<Row*, bool> insert(const Triple& triple, std::uint32_t value);
  /// False if the triple is not there.
  bool erase(const Triple& triple);
  void clear();
  /// Live rows.
  std::size_t size() const { return live_; }

  /// Visits the matching rows: by age if nothing is bound, else in the order of the bound positions
  /// first. Nothing may be changed meanwhile.
  bool scan(const TripleMask& mask, const RowVisitor& visit) const;
  std::size_t estimate(const TripleMask& mask) const;

 private:
  /// The first two ids of a row in some order; the third is left to the row, since no mask needs it
  /// sorted.
  struct Entry {
    TermId first;
    TermId second;
    std::uint32_t row;
  };
  using Index = std::vector<Entry>;

  std::uint32_t row_of(const Triple& triple, std::uint64_t hash) const;
  const Index& index(KeyOrder order) const;
  std::pair<const Entry*, const Entry*> range(const TripleMask& mask, const Access& access) const;

  std::vector<Row> rows_;
  HashIndex table_;
  std::size_t live_ = 0;
  mutable std::array<Index, 3> indexes_;
  /// Rows that each index covers.
  mutable std::array<std::atomic<std::size_t>, 3> indexed_;
  mutable std::mutex indexing_;
};

}  // namespace kg
