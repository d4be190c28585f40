#include "rules/explain/contrast.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "rules/explain/near_miss.h"
#include "rules/explain/partial_match.h"
#include "rules/explain/remembering_view.h"
#include "rules/explain/rule_heads.h"
#include "rules/explain/tried_element.h"

namespace explain {

namespace {

/// The other's terms by those of the one.
using Replacement = std::map<kg::TermId, kg::TermId>;

constexpr std::size_t kDeepest = 24;
constexpr std::size_t kLooks = 3'000;

kg::TermId replaced(kg::TermId term, const Replacement& replacement) {
  const auto found = replacement.find(term);
  return found == replacement.end() ? term : found->second;
}

match::Bindings replaced(const match::Bindings& bindings, const Replacement& replacement) {
  match::Bindings result = bindings;
  for (kg::TermId& term : result) term = replaced(term, replacement);
  return result;
}

std::size_t holding(const PartialMatch& match) {
  return static_cast<std::size_t>(
      std::count(match.elements.begin(), match.elements.end(), Standing::Holds));
}

class Comparer {
 public:
  Comparer(const Evidence& evidence, const Derivation& derivation)
      : evidence_(evidence),
        derivation_(derivation),
        heads_(evidence.program.rules, evidence.interner),
        finder_(evidence),
        evaluator_(evidence.interner),
        new_terms_(evidence.program.rules, evidence.interner),
        teller_(evidence, finder_, evaluator_) {}

  std::vector<ContrastRow> compare(const kg::Triple& but_not) {
    const kg::Triple& holds = derivation_[NodeIndex{0}].triple;
    Replacement replacement;
    const std::pair<kg::TermId, kg::TermId> places[] = {{holds.subject, but_not.subject},
                                                        {holds.predicate, but_not.predicate},
                                                        {holds.object, but_not.object}};
    for (const auto& [one, other] : places) {
      if (one != other) replacement[one] = other;
    }
    add_made_terms(replacement);
    return rows(NodeIndex{0}, but_not, replacement, 0);
  }

 private:
  /// What the rules of the proof make of the one's terms they would make otherwise of the other's.
  /// From the facts up: what is made may be made of what was made.
  void add_made_terms(Replacement& replacement) {
    for (std::size_t i = derivation_.nodes.size(); i-- > 0;) {
      const Node& node = derivation_.nodes[i];
      if (node.kind != NodeKind::Derived || !node.rule) continue;
      const rules::Rule& rule = evidence_.program.rules.rule(*node.rule);
      const match::Bindings bindings = replaced(node.bindings, replacement);
      for (const match::Element& element : rule.body) {
        const auto* assignment = std::get_if<match::Assignment>(&element);
        if (assignment == nullptr) continue;
        const auto made = evaluator_.evaluate(assignment->value, bindings);
        const kg::TermId before = node.bindings[assignment->variable];
        if (made && *made != before && bindings != node.bindings) replacement[before] = *made;
      }
    }
  }

  std::vector<ContrastRow> rows(NodeIndex index, const kg::Triple& target,
                                const Replacement& replacement, std::size_t depth) {
    const Node& node = derivation_[index];
    if (node.kind != NodeKind::Derived || !node.rule || depth > kDeepest) return {};
    if (!met_.emplace(index, target).second) return {};
    const rules::Rule& rule = evidence_.program.rules.rule(*node.rule);
    const PartialMatch match = aligned(node, target, replacement);
    Replacement below = replacement;
    for (std::size_t v = 0; v < node.bindings.size(); ++v) {
      if (match.bindings[v] != kg::TermId::None && match.bindings[v] != node.bindings[v]) {
        below[node.bindings[v]] = match.bindings[v];
      }
    }
    std::vector<ContrastRow> result;
    for (std::uint32_t number = 0; number < rule.body.size(); ++number) {
      ContrastRow row;
      row.holds = node.premises[number];
      row.rule = *node.rule;
      row.other = teller_.tell(*node.rule, match, number);
      if (row.other.is_pattern && row.other.standing == Standing::Fails) {
        const auto& pattern = std::get<match::TriplePattern>(rule.body[number]);
        const kg::TripleMask mask = mask_of(pattern, match.bindings, evidence_.interner);
        const bool derived = derivation_[row.holds].kind == NodeKind::Derived;
        if (!derived) row.other.near = near_miss(evidence_, heads_, mask, {});
        if (derived && row.other.node.triple.subject != kg::TermId::None) {
          row.rows = rows(row.holds, row.other.node.triple, below, depth + 1);
        }
      }
      result.push_back(std::move(row));
    }
    return result;
  }

  /// The rule of a step with the other's values: those that stand for the one's, unless others meet
  /// more of its conditions.
  PartialMatch aligned(const Node& node, const kg::Triple& target, const Replacement& replacement) {
    const kg::TripleMask mask{target.subject, target.predicate, target.object};
    const rules::Rule& rule = evidence_.program.rules.rule(*node.rule);
    std::optional<PartialMatch> best;
    for (const HeadMatch& head : heads_.matching(mask)) {
      if (head.rule != *node.rule) continue;
      match::Bindings as_it_was = replaced(node.bindings, replacement);
      for (std::size_t v = 0; v < head.bindings.size(); ++v) {
        if (head.bindings[v] != kg::TermId::None) as_it_was[v] = head.bindings[v];
      }
      forget_worked_out(rule, head.bindings, as_it_was);
      take_own_values(rule, as_it_was);
      for (const match::Bindings* bindings : {&std::as_const(as_it_was), &head.bindings}) {
        std::size_t allowance = kLooks;
        PartialMatcher matcher(evidence_, heads_, evaluator_, new_terms_, allowance);
        auto found = matcher.best({head.rule, *bindings, {}, false}, 1);
        if (found.empty()) continue;
        if (!best || holding(found.front()) > holding(*best)) best = std::move(found.front());
      }
    }
    if (best) return *best;
    // The rule cannot conclude it at all: nothing can be told of its conditions.
    return {match::Bindings(rule.variables.size(), kg::TermId::None),
            std::vector<Standing>(rule.body.size(), Standing::Open), 0};
  }

  /// What a SET comes to, a number that was counted, say, is worked out again for the other.
  static void forget_worked_out(const rules::Rule& rule, const match::Bindings& head,
                                match::Bindings& bindings) {
    const auto forget = [&](match::VariableIndex variable) {
      if (head[variable] == kg::TermId::None) bindings[variable] = kg::TermId::None;
    };
    for (const match::Element& element : rule.body) {
      if (const auto* set = std::get_if<match::Assignment>(&element)) forget(set->variable);
      if (const auto* set = std::get_if<match::Aggregate>(&element)) forget(set->variable);
    }
  }

  /// A value that one pattern gives and no other asks for, an age, say, is the other's own if it
  /// has just one.
  void take_own_values(const rules::Rule& rule, match::Bindings& bindings) const {
    std::map<match::VariableIndex, std::size_t> uses;
    const auto count = [&](const match::TriplePattern& pattern) {
      std::vector<match::VariableIndex> variables;
      match::collect_variables(pattern, variables);
      for (const match::VariableIndex variable : variables) ++uses[variable];
    };
    for (const match::TriplePattern& head : rule.head) count(head);
    for (const match::Element& element : rule.body) {
      if (const auto* pattern = std::get_if<match::TriplePattern>(&element)) count(*pattern);
    }
    for (const match::Element& element : rule.body) {
      const auto* pattern = std::get_if<match::TriplePattern>(&element);
      if (pattern == nullptr || pattern->object.kind != match::Slot::Kind::Variable) continue;
      kg::TermId& value = bindings[pattern->object.variable];
      const kg::TermId before = value;
      if (uses[pattern->object.variable] != 1 || before == kg::TermId::None) continue;
      value = kg::TermId::None;
      const kg::TripleMask mask = mask_of(*pattern, bindings, evidence_.interner);
      std::vector<kg::TermId> values;
      if (mask.subject != kg::TermId::None && mask.predicate != kg::TermId::None) {
        evidence_.graph.scan(mask, kg::Part::Evaluation, [&](const kg::Triple& triple, kg::Order) {
          values.push_back(triple.object);
          return values.size() < 2;
        });
      }
      value = values.size() == 1 ? values.front() : before;
    }
  }

  const Evidence& evidence_;
  const Derivation& derivation_;
  RuleHeads heads_;
  InstanceFinder finder_;
  match::Evaluator evaluator_;
  rules::NewTerms new_terms_;
  ElementTeller teller_;
  std::set<std::pair<NodeIndex, kg::Triple>> met_;
};

}  // namespace

std::optional<Contrast> contrast(const Evidence& given, const kg::Triple& holds,
                                 const kg::Triple& but_not) {
  const RememberingView graph_view(given.graph);
  const Evidence evidence{given.program, graph_view, given.provenance, given.interner};
  if (evidence.graph.find(but_not, kg::Part::Evaluation)) return std::nullopt;
  auto derivation = why(evidence, holds);
  if (!derivation || derivation->nodes.front().kind != NodeKind::Derived) return std::nullopt;
  Contrast result{std::move(*derivation), but_not, {}};
  result.rows = Comparer(evidence, result.why).compare(but_not);
  return result;
}

}  // namespace explain
