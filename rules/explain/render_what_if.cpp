#include "rules/explain/render_what_if.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "kg/rdf/vocabulary.h"
#include "rules/explain/page.h"
#include "rules/explain/text_width.h"
#include "rules/explain/what_if_words.h"
#include "rules/explain/words.h"

namespace explain {

namespace {

constexpr std::size_t kMostCausesTold = 4;

template <class... Args>
std::string filled(std::string_view text, Args&&... args) {
  return fmt::format(fmt::runtime(text), std::forward<Args>(args)...);
}

const rules::Program& program_of(Change change, const States& states, bool of_cause) {
  const bool before = change == Change::Lost || (of_cause && change == Change::OtherReason);
  return before ? states.before.program : states.after.program;
}

class Text {
 public:
  Text(const Difference& difference, const States& states, const WhatIfStyle& style)
      : difference_(difference),
        states_(states),
        style_(style),
        words_(what_if_words(states.labels_after.language())) {
    if (difference.conclusions.empty()) {
      text = std::string(words_.nothing_changes) + '\n';
      return;
    }
    text =
        filled(words_.counts, difference.lost, difference.gained, difference.other_reason) + '\n';
    std::size_t number = 0;
    for (const ConclusionSection& section : arrange(difference, states)) {
      show(section, number);
    }
    if (difference.reasons_bounded) text += '\n' + std::string(words_.reasons_bounded) + '\n';
  }

  std::string text;

 private:
  void show(const ConclusionSection& section, std::size_t& number) {
    text += '\n' + heading(section) + '\n';
    std::vector<Line> lines;
    for (std::size_t i = 0; i < section.groups.size(); ++i) {
      ++number;
      if (i < style_.most_groups) show(section, section.groups[i], number, lines);
    }
    text += lay_out(lines, style_.page);
    if (section.groups.size() > style_.most_groups) {
      text += "  " + filled(words_.and_more, section.groups.size() - style_.most_groups) + '\n';
    }
  }

  std::string heading(const ConclusionSection& section) const {
    std::string_view change = words_.lost;
    if (section.change == Change::Gained) change = words_.gained;
    if (section.change == Change::OtherReason) change = words_.other_reason;
    const std::string what = section.of_class == kg::TermId::None
                                 ? std::string(words_.others)
                                 : states_.labels_of(section.change).of(section.of_class);
    return fmt::format("{} · {}", change, what);
  }

  void show(const ConclusionSection& section, const ConclusionGroup& group, std::size_t number,
            std::vector<Line>& lines) const {
    const ChangedConclusion& first = difference_.conclusions[group.front()];
    const ontology::Labels& labels = states_.labels_of(first.change);
    const bool is_thing = section.of_class != kg::TermId::None;
    Line line;
    line.bars = "  ";
    line.below = "  ";
    line.number = std::to_string(number);
    line.text = is_thing ? labels.of(first.triple.subject) : labels.of(first.triple);
    line.note = is_thing ? labels.turtle(first.triple.subject) : rule_name(first);
    const std::string indent(line.number.size() + 5, ' ');
    lines.push_back(std::move(line));
    const std::string reason = sentence_of(first);
    // A conclusion on the way is its own sentence; of a thing the name says little.
    if (!reason.empty() && (is_thing || first.change == Change::OtherReason)) {
      add(first.change == Change::OtherReason ? filled(words_.now_because, reason) : reason, indent,
          lines);
    }
    for (std::size_t i = 0; i < first.causes.size() && i < kMostCausesTold; ++i) {
      add(to_text(first.causes[i], first.change, states_), indent, lines);
    }
    if (first.causes.size() > kMostCausesTold) {
      add(filled(words_.and_more, first.causes.size() - kMostCausesTold), indent, lines);
    }
  }

  static void add(std::string text, const std::string& indent, std::vector<Line>& lines) {
    Line line;
    line.kind = Line::Kind::Sentence;
    line.bars = line.below = indent;
    line.text = std::move(text);
    lines.push_back(std::move(line));
  }

  std::string rule_name(const ChangedConclusion& conclusion) const {
    if (!conclusion.rule) return {};
    const rules::RuleSet& rules = program_of(conclusion.change, states_, false).rules;
    const rules::Rule& rule = rules.rule(*conclusion.rule);
    if (!rule.name) {
      return fmt::format("{}:{}", rule.location.source, rule.location.position.line);
    }
    return fmt::format("{} {}", explain::words(states_.labels_after.language()).rule,
                       rules::display_name(rule, rules.prefixes));
  }

  std::string sentence_of(const ChangedConclusion& conclusion) const {
    if (!conclusion.rule) return {};
    const rules::Rule& rule =
        program_of(conclusion.change, states_, false).rules.rule(*conclusion.rule);
    return sentence(rule, conclusion.bindings, states_.labels_of(conclusion.change));
  }

  const Difference& difference_;
  const States& states_;
  const WhatIfStyle& style_;
  const WhatIfWords& words_;
};

}  // namespace

std::vector<ConclusionSection> arrange(const Difference& difference, const States& states) {
  const auto type = states.after.interner.find(rdf::Term::iri(std::string(rdf::vocabulary::kType)));
  // Things that come or go, by change and subject.
  std::map<std::pair<Change, kg::TermId>, std::pair<std::size_t, std::size_t>> things;
  std::vector<ConclusionSection> sections;
  for (std::size_t i = 0; i < difference.conclusions.size(); ++i) {
    const ChangedConclusion& one = difference.conclusions[i];
    if (one.triple.predicate != type || things.contains({one.change, one.triple.subject})) continue;
    auto section = std::find_if(sections.begin(), sections.end(), [&](const auto& other) {
      return other.change == one.change && other.of_class == one.triple.object;
    });
    if (section == sections.end()) {
      sections.push_back({one.change, one.triple.object, {}});
      section = sections.end() - 1;
    }
    things[{one.change, one.triple.subject}] = {
        static_cast<std::size_t>(section - sections.begin()), section->groups.size()};
    section->groups.push_back({i});
  }
  std::map<Change, ConclusionSection> others;
  for (std::size_t i = 0; i < difference.conclusions.size(); ++i) {
    const ChangedConclusion& one = difference.conclusions[i];
    const auto thing = things.find({one.change, one.triple.subject});
    if (thing == things.end()) {
      ConclusionSection& section = others[one.change];
      section.change = one.change;
      section.groups.push_back({i});
    } else {
      ConclusionGroup& group = sections[thing->second.first].groups[thing->second.second];
      if (group.front() != i) group.push_back(i);
    }
  }
  for (auto& [change, section] : others) sections.push_back(std::move(section));
  return sections;
}

std::string to_text(const Cause& cause, Change change, const States& states) {
  const WhatIfWords& words = what_if_words(states.labels_after.language());
  const auto rule_name = [&] {
    const rules::RuleSet& rules = program_of(change, states, true).rules;
    return rules::display_name(rules.rule(*cause.rule), rules.prefixes);
  };
  switch (cause.kind) {
    case Cause::Kind::Gone:
      return filled(words.gone, states.labels_before.of(cause.triple));
    case Cause::Kind::Stated:
      return filled(words.stated, states.labels_after.of(cause.triple));
    case Cause::Kind::Present:
      return filled(words.present, states.labels_after.of(cause.triple));
    case Cause::Kind::Absent:
      return filled(words.absent, states.labels_before.of(cause.triple));
    case Cause::Kind::RuleGone:
      return filled(words.rule_gone, rule_name());
    case Cause::Kind::RuleNew:
      break;
  }
  return filled(words.rule_new, rule_name());
}

std::string to_text(const Difference& difference, const States& states, const WhatIfStyle& style) {
  return Text(difference, states, style).text;
}

}  // namespace explain
