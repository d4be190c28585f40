#include <fmt/format.h>

#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/explain/in_words.h"
#include "rules/explain/phrases.h"
#include "rules/explain/render.h"
#include "rules/explain/text_width.h"

namespace explain {

namespace {

/// More of a kind than these are only counted.
constexpr std::size_t kMostListed = 12;

/// The sentences of a memo; `{}` is what they speak of.
struct ProseWords {
  std::string_view on_record;
  std::string_view given;
  std::string_view builds_on;
  std::string_view taken_together;
  std::string_view explained_above;
  std::string_view not_on_record;
  std::string_view not_known;
  std::string_view also_met;
  std::string_view inferred;
  std::string_view same_step;
  std::string_view goes_deeper;
  std::string_view rests_on;  ///< facts, sources, ways
  std::string_view rests_on_nothing;
  std::string_view falls_without_one;
  std::string_view falls_without_any;
  std::string_view falls_once;
  std::string_view falls_without_set;
  std::string_view nothing_critical;
  std::string_view others;
  std::string_view about;
  std::string_view left_out;
};

constexpr ProseWords kEnglish = {
    .on_record = "On record: {}.",
    .given = "Given with the rules: {}.",
    .builds_on = "It builds on this: {}.",
    .taken_together = "Taken together: {}.",
    .explained_above = "explained above",
    .not_on_record = "Not on record: {}.",
    .not_known = "Neither on record nor concluded: {}.",
    .also_met = "It also holds that {}.",
    .inferred = "This was concluded earlier; no rule leads to it any more.",
    .same_step = "The same step also concludes: {}.",
    .goes_deeper = "The reasoning behind this goes on for more steps ({}), not told here.",
    .rests_on = "It rests on {} from {}, in {}.",
    .rests_on_nothing = "It rests on no fact, in {}.",
    .falls_without_one = "It falls if this no longer holds: {}.",
    .falls_without_any = "It falls if any one of these no longer holds: {}.",
    .falls_once = "It falls once this is established: {}.",
    .falls_without_set = "It falls if these no longer hold together: {}.",
    .nothing_critical = "It does not hang on any single fact.",
    .others = "{} more",
    .about = "What was concluded about {}",
    .left_out = "More was concluded than is told here ({}).",
};

constexpr ProseWords kDutch = {
    .on_record = "Vastgelegd is: {}.",
    .given = "Gegeven bij de regels: {}.",
    .builds_on = "Het bouwt voort op het volgende: {}.",
    .taken_together = "Samengenomen: {}.",
    .explained_above = "hierboven toegelicht",
    .not_on_record = "Niet vastgelegd is: {}.",
    .not_known = "Noch vastgelegd, noch geconcludeerd is: {}.",
    .also_met = "Bovendien geldt: {}.",
    .inferred = "Dit is eerder geconcludeerd; geen regel leidt er nu nog toe.",
    .same_step = "Dezelfde stap leidt ook tot: {}.",
    .goes_deeper = "De redenering hierachter gaat verder ({}) dan hier is verteld.",
    .rests_on = "Het rust op {} uit {}, op {}.",
    .rests_on_nothing = "Het rust op geen enkel feit, op {}.",
    .falls_without_one = "Het vervalt als dit niet meer geldt: {}.",
    .falls_without_any = "Het vervalt als een van deze niet meer geldt: {}.",
    .falls_once = "Het vervalt zodra dit vaststaat: {}.",
    .falls_without_set = "Het vervalt als deze samen niet meer gelden: {}.",
    .nothing_critical = "Het hangt niet af van een enkel feit.",
    .others = "nog {}",
    .about = "Wat is geconcludeerd over {}",
    .left_out = "Er is meer geconcludeerd dan hier is verteld ({}).",
};

std::string with_citation(std::string text, const std::string& citation) {
  if (!citation.empty()) text += fmt::format(" ({})", citation);
  return text;
}

/// As a sentence: capitalised, with the citation in front of its full stop.
std::string as_sentence(std::string text, const std::string& citation) {
  if (text.empty()) return {};
  char stop = '.';
  if (std::string_view(".!?").find(text.back()) != std::string_view::npos) {
    stop = text.back();
    text.pop_back();
  }
  return with_citation(capitalised(std::move(text)), citation) + stop;
}

/// One derivation as paragraphs.
class Memo {
 public:
  Memo(const Derivation& derivation, const Outline& outline, const Evidence& evidence,
       const ontology::Labels& labels, const ProseWords& words)
      : derivation_(derivation),
        evidence_(evidence),
        labels_(labels),
        words_(words),
        phrases_(derivation, evidence, labels),
        in_words_(evidence, labels),
        told_(derivation.nodes.size()) {
    std::vector<bool> told_here(derivation.nodes.size());
    for (const OutlineEntry& entry : outline.entries) {
      const auto node = static_cast<std::size_t>(entry.node);
      if (entry.kind != OutlineEntry::Kind::AsShown) told_here[node] = true;
      if (entry.kind == OutlineEntry::Kind::AsShown && !told_here[node]) told_[node] = true;
      if (entry.kind == OutlineEntry::Kind::SameStep) {
        also_[entry.shown_at].push_back(phrases_.statement(derivation[entry.node]));
      }
    }
    for (const OutlineEntry& entry : outline.entries) add(entry);
    if (!outline.told_before) add_summary();
  }

  std::vector<std::string> paragraphs;

 private:
  using List = std::vector<std::string>;

  void add(const OutlineEntry& entry) {
    const Node& node = derivation_[entry.node];
    if (entry.kind == OutlineEntry::Kind::More) {
      if (!paragraphs.empty()) {
        say(fmt::format(fmt::runtime(words_.goes_deeper), entry.left_out), paragraphs.back());
      }
      return;
    }
    if (entry.kind != OutlineEntry::Kind::Step) {
      if (entry.depth == 0) {
        paragraphs.push_back(as_sentence(
            fmt::format("{} ({})", phrases_.statement(node), words_.explained_above), {}));
      }
      return;
    }
    told_[static_cast<std::size_t>(entry.node)] = true;
    if (node.kind != NodeKind::Derived && entry.depth > 0) return;
    add_step(node);
    if (const auto also = also_.find(entry.number); also != also_.end()) {
      say(words_.same_step, also->second, paragraphs.back());
    }
  }

  void add_step(const Node& node) {
    std::string text;
    const std::string citation = phrases_.cited(node);
    std::string reason;
    if (node.kind == NodeKind::Derived && node.rule) {
      reason = sentence(evidence_.program.rules.rule(*node.rule), node.bindings, labels_);
    }
    say(as_sentence(phrases_.statement(node), reason.empty() ? citation : ""), text);
    if (!reason.empty()) say(as_sentence(reason, citation), text);
    if (node.kind == NodeKind::Derived && !node.rule) say(std::string(words_.inferred), text);
    add_grounds(node, text);
    paragraphs.push_back(std::move(text));
  }

  void add_grounds(const Node& node, std::string& text) {
    List facts;
    List given;
    List findings;
    List totals;
    List absent_facts;
    List absent;
    List conditions;
    for (const NodeIndex index : node.premises) {
      const Node& premise = derivation_[index];
      switch (premise.kind) {
        case NodeKind::Fact:
          facts.push_back(with_citation(phrases_.statement(premise), phrases_.cited(premise)));
          break;
        case NodeKind::Given:
          given.push_back(phrases_.statement(premise));
          break;
        case NodeKind::Derived:
          findings.push_back(with_citation(
              phrases_.statement(premise),
              told_before(index) ? std::string(words_.explained_above) : std::string()));
          break;
        case NodeKind::Aggregate:
          totals.push_back(phrases_.statement(premise));
          break;
        case NodeKind::Absent:
          (premise.sought.base_graph_only ? absent_facts : absent)
              .push_back(in_words_.sought(premise));
          break;
        case NodeKind::Condition:
          conditions.push_back(in_words_.condition(premise));
          break;
        case NodeKind::Value:
          if (auto value = in_words_.value(premise); !value.empty()) {
            conditions.push_back(std::move(value));
          }
          break;
      }
    }
    say(words_.on_record, facts, text);
    say(words_.given, given, text);
    say(words_.builds_on, findings, text);
    say(words_.taken_together, totals, text);
    say(words_.not_on_record, absent_facts, text);
    say(words_.not_known, absent, text);
    say(words_.also_met, conditions, text);
  }

  bool told_before(NodeIndex index) const { return told_[static_cast<std::size_t>(index)]; }

  void add_summary() {
    const Node& conclusion = derivation_[NodeIndex{0}];
    if (conclusion.kind != NodeKind::Derived || !conclusion.rule) return;
    std::string text = derivation_.fact_count == 0
                           ? fmt::format(fmt::runtime(words_.rests_on_nothing), phrases_.ways())
                           : fmt::format(fmt::runtime(words_.rests_on), phrases_.facts(),
                                         phrases_.sources(), phrases_.ways());
    const Words& shared = words(labels_.language());
    const bool critical = !derivation_.critical.empty() || !derivation_.critical_absences.empty();
    if (!critical && !derivation_.critical_bounded) say(std::string(words_.nothing_critical), text);
    List facts;
    for (const NodeIndex fact : derivation_.critical) {
      facts.push_back(phrases_.statement(derivation_[fact]));
    }
    say(facts.size() == 1 ? words_.falls_without_one : words_.falls_without_any, facts, text);
    List absences;
    for (const NodeIndex absence : derivation_.critical_absences) {
      absences.push_back(in_words_.sought(derivation_[absence]));
    }
    say(words_.falls_once, absences, text);
    for (const std::vector<Node>* set : phrases_.told_sets()) {
      List together;
      for (const Node& fact : *set) together.push_back(phrases_.statement(fact));
      say(words_.falls_without_set, together, text);
    }
    const bool more_sets =
        derivation_.cut_sets_bounded || derivation_.cut_sets.size() > phrases_.told_sets().size();
    if (more_sets && !derivation_.critical_bounded) {
      say(std::string(derivation_.cut_sets.empty() ? shared.sets_unknown
                                                   : shared.perhaps_more_sets),
          text);
    }
    if (derivation_.critical_bounded) {
      say(std::string(critical ? shared.perhaps_more_critical : shared.critical_unknown), text);
    }
    if (derivation_.least_bounded) say(std::string(shared.perhaps_shorter), text);
    paragraphs.push_back(std::move(text));
  }

  void say(std::string_view how, const List& what, std::string& text) const {
    if (what.empty()) return;
    std::string list;
    for (std::size_t i = 0; i < what.size() && i < kMostListed; ++i) {
      list += (i == 0 ? "" : "; ") + what[i];
    }
    if (what.size() > kMostListed) {
      list += "; " + fmt::format(fmt::runtime(words_.others), what.size() - kMostListed);
    }
    say(fmt::format(fmt::runtime(how), list), text);
  }

  static void say(const std::string& sentence, std::string& text) {
    if (!text.empty()) text += ' ';
    text += sentence;
  }

  const Derivation& derivation_;
  const Evidence& evidence_;
  const ontology::Labels& labels_;
  const ProseWords& words_;
  Phrases phrases_;
  InWords in_words_;
  /// By node: whether it is told already, be it in an earlier derivation.
  std::vector<bool> told_;
  /// By the number of a step: what else it concludes.
  std::map<std::string, List> also_;
};

}  // namespace

std::string to_prose(const Account& account, const Evidence& evidence,
                     const ontology::Labels& labels, const RenderOptions& options) {
  const ProseWords& words = labels.language().starts_with("nl") ? kDutch : kEnglish;
  std::vector<std::string> paragraphs;
  if (account.term) {
    paragraphs.push_back(fmt::format(fmt::runtime(words.about), labels.of(*account.term)));
  }
  Outliner outliner;
  const Words& shared = explain::words(labels.language());
  for (std::size_t i = 0; i < account.all.size(); ++i) {
    const Explained& explained = account.all[i];
    if (account.alternatives) outliner = {};
    // Prose has no numbers, but the outline refers by them.
    const Outline outline =
        outliner.outline(explained.derivation, {options.depth, std::to_string(i + 1)});
    Memo memo(explained.derivation, outline, evidence, labels, words);
    if (explained.triples.size() > 1 && !memo.paragraphs.empty()) {
      std::string also;
      for (std::size_t j = 1; j < explained.triples.size(); ++j) {
        also += (also.empty() ? "" : "; ") + labels.of(explained.triples[j]);
      }
      memo.paragraphs.front() += ' ' + fmt::format(fmt::runtime(words.same_step), also);
    }
    paragraphs.insert(paragraphs.end(), memo.paragraphs.begin(), memo.paragraphs.end());
  }
  if (account.alternatives) paragraphs.push_back(proofs_told(account, shared));
  if (account.left_out > 0) {
    paragraphs.push_back(fmt::format(fmt::runtime(words.left_out), account.left_out));
  }
  std::string text;
  for (const std::string& paragraph : paragraphs) {
    if (!text.empty()) text += '\n';
    const auto lines = options.width == 0 ? std::vector{paragraph} : wrap(paragraph, options.width);
    for (const std::string& line : lines) text += line + '\n';
  }
  return text;
}

}  // namespace explain
