#pragma once

/// How far a text goes on without a byte that needs a closer look. On x86-64 sixteen bytes are
/// looked at together, with what every processor of that kind has.
namespace rdf {

/// The first byte that an IRI cannot hold as it is: a control character, a space, or one of
/// `<>"{}|^` and the backtick and backslash.
const char* end_of_plain_iri(const char* first, const char* last);

/// The first quote, backslash or line end.
const char* end_of_plain_string(const char* first, const char* last);

/// The first byte that canonical N-Triples may have to escape in a string: a control character, a
/// quote, a backslash, DEL, or 0xEF, which the non-characters U+FFFE and U+FFFF begin with.
const char* end_of_canonical_string(const char* first, const char* last);

}  // namespace rdf
