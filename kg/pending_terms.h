#pragma once

#include <cstdint>
#include <optional>
#include <vector>

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
  TermId intern(const TermBytes& bytes);
  /// The bytes of a new term.
  std::optional<TermBytes> new_term(TermId id) const;
  std::size_t new_terms() const { return new_entries_.size(); }
  /// Ids and bytes of new terms count from 0, in the order of their serials.
  TermId new_id(std::size_t i) const { return ids_[new_entries_[i]]; }
  TermBytes new_bytes(std::size_t i) const { return table_.at(new_entries_[i]); }

 private:
  const StoreReader& store_;
  TermTable table_;
  /// By number in the table.
  std::vector<TermId> ids_;
  std::vector<std::uint32_t> new_entries_;
};

}  // namespace kg
