#pragma once

#include "repl/session.h"

namespace repl {

/// Warns of the IRIs in the triple patterns of a question that the store does not know, with what
/// is near.
void report_unknown_terms(const parser::Query& query, const parser::Source& source,
                          Session& session, parser::Diagnostics& diagnostics);

/// The triple patterns of a group, those of groups in it included, in the order of the text.
void collect_patterns(const parser::GroupPattern& group,
                      std::vector<const parser::TriplePattern*>& patterns);

}  // namespace repl
