#include "kg/term_encoding.h"

#include <cassert>

#include "kg/key_encoding.h"
#include "kg/rdf/vocabulary.h"
#include "kg/storage_error.h"
#include "kg/varint.h"

namespace kg {

namespace {

constexpr char kTyped = 1;
constexpr char kTagged = 2;

[[noreturn]] void damaged() { throw StorageError("the store is damaged: a term in it is no term"); }

std::string_view take(std::string_view& in, std::uint64_t size) {
  if (size > in.size()) damaged();
  const std::string_view taken = in.substr(0, size);
  in.remove_prefix(size);
  return taken;
}

void encode_literal(const rdf::TermView& term, std::string& out) {
  out.clear();
  if (term.language.empty()) {
    out += kTyped;
    append_varint(out, term.datatype.size());
    out += term.datatype;
  } else {
    out += kTagged;
    out += static_cast<char>(term.direction);
    append_varint(out, term.language.size());
    out += term.language;
  }
  out += term.lexical;
}

rdf::Term decode_literal(std::string_view payload) {
  rdf::Term term;
  term.kind = rdf::TermKind::Literal;
  const std::string_view form = take(payload, 1);
  if (form[0] == kTyped) {
    term.datatype = take(payload, take_varint(payload));
  } else {
    const std::string_view direction = take(payload, 1);
    if (form[0] != kTagged || direction[0] < 0 || direction[0] > 2) damaged();
    term.direction = static_cast<rdf::Direction>(direction[0]);
    term.language = take(payload, take_varint(payload));
    term.datatype = term.direction == rdf::Direction::None ? rdf::vocabulary::kLangString
                                                           : rdf::vocabulary::kDirLangString;
  }
  term.lexical = payload;
  return term;
}

rdf::Term with_lexical(rdf::TermKind kind, std::string_view lexical) {
  rdf::Term term;
  term.kind = kind;
  term.lexical = lexical;
  return term;
}

}  // namespace

TermBytes encode_simple(const rdf::TermView& term, std::string& buffer) {
  assert(term.kind != rdf::TermKind::TripleTerm);
  const IdKind kind = dictionary_kind(term);
  if (kind != IdKind::Literal) return {kind, term.lexical};
  encode_literal(term, buffer);
  return {kind, buffer};
}

TermBytes encode_triple_term(const Triple& components, std::string& buffer) {
  buffer = view(triple_key(KeyOrder::Spo, components));
  return {IdKind::TripleTerm, buffer};
}

Triple decode_triple_term(std::string_view payload) {
  if (payload.size() != kTripleKeyBytes) damaged();
  return read_triple_key(KeyOrder::Spo, payload);
}

std::optional<TermBytes> encode_known(const rdf::Term& term, const Dictionary& dictionary,
                                      std::string& buffer) {
  if (!term.is_triple_term()) return encode_simple(rdf::view_of(term), buffer);
  assert(term.components.size() == 3);
  const auto s = dictionary.find(term.components[0]);
  const auto p = s ? dictionary.find(term.components[1]) : std::nullopt;
  const auto o = p ? dictionary.find(term.components[2]) : std::nullopt;
  if (!o) return std::nullopt;
  return encode_triple_term({*s, *p, *o}, buffer);
}

TermBytes encode_interning(const rdf::Term& term, Interner& dictionary, std::string& buffer) {
  if (!term.is_triple_term()) return encode_simple(rdf::view_of(term), buffer);
  assert(term.components.size() == 3);
  const TermId s = dictionary.intern(term.components[0]);
  const TermId p = dictionary.intern(term.components[1]);
  const TermId o = dictionary.intern(term.components[2]);
  return encode_triple_term({s, p, o}, buffer);
}

rdf::Term decode(const TermBytes& bytes, const Dictionary& dictionary) {
  switch (bytes.kind) {
    case IdKind::BlankNode:
      return with_lexical(rdf::TermKind::BlankNode, bytes.payload);
    case IdKind::Iri:
      return with_lexical(rdf::TermKind::Iri, bytes.payload);
    case IdKind::String: {
      rdf::Term term = with_lexical(rdf::TermKind::Literal, bytes.payload);
      term.datatype = rdf::vocabulary::kString;
      return term;
    }
    case IdKind::Literal:
      return decode_literal(bytes.payload);
    case IdKind::TripleTerm: {
      const Triple ids = decode_triple_term(bytes.payload);
      rdf::Term term;
      term.kind = rdf::TermKind::TripleTerm;
      for (const TermId id : {ids.subject, ids.predicate, ids.object}) {
        term.components.push_back(dictionary.term(id));
      }
      return term;
    }
    default:
      damaged();
  }
}

}  // namespace kg
