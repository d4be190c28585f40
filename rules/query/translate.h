#pragma once

#include <cstddef>
#include <optional>

#include "kg/dictionary.h"
#include "parser/parse.h"
#include "rules/query/algebra.h"

namespace query {

/// Each pattern that follows on another takes a part of the stack.
inline constexpr std::size_t kDeepestQuery = 1000;
void report_too_large(const parser::Source& source, parser::Diagnostics& diagnostics);

/// Translates a query (SPARQL 1.2 Query, section 18.3). `source` is what it was parsed from.
/// Nothing, with diagnostics, if it calls an unknown function.
std::optional<Question> translate(const parser::Query& query, const parser::Source& source,
                                  kg::Interner& interner, parser::Diagnostics& diagnostics);

/// A path from a subject to an object. Sequences, alternatives and inverses become joins and unions
/// of what can be matched, so that each way along them counts.
Algebra translate_path(const match::Slot& subject, const parser::Path& path,
                       const match::Slot& object, match::Variables& variables,
                       kg::Interner& interner);

}  // namespace query
