#include "rules/explain/mend.h"

#include <algorithm>
#include <map>
#include <variant>

#include "kg/rdf/vocabulary.h"
#include "rules/explain/fix.h"
#include "rules/explain/near_miss.h"
#include "rules/explain/rule_text.h"
#include "rules/explain/shortfall.h"

namespace explain {

namespace {

/// What is left when the facts cannot be named, about in the number of facts that it stands for.
constexpr double kOpenFact = 3;
constexpr double kOtherValue = 2;
constexpr double kManyReasons = 10;
/// Taking back is a little more than stating, so that where either will do a fact is stated.
constexpr double kRetracted = 1.1;
constexpr double kOfOthers = 2.5;

parser::Operator mirrored(parser::Operator op) {
  switch (op) {
    case parser::Operator::Less:
      return parser::Operator::Greater;
    case parser::Operator::Greater:
      return parser::Operator::Less;
    case parser::Operator::LessOrEqual:
      return parser::Operator::GreaterOrEqual;
    case parser::Operator::GreaterOrEqual:
      return parser::Operator::LessOrEqual;
    default:
      return op;
  }
}

bool mentions(const match::Expression& expression, match::VariableIndex variable) {
  std::vector<match::VariableIndex> all;
  match::collect_variables(expression, all);
  return std::find(all.begin(), all.end(), variable) != all.end();
}

}  // namespace

void Mender::mend(Attempt& attempt, TriedElement& element, std::uint32_t number,
                  const WhyNot& why_not) {
  if (element.standing == Standing::Holds) return;
  add_to_fix(attempt, element, number, why_not);
  attempt.fix.cost = cost(attempt.fix);
}

double Mender::cost(const Fix& fix) const {
  double result = fix.extra;
  for (const auto* triples : {&fix.assert_triples, &fix.retract_triples}) {
    for (const kg::Triple& triple : *triples) {
      const bool of_asked = std::any_of(preferred_.begin(), preferred_.end(), [&](kg::TermId term) {
        return term != kg::TermId::None && (triple.subject == term || triple.object == term);
      });
      const double factor = triples == &fix.retract_triples ? kRetracted : 1;
      result += of_asked ? factor : kOfOthers * factor;
    }
  }
  return result;
}

void Mender::add_to_fix(Attempt& attempt, TriedElement& element, std::uint32_t number,
                        const WhyNot& why_not) {
  const rules::Rule& rule = evidence_.program.rules.rule(attempt.rule);
  if (element.standing == Standing::Open) {
    if (element.is_pattern) {
      leave_open(attempt.fix, rule, element, kOpenFact);
    } else {
      // A term that was asked for and that nobody knows how to make.
      const bool made =
          element.node.kind == NodeKind::Value && element.node.result != kg::TermId::None;
      attempt.fix.complete = false;
      attempt.fix.extra += made ? PartialMatcher::kMadeOfUnknown : PartialMatcher::kOpenOther;
    }
  } else if (element.is_pattern) {
    mend_pattern(attempt, element, why_not);
  } else if (element.node.kind == NodeKind::Absent) {
    mend_absence(attempt.fix, element);
  } else if (element.node.kind == NodeKind::Value || element.node.kind == NodeKind::Aggregate) {
    attempt.fix.complete = false;
    attempt.fix.extra += PartialMatcher::kValue;
  } else if (!mend_comparison(attempt, std::get<match::Filter>(rule.body[number]))) {
    attempt.fix.complete = false;
    attempt.fix.extra += kOtherValue;
  }
}

void Mender::mend_pattern(Attempt& attempt, TriedElement& element, const WhyNot& why_not) {
  const rules::Rule& rule = evidence_.program.rules.rule(attempt.rule);
  const kg::Triple& triple = element.node.triple;
  const bool ground = triple.subject != kg::TermId::None;
  if (!element.goal) {
    const kg::TripleMask mask =
        mask_of(element.pattern, match::Bindings(rule.variables.size(), kg::TermId::None),
                evidence_.interner);
    element.near = near_miss(evidence_, heads_, mask, options_.nearest);
    if (ground) {
      assert_also(attempt.fix, triple);
    } else {
      leave_open(attempt.fix, rule, element, kOpenFact);
    }
    return;
  }
  const Goal& goal = why_not[*element.goal];
  if (!goal.in_progress && !goal.attempts.empty()) {
    const Attempt& nearest = goal.attempts.front();
    const kg::TripleMask& concluded = nearest.conclusion;
    const bool fits =
        !ground || triple == kg::Triple{concluded.subject, concluded.predicate, concluded.object};
    if (fits && nearest.fix.cost < kOutright) {
      merge(attempt.fix, nearest.fix);
      if (!ground) attempt.fix.complete = false;
      return;
    }
  }
  if (!ground) return leave_open(attempt.fix, rule, element, kOutright);
  element.outright = true;
  assert_also(attempt.fix, triple);
  attempt.fix.extra += kOutright - 1;
}

void Mender::leave_open(Fix& fix, const rules::Rule& rule, const TriedElement& element,
                        double extra) {
  const RuleText writer(rule, evidence_.program.rules.prefixes, evidence_.interner);
  const std::string text =
      writer.text(element.pattern, match::Bindings(rule.variables.size(), kg::TermId::None));
  const auto at = std::lower_bound(fix.open_triples.begin(), fix.open_triples.end(), text);
  if (at == fix.open_triples.end() || *at != text) fix.open_triples.insert(at, text);
  fix.complete = false;
  fix.extra += extra;
}

void Mender::mend_absence(Fix& fix, const TriedElement& element) {
  if (!element.present_complete) {
    fix.complete = false;
    fix.extra += kManyReasons;
  }
  std::map<std::size_t, std::vector<kg::Triple>> choices;
  for (std::size_t i = 0; i < element.present_solutions; ++i) choices[i];
  for (const TriedElement::Present& present : element.present) {
    auto& facts = choices[present.solution];
    facts.insert(facts.end(), present.falls_without.begin(), present.falls_without.end());
  }
  for (const auto& [solution, facts] : choices) {
    const bool gone = std::any_of(facts.begin(), facts.end(), [&](const kg::Triple& fact) {
      return std::binary_search(fix.retract_triples.begin(), fix.retract_triples.end(), fact);
    });
    if (gone) continue;
    if (facts.empty()) {
      fix.complete = false;
      fix.extra += kManyReasons;
      continue;
    }
    retract_also(fix, *std::max_element(facts.begin(), facts.end(),
                                        [&](const kg::Triple& left, const kg::Triple& right) {
                                          return preference(left) < preference(right);
                                        }));
  }
}

int Mender::preference(const kg::Triple& fact) const {
  int result = 0;
  for (const kg::TermId term : preferred_) {
    if (term == kg::TermId::None) continue;
    if (fact.subject == term) result += 2;
    if (fact.object == term) result += 1;
  }
  // What a thing is goes further than what is said of it.
  const auto type = evidence_.interner.find(rdf::Term::iri(std::string(rdf::vocabulary::kType)));
  return fact.predicate == type ? result - 3 : result;
}

std::optional<match::VariableIndex> Mender::adjustable(const rules::Rule& rule,
                                                       const match::TriplePattern*& source,
                                                       const match::Expression& side,
                                                       const Attempt& attempt) const {
  if (side.leaf != match::Expression::Leaf::Variable) return std::nullopt;
  const match::VariableIndex variable = side.variable;
  source = nullptr;
  for (const match::Element& element : rule.body) {
    if (const auto* pattern = std::get_if<match::TriplePattern>(&element)) {
      std::vector<match::VariableIndex> all;
      match::collect_variables(*pattern, all);
      if (std::find(all.begin(), all.end(), variable) == all.end()) continue;
      const bool alone = source == nullptr && pattern->object.kind == match::Slot::Kind::Variable &&
                         pattern->object.variable == variable &&
                         std::count(all.begin(), all.end(), variable) == 1;
      if (!alone) return std::nullopt;
      source = pattern;
    } else if (const auto* assignment = std::get_if<match::Assignment>(&element)) {
      if (assignment->variable == variable || mentions(assignment->value, variable)) {
        return std::nullopt;
      }
    } else if (std::holds_alternative<match::Negation>(element) ||
               std::holds_alternative<match::Aggregate>(element)) {
      const auto needed = needed_variables(rule, element);
      if (std::find(needed.begin(), needed.end(), variable) != needed.end()) return std::nullopt;
    }
  }
  for (const match::TriplePattern& head : rule.head) {
    std::vector<match::VariableIndex> all;
    match::collect_variables(head, all);
    if (std::find(all.begin(), all.end(), variable) != all.end()) return std::nullopt;
  }
  if (source == nullptr) return std::nullopt;
  const kg::TripleMask mask = mask_of(*source, attempt.bindings, evidence_.interner);
  const bool stated = rule.where_data || !heads_.any({mask.subject, mask.predicate, {}});
  return stated ? std::optional(variable) : std::nullopt;
}

bool Mender::mend_comparison(Attempt& attempt, const match::Filter& filter) {
  const rules::Rule& rule = evidence_.program.rules.rule(attempt.rule);
  const auto by = shortfall(filter.condition, attempt.bindings, evaluator_, evidence_.interner);
  if (!by) return false;
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    const match::TriplePattern* source = nullptr;
    const auto variable = adjustable(rule, source, by->comparison->operands[side], attempt);
    if (!variable) continue;
    const parser::Operator op = side == 0 ? by->comparison->op : mirrored(by->comparison->op);
    // The other side's value where that is enough, else the next one.
    match::Expression value;
    value.leaf = match::Expression::Leaf::Constant;
    value.constant = side == 0 ? by->right : by->left;
    if (op == parser::Operator::Less || op == parser::Operator::Greater) {
      match::Expression one;
      one.leaf = match::Expression::Leaf::Constant;
      one.constant = evidence_.interner.intern(rdf::Term::integer(1));
      match::Expression next;
      next.op = op == parser::Operator::Less ? parser::Operator::Subtract : parser::Operator::Add;
      next.operands = {value, one};
      value = next;
    }
    match::Bindings bindings = attempt.bindings;
    const auto result = evaluator_.evaluate(value, bindings);
    if (!result) continue;
    bindings[*variable] = *result;
    const bool all_hold =
        std::all_of(rule.body.begin(), rule.body.end(), [&](const match::Element& element) {
          const auto* other = std::get_if<match::Filter>(&element);
          return other == nullptr || !mentions(other->condition, *variable) ||
                 evaluator_.test(other->condition, bindings) == true;
        });
    const auto fact = match::substitute(*source, bindings, evidence_.interner);
    if (!all_hold || !fact) continue;
    assert_also(attempt.fix, *fact);
    return true;
  }
  return false;
}

}  // namespace explain
