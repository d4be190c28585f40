#include "parser/sparql_reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace parser::sparql {

Reading::Reading(Language the_language, const Source& source, std::string_view base,
                 const Prefixes& prefixes, Diagnostics& diagnostics)
    : language(the_language), scope(source, base, diagnostics), triples(scope) {
  for (const auto& [prefix, expansion] : prefixes) scope.declare_prefix(prefix, expansion);
}

void Reading::begin_statement(const char* first) {
  furthest_ = first;
  wanted_count_ = 0;
  scope.depth = 0;
  scope.keep({});
  triples.clear();
  nodes.clear();
  paths.clear();
  path_in_brackets = false;
  operands.clear();
  operators.clear();
  operations.clear();
  calls.clear();
  groups.clear();
  marks.clear();
  begins.clear();
}

const char* Reading::skip(const char* first) {
  const char* const last = skip_blanks(first, scope.end());
  if (last - first < 2 || last <= looked_through_) return last;
  // Blanks are looked through once, though grammars may try a place twice.
  const char* at = std::max(first, looked_through_);
  looked_through_ = last;
  while ((at = std::find(at, last, '#')) != last) {
    if (at + 1 != last && at[1] == '@') metadata_lines.push_back(at);
    at = std::find_if(at, last, [](char c) { return c == '\n' || c == '\r'; });
  }
  return last;
}

void Reading::expected_instead(const Wanted& before, const char* at, const Expectation& what) {
  if (furthest_ != at) return;
  wanted_count_ = before.at == at ? before.count : 0;
  expected(at, what);
}

bool Reading::wants(std::string_view phrase) const {
  const auto* const end = wanted_.begin() + wanted_count_;
  return std::any_of(wanted_.begin(), end,
                     [&](const Expectation& one) { return one.phrase == phrase; });
}

std::string Reading::wanted_phrases() const {
  std::vector<std::string_view> phrases;
  const auto gather = [&](bool minor) {
    for (std::size_t i = 0; i < wanted_count_; ++i) {
      const Expectation& one = wanted_[i];
      const bool new_one = std::find(phrases.begin(), phrases.end(), one.phrase) == phrases.end();
      if (one.minor == minor && new_one) phrases.push_back(one.phrase);
    }
  };
  gather(false);
  if (phrases.empty()) gather(true);
  std::string text;
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    if (i > 0) text += i + 1 == phrases.size() ? " or " : ", ";
    text += phrases[i];
  }
  return text;
}

void Reading::not_supported(Span span, std::string_view word) {
  error("not-supported", span, fmt::format("{} is not supported yet", word));
  throw Abandoned();
}

std::string_view Reading::text(Span span) const {
  return std::string_view(scope.source().text).substr(span.begin, span.end - span.begin);
}

void Reading::push(rdf::Term term) {
  Node& node = nodes.emplace_back();
  node.term = std::move(term);
  node.span = scope.token;
}

void Reading::push_variable(std::string name) {
  Node& node = nodes.emplace_back();
  node.kind = Node::Kind::Variable;
  node.variable = std::move(name);
  node.span = scope.token;
}

Node Reading::pop_node() {
  Node node = std::move(nodes.back());
  nodes.pop_back();
  return node;
}

Operand Reading::pop_operand() {
  Operand operand = std::move(operands.back());
  operands.pop_back();
  return operand;
}

void Reading::push_operand(Expression expression, unsigned depth) {
  if (depth > kDeepestExpression) {
    error("too-deep", expression.span,
          fmt::format("this expression is more than {} operations deep", kDeepestExpression),
          "compute parts of it first, each in a variable of its own");
    throw Abandoned();
  }
  operands.push_back({std::move(expression), depth});
}

}  // namespace parser::sparql
