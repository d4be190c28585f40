#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kg/quad_batch.h"
#include "kg/store_reader.h"
#include "kg/term_table.h"

namespace kg {

/// The terms of a transaction: those of the store that it asked for, and new ones. New serials go
/// on after those of the store, which learns of them in the commit only: a transaction that is
/// dropped leaves no gap.
class PendingTerms {
 public:
  /// `store` must outlive it.
  explicit PendingTerms(const StoreReader& store) : store_(store) {}

  std::optional<TermId> find(const TermBytes& bytes) const;
  TermId intern(const TermBytes& bytes) { return intern(bytes, TermTable::hash(bytes)); }
  /// The ids of all entries of a batch.
  void intern(const QuadBatch& batch, std::vector<TermId>& ids);
  /// The bytes of a new term.
  std::optional<TermBytes> new_term(TermId id) const;
  std::size_t new_terms() const { return new_.size(); }
  /// Ids and bytes of new terms count from 0, in the order of their serials.
  TermId new_id(std::size_t i) const { return new_id(new_bytes(i).kind, i); }
  /// The same of a term whose kind is known.
  TermId new_id(IdKind kind, std::size_t i) const {
    return dictionary_id(kind, store_.counts().terms + i + 1);
  }
  TermBytes new_bytes(std::size_t i) const { return new_.at(static_cast<std::uint32_t>(i)); }

 private:
  TermId intern(const TermBytes& bytes, std::uint64_t hash);

  const StoreReader& store_;
  TermTable new_;
  /// Terms of the store, and their ids by number in the table.
  TermTable known_;
  std::vector<TermId> known_ids_;
  std::string buffer_;
};

}  // namespace kg
