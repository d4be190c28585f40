#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "kg/rdf/vocabulary.h"
#include "parser/built_ins.h"
#include "parser/characters.h"
#include "parser/sparql_parts.h"
#include "parser/sparql_rl_grammar.h"
#include "parser/sparql_terms.h"
#include "parser/sparql_tokens.h"

/// The aggregates of SPARQL, over a group of their own: an extension of SPARQL-RL.
namespace parser::sparql {
namespace {

/// The name of an aggregate, before its bracket.
const char* read_aggregate_name(Reading& reading, const char* first) {
  const char* const last = reading.scope.end();
  const char* const end =
      std::find_if_not(first, last, [](char c) { return is_letter(c) || c == '_'; });
  const auto function = find_aggregate({first, static_cast<std::size_t>(end - first)});
  if (!function) return nullptr;
  const char* const next = skip_blanks(end, last);
  if (next == last || *next != '(') return nullptr;
  auto& rules = static_cast<RuleReading&>(reading);
  rules.aggregate.emplace();
  rules.aggregate->function = *function;
  rules.aggregate->function_span = reading.scope.span(first, end);
  return end;
}

constexpr Token kName{read_aggregate_name, {"an aggregate", true}};
constexpr Token kText{read_literal_node, {"a text in quotes"}};
constexpr Keyword kDistinct{"DISTINCT", true};
constexpr Keyword kDataToo{"DATA", true};
constexpr Keyword kSeparator{"SEPARATOR"};
constexpr Symbol kStar{"'*'", "", true};
constexpr Symbol kEquals{"'='"};
constexpr Symbol kOptionalDot{"'.'", "", true};
constexpr Symbol kSeparated{"';'", "", true};

template <typename Do>
constexpr auto rule_act(Do what) {
  return act([what](Reading& reading) { what(static_cast<RuleReading&>(reading)); });
}

/// `*` counts solutions; the other functions need values.
void count_solutions(RuleReading& r) {
  if (r.aggregate->function == AggregateFunction::Count) return;
  r.error("wrong-arguments", r.token(),
          fmt::format("{} needs a value, not '*'", name_of(r.aggregate->function)),
          "only COUNT takes '*'");
}

void end_argument(RuleReading& r) { r.aggregate->argument = r.pop_operand().expression; }

void end_separator(RuleReading& r) {
  const Node node = r.pop_node();
  if (r.aggregate->function != AggregateFunction::GroupConcat) {
    r.error("wrong-arguments", node.span,
            fmt::format("{} takes no SEPARATOR", name_of(r.aggregate->function)),
            "only GROUP_CONCAT does");
  }
  if (node.term.datatype != rdf::vocabulary::kString || !node.term.language.empty()) {
    r.error("wrong-arguments", node.span,
            fmt::format("SEPARATOR takes a text, not {}", r.text(node.span)),
            "write it in quotes, without a language or a datatype");
  }
  r.aggregate->separator = node.term.lexical;
}

}  // namespace

bool aggregate(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto argument =
        (kStar > rule_act(count_solutions))
      | (called("an expression")[Part(expression)] > rule_act(end_argument));
  static const auto separator =
      kSeparated > kSeparator > kEquals > kText > rule_act(end_separator);
  static const auto block = Part(triples_block) >> rule_act(take_triples);
  static const auto body = -block > *((Part(filter) | Part(negation)) > -kOptionalDot > -block);
  static const auto grammar =
      kName
      > kOpenParen
      > -(kDistinct > rule_act([](RuleReading& r) { r.aggregate->distinct = true; }))
      > bracketed[argument > -separator] > kCloseParen
      > -(kDataToo > rule_act([](RuleReading& r) { r.aggregate->data = true; }))
      > kOpenBrace > bracketed[body] > kCloseBrace;
  // clang-format on
  return run(grammar, first, last, reading);
}

}  // namespace parser::sparql
