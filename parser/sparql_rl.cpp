#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "parser/characters.h"
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

/// Words at the start of a line with which somebody thought to begin a statement.
constexpr std::string_view kMeantAsOpeners[] = {"IF",       "SELECT", "ASK",   "CONSTRUCT",
                                                "DESCRIBE", "INSERT", "DELETE"};

template <std::size_t size>
bool is_one_of(std::string_view word, const std::string_view (&words)[size]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view one) { return is_word(word, one); });
}

bool begins_line(const char* text, const char* at) {
  return at == text || at[-1] == '\n' || at[-1] == '\r';
}

bool resembles_opener(std::string_view word) {
  static const std::vector<std::string> kNames(std::begin(kOpeners), std::end(kOpeners));
  return word.size() > 2 && is_letter(word.front()) && !nearest(word, kNames).empty();
}

int opens(std::string_view word) {
  if (word == "{" || word == "(" || word == "[") return 1;
  return word == "}" || word == ")" || word == "]" ? -1 : 0;
}

/// Where to go on after a mistake at `mistake` in the statement that begins at `statement`: at the
/// next word that can only begin a statement, or, outside brackets, was meant to.
const char* next_rule_statement(RuleReading& reading, const char* statement, const char* mistake) {
  const char* const last = reading.scope.end();
  const char* at = statement;
  std::string_view before;
  int depth = 0;
  while (at != last) {
    const char* const end = token_end(at, last);
    const std::string_view word(at, static_cast<std::size_t>(end - at));
    if (at >= mistake && at != statement) {
      // WHERE DATA and NOT DATA go on with the rule.
      const bool goes_on =
          is_word(word, "DATA") && (is_word(before, "WHERE") || is_word(before, "NOT"));
      if (is_one_of(word, kOpeners) && !goes_on) return at;
      const bool meant = depth <= 0 && begins_line(reading.scope.begin(), at) &&
                         (is_one_of(word, kMeantAsOpeners) || resembles_opener(word));
      if (meant) return at;
    }
    // A dot behind a statement is a mistake of its own, and a small one.
    if (at == statement && (word == "." || word == ";")) return reading.skip(end);
    depth += opens(word);
    before = word;
    at = reading.skip(end);
  }
  return last;
}

}  // namespace

std::optional<RuleDocument> parse_rules(const Source& source, std::string_view base,
                                        const Prefixes& prefixes, Diagnostics& diagnostics) {
  std::vector<Rule> rules;
  const RuleSink sink = [&rules](Rule&& rule) {
    // Of the right size: there may be many rules.
    rule.head.shrink_to_fit();
    rule.body.shrink_to_fit();
    rules.push_back(std::move(rule));
  };
  std::optional<RuleDocument> document = parse_rules(source, base, prefixes, sink, diagnostics);
  if (document) document->rules = std::move(rules);
  return document;
}

std::optional<RuleDocument> parse_rules(const Source& source, std::string_view base,
                                        const Prefixes& prefixes, const RuleSink& sink,
                                        Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  RuleReading reading(source, base, prefixes, sink, diagnostics);
  if (diagnostics.error_count() != errors_before) return std::nullopt;
  const char* at = reading.skip(reading.scope.begin());
  while (at != reading.scope.end()) {
    const char* const statement = at;
    reading.in_negation = false;
    reading.aggregate.reset();
    if (sparql::read_statement(at, reading, sparql::rule_statement)) continue;
    at = next_rule_statement(reading, statement, reading.furthest());
  }
  sparql::report_stray_metadata(reading);
  if (diagnostics.error_count() != errors_before) return std::nullopt;
  reading.document.prefixes = reading.scope.prefixes();
  reading.document.base = reading.scope.base();
  return std::move(reading.document);
}

}  // namespace parser
