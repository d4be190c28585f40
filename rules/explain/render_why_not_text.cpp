#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "rules/explain/page.h"
#include "rules/explain/render_why_not.h"
#include "rules/explain/text_width.h"
#include "rules/explain/why_not_phrases.h"

namespace explain {

namespace {

template <class... Args>
std::string filled(std::string_view text, Args&&... args) {
  return fmt::format(fmt::runtime(text), std::forward<Args>(args)...);
}

Line::Mark mark_of(Standing standing) {
  switch (standing) {
    case Standing::Holds:
      return Line::Mark::Holds;
    case Standing::Fails:
      return Line::Mark::Fails;
    case Standing::Open:
      break;
  }
  return Line::Mark::Open;
}

/// Makes the lines of the tree. Its depth is that of the goals, which the search bounds.
class Tree {
 public:
  Tree(const WhyNot& why_not, const Evidence& evidence, const ontology::Labels& labels,
       const WhyNotStyle& style)
      : why_not_(why_not),
        evidence_(evidence),
        labels_(labels),
        style_(style),
        phrases_(evidence, labels) {
    show_root();
  }

  std::vector<Line> lines;

 private:
  /// Where a line hangs: what stands in front of it, and in front of what is below it.
  struct Branch {
    std::string bars;
    std::string below;
    std::string number;
  };

  static Branch child(const Branch& parent, std::size_t number, bool last) {
    return {parent.below + (last ? "└─ " : "├─ "), parent.below + (last ? "   " : "│  "),
            parent.number + (parent.number.empty() ? "" : ".") + std::to_string(number)};
  }

  Line& add(const Branch& branch, std::string text, std::string note, bool has_children) {
    Line& line = lines.emplace_back();
    line.bars = branch.bars;
    line.below = branch.below + (has_children ? "│ " : "  ");
    line.number = branch.number;
    line.text = std::move(text);
    line.note = std::move(note);
    return line;
  }

  void add_sentence(const Branch& branch, std::string text, bool has_children) {
    if (text.empty()) return;
    Line& line = lines.emplace_back();
    line.kind = Line::Kind::Sentence;
    line.bars = line.below = branch.below + (has_children ? "│ " : "  ");
    line.text = std::move(text);
  }

  void show_root() {
    const Goal& goal = why_not_.goals.front();
    const std::size_t count = std::min(goal.attempts.size(), style_.most_rules);
    Branch root{"", "", style_.page.number};
    Line& line =
        add(root, phrases_.statement(goal), std::string(phrases_.words().neither), count > 0);
    line.mark = Line::Mark::Fails;
    line.conclusion = true;
    for (const std::string& near : phrases_.near(why_not_.near)) {
      add_sentence(root, near, count > 0);
    }
    shown_.emplace(GoalIndex{0}, root.number);
    const bool more = goal.attempts.size() > count;
    for (std::size_t i = 0; i < count; ++i) {
      const Attempt& attempt = goal.attempts[i];
      const rules::Rule& rule = evidence_.program.rules.rule(attempt.rule);
      const Branch branch = child(root, i + 1, i + 1 == count && !more);
      add(branch, phrases_.title(attempt),
          rule.name ? fmt::format("{} · {}", phrases_.rule_note(attempt.rule), phrases_.place(rule))
                    : phrases_.place(rule),
          !attempt.elements.empty());
      show_attempt(branch, attempt, 1);
    }
    if (more) {
      add_more(root, filled(phrases_.words().other_rules,
                            phrases_.rules_with_counts(goal.attempts, count)));
    }
  }

  void show_attempt(const Branch& branch, const Attempt& attempt, std::size_t depth,
                    const std::string& others = {}) {
    const bool leave_out = style_.page.depth && depth > *style_.page.depth;
    const bool children = !attempt.elements.empty() && !leave_out;
    add_sentence(branch, phrases_.sentence(attempt), children);
    if (attempt.bounded) {
      add_sentence(branch, std::string(phrases_.words().search_cut_short), children);
    }
    add_sentence(branch, others, children);
    if (leave_out) return;
    for (std::size_t i = 0; i < attempt.elements.size(); ++i) {
      show_element(child(branch, i + 1, i + 1 == attempt.elements.size()), attempt,
                   attempt.elements[i], depth);
    }
  }

  void show_element(const Branch& branch, const Attempt& attempt, const TriedElement& element,
                    std::size_t depth) {
    const rules::Rule& rule = evidence_.program.rules.rule(attempt.rule);
    std::string statement = phrases_.statement(element, rule);
    if (element.standing == Standing::Fails && element.goal) {
      return show_goal(branch, std::move(statement), *element.goal, depth);
    }
    std::string note = phrases_.origin(element);
    if (element.is_pattern && element.standing == Standing::Holds) {
      const auto [shown, is_new] = shown_triples_.emplace(element.node.triple, branch.number);
      if (!is_new) note = fmt::format("{} {}", phrases_.plain().as_shown_at, shown->second);
    }
    for (const std::string& near : phrases_.near(element.near)) note += " · " + near;
    add(branch, std::move(statement), std::move(note), !element.present.empty()).mark =
        mark_of(element.standing);
    const bool more = !element.present_complete;
    for (std::size_t i = 0; i < element.present.size(); ++i) {
      const TriedElement::Present& present = element.present[i];
      add(child(branch, i + 1, i + 1 == element.present.size() && !more),
          labels_.of(present.triple), phrases_.present_origin(present), false);
    }
    if (more && !element.present.empty()) {
      add_more(branch, std::string(phrases_.words().more_present));
    }
  }

  void show_goal(const Branch& branch, std::string statement, GoalIndex index, std::size_t depth) {
    const Goal& goal = why_not_[index];
    const auto [shown, is_new] = shown_.try_emplace(index, branch.number);
    const WhyNotWords& words = phrases_.words();
    std::string note;
    if (!is_new && open_.contains(index)) {
      note = words.rests_on_itself;
    } else if (!is_new) {
      note = fmt::format("{} {}", phrases_.plain().as_shown_at, shown->second);
      if (shown->second.empty()) note = words.rests_on_itself;
    } else if (goal.attempts.empty()) {
      note = goal.bounded ? words.not_looked_into : words.not_concluded;
    }
    if (!note.empty()) {
      add(branch, std::move(statement), std::move(note), false).mark = Line::Mark::Fails;
      return;
    }
    const Attempt& nearest = goal.attempts.front();
    add(branch, std::move(statement),
        filled(words.nearest_rule, phrases_.rule_note(nearest.rule), nearest.holding,
               nearest.elements.size()),
        !nearest.elements.empty())
        .mark = Line::Mark::Fails;
    open_.insert(index);
    std::string others;
    if (goal.attempts.size() > 1) {
      others = filled(words.other_rules, phrases_.rules_with_counts(goal.attempts, 1));
    }
    show_attempt(branch, nearest, depth + 1, others);
    open_.erase(index);
  }

  void add_more(const Branch& branch, std::string text) {
    Line& line = lines.emplace_back();
    line.kind = Line::Kind::More;
    line.bars = branch.below + "└─ ";
    line.below = branch.below + "   ";
    line.text = std::move(text);
  }

  const WhyNot& why_not_;
  const Evidence& evidence_;
  const ontology::Labels& labels_;
  const WhyNotStyle& style_;
  WhyNotPhrases phrases_;
  std::map<GoalIndex, std::string> shown_;
  std::set<GoalIndex> open_;
  std::map<kg::Triple, std::string> shown_triples_;
};

class Summary {
 public:
  Summary(const WhyNot& why_not, const Evidence& evidence, const ontology::Labels& labels,
          const WhyNotStyle& style)
      : why_not_(why_not), labels_(labels), style_(style), phrases_(evidence, labels) {
    if (why_not.goals.front().attempts.empty()) {
      no_rule();
    } else {
      fix();
    }
  }

  std::string text;

 private:
  void say(const std::string& line) {
    const std::size_t width = style_.page.width;
    for (const std::string& part : width == 0 ? std::vector{line} : wrap(line, width)) {
      text += part + '\n';
    }
  }

  std::string listed(const std::vector<kg::TermId>& terms) const {
    std::string list;
    for (const kg::TermId term : terms) list += (list.empty() ? "" : ", ") + labels_.turtle(term);
    return list;
  }

  void no_rule() {
    const Goal& goal = why_not_.goals.front();
    const WhyNotWords& words = phrases_.words();
    say(filled(words.no_rule, '"' + phrases_.statement(goal) + '"'));
    if (!why_not_.near_heads.empty()) say(filled(words.near_heads, listed(why_not_.near_heads)));
    if (!why_not_.concluded_of_subject.empty()) {
      say(filled(words.of_subject, labels_.of(goal.mask.subject),
                 listed(why_not_.concluded_of_subject)));
    }
    say(std::string(words.only_stated));
  }

  void fix() {
    const Attempt* attempt = nearest(why_not_);
    const WhyNotWords& words = phrases_.words();
    if (attempt == nullptr || attempt->fix.empty()) return say(std::string(words.nothing_named));
    const Fix& fix = attempt->fix;
    if (!fix.complete) {
      say(std::string(words.nearest_open));
    } else if (fix.check == Fix::Check::Holds) {
      say(std::string(words.would_hold));
    } else if (fix.check == Fix::Check::Unknown) {
      say(std::string(words.would_hold_unchecked));
    } else {
      say(filled(words.in_the_way, phrases_.rule_name(attempt->rule)));
    }
    for (const kg::Triple& triple : fix.assert_triples) change("+", labels_.turtle(triple));
    for (const std::string& open : fix.open_triples) change("+", open);
    for (const kg::Triple& triple : fix.retract_triples) change("−", labels_.turtle(triple));
  }

  void change(std::string_view sign, const std::string& triple) {
    text += fmt::format("  {} {} .\n", sign, triple);
  }

  const WhyNot& why_not_;
  const ontology::Labels& labels_;
  const WhyNotStyle& style_;
  WhyNotPhrases phrases_;
};

}  // namespace

const Attempt* nearest(const WhyNot& why_not) {
  const auto& attempts = why_not.goals.front().attempts;
  for (const bool complete : {true, false}) {
    for (const Fix::Check check : {Fix::Check::Holds, Fix::Check::Unknown, Fix::Check::DoesNot}) {
      for (const Attempt& attempt : attempts) {
        const Fix& fix = attempt.fix;
        if (fix.complete == complete && fix.check == check && !fix.empty()) return &attempt;
      }
    }
  }
  return attempts.empty() ? nullptr : &attempts.front();
}

std::string to_text(const WhyNot& why_not, const Evidence& evidence, const ontology::Labels& labels,
                    const WhyNotStyle& style) {
  return lay_out(Tree(why_not, evidence, labels, style).lines, style.page) +
         Summary(why_not, evidence, labels, style).text;
}

}  // namespace explain
