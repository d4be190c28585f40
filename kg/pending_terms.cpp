#include "kg/pending_terms.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include "kg/term_id.h"

namespace kg {

std::optional<TermId> PendingTerms::find(const TermBytes& bytes) const {
  const std::uint64_t hash = TermTable::hash(bytes);
  if (const auto number = new_.find(bytes, hash)) return new_id(bytes.kind, *number);
  if (const auto number = known_.find(bytes, hash)) return known_ids_[*number];
  return store_.counts().terms == 0 ? std::nullopt : store_.find(bytes);
}

TermId PendingTerms::intern(const TermBytes& bytes, std::uint64_t hash) {
  if (const auto number = new_.find(bytes, hash)) return new_id(bytes.kind, *number);
  if (store_.counts().terms != 0) {
    if (const auto number = known_.find(bytes, hash)) return known_ids_[*number];
    if (const auto stored = store_.find(bytes)) {
      known_.insert(bytes, hash);
      known_ids_.push_back(*stored);
      return *stored;
    }
  }
  return new_id(bytes.kind, new_.insert(bytes, hash));
}

void PendingTerms::intern(const QuadBatch& batch, std::vector<TermId>& ids) {
  // Looking up one after the other would mostly be waiting, for a slot of the table and then for
  // the term that it leads to. So that is asked for beforehand, for some terms together.
  constexpr std::size_t kTogether = 32;
  std::array<std::uint64_t, kTogether> hashes{};
  const auto entries = batch.entries();
  ids.resize(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i % kTogether == 0) {
      std::size_t count = 0;
      for (const QuadBatch::Entry& entry :
           entries.subspan(i, std::min(kTogether, entries.size() - i))) {
        if (entry.id == TermId::None) hashes[count++] = entry.hash;
      }
      new_.warm_up(std::span(hashes).first(count));
    }
    const QuadBatch::Entry& entry = entries[i];
    if (entry.id != TermId::None) {
      ids[i] = entry.id;
    } else if (entry.bytes.kind != IdKind::TripleTerm) {
      ids[i] = intern(entry.bytes, entry.hash);
    } else {
      QuadBatch::Components parts{};
      std::memcpy(parts.data(), entry.bytes.payload.data(), sizeof parts);
      ids[i] = intern(encode_triple_term({ids[parts[0]], ids[parts[1]], ids[parts[2]]}, buffer_));
    }
  }
}

std::optional<TermBytes> PendingTerms::new_term(TermId id) const {
  const std::uint64_t stored = store_.counts().terms;
  if (serial(id) <= stored || serial(id) > stored + new_.size()) return std::nullopt;
  return new_bytes(serial(id) - stored - 1);
}

}  // namespace kg
