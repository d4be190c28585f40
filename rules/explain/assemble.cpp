#include "rules/explain/assemble.h"

#include <cassert>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <variant>

#include "kg/memory_limit.h"
#include "rules/explain/counted.h"
#include "rules/explain/rule_text.h"

namespace explain {

namespace {

class Assembler {
 public:
  Assembler(const Evidence& evidence, const Proof& proof)
      : evidence_(evidence), proof_(proof), citations_(evidence.graph, evidence.interner) {
    result_.derivation.least_bounded = !proof.least;
  }

  Assembled build(const kg::Triple& conclusion) {
    add_triple(conclusion);
    while (!open_.empty()) {
      kg::check_memory();
      Frame& frame = open_.back();
      const Frame now = frame;
      if (now.step == nullptr) {
        go_on_counting(now);
        continue;
      }
      if (now.element == rule(now.node).body.size()) {
        open_.pop_back();
        continue;
      }
      ++frame.element;
      const bool pattern =
          std::holds_alternative<match::TriplePattern>(rule(now.node).body[now.element]);
      if (pattern) ++frame.premise;
      // May open the premise, which moves the frames.
      const NodeIndex premise =
          pattern ? add_triple(now.step->premises[now.premise]) : add_element(now);
      node(now.node).premises.push_back(premise);
    }
    count_facts(result_.derivation);
    return std::move(result_);
  }

 private:
  /// A derived node, and how far its body is told; or an aggregate, which has no step, and how far
  /// what it counts is told.
  struct Frame {
    NodeIndex node;
    const ProofStep* step;
    std::uint32_t element = 0;
    std::size_t premise = 0;
  };

  Node& node(NodeIndex index) { return result_.derivation.nodes[static_cast<std::size_t>(index)]; }
  const rules::Rule& rule(NodeIndex index) {
    return evidence_.program.rules.rule(*node(index).rule);
  }

  NodeIndex add(NodeKind kind) {
    result_.derivation.nodes.emplace_back().kind = kind;
    return static_cast<NodeIndex>(result_.derivation.nodes.size() - 1);
  }

  NodeIndex add_triple(const kg::Triple& triple) {
    const auto known = nodes_.find(triple);
    if (known != nodes_.end()) return known->second;
    const auto order = evidence_.graph.find(triple, kg::Part::Evaluation);
    assert(order && "a proof speaks of the triples of the evaluation graph");
    NodeIndex index{};
    if (*order == kg::Order::Asserted) {
      index = add_fact(triple);
    } else if (*order == kg::Order::Given) {
      index = add_given(triple);
    } else {
      index = add_derived(triple);
    }
    node(index).triple = triple;
    node(index).order = *order;
    nodes_.emplace(triple, index);
    return index;
  }

  NodeIndex add_fact(const kg::Triple& triple) {
    const NodeIndex index = add(NodeKind::Fact);
    node(index) = fact_node(evidence_, citations_, triple);
    result_.facts.push_back(index);
    return index;
  }

  NodeIndex add_given(const kg::Triple& triple) {
    const auto& rules = evidence_.program.rules;
    if (given_.empty()) {
      for (std::size_t i = 0; i < rules.data.size(); ++i) given_.emplace(rules.data[i], i);
    }
    const NodeIndex index = add(NodeKind::Given);
    const auto found = given_.find(triple);
    if (found != given_.end()) {
      const rules::Location& location = rules.data_locations[found->second];
      node(index).statements.push_back({location.source, location.position.line});
    }
    return index;
  }

  NodeIndex add_derived(const kg::Triple& triple) {
    const NodeIndex index = add(NodeKind::Derived);
    const auto step = proof_.steps.find(triple);
    assert(step != proof_.steps.end() && "a proof has a step for all that it uses");
    node(index).rule = step->second.rule;
    node(index).bindings = step->second.bindings;
    node(index).ways = step->second.ways;
    node(index).ways_bounded = step->second.ways_bounded;
    if (!step->second.rule) return index;
    // A rule whose head has several triples concludes them all in one step. The step is told
    // already, and in full: what it concludes does not occur above itself.
    const auto [told, is_new] =
        instances_.try_emplace({*step->second.rule, step->second.bindings}, index);
    if (is_new) {
      open_.push_back({index, &step->second});
    } else {
      node(index).premises = node(told->second).premises;
    }
    return index;
  }

  NodeIndex add_element(const Frame& frame) {
    const match::Element& element = rule(frame.node).body[frame.element];
    NodeIndex index{};
    if (const auto* filter = std::get_if<match::Filter>(&element)) {
      index = add(NodeKind::Condition);
      describe(index, frame, filter->condition);
    } else if (const auto* aggregate = std::get_if<match::Aggregate>(&element)) {
      index = add_aggregate(frame, *aggregate);
    } else if (const auto* assignment = std::get_if<match::Assignment>(&element)) {
      index = add(NodeKind::Value);
      describe(index, frame, assignment->value);
      node(index).variable = rule(frame.node).variables.name(assignment->variable);
      node(index).result = frame.step->bindings[assignment->variable];
    } else {
      index = add_absence(frame, std::get<match::Negation>(element));
    }
    node(index).rule = node(frame.node).rule;
    node(index).element = frame.element;
    return index;
  }

  /// Opens the aggregate, too.
  NodeIndex add_aggregate(const Frame& frame, const match::Aggregate& aggregate) {
    const NodeIndex index = add(NodeKind::Aggregate);
    const rules::Rule& of_node = rule(frame.node);
    const RuleText writer(of_node, evidence_.program.rules.prefixes, evidence_.interner);
    Node& described = node(index);
    described.expression = writer.text(aggregate, {});
    described.evaluated = writer.text(aggregate, frame.step->bindings);
    described.variable = of_node.variables.name(aggregate.variable);
    described.result = frame.step->bindings[aggregate.variable];
    Counting& counting = counting_[index];
    counting.solutions = counted(evidence_, of_node, aggregate, frame.step->bindings, evaluator_);
    counting.premises = premises_of(counting.solutions);
    for (const Solution& solution : counting.solutions) {
      Counted& one = described.counted.emplace_back();
      one.value = solution.value;
      for (std::size_t i = 0; i < aggregate.written; ++i) {
        const match::VariableIndex local = aggregate.locals[i];
        one.bindings.emplace_back(variable_name(of_node.variables, local).substr(1),
                                  solution.bindings[local]);
      }
    }
    open_.push_back({index, nullptr});
    return index;
  }

  void go_on_counting(const Frame& now) {
    const Counting& counting = counting_.at(now.node);
    if (now.premise < counting.premises.size()) {
      ++open_.back().premise;
      // May open the premise, which moves the frames.
      const NodeIndex premise = add_triple(counting.premises[now.premise]);
      node(now.node).premises.push_back(premise);
      return;
    }
    for (std::size_t i = 0; i < counting.solutions.size(); ++i) {
      for (const kg::Triple& triple : counting.solutions[i].premises) {
        node(now.node).counted[i].premises.push_back(nodes_.at(triple));
      }
    }
    counting_.erase(now.node);
    open_.pop_back();
  }

  void describe(NodeIndex index, const Frame& frame, const match::Expression& expression) {
    const rules::Rule& of_node = rule(frame.node);
    const RuleText writer(of_node, evidence_.program.rules.prefixes, evidence_.interner);
    Node& described = node(index);
    described.expression = writer.text(expression);
    described.evaluated = writer.text(expression, frame.step->bindings);
    std::vector<match::VariableIndex> variables;
    match::collect_variables(expression, variables);
    std::set<match::VariableIndex> seen;
    for (const match::VariableIndex variable : variables) {
      if (!seen.insert(variable).second) continue;
      described.inputs.emplace_back(of_node.variables.name(variable),
                                    frame.step->bindings[variable]);
    }
  }

  NodeIndex add_absence(const Frame& frame, const match::Negation& negation) {
    const NodeIndex index = add(NodeKind::Absent);
    const rules::RuleIndex of_node = *node(frame.node).rule;
    const RuleText writer(rule(frame.node), evidence_.program.rules.prefixes, evidence_.interner);
    node(index).sought = writer.sought(negation, frame.step->bindings);
    result_.absences.push_back(index);
    result_.absence_keys.push_back(
        absence_key(of_node, rule(frame.node), frame.element, frame.step->bindings));
    return index;
  }

  /// What an open aggregate counts.
  struct Counting {
    std::vector<Solution> solutions;
    std::vector<kg::Triple> premises;
  };

  const Evidence& evidence_;
  const Proof& proof_;
  match::Evaluator evaluator_{evidence_.interner};
  ontology::CitationReader citations_;
  Assembled result_;
  std::unordered_map<kg::Triple, NodeIndex> nodes_;
  std::unordered_map<kg::Triple, std::size_t> given_;
  std::map<std::pair<rules::RuleIndex, match::Bindings>, NodeIndex> instances_;
  std::map<NodeIndex, Counting> counting_;
  std::vector<Frame> open_;
};

}  // namespace

Node fact_node(const Evidence& evidence, const ontology::CitationReader& citations,
               const kg::Triple& fact) {
  Node node;
  node.kind = NodeKind::Fact;
  node.triple = fact;
  node.order = kg::Order::Asserted;
  node.statements = evidence.provenance.statements(fact);
  node.citations = citations.of(fact);
  return node;
}

Assembled assemble(const Evidence& evidence, const Proof& proof, const kg::Triple& conclusion) {
  return Assembler(evidence, proof).build(conclusion);
}

}  // namespace explain
