#include "kg/quad_batch.h"

#include <cassert>
#include <cstring>
#include <functional>

#include "kg/term_id.h"
#include "kg/term_table.h"

namespace kg {

namespace {

constexpr std::size_t kRecent = 1024;
constexpr std::uint32_t kNone = 0xFFFFFFFF;

bool within(std::string_view part, std::string_view whole) {
  const std::less_equal<> before;
  return before(whole.data(), part.data()) &&
         before(part.data() + part.size(), whole.data() + whole.size());
}

}  // namespace

QuadBatch::QuadBatch() : recent_(kRecent, kNone) {}

void QuadBatch::start(std::string_view text, std::string_view blank_prefix) {
  text_ = text;
  blank_prefix_ = blank_prefix;
  entries_.clear();
  rows_.clear();
  arena_.clear();
  recent_.assign(kRecent, kNone);
}

void QuadBatch::add(const rdf::TermView& subject, const rdf::TermView& predicate,
                    const rdf::TermView& object, const rdf::TermView* graph, std::uint32_t line) {
  const std::uint32_t s = entry_of(subject);
  const std::uint32_t p = entry_of(predicate);
  const std::uint32_t o = entry_of(object);
  rows_.push_back({{s, p, o}, graph == nullptr ? kDefaultGraph : entry_of(*graph), line});
}

std::uint32_t QuadBatch::append(const Entry& entry) {
  entries_.push_back(entry);
  return static_cast<std::uint32_t>(entries_.size() - 1);
}

std::uint32_t QuadBatch::entry_of(const rdf::TermView& term) {
  if (term.kind == rdf::TermKind::TripleTerm) return triple_term(term);
  if (const auto id = try_inline(term)) return append({*id, 0, {}});
  const TermBytes bytes = encode(term);
  const std::uint64_t hash = TermTable::hash(bytes);
  std::uint32_t& recent = recent_[hash % kRecent];
  if (recent != kNone) {
    const Entry& there = entries_[recent];
    const bool same = there.hash == hash && there.bytes.kind == bytes.kind &&
                      there.bytes.payload == bytes.payload;
    if (same) return recent;
  }
  recent = append({TermId::None, hash, {bytes.kind, keep(bytes.payload)}});
  return recent;
}

std::uint32_t QuadBatch::triple_term(const rdf::TermView& term) {
  assert(term.components.size() == 3);
  Components components{};
  for (std::size_t i = 0; i < 3; ++i) components[i] = entry_of(term.components[i]);
  const std::string_view payload(reinterpret_cast<const char*>(components.data()),
                                 sizeof components);
  return append({TermId::None, 0, {IdKind::TripleTerm, keep(payload)}});
}

TermBytes QuadBatch::encode(const rdf::TermView& term) {
  if (term.kind != rdf::TermKind::BlankNode) return encode_simple(term, buffer_);
  buffer_.assign(blank_prefix_).append(term.lexical);
  return {IdKind::BlankNode, buffer_};
}

std::string_view QuadBatch::keep(std::string_view bytes) {
  if (within(bytes, text_)) return bytes;
  char* const kept = arena_.allocate(bytes.size());
  if (!bytes.empty()) std::memcpy(kept, bytes.data(), bytes.size());
  return {kept, bytes.size()};
}

}  // namespace kg
