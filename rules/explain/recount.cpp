#include "rules/explain/recount.h"

#include <algorithm>
#include <variant>

namespace explain {

namespace {

/// A graph without some of its triples.
class Lacking final : public kg::GraphView {
 public:
  Lacking(const kg::GraphView& graph, const DerivationGraph& derivations,
          const std::vector<bool>& holds)
      : graph_(graph), derivations_(derivations), holds_(holds) {}

  bool scan(const kg::TripleMask& mask, kg::Part part,
            const kg::TripleVisitor& visit) const override {
    return graph_.scan(mask, part, [&](const kg::Triple& triple, kg::Order order) {
      return lacks(triple) || visit(triple, order);
    });
  }
  std::optional<kg::Order> find(const kg::Triple& triple, kg::Part part) const override {
    return lacks(triple) ? std::nullopt : graph_.find(triple, part);
  }
  std::size_t estimate(const kg::TripleMask& mask, kg::Part part) const override {
    return graph_.estimate(mask, part);
  }

 private:
  bool lacks(const kg::Triple& triple) const {
    const auto vertex = derivations_.find(triple);
    return vertex && !holds_[*vertex];
  }

  const kg::GraphView& graph_;
  const DerivationGraph& derivations_;
  const std::vector<bool>& holds_;
};

/// Whether a template makes a blank node, which is another one when a value of the solution is.
bool makes_blank_node(const rules::Rule& rule, const match::TriplePattern& head) {
  std::vector<match::VariableIndex> variables;
  match::collect_variables(head, variables);
  return std::any_of(variables.begin(), variables.end(),
                     [&](match::VariableIndex v) { return rule.head_blank[v]; });
}

}  // namespace

std::size_t pattern_count(const rules::Rule& rule) {
  return static_cast<std::size_t>(
      std::count_if(rule.body.begin(), rule.body.end(), [](const match::Element& element) {
        return std::holds_alternative<match::TriplePattern>(element);
      }));
}

bool counts(const rules::RuleSet& rules, const DerivationGraph& graph) {
  for (std::size_t i = 0; i < graph.step_count(); ++i) {
    const DerivationGraph::Step& step = graph.step(i);
    if (step.premise_count > pattern_count(rules.rule(step.rule))) return true;
  }
  return false;
}

Recount::Recount(const Evidence& evidence, const DerivationGraph& graph)
    : evidence_(evidence), graph_(graph), evaluator_(evidence.interner) {
  const auto& strata = evidence.program.strata;
  std::vector<std::size_t> stratum_of(evidence.program.rules.rules.size());
  for (std::size_t i = 0; i < strata.size(); ++i) {
    for (const auto& rules : {strata[i].once, strata[i].general}) {
      for (const rules::RuleIndex rule : rules) stratum_of[static_cast<std::size_t>(rule)] = i;
    }
  }
  once_.resize(strata.size());
  general_.resize(strata.size());
  for (Vertex vertex = 0; vertex < graph.size(); ++vertex) {
    for (std::uint32_t i = 0; i < graph[vertex].step_count; ++i) {
      const std::size_t step = graph[vertex].first_step + i;
      const rules::RuleIndex rule = graph.step(step).rule;
      auto& lists = evidence.program.rules.rule(rule).run_once ? once_ : general_;
      lists[stratum_of[static_cast<std::size_t>(rule)]].push_back({vertex, step});
    }
  }
}

bool Recount::holds_without(const kg::Triple& triple) {
  const auto vertex = graph_.find(triple);
  if (!vertex) return true;
  assume_leaves(*vertex);
  for (std::size_t stratum = 0; stratum < once_.size(); ++stratum) {
    run_once(once_[stratum]);
    run_to_fixpoint(general_[stratum]);
  }
  return holds_[0];
}

/// What was not looked into may hold whatever is taken away.
void Recount::assume_leaves(Vertex without) {
  holds_.assign(graph_.size(), false);
  for (Vertex vertex = 0; vertex < graph_.size(); ++vertex) {
    const DerivationGraph::Triple& triple = graph_[vertex];
    if (vertex == without && triple.complete) continue;
    holds_[vertex] = triple.order < kg::Order::FirstRound || !triple.complete;
  }
}

/// Rules that run once depend on no rule of their stratum.
void Recount::run_once(const std::vector<Clause>& clauses) {
  std::vector<Vertex> concluded;
  for (const Clause& clause : clauses) {
    if (holds_[clause.head] || !holds(clause.step, false)) continue;
    if (holds(clause.step, true) || concludes_anew(clause)) concluded.push_back(clause.head);
  }
  for (const Vertex vertex : concluded) holds_[vertex] = true;
}

void Recount::run_to_fixpoint(const std::vector<Clause>& clauses) {
  for (bool changed = true; changed;) {
    changed = false;
    for (const Clause& clause : clauses) {
      if (holds_[clause.head] || !holds(clause.step, true)) continue;
      holds_[clause.head] = changed = true;
    }
  }
}

/// Whether what the patterns of a step match holds, and if asked what its aggregates count.
bool Recount::holds(std::size_t step, bool counted) const {
  const auto& [rule, bindings, premises, premise_count] = graph_.step(step);
  auto all = graph_.premises(graph_.step(step));
  if (!counted) all = all.first(pattern_count(evidence_.program.rules.rule(rule)));
  return std::all_of(all.begin(), all.end(), [this](Vertex v) { return holds_[v]; });
}

bool Recount::concludes_anew(const Clause& clause) {
  const DerivationGraph::Step& step = graph_.step(clause.step);
  const rules::Rule& rule = evidence_.program.rules.rule(step.rule);
  const auto before = graph_.bindings(step);
  const Lacking graph(evidence_.graph, graph_, holds_);
  const match::Scope scope{&graph, rule.where_data ? kg::Part::Base : kg::Part::Evaluation};
  std::vector<match::VariableIndex> matched;
  for (const match::Element& element : rule.body) {
    const auto* pattern = std::get_if<match::TriplePattern>(&element);
    if (pattern != nullptr) match::collect_variables(*pattern, matched);
  }
  for (const match::TriplePattern& head : rule.head) {
    if (makes_blank_node(rule, head)) continue;
    match::Bindings bindings(rule.variables.size(), kg::TermId::None);
    for (const match::VariableIndex variable : matched) bindings[variable] = before[variable];
    if (!match::unify(head, graph_[clause.head].triple, evidence_.interner, bindings)) continue;
    const bool none = match::solve(rule.body, scope, bindings, evidence_.interner, evaluator_,
                                   [](const match::Bindings&) { return false; });
    if (!none) return true;
  }
  return false;
}

}  // namespace explain
