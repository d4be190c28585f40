#include <utility>

#include "parser/sparql_parts.h"
#include "parser/sparql_query_tokens.h"

namespace parser::sparql {
namespace {

constexpr Keyword kFilter{"FILTER"};
constexpr Keyword kOptional{"OPTIONAL"};
constexpr Keyword kBind{"BIND"};
constexpr Keyword kUnion{"UNION", true};
/// Behind FILTER, BIND and groups a dot may stand, but nobody misses it.
constexpr Symbol kOptionalDot{"'.'", "", true};

void open_group(QueryReading& r) {
  r.open_groups.emplace_back();
  r.open_groups.back().span = r.token();
}

void close_group(QueryReading& r) {
  r.open_groups.back().span.end = r.token().end;
  r.groups.push_back(std::move(r.open_groups.back()));
  r.open_groups.pop_back();
}

template <typename Element>
void add(QueryReading& r, Element element) {
  r.open_groups.back().elements.emplace_back(std::move(element));
}

void take_triples(QueryReading& r) {
  r.triples.take_each([&r](TriplePattern&& triple) { add(r, std::move(triple)); });
}

void begin(QueryReading& r) { r.begins.push_back(r.token().begin); }

Span end(QueryReading& r) {
  const Span span{r.begins.back(), r.token().end};
  r.begins.pop_back();
  return span;
}

void end_filter(QueryReading& r) {
  Filter filter;
  filter.condition = r.pop_operand().expression;
  filter.span = end(r);
  add(r, std::move(filter));
}

void end_optional(QueryReading& r) {
  Optional optional;
  optional.group.push_back(std::move(r.groups.back()));
  r.groups.pop_back();
  add(r, std::move(optional));
}

void begin_union(QueryReading& r) { r.marks.push_back(r.groups.size() - 1); }

void end_union(QueryReading& r) {
  Union groups;
  for (std::size_t i = r.marks.back(); i < r.groups.size(); ++i) {
    groups.branches.push_back(std::move(r.groups[i]));
  }
  r.groups.resize(r.marks.back());
  r.marks.pop_back();
  add(r, std::move(groups));
}

void end_bind(QueryReading& r) {
  Node variable = r.pop_node();
  Bind bind;
  bind.value = r.pop_operand().expression;
  bind.variable_span = variable.span;
  bind.variable = std::move(variable.variable);
  add(r, std::move(bind));
}

/// Everything that may stand in a group besides triples.
bool group_element(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto filter =
      kFilter > query_act(begin) > called("a condition in brackets")[Part(constraint)]
      > query_act(end_filter);
  static const auto bind =
      kBind > kOpenParen > bracketed[called("an expression")[Part(expression)]]
      > kAs > kVariable > kCloseParen > query_act(end_bind);
  static const auto optional = kOptional > Part(group_pattern) > query_act(end_optional);
  static const auto groups =
      Part(group_pattern) > query_act(begin_union) > *(kUnion > Part(group_pattern))
      > query_act(end_union);
  static const auto grammar =
        filter
      | optional
      | groups
      | bind
      | unsupported("MINUS")
      | unsupported("GRAPH")
      | unsupported("SERVICE")
      | unsupported("VALUES");
  // clang-format on
  return run(grammar, first, last, reading);
}

bool group_content(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto block = Part(triples_block) >> query_act(take_triples);
  static const auto grammar =
        unsupported("SELECT", "a SELECT within a query")
      | (-block > *(Part(group_element) > -kOptionalDot > -block));
  // clang-format on
  return run(grammar, first, last, reading);
}

}  // namespace

bool group_pattern(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto grammar =
      kOpenBrace > query_act(open_group) > bracketed[Part(group_content)]
      > kCloseBrace > query_act(close_group);
  // clang-format on
  return run(grammar, first, last, reading);
}

}  // namespace parser::sparql
