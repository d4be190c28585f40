#include "parser/sparql_rl_grammar.h"

#include <utility>

#include "parser/metadata.h"
#include "parser/sparql_parts.h"
#include "parser/sparql_terms.h"
#include "parser/sparql_tokens.h"

namespace parser::sparql {
namespace {

constexpr Keyword kRule{"RULE"};
constexpr Keyword kData{"DATA"};
constexpr Keyword kDataToo{"DATA", true};
constexpr Keyword kImports{"IMPORTS"};
constexpr Keyword kWhere{"WHERE"};
constexpr Keyword kFilter{"FILTER"};
constexpr Keyword kNot{"NOT"};
constexpr Keyword kSet{"SET"};
constexpr Token kIri{read_iri_node, {"an IRI"}};
constexpr Token kName{read_iri_node, {"the name of the rule", true}};
constexpr Token kVariable{read_variable_node, {"a variable"}};
constexpr Symbol kAssign{"':='"};
/// Behind FILTER, NOT and SET a dot may stand, but nobody misses it.
constexpr Symbol kOptionalDot{"'.'", "", true};

template <typename Do>
constexpr auto rule_act(Do what) {
  return act([what](Reading& reading) { what(static_cast<RuleReading&>(reading)); });
}

void begin_rule(RuleReading& r) {
  // There may be many rules: the room of one is used for the next.
  std::vector<TriplePattern> head = std::move(r.rule.head);
  r.body = std::move(r.rule.body);
  r.body.clear();
  r.rule = Rule();
  r.rule.head = std::move(head);
  r.rule.span = r.rule.name_span = r.token();
  r.rule.metadata = take_metadata(r, r.token().begin);
}

void name_rule(RuleReading& r) {
  Node name = r.pop_node();
  r.rule.name_span = name.span;
  r.rule.name = std::move(name.term);
}

void end_rule(RuleReading& r) {
  r.rule.span.end = r.token().end;
  r.rule.body = std::move(r.body);
  r.sink(std::move(r.rule));
}

/// Adds an element to the body, or to the aggregate in it.
template <typename Element>
void add(RuleReading& r, Element element) {
  if (r.aggregate) {
    r.aggregate->body.emplace_back(std::move(element));
  } else {
    r.body.emplace_back(std::move(element));
  }
}

/// The same, or to the NOT in it.
template <typename Element>
void add_inner(RuleReading& r, Element element) {
  if (r.in_negation) {
    r.negation.body.emplace_back(std::move(element));
  } else {
    add(r, std::move(element));
  }
}

void begin(RuleReading& r) { r.begins.push_back(r.token().begin); }

Span end(RuleReading& r) {
  const Span span{r.begins.back(), r.token().end};
  r.begins.pop_back();
  return span;
}

void end_filter(RuleReading& r) {
  Filter filter;
  filter.condition = r.pop_operand().expression;
  filter.span = end(r);
  add_inner(r, std::move(filter));
}

void begin_negation(RuleReading& r) {
  r.negation = Negation();
  r.negation.span = r.token();
  r.in_negation = true;
}

void end_negation(RuleReading& r) {
  r.negation.span.end = r.token().end;
  r.in_negation = false;
  add(r, std::move(r.negation));
}

void name_assignment(RuleReading& r) {
  Node variable = r.pop_node();
  r.assignment = Assignment();
  r.assignment.variable_span = variable.span;
  r.assignment.variable = std::move(variable.variable);
}

void end_assignment(RuleReading& r) {
  if (r.aggregate) {
    Aggregate aggregate = std::move(*r.aggregate);
    r.aggregate.reset();
    aggregate.variable = std::move(r.assignment.variable);
    aggregate.variable_span = r.assignment.variable_span;
    aggregate.span = end(r);
    r.body.emplace_back(std::move(aggregate));
    return;
  }
  r.assignment.value = r.pop_operand().expression;
  r.assignment.span = end(r);
  r.body.emplace_back(std::move(r.assignment));
}

void end_data(RuleReading& r) { r.document.data.push_back({r.triples.take(), end(r)}); }

void end_imports(RuleReading& r) {
  Node iri = r.pop_node();
  r.document.imports.push_back({std::move(iri.term.lexical), iri.span});
}

template <TripleMode mode>
constexpr auto reading_triples_as() {
  return act([](Reading& r) { r.triples.mode = mode; });
}

/// What RULE heads and DATA hold.
bool triples_or_nothing(const char*& first, const char* last, Reading& reading) {
  static const auto grammar = kOpenBrace > -Part(triples_block) > kCloseBrace;
  return run(grammar, first, last, reading);
}

bool assignment(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto grammar =
      kSet > rule_act(begin)
      > kOpenParen > kVariable > rule_act(name_assignment) > kAssign
      > bracketed[Part(aggregate) | called("an expression")[Part(expression)]]
      > kCloseParen > rule_act(end_assignment);
  // clang-format on
  return run(grammar, first, last, reading);
}

bool body(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto block = Part(triples_block) >> rule_act(take_triples);
  static const auto other = Part(filter) | Part(negation) | Part(assignment);
  static const auto grammar = -block > *(other > -kOptionalDot > -block);
  // clang-format on
  return run(grammar, first, last, reading);
}

bool rule(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto grammar =
      kRule > rule_act(begin_rule) > -(kName > rule_act(name_rule))
      > reading_triples_as<TripleMode::Template>() > Part(triples_or_nothing)
      > rule_act([](RuleReading& r) { r.triples.take_into(r.rule.head); })
      > kWhere > -(kDataToo > rule_act([](RuleReading& r) { r.rule.where_data = true; }))
      > reading_triples_as<TripleMode::Pattern>()
      > kOpenBrace > Part(body) > kCloseBrace > rule_act(end_rule);
  // clang-format on
  return run(grammar, first, last, reading);
}

bool data(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto grammar =
      kData > rule_act(begin) > reading_triples_as<TripleMode::Data>() > Part(triples_or_nothing)
      > rule_act(end_data);
  // clang-format on
  return run(grammar, first, last, reading);
}

}  // namespace

void take_triples(RuleReading& r) {
  r.triples.take_each([&r](TriplePattern&& triple) { add_inner(r, std::move(triple)); });
}

bool filter(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto grammar =
      kFilter > rule_act(begin) > called("a condition in brackets")[Part(constraint)]
      > rule_act(end_filter);
  // clang-format on
  return run(grammar, first, last, reading);
}

bool negation(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto block = Part(triples_block) >> rule_act(take_triples);
  static const auto body = -block > *(Part(filter) > -kOptionalDot > -block);
  static const auto grammar =
      kNot > rule_act(begin_negation)
      > -(kDataToo > rule_act([](RuleReading& r) { r.negation.data = true; }))
      > kOpenBrace > bracketed[body] > kCloseBrace > rule_act(end_negation);
  // clang-format on
  return run(grammar, first, last, reading);
}

bool rule_statement(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto grammar =
        Part(rule)
      | Part(data)
      | Part(declaration)
      | (kImports > kIri > rule_act(end_imports));
  // clang-format on
  return run(grammar, first, last, reading);
}

}  // namespace parser::sparql
