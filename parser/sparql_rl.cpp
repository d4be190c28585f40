#include <algorithm>
#include <utility>

#include "parser/metadata.h"
#include "parser/parse.h"
#include "parser/sparql_mistakes.h"
#include "parser/sparql_parts.h"
#include "parser/sparql_rl_grammar.h"

namespace parser {
namespace {

using sparql::is_word;
using sparql::RuleReading;

constexpr std::string_view kOpeners[] = {"RULE", "DATA",    "IMPORTS", "PREFIX",
                                         "BASE", "VERSION", "@prefix", "@base"};

/// Where to go on after a mistake at `mistake` in the statement that begins at `statement`: at the
/// next word that can only begin a statement.
const char* next_rule_statement(RuleReading& reading, const char* statement, const char* mistake) {
  const char* const last = reading.scope.end();
  const char* at = mistake;
  std::string_view before;
  while (at != last) {
    const char* const end = token_end(at, last);
    const std::string_view word(at, static_cast<std::size_t>(end - at));
    const bool opens = std::any_of(std::begin(kOpeners), std::end(kOpeners),
                                   [&](std::string_view opener) { return is_word(word, opener); });
    // WHERE DATA and NOT DATA go on with the rule.
    const bool goes_on =
        is_word(word, "DATA") && (is_word(before, "WHERE") || is_word(before, "NOT"));
    if (opens && !goes_on && at != statement) return at;
    before = word;
    at = reading.skip(end);
  }
  return last;
}

}  // namespace

std::optional<RuleDocument> parse_rules(const Source& source, std::string_view base,
                                        const Prefixes& prefixes, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  RuleReading reading(source, base, prefixes, diagnostics);
  if (diagnostics.error_count() != errors_before) return std::nullopt;
  const char* at = reading.skip(reading.scope.begin());
  while (at != reading.scope.end()) {
    const char* const statement = at;
    reading.in_negation = false;
    if (sparql::read_statement(at, reading, sparql::rule_statement)) continue;
    at = next_rule_statement(reading, statement, reading.furthest());
  }
  sparql::report_stray_metadata(reading);
  if (diagnostics.error_count() != errors_before) return std::nullopt;
  reading.document.prefixes = reading.scope.prefixes();
  return std::move(reading.document);
}

}  // namespace parser
