#pragma once

#include <string>

#include "repl/session.h"
#include "repl/text_table.h"

/// What a store holds, counted.
namespace repl {

/// Facts, rules, conclusions, terms and size, a line each. `program` may be null.
std::string store_summary(Session& session, const rules::Program* program);
/// The same as JSON, with the sources.
std::string store_summary_json(Session& session, const rules::Program* program);
/// The sources.
std::string source_table(Session& session, const TableStyle& style);

}  // namespace repl
