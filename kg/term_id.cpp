#include "kg/term_id.h"

#include <string>
#include <string_view>

#include "kg/inline_literal.h"
#include "kg/rdf/vocabulary.h"

namespace kg {

namespace {

using rdf::vocabulary::kXsd;

std::optional<TermId> id_of(IdKind k, std::optional<std::uint64_t> payload) {
  if (!payload) return std::nullopt;
  return make_id(k, *payload);
}

std::optional<TermId> id_of(IdKind plain, IdKind zoned, std::optional<EncodedTime> time) {
  if (!time) return std::nullopt;
  return make_id(time->zoned ? zoned : plain, time->payload);
}

std::optional<TermId> encode_boolean(std::string_view lexical) {
  if (lexical == "true") return make_id(IdKind::Boolean, 1);
  if (lexical == "false") return make_id(IdKind::Boolean, 0);
  return std::nullopt;
}

rdf::Term literal(std::string lexical, std::string_view datatype) {
  rdf::Term term;
  term.kind = rdf::TermKind::Literal;
  term.lexical = std::move(lexical);
  term.datatype = datatype;
  return term;
}

}  // namespace

IdKind dictionary_kind(const rdf::TermView& term) {
  switch (term.kind) {
    case rdf::TermKind::Iri:
      return IdKind::Iri;
    case rdf::TermKind::BlankNode:
      return IdKind::BlankNode;
    case rdf::TermKind::TripleTerm:
      return IdKind::TripleTerm;
    case rdf::TermKind::Literal:
      break;
  }
  return term.language.empty() && term.datatype == rdf::vocabulary::kString ? IdKind::String
                                                                            : IdKind::Literal;
}

std::optional<TermId> try_inline(const rdf::TermView& term) {
  std::string_view datatype = term.datatype;
  if (term.kind != rdf::TermKind::Literal || !term.language.empty() ||
      !datatype.starts_with(kXsd)) {
    return std::nullopt;
  }
  datatype.remove_prefix(kXsd.size());
  const std::string_view lexical = term.lexical;
  if (datatype == "string") return std::nullopt;
  if (datatype == "integer") return id_of(IdKind::Integer, encode_integer(lexical));
  if (datatype == "decimal") return id_of(IdKind::Decimal, encode_decimal(lexical));
  if (datatype == "double") return id_of(IdKind::Double, encode_double(lexical));
  if (datatype == "boolean") return encode_boolean(lexical);
  if (datatype == "date") return id_of(IdKind::Date, IdKind::ZonedDate, encode_date(lexical));
  if (datatype == "dateTime") {
    return id_of(IdKind::DateTime, IdKind::ZonedDateTime, encode_date_time(lexical));
  }
  return std::nullopt;
}

rdf::Term decode_inline(TermId id) {
  namespace v = rdf::vocabulary;
  const std::uint64_t bits = payload(id);
  switch (kind(id)) {
    case IdKind::Boolean:
      return literal(bits != 0 ? "true" : "false", v::kBoolean);
    case IdKind::Integer:
      return literal(decode_integer(bits), v::kInteger);
    case IdKind::Decimal:
      return literal(decode_decimal(bits), v::kDecimal);
    case IdKind::Double:
      return literal(decode_double(bits), v::kDouble);
    case IdKind::Date:
    case IdKind::ZonedDate:
      return literal(decode_date({bits, kind(id) == IdKind::ZonedDate}), v::kDate);
    case IdKind::DateTime:
    case IdKind::ZonedDateTime:
      return literal(decode_date_time({bits, kind(id) == IdKind::ZonedDateTime}), v::kDateTime);
    default:
      assert(false && "not an inline id");
      return {};
  }
}

}  // namespace kg
