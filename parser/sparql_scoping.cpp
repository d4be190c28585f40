#include "parser/sparql_scoping.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <variant>

namespace parser::sparql {
namespace {

/// The variables in scope, and where each came in first.
using InScope = std::map<std::string, Span>;

void merge(InScope& into, InScope from) { into.merge(from); }

void add_variables(const Node& node, InScope& scope) {
  if (node.kind == Node::Kind::Variable) scope.emplace(node.variable, node.span);
  for (const Node& component : node.components) add_variables(component, scope);
}

class Scoping {
 public:
  Scoping(const Source& source, Diagnostics& diagnostics)
      : source_(source), diagnostics_(diagnostics) {}

  /// The variables in scope in a group.
  InScope group(const GroupPattern& group) {
    InScope scope;
    begin_pattern();
    for (const GroupElement& element : group.elements) {
      std::visit([&](const auto& one) { add(one, scope); }, element);
    }
    begin_pattern();
    return scope;
  }

  /// EXISTS groups within an expression are looked into for their own sake.
  void expression(const Expression& expression) {
    for (const Expression& operand : expression.operands) this->expression(operand);
    for (const GroupPattern& one : expression.groups) {
      const std::size_t outer = pattern_;
      group(one);
      pattern_ = outer;
    }
  }

  void name(const std::string& variable, Span span, const InScope& scope, std::string_view by) {
    const auto found = scope.find(variable);
    if (found == scope.end()) return;
    Diagnostic& error = diagnostics_.error(
        "variable-in-scope", source_, span,
        fmt::format("{} cannot name ?{}: the variable has a value already", by, variable),
        "take another name, and compare the two with FILTER if they must be equal");
    error.notes.push_back(note_at(source_, found->second, "it comes in here"));
  }

 private:
  /// Blank node labels may be shared within a basic graph pattern only: FILTER does not end one.
  void begin_pattern() { pattern_ = ++patterns_; }

  void add(const TriplePattern& triple, InScope& scope) {
    for (const Node* const node : {&triple.subject, &triple.predicate, &triple.object}) {
      add_variables(*node, scope);
      check_label(*node);
    }
  }

  void add(const Filter& filter, InScope&) { expression(filter.condition); }

  void add(const Optional& optional, InScope& scope) {
    for (const GroupPattern& one : optional.group) merge(scope, group(one));
  }

  void add(const Union& branches, InScope& scope) {
    for (const GroupPattern& one : branches.branches) merge(scope, group(one));
  }

  void add(const Bind& bind, InScope& scope) {
    expression(bind.value);
    name(bind.variable, bind.variable_span, scope, "BIND");
    scope.emplace(bind.variable, bind.variable_span);
    begin_pattern();
  }

  void check_label(const Node& node) {
    for (const Node& component : node.components) check_label(component);
    if (node.kind != Node::Kind::Term || !node.term.is_blank_node()) return;
    // Those that the parser made up occur once.
    if (node.term.lexical.starts_with(' ')) return;
    const auto [found, first] = labels_.try_emplace(node.term.lexical, pattern_, node.span);
    if (first || found->second.first == pattern_) return;
    Diagnostic& error = diagnostics_.error(
        "blank-node-reused", source_, node.span,
        fmt::format("the blank node label '_:{}' was used in another group of triples",
                    node.term.lexical),
        "a label is known within one group only: use a variable instead");
    error.notes.push_back(note_at(source_, found->second.second, "it was used here"));
  }

  const Source& source_;
  Diagnostics& diagnostics_;
  std::size_t pattern_ = 0;
  std::size_t patterns_ = 0;
  std::map<std::string, std::pair<std::size_t, Span>> labels_;
};

}  // namespace

void check_scoping(const Query& query, const Source& source, Diagnostics& diagnostics) {
  Scoping scoping(source, diagnostics);
  InScope scope = scoping.group(query.where);
  for (const Projection& projection : query.projections) {
    if (!projection.value) continue;
    scoping.expression(*projection.value);
    scoping.name(projection.variable, projection.span, scope, "AS");
    scope.emplace(projection.variable, projection.span);
  }
  for (const OrderKey& key : query.order_by) scoping.expression(key.value);
}

}  // namespace parser::sparql
