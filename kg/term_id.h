#pragma once

#include <cassert>
#include <cstdint>
#include <optional>

#include "kg/rdf/term_view.h"
#include "kg/triple.h"

/// How the 64 bits of a TermId are used. The top four bits are its kind. Of a *dictionary* kind the
/// rest is a level (bits 52 to 59; 0 for a dictionary of its own, more for a ScratchDictionary on
/// top of others) and a serial number (bits 0 to 51; from 1). Of an *inline* kind the rest is the
/// value of a literal, in such a way that ids of one kind sort as SPARQL sorts the values.
/// docs/storage.md has the bits.
namespace kg {

/// In the order in which SPARQL sorts kinds of terms: blank nodes, IRIs, literals, triple terms.
enum class IdKind : std::uint8_t {
  None = 0,
  BlankNode = 1,
  Iri = 2,
  String = 3,   ///< an xsd:string in a dictionary
  Literal = 4,  ///< any other literal in a dictionary
  Boolean = 5,
  Integer = 6,
  Decimal = 7,
  Double = 8,
  Date = 9,  ///< without timezone
  ZonedDate = 10,
  DateTime = 11,  ///< without timezone
  ZonedDateTime = 12,
  TripleTerm = 13
};

inline constexpr int kKindShift = 60;
inline constexpr int kLevelShift = 52;
inline constexpr std::uint64_t kPayloadMask = (std::uint64_t{1} << kKindShift) - 1;
inline constexpr std::uint64_t kSerialMask = (std::uint64_t{1} << kLevelShift) - 1;
inline constexpr unsigned kMaxLevel = 255;

constexpr IdKind kind(TermId id) {
  return static_cast<IdKind>(static_cast<std::uint64_t>(id) >> kKindShift);
}

constexpr std::uint64_t payload(TermId id) { return static_cast<std::uint64_t>(id) & kPayloadMask; }

constexpr bool is_inline(IdKind k) { return k >= IdKind::Boolean && k <= IdKind::ZonedDateTime; }
/// Whether the id holds the term itself, so that no dictionary is needed to decode it.
constexpr bool is_inline(TermId id) { return is_inline(kind(id)); }

constexpr bool is_iri(TermId id) { return kind(id) == IdKind::Iri; }
constexpr bool is_blank_node(TermId id) { return kind(id) == IdKind::BlankNode; }
constexpr bool is_literal(TermId id) {
  return kind(id) >= IdKind::String && kind(id) <= IdKind::ZonedDateTime;
}
constexpr bool is_triple_term(TermId id) { return kind(id) == IdKind::TripleTerm; }

constexpr TermId make_id(IdKind k, std::uint64_t payload) {
  return static_cast<TermId>(static_cast<std::uint64_t>(k) << kKindShift | payload);
}

/// An id of a dictionary kind.
constexpr TermId dictionary_id(IdKind k, std::uint64_t serial, unsigned level = 0) {
  assert(!is_inline(k) && serial != 0 && serial <= kSerialMask && level <= kMaxLevel);
  return make_id(k, std::uint64_t{level} << kLevelShift | serial);
}

/// The serial number of an id of a dictionary kind: distinct for all terms of a dictionary,
/// whatever their kinds, and counted from 1, so that it serves as an index.
constexpr std::uint64_t serial(TermId id) { return static_cast<std::uint64_t>(id) & kSerialMask; }

/// The level of an id of a dictionary kind.
constexpr unsigned level(TermId id) { return static_cast<unsigned>(payload(id) >> kLevelShift); }

/// The dictionary kind of a term that has no inline id.
IdKind dictionary_kind(const rdf::TermView& term);

/// The id that holds the term itself. Nothing if the term is no such literal, if its value is out
/// of range, or if its lexical form is not the one that `decode_inline` gives back.
std::optional<TermId> try_inline(const rdf::TermView& term);
inline std::optional<TermId> try_inline(const rdf::Term& term) {
  return try_inline(rdf::view_of(term));
}

/// The term in an inline id.
rdf::Term decode_inline(TermId id);

/// The value in an id of kind Integer.
constexpr std::int64_t inline_integer(TermId id) {
  assert(kind(id) == IdKind::Integer);
  return static_cast<std::int64_t>(payload(id)) - (std::int64_t{1} << 59);
}

/// The value in an id of kind Boolean.
constexpr bool inline_boolean(TermId id) {
  assert(kind(id) == IdKind::Boolean);
  return payload(id) != 0;
}

}  // namespace kg
