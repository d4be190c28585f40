#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "repl/session.h"
#include "repl/text_table.h"

/// What a store holds, for people to look at.
namespace repl {

/// What is known about a term: a numbered table of what it is the subject of, then what it is the
/// object of. `triples` receives the triple of each row.
std::string describe(Session& session, kg::TermId term, const TableStyle& style,
                     std::vector<kg::Triple>& triples);

/// The classes and properties in use, with how often.
std::string schema(Session& session, const TableStyle& style);

/// Terms that have the text in a label, regardless of upper and lower case: a numbered table.
/// `terms` receives the term of each row.
std::string find(Session& session, std::string_view text, const TableStyle& style,
                 std::vector<kg::TermId>& terms);

/// All rules: name, title, where they stand.
std::string list_rules(Session& session, const rules::Program& program, const TableStyle& style);

/// The names of the rules, by which `show_rule` finds them.
std::vector<std::string> rule_names(Session& session, const rules::Program& program);

/// The text of the rules of a name. Nothing if there is none.
std::optional<std::string> show_rule(Session& session, const rules::Program& program,
                                     std::string_view name);

}  // namespace repl
