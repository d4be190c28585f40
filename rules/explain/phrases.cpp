#include "rules/explain/phrases.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "rules/explain/rule_text.h"

namespace explain {

namespace {

/// More numbers than these are only counted.
constexpr std::size_t kMostNumbers = 20;
constexpr std::size_t kMostSetsTold = 3;
constexpr std::size_t kLongExpression = 40;
/// More values of an aggregate than these are only counted.
constexpr std::size_t kMostValues = 12;

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

void append(std::string& text, std::string_view between, std::string_view part) {
  if (part.empty()) return;
  if (!text.empty()) text += between;
  text += part;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return count == 1 ? std::string(one) : fmt::format(fmt::runtime(many), count);
}

std::string_view verb_of(parser::AggregateFunction function, const Words& words) {
  switch (function) {
    case parser::AggregateFunction::Count:
      return words.counted;
    case parser::AggregateFunction::Sum:
      return words.sum;
    case parser::AggregateFunction::Min:
      return words.least;
    case parser::AggregateFunction::Max:
      return words.greatest;
    case parser::AggregateFunction::Avg:
      return words.average;
    case parser::AggregateFunction::Sample:
      return words.sample;
    case parser::AggregateFunction::GroupConcat:
      return words.joined;
  }
  return {};
}

}  // namespace

std::string proofs_told(const Account& account, const Words& words) {
  const std::size_t count = account.all.size();
  if (!account.all_alternatives) return fmt::format(fmt::runtime(words.more_proofs), count);
  return counted(count, words.only_proof, words.all_proofs);
}

Phrases::Phrases(const Derivation& derivation, const Evidence& evidence,
                 const ontology::Labels& labels)
    : derivation_(derivation),
      evidence_(evidence),
      labels_(labels),
      words_(words(labels.language())) {
  std::map<std::string, std::string> paths;
  for (const Node& node : derivation.nodes) {
    for (const kg::Statement& statement : node.statements) {
      const auto [known, is_new] = paths.emplace(file_name(statement.source), statement.source);
      full_paths_ = full_paths_ || (!is_new && known->second != statement.source);
    }
  }
}

std::string Phrases::statement(const Node& node) const {
  switch (node.kind) {
    case NodeKind::Fact:
    case NodeKind::Derived:
    case NodeKind::Given:
      return labels_.of(node.triple);
    case NodeKind::Absent:
      return fmt::format("{} {}", words_.not_found,
                         sought(node.sought, evidence_.program.rules.rule(*node.rule)));
    case NodeKind::Condition:
      return node.evaluated;
    case NodeKind::Value:
      // A sum shows how it comes about; a long expression would only be said twice.
      return fmt::format(
          "{} = {}", node.evaluated.size() > kLongExpression ? '?' + node.variable : node.evaluated,
          labels_.turtle(node.result));
    case NodeKind::Aggregate:
      return aggregate(node);
  }
  return {};
}

/// `4 counted: Japan, Korea, …`: the values once each, as far as a solution is one.
std::string Phrases::aggregate(const Node& node) const {
  const rules::Rule& rule = evidence_.program.rules.rule(*node.rule);
  const auto& element = std::get<match::Aggregate>(rule.body[node.element]);
  const bool joins = element.function == parser::AggregateFunction::GroupConcat;
  const std::string_view verb = verb_of(element.function, words_);
  std::string text = fmt::format(fmt::runtime(verb),
                                 joins ? labels_.turtle(node.result) : labels_.of(node.result));
  if (node.counted.empty()) return fmt::format("{}: {}", text, words_.nothing_found);
  std::vector<kg::TermId> values;
  for (const Counted& counted : node.counted) {
    kg::TermId value = counted.value;
    if (!element.argument && counted.bindings.size() == 1) value = counted.bindings[0].second;
    if (value == kg::TermId::None) continue;
    const bool repeated = !values.empty() && values.back() == value;
    if (!repeated || !element.distinct) values.push_back(value);
  }
  for (std::size_t i = 0; i < values.size() && i < kMostValues; ++i) {
    text += (i == 0 ? ": " : ", ") + labels_.of(values[i]);
  }
  if (values.size() > kMostValues) {
    text += ", " + fmt::format(fmt::runtime(words_.others), values.size() - kMostValues);
  }
  return text;
}

std::string Phrases::origin(const Node& node, bool is_conclusion) const {
  std::string text;
  switch (node.kind) {
    case NodeKind::Fact:
    case NodeKind::Given:
      text = node.kind == NodeKind::Fact ? words_.fact : words_.given;
      append(text, " · ", citations(node.citations));
      for (std::size_t i = 0; i < node.statements.size(); ++i) {
        append(text, i == 0 ? " · " : ", ", place(node.statements[i]));
      }
      return text;
    case NodeKind::Derived: {
      if (!node.rule) return std::string(words_.inferred);
      const rules::Rule& rule = evidence_.program.rules.rule(*node.rule);
      if (is_conclusion || !rule.name) {
        text = fmt::format("{}:{}", rule.location.source, rule.location.position.line);
      } else {
        text = fmt::format("{} {}", words_.rule,
                           rules::display_name(rule, evidence_.program.rules.prefixes));
      }
      append(text, " · ", rule_citations(rule));
      return text;
    }
    case NodeKind::Absent:
      text = fmt::format("{} {}", words_.looked_for, node.sought.text());
      if (node.sought.base_graph_only) append(text, " ", words_.in_base_graph);
      return text;
    case NodeKind::Condition:
      return fmt::format("{} {}", words_.filter, node.expression);
    case NodeKind::Value:
    case NodeKind::Aggregate:
      return fmt::format("{} ?{} := {}", words_.set, node.variable, node.expression);
  }
  return text;
}

std::string Phrases::sought(const Sought& sought, const rules::Rule& rule) const {
  std::string text;
  for (const match::TriplePattern& pattern : sought.patterns) {
    append(text, fmt::format(" {} ", words_.and_),
           fmt::format("{} {} {}", slot(pattern.subject, rule), slot(pattern.predicate, rule),
                       slot(pattern.object, rule)));
  }
  for (std::size_t i = 0; i < sought.conditions_text.size(); ++i) {
    append(text, fmt::format(" {} ", i == 0 ? words_.with : words_.and_),
           sought.conditions_text[i]);
  }
  return text;
}

std::string Phrases::slot(const match::Slot& slot, const rules::Rule& rule) const {
  if (slot.kind == match::Slot::Kind::Constant) return labels_.of(slot.constant);
  if (slot.kind == match::Slot::Kind::Variable) {
    const std::string name = variable_name(rule.variables, slot.variable);
    return name.empty() ? std::string(words_.something) : name;
  }
  std::string text;
  for (const match::Slot& component : slot.components) {
    append(text, " ", this->slot(component, rule));
  }
  return text;
}

std::string Phrases::place(const kg::Statement& statement) const {
  if (statement.source.empty()) return {};
  return fmt::format("{}:{}", full_paths_ ? statement.source : file_name(statement.source),
                     statement.line);
}

std::string Phrases::citations(const std::vector<ontology::Citation>& citations) const {
  std::string text;
  for (std::size_t i = 0; i < citations.size(); ++i) {
    const ontology::Citation& citation = citations[i];
    // Places in one document stand together behind its name.
    if (i > 0 && citation.source == citations[i - 1].source) {
      append(text, ", ", citation.locator);
      continue;
    }
    std::string one = citation.source == kg::TermId::None ? "" : labels_.of(citation.source);
    append(one, " ", citation.locator);
    append(text, "; ", one);
  }
  return text;
}

std::string Phrases::rule_citations(const rules::Rule& rule) const {
  std::vector<ontology::Citation> found;
  for (const rules::RuleCitation& citation : rule.metadata.citations) {
    found.push_back({evidence_.interner.intern(citation.source), citation.locator});
  }
  return citations(found);
}

std::string Phrases::cited(const Node& node) const {
  if (node.kind == NodeKind::Derived) {
    return node.rule ? rule_citations(evidence_.program.rules.rule(*node.rule)) : std::string();
  }
  return citations(node.citations);
}

std::string Phrases::reference(const OutlineEntry& entry) const {
  const bool same = entry.kind == OutlineEntry::Kind::SameStep;
  return fmt::format("{} {}", same ? words_.in_the_step_of : words_.as_shown_at, entry.shown_at);
}

std::string Phrases::left_out(const OutlineEntry& entry) const {
  return counted(entry.left_out, words_.more_step, words_.more_steps);
}

std::string Phrases::facts() const {
  return counted(derivation_.fact_count, words_.one_fact, words_.facts);
}

std::string Phrases::sources() const {
  return derivation_.source_count == 0
             ? std::string(words_.no_source)
             : counted(derivation_.source_count, words_.one_source, words_.sources);
}

std::string Phrases::ways() const {
  const Node& conclusion = derivation_[NodeIndex{0}];
  return conclusion.ways_bounded ? fmt::format(fmt::runtime(words_.ways_or_more), conclusion.ways)
                                 : counted(conclusion.ways, words_.one_way, words_.ways);
}

std::string Phrases::summary(const std::vector<std::string>& numbers) const {
  const Node& conclusion = derivation_[NodeIndex{0}];
  if (conclusion.kind != NodeKind::Derived || !conclusion.rule) return {};
  std::string text = derivation_.fact_count == 0
                         ? fmt::format(fmt::runtime(words_.rests_on_nothing), ways())
                         : fmt::format(fmt::runtime(words_.rests_on), facts(), sources(), ways());
  append(text, " ", critical(numbers));
  append(text, " ", cut_sets(numbers));
  if (derivation_.least_bounded) append(text, " ", words_.perhaps_shorter);
  return text;
}

std::string Phrases::critical(const std::vector<std::string>& numbers) const {
  const auto& facts = derivation_.critical;
  const auto& absences = derivation_.critical_absences;
  std::string text;
  if (facts.empty() && absences.empty()) {
    return std::string(derivation_.critical_bounded ? words_.critical_unknown
                                                    : words_.nothing_critical);
  }
  if (!facts.empty()) {
    text = fmt::format(
        fmt::runtime(facts.size() == 1 ? words_.falls_without_one : words_.falls_without_any),
        list(facts, numbers, ", "));
  }
  if (!absences.empty()) {
    text += fmt::format(fmt::runtime(facts.empty() ? words_.falls_once : words_.or_once),
                        list(absences, numbers, fmt::format(" {} ", words_.or_)));
  }
  text += '.';
  if (derivation_.critical_bounded) append(text, " ", words_.perhaps_more_critical);
  return text;
}

std::string Phrases::cut_sets(const std::vector<std::string>& numbers) const {
  if (derivation_.critical_bounded) return {};  // said of these already
  if (derivation_.cut_sets.empty()) {
    return std::string(derivation_.cut_sets_bounded ? words_.sets_unknown : std::string_view());
  }
  std::string text;
  const auto told = told_sets();
  for (const std::vector<Node>* set : told) {
    text +=
        fmt::format(fmt::runtime(text.empty() ? words_.falls_without_set : words_.or_without_set),
                    joined(*set, numbers));
  }
  const std::size_t others = derivation_.cut_sets.size() - told.size();
  if (others > 0) text += counted(others, words_.or_another_set, words_.or_other_sets);
  text += '.';
  if (derivation_.cut_sets_bounded) append(text, " ", words_.perhaps_more_sets);
  return text;
}

std::vector<const std::vector<Node>*> Phrases::told_sets() const {
  std::set<kg::Triple> shown;
  for (const Node& node : derivation_.nodes) {
    if (node.kind == NodeKind::Fact) shown.insert(node.triple);
  }
  std::vector<const std::vector<Node>*> sets;
  for (const std::vector<Node>& set : derivation_.cut_sets) sets.push_back(&set);
  // Small ones first, and among these the ones that the reader has before him.
  std::stable_sort(sets.begin(), sets.end(), [&](const auto* left, const auto* right) {
    const auto elsewhere = [&](const std::vector<Node>& set) {
      return std::count_if(set.begin(), set.end(),
                           [&](const Node& fact) { return !shown.contains(fact.triple); });
    };
    return std::pair(left->size(), elsewhere(*left)) < std::pair(right->size(), elsewhere(*right));
  });
  if (sets.size() > kMostSetsTold) sets.resize(kMostSetsTold);
  return sets;
}

std::string Phrases::joined(const std::vector<Node>& facts,
                            const std::vector<std::string>& numbers) const {
  std::string text;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const auto& nodes = derivation_.nodes;
    const auto shown = std::find_if(nodes.begin(), nodes.end(), [&](const Node& node) {
      return node.kind == NodeKind::Fact && node.triple == facts[i].triple;
    });
    const std::string& number = shown == nodes.end()
                                    ? std::string()
                                    : numbers[static_cast<std::size_t>(shown - nodes.begin())];
    append(text, i + 1 == facts.size() ? fmt::format(" {} ", words_.and_) : ", ",
           number.empty() ? fmt::format("“{}”", statement(facts[i])) : number);
  }
  return text;
}

std::string Phrases::list(const std::vector<NodeIndex>& nodes,
                          const std::vector<std::string>& numbers, std::string_view last) const {
  std::vector<std::string> listed;
  for (const NodeIndex node : nodes) {
    const std::string& number = numbers[static_cast<std::size_t>(node)];
    if (!number.empty() && listed.size() < kMostNumbers) listed.push_back(number);
  }
  const std::size_t left_out = nodes.size() - listed.size();
  std::string text;
  for (std::size_t i = 0; i < listed.size(); ++i) {
    append(text, left_out == 0 && i + 1 == listed.size() ? last : ", ", listed[i]);
  }
  if (left_out > 0) append(text, ", ", fmt::format(fmt::runtime(words_.others), left_out));
  return text;
}

}  // namespace explain
