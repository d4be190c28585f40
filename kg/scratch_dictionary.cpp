#include <cassert>

#include "kg/dictionary.h"
#include "kg/term_encoding.h"
#include "kg/term_id.h"
#include "kg/term_table.h"

namespace kg {

/// Own ids have a level one higher than all ids of the dictionary below, so that they never meet.
struct ScratchDictionary::State {
  const Dictionary& below;
  unsigned level;
  TermTable table;
  std::string buffer;

  TermId id(std::uint32_t number) const {
    return dictionary_id(table.at(number).kind, std::uint64_t{number} + 1, level);
  }
};

ScratchDictionary::ScratchDictionary(const Dictionary& below)
    : state_(std::make_unique<State>(State{below, below.highest_level() + 1, {}, {}})) {
  assert(state_->level <= kMaxLevel);
}
ScratchDictionary::~ScratchDictionary() = default;

unsigned ScratchDictionary::highest_level() const { return state_->level; }

std::optional<TermId> ScratchDictionary::find(const rdf::Term& term) const {
  if (const auto id = try_inline(term)) return id;
  // Own terms first: the dictionary below may have gained one of them since, but its id here must
  // not change.
  if (state_->table.size() != 0) {
    std::string buffer;
    const auto bytes = encode_known(term, *this, buffer);
    const auto number = bytes ? state_->table.find(*bytes) : std::nullopt;
    if (number) return state_->id(*number);
  }
  return state_->below.find(term);
}

rdf::Term ScratchDictionary::term(TermId id) const {
  if (is_inline(id)) return decode_inline(id);
  if (level(id) != state_->level) return state_->below.term(id);
  assert(serial(id) != 0 && serial(id) <= state_->table.size());
  return decode(state_->table.at(static_cast<std::uint32_t>(serial(id) - 1)), *this);
}

TermId ScratchDictionary::intern(const rdf::Term& term) {
  if (const auto id = find(term)) return *id;
  const TermBytes bytes = encode_interning(term, *this, state_->buffer);
  return state_->id(state_->table.insert(bytes, TermTable::hash(bytes)));
}

}  // namespace kg
