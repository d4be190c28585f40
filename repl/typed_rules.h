#pragma once

#include <string>
#include <string_view>

#include "parser/sparql_rl_syntax.h"

namespace repl {

/// The text of the typed rules with some more: `added` (the tree of `added_text`) behind `kept`
/// (that of `kept_text`), without those kept rules that an added one has the name of. What is added
/// gets declarations of the prefixes that it uses in front, so that the text can be read alone.
std::string with_typed_rules(std::string_view kept_text, const parser::RuleDocument& kept,
                             std::string_view added_text, const parser::RuleDocument& added,
                             const parser::Prefixes& prefixes);

/// The part of a text that a rule takes, with its `#@` lines.
std::string_view text_of(const parser::Rule& rule, std::string_view text);

}  // namespace repl
