#include "kg/pending_terms.h"

#include "kg/term_id.h"

namespace kg {

std::optional<TermId> PendingTerms::find(const TermBytes& bytes) const {
  if (const auto number = table_.find(bytes)) return ids_[*number];
  return store_.counts().terms == 0 ? std::nullopt : store_.find(bytes);
}

TermId PendingTerms::intern(const TermBytes& bytes) {
  const std::uint64_t hash = TermTable::hash(bytes);
  if (const auto number = table_.find(bytes, hash)) return ids_[*number];
  const auto stored = store_.counts().terms == 0 ? std::nullopt : store_.find(bytes);
  const std::uint32_t number = table_.insert(bytes, hash);
  if (stored) {
    ids_.push_back(*stored);
  } else {
    new_entries_.push_back(number);
    ids_.push_back(dictionary_id(bytes.kind, store_.counts().terms + new_entries_.size()));
  }
  return ids_.back();
}

std::optional<TermBytes> PendingTerms::new_term(TermId id) const {
  const std::uint64_t stored = store_.counts().terms;
  if (serial(id) <= stored || serial(id) > stored + new_entries_.size()) return std::nullopt;
  return new_bytes(serial(id) - stored - 1);
}

}  // namespace kg
