#include <nlohmann/json.hpp>

#include "rules/explain/render_why_not.h"
#include "rules/explain/why_not_phrases.h"

namespace explain {

namespace {

// Keeps the members in the order in which they are written.
using Json = nlohmann::ordered_json;

std::string_view standing_name(Standing standing) {
  switch (standing) {
    case Standing::Holds:
      return "holds";
    case Standing::Fails:
      return "fails";
    case Standing::Open:
      break;
  }
  return "open";
}

std::string_view kind_name(const TriedElement& element) {
  if (element.is_pattern) return "pattern";
  switch (element.node.kind) {
    case NodeKind::Condition:
      return "condition";
    case NodeKind::Value:
      return "value";
    case NodeKind::Aggregate:
      return "aggregate";
    default:
      return "absent";
  }
}

std::string_view check_name(Fix::Check check) {
  switch (check) {
    case Fix::Check::Holds:
      return "holds";
    case Fix::Check::DoesNot:
      return "does-not";
    case Fix::Check::Unknown:
      break;
  }
  return "unknown";
}

class WhyNotJson {
 public:
  WhyNotJson(const WhyNot& why_not, const Evidence& evidence, const ontology::Labels& labels)
      : why_not_(why_not), evidence_(evidence), labels_(labels), phrases_(evidence, labels) {}

  Json whole() const {
    const Goal& asked = why_not_.goals.front();
    Json json;
    json["format"] = "warrant-why-not";
    json["version"] = 1;
    json["language"] = labels_.language();
    json["asked"] = mask(asked.mask);
    json["statement"] = phrases_.statement(asked);
    json["concludable"] = !asked.attempts.empty();
    json["near"] = near(why_not_.near);
    json["near_heads"] = terms(why_not_.near_heads);
    json["concluded_of_subject"] = terms(why_not_.concluded_of_subject);
    Json goals = Json::array();
    for (std::size_t i = 0; i < why_not_.goals.size(); ++i) goals.push_back(goal(i));
    json["goals"] = std::move(goals);
    return json;
  }

 private:
  Json goal(std::size_t index) const {
    const Goal& goal = why_not_.goals[index];
    Json json;
    json["id"] = index;
    json["pattern"] = mask(goal.mask);
    json["statement"] = phrases_.statement(goal);
    json["complete"] = !goal.bounded;
    Json attempts = Json::array();
    for (const Attempt& attempt : goal.attempts) attempts.push_back(this->attempt(attempt));
    json["attempts"] = std::move(attempts);
    return json;
  }

  Json attempt(const Attempt& attempt) const {
    const rules::Rule& rule = evidence_.program.rules.rule(attempt.rule);
    Json json;
    json["rule"] = {{"name", rule.name ? Json(rule.name->lexical) : Json()},
                    {"title", title(rule, attempt.bindings, labels_)},
                    {"because", sentence(rule, attempt.bindings, labels_)},
                    {"source", rule.location.source},
                    {"line", rule.location.position.line}};
    Json bindings = Json::object();
    for (match::VariableIndex v = 0; v < attempt.bindings.size(); ++v) {
      if (!rule.variables.named(v) || attempt.bindings[v] == kg::TermId::None) continue;
      bindings[rule.variables.name(v)] = term(attempt.bindings[v]);
    }
    json["bindings"] = std::move(bindings);
    json["holding"] = attempt.holding;
    json["search_complete"] = !attempt.bounded;
    Json elements = Json::array();
    for (const TriedElement& element : attempt.elements) {
      elements.push_back(this->element(element, rule));
    }
    json["elements"] = std::move(elements);
    json["fix"] = fix(attempt.fix);
    return json;
  }

  Json element(const TriedElement& element, const rules::Rule& rule) const {
    const Node& node = element.node;
    Json json;
    json["kind"] = kind_name(element);
    json["standing"] = standing_name(element.standing);
    json["statement"] = phrases_.statement(element, rule);
    if (element.is_pattern) {
      json["pattern"] =
          mask(mask_of(element.pattern, match::Bindings(rule.variables.size(), kg::TermId::None),
                       evidence_.interner));
      if (element.standing == Standing::Holds) {
        json["stated"] = statements(node);
        json["rule"] = node.rule ? Json(phrases_.rule_name(*node.rule)) : Json();
      } else if (element.standing == Standing::Fails) {
        json["goal"] = element.goal ? Json(static_cast<std::uint32_t>(*element.goal)) : Json();
        json["near"] = near(element.near);
      }
    } else if (node.kind == NodeKind::Absent) {
      json["patterns"] = node.sought.patterns_text;
      json["conditions"] = node.sought.conditions_text;
      json["base_graph_only"] = node.sought.base_graph_only;
      json["present"] = present(element);
      json["present_complete"] = element.present_complete;
    } else {
      json["expression"] = node.expression;
      json["evaluated"] = node.evaluated;
      if (element.distance != kg::TermId::None) {
        json["left"] = term(element.left);
        json["right"] = term(element.right);
        json["distance"] = term(element.distance);
      }
      if (node.kind == NodeKind::Value || node.kind == NodeKind::Aggregate) {
        json["variable"] = node.variable;
        json["result"] = node.result == kg::TermId::None ? Json() : term(node.result);
        json["wanted"] = element.wanted == kg::TermId::None ? Json() : term(element.wanted);
      }
    }
    return json;
  }

  Json present(const TriedElement& element) const {
    Json list = Json::array();
    for (const TriedElement::Present& present : element.present) {
      list.push_back({{"triple", triple(present.triple)},
                      {"rule", present.rule ? Json(phrases_.rule_name(*present.rule)) : Json()},
                      {"falls_without", triples(present.falls_without)}});
    }
    return list;
  }

  Json fix(const Fix& fix) const {
    Json json;
    json["assert"] = triples(fix.assert_triples);
    json["retract"] = triples(fix.retract_triples);
    json["open"] = fix.open_triples;
    json["complete"] = fix.complete;
    json["check"] = check_name(fix.check);
    return json;
  }

  Json near(const NearMiss& near) const {
    Json unused = Json::array();
    for (const NearMiss::Unused& one : near.unused) {
      unused.push_back(
          {{"term", ntriples(one.term)},
           {"near", one.near == kg::TermId::None ? Json() : Json(ntriples(one.near))}});
    }
    return {{"same_subject", triples(near.same_subject)},
            {"same_object", triples(near.same_object)},
            {"unused", std::move(unused)}};
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

  Json terms(const std::vector<kg::TermId>& ids) const {
    Json list = Json::array();
    for (const kg::TermId id : ids) list.push_back(ntriples(id));
    return list;
  }

  Json place(kg::TermId id) const { return id == kg::TermId::None ? Json() : Json(ntriples(id)); }

  Json mask(const kg::TripleMask& mask) const {
    return {{"subject", place(mask.subject)},
            {"predicate", place(mask.predicate)},
            {"object", place(mask.object)}};
  }

  Json triple(const kg::Triple& triple) const {
    return mask({triple.subject, triple.predicate, triple.object});
  }

  Json triples(const std::vector<kg::Triple>& triples) const {
    Json list = Json::array();
    for (const kg::Triple& one : triples) list.push_back(triple(one));
    return list;
  }

  const WhyNot& why_not_;
  const Evidence& evidence_;
  const ontology::Labels& labels_;
  WhyNotPhrases phrases_;
};

}  // namespace

std::string to_json(const WhyNot& why_not, const Evidence& evidence,
                    const ontology::Labels& labels) {
  return WhyNotJson(why_not, evidence, labels)
             .whole()
             .dump(2, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace explain
