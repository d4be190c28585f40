#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kg/dictionary.h"
#include "kg/rdf/term_view.h"
#include "kg/term_id.h"

/// The bytes that stand for a term in a dictionary: its kind, and by kind
///
///   BlankNode, Iri, String   the label, IRI or lexical form
///   Literal                  0x01, varint size of the datatype, the datatype, the lexical form;
///   or, with a language:
///                            0x02, direction (0 none, 1 ltr, 2 rtl), varint size of the tag, the
///                            tag, the lexical form
///   TripleTerm               the ids of subject, predicate and object, eight bytes each,
///   big-endian
namespace kg {

struct TermBytes {
  IdKind kind = IdKind::None;
  std::string_view payload;
};

/// The bytes of a term that is no triple term and has no inline id. They live where those of the
/// term do, or in `buffer`.
TermBytes encode_simple(const rdf::TermView& term, std::string& buffer);
/// The bytes of a triple term, in `buffer`.
TermBytes encode_triple_term(const Triple& components, std::string& buffer);
/// The ids in the payload of a triple term.
Triple decode_triple_term(std::string_view payload);

/// The bytes of a term without inline id as a dictionary has them; nothing if a component is not in
/// the dictionary.
std::optional<TermBytes> encode_known(const rdf::Term& term, const Dictionary& dictionary,
                                      std::string& buffer);
/// The bytes of a term without inline id; components are interned.
TermBytes encode_interning(const rdf::Term& term, Interner& dictionary, std::string& buffer);

/// The term of these bytes; components of a triple term come from `dictionary`. Throws StorageError
/// for bytes that are none, since that only a damaged store can hold.
rdf::Term decode(const TermBytes& bytes, const Dictionary& dictionary);

}  // namespace kg
