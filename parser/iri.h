#pragma once

#include <string>
#include <string_view>

namespace parser {

/// Whether the IRI begins with a scheme, so that it needs no base.
bool is_absolute_iri(std::string_view iri);

/// Resolves an IRI reference against a base IRI (RFC 3986, section 5).
std::string resolve_iri(std::string_view base, std::string_view reference);

/// The base IRI of a source: `file:///` and its name, percent-encoded where an IRI must be. A
/// relative name stays relative to `/`: where the working directory lies does not matter, so that
/// the same files give the same IRIs on every machine.
std::string base_iri(std::string_view source_name);

}  // namespace parser
