#include "rules/verify/instance.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <variant>

#include "parser/write.h"
#include "rules/match/aggregate.h"
#include "rules/verify/matching.h"

namespace verify {

namespace {

std::string place_of(const std::string& source, std::uint32_t line) {
  return fmt::format("{}:{}", source, line);
}

bool is_triple(StepKind kind) {
  return kind == StepKind::Fact || kind == StepKind::Derived || kind == StepKind::Given;
}

}  // namespace

InstanceChecker::InstanceChecker(const Evidence& evidence)
    : evidence_(evidence),
      evaluator_(evidence.interner),
      new_terms_(evidence.program.rules, evidence.interner) {
  const auto& rules = evidence.program.rules.rules;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto index = static_cast<rules::RuleIndex>(i);
    const rules::Location& location = rules[i].location;
    by_place_.emplace(place_of(location.source, location.position.line), index);
    if (rules[i].name) by_name_.emplace(rules[i].name->lexical, index);
  }
}

/// One body, element by element, under the bindings that the premises give.
class Body {
 public:
  Body(InstanceChecker& checker, rules::RuleIndex index, const Step& step,
       std::span<const Step> all)
      : checker_(checker),
        evidence_(checker.evidence_),
        index_(index),
        rule_(checker.evidence_.program.rules.rule(index)),
        step_(step),
        all_(all),
        bindings_(rule_.variables.size(), kg::TermId::None) {}

  std::vector<std::pair<std::size_t, Verdict>> parts;
  bool assumed = false;

  /// What is wrong with the step; empty if nothing is.
  std::string problem(std::span<const Premise> premises) {
    if (premises.size() != rule_.body.size()) {
      return fmt::format("the rule's body has {} elements, the step {} premises", rule_.body.size(),
                         premises.size());
    }
    for (std::size_t i = 0; i < premises.size(); ++i) {
      const std::string wrong = std::visit(
          [&](const auto& element) { return check(element, premises[i]); }, rule_.body[i]);
      if (!wrong.empty()) return fmt::format("premise {}: {}", i + 1, wrong);
    }
    if (std::string wrong = claims(step_.bindings); !wrong.empty()) return wrong;
    return concludes() ? std::string() : "the rule's head does not give it";
  }

 private:
  kg::Interner& interner() { return evidence_.interner; }

  kg::Triple ids(const Triple& triple) {
    return {interner().intern(triple.subject), interner().intern(triple.predicate),
            interner().intern(triple.object)};
  }

  std::string check(const match::TriplePattern& pattern, const Premise& premise) {
    const Step& step = *premise.step;
    if (!is_triple(step.kind)) return "the body has a triple pattern here";
    if (rule_.where_data && step.kind != StepKind::Fact) {
      return "the rule matches the base graph alone, and this is no fact";
    }
    const kg::Triple triple = ids(step.triple);
    return matches(pattern, triple, interner(), bindings_)
               ? ""
               : "the triple does not match the body's pattern";
  }

  std::string check(const match::Filter& filter, const Premise& premise) {
    if (premise.step->kind != StepKind::Condition) return "the body has a FILTER here";
    Verdict verdict{Outcome::Accepted, "the condition holds"};
    if (asks_for_time(filter.condition)) {
      verdict = {Outcome::Assumed, "what NOW() was is not known any more"};
      assumed = true;
    } else if (!checker_.evaluator_.test(filter.condition, bindings_).value_or(false)) {
      return part(premise, {Outcome::Rejected, "the condition does not hold"});
    }
    if (std::string wrong = claims(premise.step->inputs); !wrong.empty()) {
      return part(premise, {Outcome::Rejected, std::move(wrong)});
    }
    return part(premise, std::move(verdict));
  }

  std::string check(const match::Assignment& assignment, const Premise& premise) {
    const Step& step = *premise.step;
    if (step.kind != StepKind::Value) return "the body has a SET here";
    if (step.variable != rule_.variables.name(assignment.variable)) {
      return part(premise, {Outcome::Rejected, "the rule sets another variable here"});
    }
    const kg::TermId claimed = interner().intern(*step.result);
    Verdict verdict{Outcome::Accepted, "the expression has this value"};
    if (asks_for_time(assignment.value)) {
      verdict = {Outcome::Assumed, "what NOW() was is not known any more"};
      assumed = true;
    } else {
      checker_.evaluator_.set_seed(
          checker_.new_terms_.seed(index_, assignment.variable, bindings_));
      if (checker_.evaluator_.evaluate(assignment.value, bindings_) != claimed) {
        return part(premise, {Outcome::Rejected, "the expression has another value"});
      }
    }
    bindings_[assignment.variable] = claimed;
    if (std::string wrong = claims(step.inputs); !wrong.empty()) {
      return part(premise, {Outcome::Rejected, std::move(wrong)});
    }
    return part(premise, std::move(verdict));
  }

  std::string check(const match::Negation& negation, const Premise& premise) {
    if (premise.step->kind != StepKind::Absent) return "the body has a NOT here";
    const bool base = negation.data || rule_.where_data;
    if (asks_for_time(negation)) {
      assumed = true;
      return part(premise, {Outcome::Assumed, "what NOW() was is not known any more"});
    }
    if (has_solution(negation, evidence_.graph, base ? kg::Part::Base : kg::Part::Evaluation,
                     bindings_, interner(), checker_.evaluator_)) {
      return part(premise, {Outcome::Rejected, "what the NOT looks for is there"});
    }
    return part(premise, {Outcome::Accepted, "what the NOT looks for is not there"});
  }

  /// An aggregate is worked out again, over the whole graph, and has to rest on all that it counts.
  std::string check(const match::Aggregate& aggregate, const Premise& premise) {
    const Step& step = *premise.step;
    if (step.kind != StepKind::Aggregate) return "the body has an aggregate here";
    if (step.variable != rule_.variables.name(aggregate.variable)) {
      return part(premise, {Outcome::Rejected, "the rule sets another variable here"});
    }
    const kg::TermId claimed = interner().intern(*step.result);
    if (asks_for_time(aggregate)) {
      assumed = true;
      bindings_[aggregate.variable] = claimed;
      return part(premise, {Outcome::Assumed, "what NOW() was is not known any more"});
    }
    match::Collection collection(aggregate, checker_.evaluator_, interner());
    std::set<kg::Triple> counted;
    const bool base = aggregate.data || rule_.where_data;
    visit_solutions(aggregate, evidence_.graph, base ? kg::Part::Base : kg::Part::Evaluation,
                    bindings_, interner(), checker_.evaluator_,
                    [&](const match::Bindings& solution, const std::vector<kg::Triple>& triples) {
                      collection.add(solution);
                      counted.insert(triples.begin(), triples.end());
                      return true;
                    });
    if (collection.value() != claimed) {
      return part(premise, {Outcome::Rejected, "the aggregate comes to another value"});
    }
    std::set<kg::Triple> shown;
    for (const std::size_t below : step.premises) {
      if (!is_triple(all_[below].kind)) {
        return part(premise, {Outcome::Rejected, "it rests on a step that is no triple"});
      }
      shown.insert(ids(all_[below].triple));
    }
    if (shown != counted) {
      return part(premise, {Outcome::Rejected, "what it counts is not what it rests on"});
    }
    bindings_[aggregate.variable] = claimed;
    return part(premise, {Outcome::Accepted, "it comes to this value"});
  }

  std::string part(const Premise& premise, Verdict verdict) {
    std::string wrong = verdict.outcome == Outcome::Rejected ? verdict.reason : std::string();
    parts.emplace_back(premise.number, std::move(verdict));
    return wrong;
  }

  /// Whether values that the proof claims are those that its triples give.
  std::string claims(const std::vector<std::pair<std::string, rdf::Term>>& claimed) {
    for (const auto& [name, term] : claimed) {
      const auto variable = rule_.variables.find(name);
      if (!variable) return fmt::format("the rule has no variable '?{}'", name);
      // A blank node that the head makes is checked with the head.
      if (rule_.head_blank.size() > *variable && rule_.head_blank[*variable]) continue;
      if (bindings_[*variable] == interner().intern(term)) continue;
      return fmt::format("'?{}' has another value", name);
    }
    return {};
  }

  bool concludes() {
    match::Bindings complete = bindings_;
    for (match::VariableIndex v = 0; v < rule_.head_blank.size(); ++v) {
      if (!rule_.head_blank[v]) continue;
      complete[v] = interner().intern(checker_.new_terms_.blank_node(index_, v, bindings_));
    }
    const kg::Triple conclusion = ids(step_.triple);
    return std::any_of(rule_.head.begin(), rule_.head.end(), [&](const match::TriplePattern& head) {
      // All variables have values: to match is to be equal.
      match::Bindings values = complete;
      return matches(head, conclusion, interner(), values);
    });
  }

  InstanceChecker& checker_;
  const Evidence& evidence_;
  rules::RuleIndex index_;
  const rules::Rule& rule_;
  const Step& step_;
  std::span<const Step> all_;
  match::Bindings bindings_;
};

std::optional<rules::RuleIndex> InstanceChecker::find(const RuleReference& reference,
                                                      std::string& problem) const {
  const auto& rules = evidence_.program.rules;
  const auto [first, last] = by_place_.equal_range(place_of(reference.source, reference.line));
  for (auto at = first; at != last; ++at) {
    const rules::Rule& rule = rules.rule(at->second);
    if ((rule.name ? rule.name->lexical : "") == reference.name) return at->second;
  }
  // Where its file was edited above it, a rule goes by its name.
  if (!reference.name.empty() && by_name_.count(reference.name) == 1) {
    return by_name_.find(reference.name)->second;
  }
  problem = reference.name.empty()
                ? fmt::format("the store has no rule without a name at {}:{}", reference.source,
                              reference.line)
                : fmt::format("the store has no rule {}",
                              parser::to_turtle(rdf::Term::iri(reference.name), rules.prefixes));
  return std::nullopt;
}

std::vector<std::pair<std::size_t, Verdict>> InstanceChecker::check(
    const Step& step, std::span<const Premise> premises, std::span<const Step> all,
    Verdict& verdict) {
  if (!step.rule) {
    verdict = {Outcome::Rejected, "it names no rule"};
    return {};
  }
  std::string problem;
  const auto index = find(*step.rule, problem);
  if (!index) {
    verdict = {Outcome::Rejected, std::move(problem)};
    return {};
  }
  Body body(*this, *index, step, all);
  problem = body.problem(premises);
  const auto& rules = evidence_.program.rules;
  if (problem.empty()) {
    verdict = {body.assumed ? Outcome::Assumed : Outcome::Accepted,
               "instance of " + rules::display_name(rules.rule(*index), rules.prefixes)};
  } else {
    verdict = {Outcome::Rejected,
               fmt::format("no instance of {}: {}",
                           rules::display_name(rules.rule(*index), rules.prefixes), problem)};
  }
  return std::move(body.parts);
}

}  // namespace verify
