#include "rules/explain/rule_effects.h"

#include <algorithm>
#include <type_traits>
#include <variant>

#include "rules/explain/rule_text.h"

namespace explain {

namespace {

/// Whether some triple pattern of a body, those inside of a NOT or an aggregate included, is as
/// asked for.
template <class Body, class Visit>
bool any_pattern(const Body& body, const Visit& visit) {
  return std::any_of(body.begin(), body.end(), [&](const auto& element) {
    return std::visit(
        [&](const auto& one) {
          using One = std::decay_t<decltype(one)>;
          if constexpr (std::is_same_v<One, match::TriplePattern>) {
            return visit(one);
          } else if constexpr (std::is_same_v<One, match::Negation> ||
                               std::is_same_v<One, match::Aggregate>) {
            return any_pattern(one.body, visit);
          } else {
            return false;
          }
        },
        element);
  });
}

bool sees(const rules::Rule& rule, std::span<const kg::Triple> triples,
          const kg::Dictionary& dictionary) {
  return any_pattern(rule.body, [&](const match::TriplePattern& pattern) {
    return std::any_of(triples.begin(), triples.end(), [&](const kg::Triple& triple) {
      match::Bindings bindings(rule.variables.size(), kg::TermId::None);
      return match::unify(pattern, triple, dictionary, bindings);
    });
  });
}

}  // namespace

std::vector<bool> affected_rules(const rules::Program& program, const kg::Dictionary& dictionary,
                                 std::span<const kg::Triple> changed,
                                 std::span<const rules::RuleIndex> changed_rules) {
  const auto& rules = program.rules.rules;
  using GraphNode = rules::DependencyGraph::Node;
  const rules::DependencyGraph& graph = program.dependencies;
  std::vector<bool> affected(graph.node_count());
  std::vector<GraphNode> open;
  for (const rules::RuleIndex rule : changed_rules) {
    affected[static_cast<GraphNode>(rule)] = true;
    open.push_back(static_cast<GraphNode>(rule));
  }
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (affected[i] || !sees(rules[i], changed, dictionary)) continue;
    affected[i] = true;
    open.push_back(static_cast<GraphNode>(i));
  }
  std::vector<std::vector<GraphNode>> dependents(graph.node_count());
  for (GraphNode node = 0; node < graph.node_count(); ++node) {
    for (const auto target : graph.targets(node)) dependents[target].push_back(node);
  }
  while (!open.empty()) {
    const auto node = open.back();
    open.pop_back();
    for (const auto dependent : dependents[node]) {
      if (affected[dependent]) continue;
      affected[dependent] = true;
      open.push_back(dependent);
    }
  }
  affected.resize(rules.size());
  return affected;
}

std::string rule_statement(const rules::Rule& rule, const parser::Prefixes& prefixes,
                           const kg::Dictionary& dictionary) {
  const RuleText writer(rule, prefixes, dictionary);
  const match::Bindings none(rule.variables.size(), kg::TermId::None);
  std::string text = rule.name ? rdf::to_ntriples(*rule.name) : std::string();
  for (const match::TriplePattern& head : rule.head) text += '\n' + writer.text(head, none);
  text += rule.where_data ? "\nDATA" : "\n";
  for (const match::Element& element : rule.body) {
    if (const auto* pattern = std::get_if<match::TriplePattern>(&element)) {
      text += '\n' + writer.text(*pattern, none);
    } else if (const auto* filter = std::get_if<match::Filter>(&element)) {
      text += "\nFILTER " + writer.text(filter->condition);
    } else if (const auto* assignment = std::get_if<match::Assignment>(&element)) {
      text += "\nSET " + rule.variables.name(assignment->variable) + ' ' +
              writer.text(assignment->value);
    } else if (const auto* aggregate = std::get_if<match::Aggregate>(&element)) {
      text +=
          "\nSET " + rule.variables.name(aggregate->variable) + ' ' + writer.text(*aggregate, none);
    } else {
      const auto& negation = std::get<match::Negation>(element);
      text += (negation.data ? "\nNOT DATA " : "\nNOT ") + writer.sought(negation, none).text();
    }
  }
  return text;
}

}  // namespace explain
