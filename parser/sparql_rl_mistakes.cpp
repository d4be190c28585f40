#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "parser/sparql_mistakes.h"
#include "parser/sparql_rl_grammar.h"

namespace parser::sparql {
namespace {

constexpr std::string_view kRuleForm = "a rule is written RULE { head } WHERE { body }";
constexpr std::string_view kSetForm = "an assignment is written SET ( ?variable := expression )";

constexpr std::string_view kAggregateForm =
    "an aggregate says what it counts: SET ( ?n := COUNT(DISTINCT ?x) { triples with ?x } )";

/// A word of SPARQL or of earlier drafts that SPARQL-RL does not have, and what to write for it.
struct Foreign {
  std::string_view word;
  std::string_view instead;
};

constexpr Foreign kInBody[] = {
    {"BIND", kSetForm},
    {"OPTIONAL",
     "write two rules: one where the triples are there, one with NOT { … } where they are not"},
    {"UNION", "write one RULE for each alternative, with the same head"},
    {"MINUS", "write NOT { … }"},
    {"EXISTS", "write the triples that must be there as they are"},
    {"VALUES", "state the values in a DATA block and match them"},
    {"GRAPH", "rules read the default graph"},
    {"SERVICE", "load the data instead"},
    {"SELECT", "conclude the inner query in a RULE of its own and match what it concludes"},
};

constexpr Foreign kInExpression[] = {
    {"EXISTS", "write NOT { … }, or the triples as they are, as elements of the body"},
    {"NOT EXISTS", "write NOT { … } as an element of the body, not in an expression"},
};

constexpr Foreign kAtStart[] = {
    {"IF", kRuleForm},
    {"THEN", kRuleForm},
    {"FOR", kRuleForm},
    {"TRANSITIVE", "write RULE { ?x :p ?z } WHERE { ?x :p ?y . ?y :p ?z }"},
    {"SYMMETRIC", "write RULE { ?y :p ?x } WHERE { ?x :p ?y }"},
    {"INVERSE", "write RULE { ?y :q ?x } WHERE { ?x :p ?y }"},
};

constexpr std::string_view kOfQueries[] = {"SELECT", "ASK",    "CONSTRUCT", "DESCRIBE",
                                           "INSERT", "DELETE", "LOAD",      "CLEAR"};

template <std::size_t size>
std::optional<Advice> find(const Foreign (&words)[size], std::string_view found) {
  for (const Foreign& one : words) {
    if (!is_word(found, one.word)) continue;
    return Advice{"not-in-rules", fmt::format("SPARQL-RL has no {}", one.word),
                  std::string(one.instead)};
  }
  return std::nullopt;
}

std::optional<Advice> advise_on_statement(const Failure& failure) {
  const std::string_view word = failure.word;
  if (std::optional<Advice> advice = find(kAtStart, word)) return advice;
  for (const std::string_view one : kOfQueries) {
    if (!is_word(word, one)) continue;
    return Advice{"not-in-rules", fmt::format("{} belongs to queries, not to rules", one),
                  "a document of rules holds RULE, DATA, IMPORTS, PREFIX, BASE and VERSION"};
  }
  if (word == "." || word == ";") {
    return Advice{"syntax", fmt::format("'{}' cannot stand here", word),
                  "statements end without one"};
  }
  const bool node = word.find(':') != std::string_view::npos || word.starts_with('<') ||
                    word.starts_with('[') || word.starts_with('?');
  if (node) return Advice{"syntax", {}, "triples stand in DATA { … }, or in the head of a rule"};
  return std::nullopt;
}

std::optional<Advice> advise_on_body(const Reading& reading, const Failure& failure) {
  if (std::optional<Advice> advice = find(kInBody, failure.word)) return advice;
  if (failure.word == "{") {
    return Advice{"not-in-rules", "SPARQL-RL has no groups within a body",
                  "write the triples without these braces; for alternatives, one RULE each"};
  }
  // In an aggregate there are FILTER and NOT, but no SET.
  const bool in_aggregate = static_cast<const RuleReading&>(reading).aggregate.has_value();
  if (in_aggregate && is_word(failure.word, "SET")) {
    return Advice{"not-in-rules", "SET cannot stand inside an aggregate",
                  "conclude the inner part in a RULE of its own, and count what it concludes"};
  }
  // Inside NOT there is FILTER, but neither NOT nor SET.
  if (!reading.wants("SET") && (is_word(failure.word, "NOT") || is_word(failure.word, "SET"))) {
    return Advice{
        "not-in-rules",
        fmt::format("{} cannot stand inside NOT", is_word(failure.word, "NOT") ? "NOT" : "SET"),
        "conclude the inner part in a RULE of its own, and write NOT { … } of that"};
  }
  return std::nullopt;
}

std::optional<Advice> advise_on_head(const Reading& reading, const Failure& failure) {
  const std::string_view word = failure.word;
  if (reading.wants("WHERE")) {
    if (std::optional<Advice> advice = find(kAtStart, word)) return advice;
    return Advice{"syntax", {}, std::string(kRuleForm)};
  }
  if (reading.wants("the name of the rule")) {
    return Advice{"syntax", {}, "a rule is named by an IRI: RULE :name { head } WHERE { body }"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Advice> advise_on_rules(const Reading& reading, const Failure& failure) {
  if (reading.wants("RULE")) return advise_on_statement(failure);
  if (std::optional<Advice> advice = advise_on_head(reading, failure)) return advice;
  const bool in_aggregate = static_cast<const RuleReading&>(reading).aggregate.has_value();
  if (in_aggregate && reading.wants("'{'"))
    return Advice{"syntax", {}, std::string(kAggregateForm)};
  if (reading.wants("':='")) return Advice{"syntax", {}, std::string(kSetForm)};
  const std::string_view before = failure.before;
  if (is_word(before, "SET")) return Advice{"syntax", {}, std::string(kSetForm)};
  if (is_word(before, "FILTER")) {
    if (is_word(failure.word, "NOT") || is_word(failure.word, "EXISTS")) {
      const bool negated = is_word(failure.word, "NOT");
      return Advice{
          "not-in-rules",
          fmt::format("SPARQL-RL has no FILTER {}", negated ? "NOT EXISTS" : "EXISTS"),
          negated ? "write NOT { … }" : "write the triples that must be there as they are"};
    }
    return Advice{"syntax", {}, "a condition stands in brackets: FILTER ( ?x > 0 )"};
  }
  if (is_word(before, "NOT") && is_word(failure.word, "EXISTS")) {
    return Advice{"not-in-rules", "SPARQL-RL has no NOT EXISTS", "write NOT { … }"};
  }
  if (reading.wants("FILTER")) return advise_on_body(reading, failure);
  if (reading.wants("an expression") &&
      (is_word(failure.word, "EXISTS") || is_word(failure.next, "EXISTS"))) {
    return find(kInExpression, is_word(failure.word, "NOT") ? "NOT EXISTS" : failure.word);
  }
  return std::nullopt;
}

}  // namespace parser::sparql
