#include "rules/thread_terms.h"

#include <cassert>
#include <stdexcept>
#include <utility>

#include "kg/term_id.h"

namespace rules {

std::vector<LocalId> MadeTerms::settle(kg::Interner& run, LocalTerms& numbers) const {
  std::vector<kg::TermId> ids;
  ids.reserve(table_.size());
  const auto settled = [&](kg::TermId id) {
    return made(id) ? ids[kg::serial(id) - first_serial_] : id;
  };
  std::string buffer;
  for (std::uint32_t i = 0; i < table_.size(); ++i) {
    kg::TermBytes bytes = table_.at(i);
    if (bytes.kind == kg::IdKind::TripleTerm) {
      // Its parts came before it.
      const auto [s, p, o] = kg::decode_triple_term(bytes.payload);
      bytes = kg::encode_triple_term({settled(s), settled(p), settled(o)}, buffer);
    }
    ids.push_back(run.intern_bytes(bytes));
  }
  std::vector<LocalId> result;
  result.reserve(numbered_.size());
  for (const kg::TermId id : numbered_) result.push_back(numbers.of(settled(id)));
  return result;
}

ThreadTerms::ThreadTerms(kg::Interner& run, LocalTerms& numbers) : run_(run), numbers_(numbers) {
  made_.level_ = run.highest_level() + 1;
  assert(made_.level_ <= kg::kMaxLevel);
}

void ThreadTerms::begin_piece() {
  in_piece_ = true;
  limit_ = made_.first_ = numbers_.size();
}

MadeTerms ThreadTerms::end_piece() {
  MadeTerms next;
  next.level_ = made_.level_;
  // Serial numbers never come twice: what the evaluator remembers by id stays true.
  next.first_serial_ = made_.first_serial_ + made_.table_.size();
  in_piece_ = false;
  limit_ = kAll;
  made_numbers_.clear();
  return std::exchange(made_, std::move(next));
}

std::optional<kg::TermId> ThreadTerms::find_in_run(const kg::TermBytes& bytes) const {
  if (bytes.kind == kg::IdKind::TripleTerm) {
    const auto [s, p, o] = kg::decode_triple_term(bytes.payload);
    if (made_.made(s) || made_.made(p) || made_.made(o)) return std::nullopt;
  }
  return run_.find_bytes(bytes);
}

std::optional<kg::TermId> ThreadTerms::find(const rdf::Term& term) const {
  if (const auto id = kg::try_inline(term)) return id;
  std::string buffer;
  const auto bytes = kg::encode_known(term, *this, buffer);
  return bytes ? find_bytes(*bytes) : std::nullopt;
}

std::optional<kg::TermId> ThreadTerms::find_iri(std::string_view iri) const {
  return find_bytes({kg::IdKind::Iri, iri});
}

std::optional<kg::TermId> ThreadTerms::find_bytes(const kg::TermBytes& bytes) const {
  if (const auto known = find_in_run(bytes)) return known;
  if (const auto number = made_.table_.find(bytes)) return made_.id(*number);
  return std::nullopt;
}

rdf::Term ThreadTerms::term(kg::TermId id) const {
  return made_.made(id) ? kg::decode(made_.bytes(id), *this) : run_.term(id);
}

std::optional<kg::Triple> ThreadTerms::components(kg::TermId id) const {
  if (!made_.made(id)) return run_.components(id);
  if (!kg::is_triple_term(id)) return std::nullopt;
  return kg::decode_triple_term(made_.bytes(id).payload);
}

kg::TermId ThreadTerms::intern(const rdf::Term& term) {
  if (!in_piece_) return run_.intern(term);
  if (const auto id = kg::try_inline(term)) return *id;
  return intern_bytes(kg::encode_interning(term, *this, buffer_));
}

kg::TermId ThreadTerms::intern_iri(std::string_view iri) {
  return in_piece_ ? intern_bytes({kg::IdKind::Iri, iri}) : run_.intern_iri(iri);
}

kg::TermId ThreadTerms::intern_bytes(const kg::TermBytes& bytes) {
  if (!in_piece_) return run_.intern_bytes(bytes);
  if (const auto known = find_in_run(bytes)) return *known;
  const std::uint64_t hash = kg::TermTable::hash(bytes);
  if (const auto number = made_.table_.find(bytes, hash)) return made_.id(*number);
  return made_.id(made_.table_.insert(bytes, hash));
}

LocalId ThreadTerms::number_of(kg::TermId id) {
  if (!in_piece_) return numbers_.of(id);
  if (!made_.made(id)) {
    if (const LocalId known = numbers_.find(id); known != kNoTerm) return known;
  }
  std::vector<kg::TermId>& numbered = made_.numbered_;
  const std::uint64_t hash = LocalTerms::hash(id);
  const std::uint32_t known =
      made_numbers_.find(hash, [&](std::uint32_t place) { return numbered[place] == id; });
  if (known != kg::HashIndex::kNone) return limit_ + known;
  if (numbered.size() >= kAll - limit_) {
    throw std::length_error("more terms than a run can number");
  }
  made_numbers_.insert(hash, static_cast<std::uint32_t>(numbered.size()));
  numbered.push_back(id);
  return size() - 1;
}

}  // namespace rules
