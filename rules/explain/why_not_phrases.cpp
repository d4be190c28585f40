#include "rules/explain/why_not_phrases.h"

#include <fmt/format.h>

#include "rules/explain/render.h"
#include "rules/explain/rule_text.h"

namespace explain {

namespace {

constexpr std::size_t kMostRulesNamed = 6;

template <class... Args>
std::string filled(std::string_view text, Args&&... args) {
  return fmt::format(fmt::runtime(text), std::forward<Args>(args)...);
}

}  // namespace

WhyNotPhrases::WhyNotPhrases(const Evidence& evidence, const ontology::Labels& labels)
    : evidence_(evidence),
      labels_(labels),
      plain_(explain::words(labels.language())),
      words_(why_not_words(labels.language())),
      phrases_(none_, evidence, labels) {}

std::string WhyNotPhrases::statement(const Goal& goal) const {
  const kg::TermId terms[] = {goal.mask.subject, goal.mask.predicate, goal.mask.object};
  std::string text;
  for (std::size_t i = 0; i < 3; ++i) {
    if (i > 0) text += ' ';
    if (terms[i] != kg::TermId::None) {
      text += labels_.of(terms[i]);
    } else {
      text += goal.open_names[i].empty() ? std::string(plain_.something) : goal.open_names[i];
    }
  }
  return text;
}

std::string WhyNotPhrases::slot(const match::Slot& slot, const rules::Rule& rule) const {
  if (slot.kind == match::Slot::Kind::Constant) return labels_.of(slot.constant);
  if (slot.kind == match::Slot::Kind::Variable) {
    const std::string name = variable_name(rule.variables, slot.variable);
    return name.empty() ? std::string(plain_.something) : name;
  }
  std::string text = "<<(";
  for (const match::Slot& component : slot.components) text += ' ' + this->slot(component, rule);
  return text + " )>>";
}

std::string WhyNotPhrases::statement(const TriedElement& element, const rules::Rule& rule) const {
  if (element.is_pattern) {
    return slot(element.pattern.subject, rule) + ' ' + slot(element.pattern.predicate, rule) + ' ' +
           slot(element.pattern.object, rule);
  }
  const Node& node = element.node;
  if (node.kind == NodeKind::Absent && element.standing != Standing::Holds) {
    const std::string sought = phrases_.statement(node);
    // What was not to be found, without the words that say it was not found.
    return fmt::format("{}{}", words_.present, sought.substr(plain_.not_found.size()));
  }
  const bool sets = node.kind == NodeKind::Value || node.kind == NodeKind::Aggregate;
  if (sets && element.standing == Standing::Fails) {
    if (node.result == kg::TermId::None) {
      return fmt::format("?{} {}", node.variable, words_.no_value);
    }
    return fmt::format(
        "?{} = {}", node.variable,
        filled(words_.wanted, labels_.turtle(node.result), labels_.turtle(element.wanted)));
  }
  if (sets && element.standing == Standing::Open) {
    return '?' + node.variable;
  }
  return phrases_.statement(node);
}

std::string WhyNotPhrases::origin(const TriedElement& element) const {
  if (element.standing == Standing::Open) return std::string(words_.hangs_on_lacking);
  if (!element.is_pattern) {
    std::string text = phrases_.origin(element.node, false);
    if (element.distance != kg::TermId::None) {
      text += " · " + filled(words_.off_by, labels_.of(element.distance));
    }
    return text;
  }
  if (element.standing == Standing::Holds) return phrases_.origin(element.node, false);
  return std::string(element.goal ? words_.not_concluded : words_.not_stated);
}

std::string WhyNotPhrases::present_origin(const TriedElement::Present& present) const {
  std::string text;
  if (present.order == kg::Order::Asserted) {
    text = plain_.fact;
  } else if (present.order == kg::Order::Given) {
    text = plain_.given;
  } else {
    text = present.rule ? rule_note(*present.rule) : std::string(plain_.inferred);
  }
  if (present.falls_without.empty()) return text + " · " + std::string(words_.many_reasons);
  if (present.order == kg::Order::Asserted) return text;
  std::string facts;
  for (const kg::Triple& fact : present.falls_without) {
    facts += (facts.empty() ? "" : ", ") + labels_.of(fact);
  }
  const bool one = present.falls_without.size() == 1;
  return text + " · " + filled(one ? words_.falls_without_one : words_.falls_without, facts);
}

std::string WhyNotPhrases::listed(const std::vector<kg::TermId>& terms, std::size_t count) const {
  std::string text;
  for (const kg::TermId term : terms) text += (text.empty() ? "" : ", ") + labels_.of(term);
  if (count > terms.size()) text += ", " + filled(words_.and_more, count - terms.size());
  return text;
}

std::vector<std::string> WhyNotPhrases::near(const NearMiss& near) const {
  std::vector<std::string> lines;
  for (const NearMiss::Unused& unused : near.unused) {
    std::string line = filled(unused.is_predicate ? words_.unused_predicate : words_.unused,
                              labels_.turtle(unused.term));
    if (unused.near != kg::TermId::None) {
      line += filled(words_.did_you_mean, labels_.turtle(unused.near));
    }
    lines.push_back(std::move(line));
  }
  std::vector<kg::TermId> terms;
  for (const kg::Triple& triple : near.same_subject) terms.push_back(triple.object);
  if (!terms.empty()) {
    lines.push_back(filled(words_.stated_instead, listed(terms, near.same_subject_count)));
  }
  terms.clear();
  for (const kg::Triple& triple : near.same_object) terms.push_back(triple.subject);
  if (!terms.empty()) {
    lines.push_back(filled(words_.stated_of, listed(terms, near.same_object_count)));
  }
  return lines;
}

std::string WhyNotPhrases::rule_name(rules::RuleIndex rule) const {
  return rules::display_name(evidence_.program.rules.rule(rule), evidence_.program.rules.prefixes);
}

std::string WhyNotPhrases::rule_note(rules::RuleIndex rule) const {
  const rules::Rule& text = evidence_.program.rules.rule(rule);
  return text.name ? fmt::format("{} {}", plain_.rule, rule_name(rule)) : place(text);
}

std::string WhyNotPhrases::place(const rules::Rule& rule) const {
  return fmt::format("{}:{}", rule.location.source, rule.location.position.line);
}

std::string WhyNotPhrases::title(const Attempt& attempt) const {
  const rules::Rule& rule = evidence_.program.rules.rule(attempt.rule);
  std::string name = explain::title(rule, attempt.bindings, labels_);
  if (name.empty()) name = rule_name(attempt.rule);
  return name + ": " + filled(words_.holding, attempt.holding, attempt.elements.size());
}

std::string WhyNotPhrases::sentence(const Attempt& attempt) const {
  const rules::Rule& rule = evidence_.program.rules.rule(attempt.rule);
  if (rule.metadata.sentences.empty()) return {};
  const std::string text = explain::sentence(rule, attempt.bindings, labels_);
  return text.empty() ? text : filled(words_.would_say, text);
}

std::string WhyNotPhrases::rules_with_counts(const std::vector<Attempt>& attempts,
                                             std::size_t first) const {
  std::string text;
  for (std::size_t i = first; i < attempts.size(); ++i) {
    if (i - first == kMostRulesNamed) {
      return text + ", " + filled(words_.more_rules, attempts.size() - i);
    }
    text += fmt::format("{}{} ({}/{})", text.empty() ? "" : ", ", rule_name(attempts[i].rule),
                        attempts[i].holding, attempts[i].elements.size());
  }
  return text;
}

}  // namespace explain
