#pragma once

#include <optional>

#include "kg/rdf/value.h"

namespace rdf {

/// The value as one of another type (SPARQL 1.2 Query, section 17.5; XPath Functions and
/// Operators 3.1, section 19.1). `target` is a kind of literal other than LanguageString and Other.
/// White space around a string to be read is ignored. A double becomes the shortest decimal that
/// reads back to it. Nothing where XPath has an error.
std::optional<Value> cast(const Value& value, ValueKind target);

}  // namespace rdf
