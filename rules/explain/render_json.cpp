#include <nlohmann/json.hpp>

#include "rules/explain/phrases.h"
#include "rules/explain/render.h"

namespace explain {

namespace {

// Keeps the members in the order in which they are written.
using Json = nlohmann::ordered_json;

std::string_view kind_name(NodeKind kind) {
  switch (kind) {
    case NodeKind::Fact:
      return "fact";
    case NodeKind::Derived:
      return "derived";
    case NodeKind::Absent:
      return "absent";
    case NodeKind::Condition:
      return "condition";
    case NodeKind::Value:
      return "value";
    case NodeKind::Given:
      return "given";
    case NodeKind::Aggregate:
      return "aggregate";
  }
  return "";
}

Json indexes(const std::vector<NodeIndex>& nodes) {
  Json list = Json::array();
  for (const NodeIndex node : nodes) list.push_back(static_cast<std::uint32_t>(node));
  return list;
}

class JsonWriter {
 public:
  JsonWriter(const Derivation& derivation, const Evidence& evidence, const ontology::Labels& labels)
      : derivation_(derivation),
        evidence_(evidence),
        labels_(labels),
        phrases_(derivation, evidence, labels),
        numbers_(numbering(derivation)) {}

  Json whole() const {
    const Node& conclusion = derivation_[NodeIndex{0}];
    Json json;
    json["format"] = "warrant-derivation";
    json["version"] = 1;
    json["language"] = labels_.language();
    json["conclusion"] = triple(conclusion.triple);
    json["statement"] = phrases_.statement(conclusion);
    json["facts"] = derivation_.fact_count;
    json["sources"] = derivation_.source_count;
    json["critical"] = {{"facts", indexes(derivation_.critical)},
                        {"absences", indexes(derivation_.critical_absences)},
                        {"complete", !derivation_.critical_bounded}};
    json["cut_sets"] = {{"sets", cut_sets()}, {"complete", !derivation_.cut_sets_bounded}};
    json["least"] = !derivation_.least_bounded;
    Json nodes = Json::array();
    for (std::size_t i = 0; i < derivation_.nodes.size(); ++i) nodes.push_back(node(i));
    json["nodes"] = std::move(nodes);
    return json;
  }

 private:
  Json node(std::size_t index) const {
    const Node& node = derivation_.nodes[index];
    Json json;
    json["id"] = index;
    json["number"] = index == 0 || !numbers_[index].empty() ? Json(numbers_[index]) : Json();
    json["kind"] = kind_name(node.kind);
    json["statement"] = phrases_.statement(node);
    switch (node.kind) {
      case NodeKind::Fact:
      case NodeKind::Given:
        json["triple"] = triple(node.triple);
        json["stated"] = statements(node);
        json["citations"] = citations(node.citations);
        break;
      case NodeKind::Derived:
        json["triple"] = triple(node.triple);
        add_derived(node, json);
        break;
      case NodeKind::Absent:
        json["patterns"] = node.sought.patterns_text;
        json["conditions"] = node.sought.conditions_text;
        json["base_graph_only"] = node.sought.base_graph_only;
        break;
      case NodeKind::Condition:
      case NodeKind::Value:
        add_expression(node, json);
        break;
      case NodeKind::Aggregate:
        add_aggregate(node, json);
        break;
    }
    return json;
  }

  Json cut_sets() const {
    Json sets = Json::array();
    for (const std::vector<Node>& set : derivation_.cut_sets) {
      Json facts = Json::array();
      for (const Node& fact : set) {
        Json json;
        json["statement"] = phrases_.statement(fact);
        json["triple"] = triple(fact.triple);
        json["stated"] = statements(fact);
        json["citations"] = citations(fact.citations);
        facts.push_back(std::move(json));
      }
      sets.push_back(std::move(facts));
    }
    return sets;
  }

  void add_derived(const Node& node, Json& json) const {
    json["rule"] = node.rule ? rule(node) : Json();
    json["bindings"] = bindings(node);
    json["premises"] = indexes(node.premises);
    json["ways"] = node.ways;
    json["ways_complete"] = !node.ways_bounded;
    if (node.hidden) json["hidden"] = true;
  }

  void add_expression(const Node& node, Json& json) const {
    json["expression"] = node.expression;
    json["evaluated"] = node.evaluated;
    Json inputs = Json::object();
    for (const auto& [name, value] : node.inputs) inputs[name] = term(value);
    json["inputs"] = std::move(inputs);
    if (node.kind != NodeKind::Value) return;
    json["variable"] = node.variable;
    json["result"] = term(node.result);
  }

  void add_aggregate(const Node& node, Json& json) const {
    json["expression"] = node.expression;
    json["evaluated"] = node.evaluated;
    json["variable"] = node.variable;
    json["result"] = term(node.result);
    Json counted = Json::array();
    for (const Counted& one : node.counted) {
      Json values = Json::object();
      for (const auto& [name, value] : one.bindings) values[name] = term(value);
      const bool has_value = one.value != kg::TermId::None;
      counted.push_back({{"value", has_value ? term(one.value) : Json()},
                         {"bindings", std::move(values)},
                         {"premises", indexes(one.premises)}});
    }
    json["counted"] = std::move(counted);
    json["premises"] = indexes(node.premises);
  }

  Json rule(const Node& node) const {
    const rules::Rule& rule = evidence_.program.rules.rule(*node.rule);
    Json json;
    json["name"] = rule.name ? Json(rule.name->lexical) : Json();
    json["title"] = title(rule, node.bindings, labels_);
    json["because"] = sentence(rule, node.bindings, labels_);
    json["source"] = rule.location.source;
    json["line"] = rule.location.position.line;
    json["model"] = rule.metadata.model;
    std::vector<ontology::Citation> cited;
    for (const rules::RuleCitation& citation : rule.metadata.citations) {
      cited.push_back({evidence_.interner.intern(citation.source), citation.locator});
    }
    json["citations"] = citations(cited);
    return json;
  }

  Json bindings(const Node& node) const {
    Json json = Json::object();
    if (!node.rule) return json;
    const auto& variables = evidence_.program.rules.rule(*node.rule).variables;
    for (std::size_t i = 0; i < node.bindings.size(); ++i) {
      const auto variable = static_cast<match::VariableIndex>(i);
      if (!variables.named(variable) || node.bindings[i] == kg::TermId::None) continue;
      json[variables.name(variable)] = term(node.bindings[i]);
    }
    return json;
  }

  Json citations(const std::vector<ontology::Citation>& citations) const {
    Json list = Json::array();
    for (const ontology::Citation& citation : citations) {
      Json json;
      const bool known = citation.source != kg::TermId::None;
      json["source"] = known ? Json(ntriples(citation.source)) : Json();
      json["title"] = known ? Json(labels_.of(citation.source)) : Json();
      json["locator"] = citation.locator;
      list.push_back(std::move(json));
    }
    return list;
  }

  static Json statements(const Node& node) {
    Json list = Json::array();
    for (const kg::Statement& statement : node.statements) {
      list.push_back({{"source", statement.source}, {"line", statement.line}});
    }
    return list;
  }

  std::string ntriples(kg::TermId id) const {
    return rdf::to_ntriples(evidence_.interner.term(id));
  }

  Json term(kg::TermId id) const { return {{"term", ntriples(id)}, {"label", labels_.of(id)}}; }

  Json triple(const kg::Triple& triple) const {
    return {{"subject", ntriples(triple.subject)},
            {"predicate", ntriples(triple.predicate)},
            {"object", ntriples(triple.object)}};
  }

  const Derivation& derivation_;
  const Evidence& evidence_;
  const ontology::Labels& labels_;
  Phrases phrases_;
  std::vector<std::string> numbers_;
};

std::string dumped(const Json& json) {
  // Text of a store is UTF-8; a byte that is not would be replaced rather than fail the answer.
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string to_json(const Derivation& derivation, const Evidence& evidence,
                    const ontology::Labels& labels) {
  return dumped(JsonWriter(derivation, evidence, labels).whole());
}

std::string to_json(const Account& account, const Evidence& evidence,
                    const ontology::Labels& labels) {
  if (!account.term && !account.alternatives && account.all.size() == 1) {
    return to_json(account.all.front().derivation, evidence, labels);
  }
  Json json;
  if (account.term) {
    json["term"] = rdf::to_ntriples(evidence.interner.term(*account.term));
    json["label"] = labels.of(*account.term);
  }
  if (account.alternatives) json["complete"] = account.all_alternatives;
  Json list = Json::array();
  for (const Explained& explained : account.all) {
    list.push_back(JsonWriter(explained.derivation, evidence, labels).whole());
  }
  json[account.alternatives ? "proofs" : "conclusions"] = std::move(list);
  if (account.left_out > 0) json["left_out"] = account.left_out;
  return dumped(json);
}

}  // namespace explain
