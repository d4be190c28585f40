#include <cassert>

#include "kg/compact_terms.h"
#include "kg/dictionary.h"
#include "kg/term_encoding.h"
#include "kg/term_id.h"

namespace kg {

/// A term's serial is its number in the table plus one.
struct MemoryDictionary::State {
  CompactTerms table;
  std::string buffer;

  static TermId id(IdKind kind, std::uint32_t number) {
    return dictionary_id(kind, std::uint64_t{number} + 1);
  }

  std::optional<TermId> find(const TermBytes& bytes) const {
    const auto number = table.find(bytes, CompactTerms::hash(bytes));
    if (!number) return std::nullopt;
    return id(bytes.kind, *number);
  }

  TermId intern(const TermBytes& bytes) {
    const std::uint64_t hash = CompactTerms::hash(bytes);
    const auto number = table.find(bytes, hash);
    return id(bytes.kind, number ? *number : table.insert(bytes, hash));
  }
};

MemoryDictionary::MemoryDictionary() : state_(std::make_unique<State>()) {}
MemoryDictionary::~MemoryDictionary() = default;

std::optional<TermId> MemoryDictionary::find(const rdf::Term& term) const {
  if (const auto id = try_inline(term)) return id;
  std::string buffer;
  const auto bytes = encode_known(term, *this, buffer);
  return bytes ? state_->find(*bytes) : std::nullopt;
}

std::optional<TermId> MemoryDictionary::find_iri(std::string_view iri) const {
  return state_->find({IdKind::Iri, iri});
}

std::optional<TermId> MemoryDictionary::find_bytes(const TermBytes& bytes) const {
  return state_->find(bytes);
}

std::optional<Triple> MemoryDictionary::components(TermId id) const {
  if (!is_triple_term(id)) return std::nullopt;
  std::string buffer;
  const auto number = static_cast<std::uint32_t>(serial(id) - 1);
  return decode_triple_term(state_->table.at(number).joined(buffer).payload);
}

rdf::Term MemoryDictionary::term(TermId id) const {
  if (is_inline(id)) return decode_inline(id);
  assert(level(id) == 0 && serial(id) != 0 && serial(id) <= size());
  const CompactTerms::Pieces pieces = state_->table.at(static_cast<std::uint32_t>(serial(id) - 1));
  if (pieces.kind == IdKind::Iri) {
    rdf::Term iri;
    iri.lexical.reserve(pieces.first.size() + pieces.second.size());
    iri.lexical.append(pieces.first).append(pieces.second);
    return iri;
  }
  std::string buffer;
  return decode(pieces.joined(buffer), *this);
}

TermId MemoryDictionary::intern(const rdf::Term& term) {
  if (const auto id = try_inline(term)) return *id;
  return state_->intern(encode_interning(term, *this, state_->buffer));
}

TermId MemoryDictionary::intern_iri(std::string_view iri) {
  return state_->intern({IdKind::Iri, iri});
}

TermId MemoryDictionary::intern_bytes(const TermBytes& bytes) { return state_->intern(bytes); }

std::size_t MemoryDictionary::size() const { return state_->table.size(); }

}  // namespace kg
