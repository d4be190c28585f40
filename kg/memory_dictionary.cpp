#include <cassert>

#include "kg/dictionary.h"
#include "kg/term_encoding.h"
#include "kg/term_id.h"
#include "kg/term_table.h"

namespace kg {

/// A term's serial is its number in the table plus one.
struct MemoryDictionary::State {
  TermTable table;
  std::string buffer;

  TermId id(std::uint32_t number) const {
    return dictionary_id(table.at(number).kind, std::uint64_t{number} + 1);
  }
};

MemoryDictionary::MemoryDictionary() : state_(std::make_unique<State>()) {}
MemoryDictionary::~MemoryDictionary() = default;

std::optional<TermId> MemoryDictionary::find(const rdf::Term& term) const {
  if (const auto id = try_inline(term)) return id;
  std::string buffer;
  const auto bytes = encode_known(term, *this, buffer);
  const auto number = bytes ? state_->table.find(*bytes) : std::nullopt;
  if (!number) return std::nullopt;
  return state_->id(*number);
}

rdf::Term MemoryDictionary::term(TermId id) const {
  if (is_inline(id)) return decode_inline(id);
  assert(level(id) == 0 && serial(id) != 0 && serial(id) <= size());
  return decode(state_->table.at(static_cast<std::uint32_t>(serial(id) - 1)), *this);
}

TermId MemoryDictionary::intern(const rdf::Term& term) {
  if (const auto id = try_inline(term)) return *id;
  const TermBytes bytes = encode_interning(term, *this, state_->buffer);
  const std::uint64_t hash = TermTable::hash(bytes);
  if (const auto number = state_->table.find(bytes, hash)) {
    return dictionary_id(bytes.kind, std::uint64_t{*number} + 1);
  }
  return dictionary_id(bytes.kind, std::uint64_t{state_->table.insert(bytes, hash)} + 1);
}

std::size_t MemoryDictionary::size() const { return state_->table.size(); }

}  // namespace kg
