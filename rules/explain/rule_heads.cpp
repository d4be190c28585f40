#include "rules/explain/rule_heads.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "kg/term_id.h"

namespace explain {

namespace {

/// What the question says of the variables of a rule, if the head can become what is asked for.
std::optional<match::Bindings> bindings_of(const rules::Rule& rule,
                                           const match::TriplePattern& head,
                                           const kg::TripleMask& mask,
                                           const kg::Dictionary& dictionary) {
  match::Bindings bindings(rule.variables.size(), kg::TermId::None);
  const auto fits = [&](const match::Slot& slot, kg::TermId term) {
    return term == kg::TermId::None || match::unify(slot, term, dictionary, bindings);
  };
  if (!fits(head.predicate, mask.predicate) || !fits(head.object, mask.object) ||
      !fits(head.subject, mask.subject)) {
    return std::nullopt;
  }
  // A node that each solution makes anew is a blank node and no other term.
  for (match::VariableIndex variable = 0; variable < rule.head_blank.size(); ++variable) {
    if (rule.head_blank[variable] && bindings[variable] != kg::TermId::None &&
        !kg::is_blank_node(bindings[variable])) {
      return std::nullopt;
    }
  }
  return bindings;
}

}  // namespace

RuleHeads::RuleHeads(const rules::RuleSet& rules, const kg::Dictionary& dictionary)
    : rules_(rules), dictionary_(dictionary) {
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    const auto& head = rules.rules[i].head;
    for (std::uint32_t number = 0; number < head.size(); ++number) {
      const match::Slot& predicate = head[number].predicate;
      const bool constant = predicate.kind == match::Slot::Kind::Constant;
      by_predicate_[constant ? predicate.constant : kg::TermId::None].push_back(
          {static_cast<rules::RuleIndex>(i), number});
    }
  }
}

template <class Visit>
bool RuleHeads::visit(const kg::TripleMask& mask, const Visit& visit) const {
  const auto visit_all = [&](const std::vector<Head>& heads) {
    return std::all_of(heads.begin(), heads.end(), [&](const Head& head) {
      const rules::Rule& rule = rules_.rule(head.rule);
      auto bindings = bindings_of(rule, rule.head[head.number], mask, dictionary_);
      return !bindings || visit(HeadMatch{head.rule, head.number, std::move(*bindings)});
    });
  };
  if (mask.predicate == kg::TermId::None) {
    return std::all_of(by_predicate_.begin(), by_predicate_.end(),
                       [&](const auto& entry) { return visit_all(entry.second); });
  }
  for (const kg::TermId predicate : {mask.predicate, kg::TermId::None}) {
    const auto heads = by_predicate_.find(predicate);
    if (heads != by_predicate_.end() && !visit_all(heads->second)) return false;
  }
  return true;
}

std::vector<HeadMatch> RuleHeads::matching(const kg::TripleMask& mask) const {
  std::vector<HeadMatch> found;
  visit(mask, [&](HeadMatch match) {
    found.push_back(std::move(match));
    return true;
  });
  std::sort(found.begin(), found.end(), [](const HeadMatch& left, const HeadMatch& right) {
    return std::tie(left.rule, left.number) < std::tie(right.rule, right.number);
  });
  return found;
}

bool RuleHeads::any(const kg::TripleMask& mask) const {
  return !visit(mask, [](const HeadMatch&) { return false; });
}

std::vector<kg::TermId> RuleHeads::predicates() const {
  std::vector<kg::TermId> found;
  for (const auto& [predicate, heads] : by_predicate_) {
    if (predicate != kg::TermId::None) found.push_back(predicate);
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace explain
