#include "rules/explain/why_not_search.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "rules/explain/fix.h"
#include "rules/explain/rule_text.h"

namespace explain {

namespace {

bool is_bound(const kg::TripleMask& mask) {
  return mask.subject != kg::TermId::None && mask.predicate != kg::TermId::None &&
         mask.object != kg::TermId::None;
}

kg::Triple triple_of(const kg::TripleMask& mask) {
  return {mask.subject, mask.predicate, mask.object};
}

}  // namespace

WhyNotSearch::WhyNotSearch(const Evidence& evidence, const RuleHeads& heads,
                           const WhyNotOptions& options)
    : evidence_(evidence),
      heads_(heads),
      options_(options),
      finder_(evidence),
      evaluator_(evidence.interner),
      new_terms_(evidence.program.rules, evidence.interner),
      teller_(evidence, finder_, evaluator_),
      mender_(evidence, heads, evaluator_, options),
      looks_left_(options.max_looks) {}

WhyNot WhyNotSearch::search(const kg::TripleMask& mask) {
  mender_.prefer({mask.subject, mask.object});
  explore(mask, {}, 0);
  return std::move(result_);
}

GoalIndex WhyNotSearch::explore(const kg::TripleMask& mask, std::array<std::string, 3> names,
                                std::size_t depth) {
  const auto index = static_cast<GoalIndex>(result_.goals.size());
  const auto [known, is_new] =
      known_.emplace(Key{mask.subject, mask.predicate, mask.object}, index);
  if (!is_new) return known->second;
  Goal goal;
  goal.mask = mask;
  goal.open_names = std::move(names);
  goal.bounded =
      depth > options_.max_depth || result_.goals.size() >= options_.max_goals || looks_left_ == 0;
  goal.in_progress = !goal.bounded;
  result_.goals.push_back(goal);
  if (goal.bounded) return index;
  const std::vector<HeadMatch> heads = heads_.matching(mask);
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const HeadMatch& head = heads[i];
    if (looks_left_ == 0 || goal.attempts.size() == kMostRules) {
      goal.bounded = true;
      break;
    }
    // Of what many rules could conclude each gets its part, so that none is left out.
    share_ = std::max(kLeastShare, 2 * looks_left_ / (heads.size() - i));
    auto attempt = this->attempt(head, depth);
    if (!attempt) continue;
    // A rule whose head has several triples may conclude it by more than one.
    Attempt* before = goal.attempts.empty() ? nullptr : &goal.attempts.back();
    if (before == nullptr || before->rule != attempt->rule) {
      goal.attempts.push_back(std::move(*attempt));
    } else if (attempt->fix.cost < before->fix.cost) {
      *before = std::move(*attempt);
    }
  }
  std::stable_sort(
      goal.attempts.begin(), goal.attempts.end(),
      [](const Attempt& left, const Attempt& right) { return left.fix.cost < right.fix.cost; });
  goal.in_progress = false;
  result_.goals[static_cast<std::size_t>(index)] = std::move(goal);
  return index;
}

std::optional<Attempt> WhyNotSearch::attempt(const HeadMatch& head, std::size_t depth) {
  bool bounded = false;
  const auto matches = candidates(head, {}, head.bindings, kMostCandidates, bounded);
  std::optional<Attempt> best;
  for (const PartialMatch& match : matches) {
    // What a match costs at sight is about the least that it can.
    if (best && match.cost * 0.8 >= best->fix.cost) break;
    Attempt attempt = realise(head, match, depth);
    if (!best || attempt.fix.cost < best->fix.cost) best = std::move(attempt);
  }
  if (best) best->bounded = bounded;
  return best;
}

std::vector<PartialMatch> WhyNotSearch::candidates(const HeadMatch& head,
                                                   std::vector<std::uint32_t> assumed,
                                                   const match::Bindings& bindings,
                                                   std::size_t most, bool& bounded) {
  std::vector<PartialMatch> found;
  for (const bool wait : {false, true}) {
    std::size_t allowance = std::min({looks_left_, options_.max_looks_of_rule, share_});
    const std::size_t before = allowance;
    PartialMatcher matcher(evidence_, heads_, evaluator_, new_terms_, allowance);
    for (PartialMatch& match : matcher.best({head.rule, bindings, assumed, wait}, most)) {
      const bool known = std::any_of(found.begin(), found.end(), [&](const PartialMatch& other) {
        return other.bindings == match.bindings && other.elements == match.elements;
      });
      if (!known) found.push_back(std::move(match));
    }
    looks_left_ -= before - allowance;
    bounded = bounded || matcher.bounded();
  }
  std::stable_sort(
      found.begin(), found.end(),
      [](const PartialMatch& left, const PartialMatch& right) { return left.cost < right.cost; });
  return found;
}

Attempt WhyNotSearch::realise(const HeadMatch& head, PartialMatch match, std::size_t depth) {
  Goals goals;
  continue_below(head, match, depth, goals);
  const rules::Rule& rule = evidence_.program.rules.rule(head.rule);
  Attempt attempt;
  attempt.rule = head.rule;
  attempt.bindings = match.bindings;
  attempt.conclusion = mask_of(rule.head[head.number], match.bindings, evidence_.interner);
  for (std::uint32_t number = 0; number < rule.body.size(); ++number) {
    TriedElement element = teller_.tell(head.rule, match, number);
    if (element.standing == Standing::Holds) ++attempt.holding;
    const auto goal = goals.find(number);
    if (goal != goals.end() && element.standing == Standing::Fails) element.goal = goal->second;
    const bool lacking = element.is_pattern && element.standing == Standing::Fails;
    if (lacking && !element.goal && derivable(rule, element.pattern)) {
      const auto& pattern = std::get<match::TriplePattern>(rule.body[number]);
      element.goal = explore(mask_of(pattern, match.bindings, evidence_.interner),
                             open_names(rule, pattern, match.bindings), depth + 1);
    }
    mender_.mend(attempt, element, number, result_);
    attempt.elements.push_back(std::move(element));
  }
  return attempt;
}

/// A derived pattern that has no match leaves variables open. The nearest rule for it may say what
/// their values would be; with these the rest of the body is tried again.
void WhyNotSearch::continue_below(const HeadMatch& head, PartialMatch& match, std::size_t depth,
                                  Goals& goals) {
  const rules::Rule& rule = evidence_.program.rules.rule(head.rule);
  match::Bindings bindings = head.bindings;
  std::vector<std::uint32_t> assumed;
  while (const auto number = next_open(rule, match, goals)) {
    const auto& pattern = std::get<match::TriplePattern>(rule.body[*number]);
    const GoalIndex index = explore(mask_of(pattern, match.bindings, evidence_.interner),
                                    open_names(rule, pattern, match.bindings), depth + 1);
    goals.emplace(*number, index);
    const Goal& goal = result_[index];
    if (goal.attempts.empty() || !is_bound(goal.attempts.front().conclusion)) continue;
    match::Bindings next = bindings;
    if (!match::unify(pattern, triple_of(goal.attempts.front().conclusion), evidence_.interner,
                      next)) {
      continue;
    }
    bool bounded = false;
    assumed.push_back(*number);
    auto again = candidates(head, assumed, next, 1, bounded);
    if (again.empty()) {
      assumed.pop_back();
      continue;
    }
    bindings = std::move(next);
    match = std::move(again.front());
  }
}

/// A derived pattern that fails with a variable open, and was not gone into.
std::optional<std::uint32_t> WhyNotSearch::next_open(const rules::Rule& rule,
                                                     const PartialMatch& match,
                                                     const Goals& goals) const {
  for (std::uint32_t number = 0; number < rule.body.size(); ++number) {
    const auto* pattern = std::get_if<match::TriplePattern>(&rule.body[number]);
    if (pattern == nullptr || match.elements[number] != Standing::Fails || goals.contains(number)) {
      continue;
    }
    const bool open = !is_bound(mask_of(*pattern, match.bindings, evidence_.interner));
    if (open && derivable(rule, *pattern, match.bindings)) return number;
  }
  return std::nullopt;
}

bool WhyNotSearch::derivable(const rules::Rule& rule, const match::TriplePattern& pattern,
                             const match::Bindings& bindings) const {
  return !rule.where_data && heads_.any(mask_of(pattern, bindings, evidence_.interner));
}

bool WhyNotSearch::derivable(const rules::Rule& rule, const match::TriplePattern& filled_in) const {
  return derivable(rule, filled_in, match::Bindings(rule.variables.size(), kg::TermId::None));
}

std::array<std::string, 3> WhyNotSearch::open_names(const rules::Rule& rule,
                                                    const match::TriplePattern& pattern,
                                                    const match::Bindings& bindings) const {
  std::array<std::string, 3> names;
  const match::Slot* const slots[] = {&pattern.subject, &pattern.predicate, &pattern.object};
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (slots[i]->kind != match::Slot::Kind::Variable ||
        bindings[slots[i]->variable] != kg::TermId::None) {
      continue;
    }
    names[i] = variable_name(rule.variables, slots[i]->variable);
  }
  return names;
}

}  // namespace explain
