#include "repl/what_if.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "rules/explain/what_if_words.h"

namespace repl {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostFactsTold = 8;

template <class... Args>
std::string filled(std::string_view text, Args&&... args) {
  return fmt::format(fmt::runtime(text), std::forward<Args>(args)...);
}

/// Both states; what it refers to lives as long as this.
struct Compared {
  explicit Compared(Supposition& supposition)
      : before(supposition.evidence_before()),
        after(supposition.evidence(supposition.program())),
        states{before, supposition.labels_before(), after, supposition.labels()} {}

  explain::Evidence before;
  explain::Evidence after;
  explain::States states;
};

std::string facts(const Assumed& assumed, std::string_view sign, const ontology::Labels& labels,
                  const explain::WhatIfWords& words) {
  std::string text;
  for (std::size_t i = 0; i < assumed.triples.size(); ++i) {
    if (i == kMostFactsTold) {
      return text + "  " + filled(words.and_more, assumed.triples.size() - i) + "\n";
    }
    text += fmt::format("  {} {}\n", sign, labels.of(assumed.triples[i]));
  }
  return text;
}

std::string describe(const Assumed& assumed, const Supposition& supposition) {
  const auto& words = explain::what_if_words(supposition.labels().language());
  std::string text;
  switch (assumed.assumption.kind) {
    case Assumption::Kind::Assert:
      return facts(assumed, "+", supposition.labels(), words);
    case Assumption::Kind::Retract:
      return facts(assumed, "−", supposition.labels_before(), words);
    case Assumption::Kind::Withdraw:
      text = assumed.triples.empty()
                 ? filled(words.without_rules_of, assumed.assumption.text)
                 : filled(words.without_source, assumed.assumption.text, assumed.triples.size());
      break;
    case Assumption::Kind::Rule:
      text = filled(words.with_rules, assumed.assumption.text);
      break;
    case Assumption::Kind::Without:
      text = filled(words.without_rule, assumed.assumption.text);
      break;
  }
  return "  " + text + "\n";
}

std::string_view kind_name(Assumption::Kind kind) {
  switch (kind) {
    case Assumption::Kind::Assert:
      return "assert";
    case Assumption::Kind::Retract:
      return "retract";
    case Assumption::Kind::Withdraw:
      return "withdraw";
    case Assumption::Kind::Rule:
      return "rule";
    case Assumption::Kind::Without:
      break;
  }
  return "without";
}

std::string_view change_name(explain::Change change) {
  switch (change) {
    case explain::Change::Lost:
      return "lost";
    case explain::Change::Gained:
      return "gained";
    case explain::Change::OtherReason:
      break;
  }
  return "other-reason";
}

std::string_view cause_name(explain::Cause::Kind kind) {
  switch (kind) {
    case explain::Cause::Kind::Gone:
      return "gone";
    case explain::Cause::Kind::Stated:
      return "stated";
    case explain::Cause::Kind::Present:
      return "present";
    case explain::Cause::Kind::Absent:
      return "absent";
    case explain::Cause::Kind::RuleGone:
      return "rule-gone";
    case explain::Cause::Kind::RuleNew:
      break;
  }
  return "rule-new";
}

Json json_of(const kg::Triple& triple, const kg::Dictionary& terms) {
  return {{"subject", rdf::to_ntriples(terms.term(triple.subject))},
          {"predicate", rdf::to_ntriples(terms.term(triple.predicate))},
          {"object", rdf::to_ntriples(terms.term(triple.object))}};
}

Json json_of(const explain::ChangedConclusion& conclusion, const Compared& compared) {
  const explain::States& states = compared.states;
  Json json;
  json["change"] = change_name(conclusion.change);
  json["triple"] = json_of(conclusion.triple, compared.after.interner);
  json["statement"] = states.labels_of(conclusion.change).of(conclusion.triple);
  json["rule"] = nullptr;
  if (conclusion.rule) {
    const rules::RuleSet& rules = states.of(conclusion.change).program.rules;
    const rules::Rule& rule = rules.rule(*conclusion.rule);
    json["rule"] = {{"name", rule.name ? Json(rule.name->lexical) : Json()},
                    {"source", rule.location.source},
                    {"line", rule.location.position.line}};
    json["because"] =
        explain::sentence(rule, conclusion.bindings, states.labels_of(conclusion.change));
  }
  Json causes = Json::array();
  for (const explain::Cause& cause : conclusion.causes) {
    const bool of_rule = cause.rule.has_value();
    causes.push_back({{"kind", cause_name(cause.kind)},
                      {"triple", of_rule ? Json() : json_of(cause.triple, compared.after.interner)},
                      {"statement", explain::to_text(cause, conclusion.change, states)}});
  }
  json["causes"] = std::move(causes);
  return json;
}

}  // namespace

std::string describe_assumptions(const Supposition& supposition) {
  std::string text(explain::what_if_words(supposition.labels().language()).if_);
  text += '\n';
  for (const Assumed& assumed : supposition.assumed()) text += describe(assumed, supposition);
  return text;
}

std::string to_text(Supposition& supposition, const explain::WhatIfStyle& style) {
  const Compared compared(supposition);
  return describe_assumptions(supposition) +
         explain::to_text(supposition.difference(), compared.states, style);
}

std::string to_json(Supposition& supposition) {
  const Compared compared(supposition);
  const explain::Difference& difference = supposition.difference();
  Json json;
  json["format"] = "warrant-what-if";
  json["version"] = 1;
  json["language"] = supposition.labels().language();
  Json assumptions = Json::array();
  for (const Assumed& assumed : supposition.assumed()) {
    Json triples = Json::array();
    for (const kg::Triple& triple : assumed.triples) {
      triples.push_back(json_of(triple, compared.after.interner));
    }
    assumptions.push_back({{"kind", kind_name(assumed.assumption.kind)},
                           {"text", assumed.assumption.text},
                           {"names", assumed.names},
                           {"triples", std::move(triples)}});
  }
  json["assumptions"] = std::move(assumptions);
  json["lost"] = difference.lost;
  json["gained"] = difference.gained;
  json["other_reason"] = difference.other_reason;
  json["reasons_complete"] = !difference.reasons_bounded;
  json["concluded"] = difference.concluded;
  Json conclusions = Json::array();
  for (const explain::ChangedConclusion& conclusion : difference.conclusions) {
    conclusions.push_back(json_of(conclusion, compared));
  }
  json["conclusions"] = std::move(conclusions);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::size_t count_changes(Supposition& supposition) {
  const Compared compared(supposition);
  std::size_t count = 0;
  for (const auto& section : explain::arrange(supposition.difference(), compared.states)) {
    count += section.groups.size();
  }
  return count;
}

std::optional<std::string> explain_change(Supposition& supposition, std::size_t number,
                                          const explain::RenderOptions& style) {
  const Compared compared(supposition);
  const explain::Difference& difference = supposition.difference();
  const explain::States& states = compared.states;
  std::size_t at = 0;
  for (const auto& section : explain::arrange(difference, states)) {
    for (const auto& group : section.groups) {
      if (++at != number) continue;
      const explain::ChangedConclusion& one = difference.conclusions[group.front()];
      const auto tell = [&](const explain::Evidence& evidence, const ontology::Labels& labels) {
        const auto derivation = explain::why(evidence, one.triple);
        return derivation ? explain::to_text(*derivation, evidence, labels, style) : std::string();
      };
      const auto& words = explain::what_if_words(supposition.labels().language());
      if (one.change == explain::Change::Lost) {
        return fmt::format("{}\n{}", words.as_it_is, tell(states.before, states.labels_before));
      }
      if (one.change == explain::Change::Gained) {
        return fmt::format("{}\n{}", words.as_it_would_be, tell(states.after, states.labels_after));
      }
      return fmt::format("{}\n{}\n{}\n{}", words.as_it_is,
                         tell(states.before, states.labels_before), words.as_it_would_be,
                         tell(states.after, states.labels_after));
    }
  }
  return std::nullopt;
}

}  // namespace repl
