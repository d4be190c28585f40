#include "rules/explain/partial_match.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <variant>

#include "kg/memory_limit.h"
#include "rules/explain/counted.h"
#include "rules/explain/shortfall.h"

namespace explain {

namespace {

bool makes_terms(const match::Expression& expression) {
  return expression.op == parser::Operator::Bnode || expression.op == parser::Operator::Uuid ||
         expression.op == parser::Operator::StrUuid ||
         std::any_of(expression.operands.begin(), expression.operands.end(), makes_terms);
}

std::vector<match::VariableIndex> variables_of(const match::TriplePattern& pattern) {
  std::vector<match::VariableIndex> variables;
  match::collect_variables(pattern, variables);
  return variables;
}

bool all_bound(const std::vector<match::VariableIndex>& variables,
               const match::Bindings& bindings) {
  return std::all_of(variables.begin(), variables.end(), [&](match::VariableIndex variable) {
    return bindings[variable] != kg::TermId::None;
  });
}

std::size_t bound_places(const std::vector<match::VariableIndex>& variables,
                         const match::Bindings& bindings) {
  return static_cast<std::size_t>(std::count_if(
      variables.begin(), variables.end(),
      [&](match::VariableIndex variable) { return bindings[variable] != kg::TermId::None; }));
}

bool is_bound(const kg::TripleMask& mask) {
  return mask.subject != kg::TermId::None && mask.predicate != kg::TermId::None &&
         mask.object != kg::TermId::None;
}

}  // namespace

kg::TripleMask mask_of(const match::TriplePattern& pattern, const match::Bindings& bindings,
                       const kg::Dictionary& dictionary) {
  return {match::lookup(pattern.subject, bindings, dictionary),
          match::lookup(pattern.predicate, bindings, dictionary),
          match::lookup(pattern.object, bindings, dictionary)};
}

std::vector<match::VariableIndex> needed_variables(const rules::Rule& rule,
                                                   const match::Element& element) {
  std::vector<match::VariableIndex> needed;
  if (const auto* pattern = std::get_if<match::TriplePattern>(&element)) {
    match::collect_variables(*pattern, needed);
  } else if (const auto* filter = std::get_if<match::Filter>(&element)) {
    match::collect_variables(filter->condition, needed);
  } else if (const auto* assignment = std::get_if<match::Assignment>(&element)) {
    match::collect_variables(assignment->value, needed);
    // A term that is made anew stands for all that came before it.
    for (match::VariableIndex v = 0; makes_terms(assignment->value) && v < assignment->variable;
         ++v) {
      needed.push_back(v);
    }
  } else if (const auto* aggregate = std::get_if<match::Aggregate>(&element)) {
    match::collect_variables(*aggregate, needed);
    std::erase_if(needed, [&](match::VariableIndex v) { return v >= rule.solution_variables; });
  } else {
    for (const auto& inner : std::get<match::Negation>(element).body) {
      if (const auto* pattern_inside = std::get_if<match::TriplePattern>(&inner)) {
        match::collect_variables(*pattern_inside, needed);
      } else {
        match::collect_variables(std::get<match::Filter>(inner).condition, needed);
      }
    }
    std::erase_if(needed, [&](match::VariableIndex v) { return v >= rule.solution_variables; });
  }
  return needed;
}

std::vector<match::Element> elements_of(const match::Negation& negation) {
  std::vector<match::Element> elements;
  for (const auto& inner : negation.body) {
    std::visit([&](const auto& element) { elements.emplace_back(element); }, inner);
  }
  return elements;
}

std::vector<PartialMatch> PartialMatcher::best(const Request& request, std::size_t most) {
  index_ = request.rule;
  rule_ = &evidence_.program.rules.rule(request.rule);
  part_ = rule_->where_data ? kg::Part::Base : kg::Part::Evaluation;
  wait_for_derived_ = request.wait_for_derived;
  made_asked_for_ =
      std::any_of(rule_->body.begin(), rule_->body.end(), [&](const match::Element& element) {
        const auto* assignment = std::get_if<match::Assignment>(&element);
        return assignment != nullptr && request.bindings[assignment->variable] != kg::TermId::None;
      });
  most_ = most;
  bounded_ = false;
  found_.clear();

  const std::size_t count = rule_->body.size();
  State state;
  state.bindings = request.bindings;
  state.elements.assign(count, Standing::Open);
  state.settled.assign(count, false);
  state.passed_over.assign(count, 0);
  state.waiting.assign(state.bindings.size(), false);
  for (const std::uint32_t element : request.assumed) fail(state, element, kDerived);
  extend(std::move(state));
  return std::move(found_);
}

void PartialMatcher::extend(State state) {
  while (true) {
    kg::check_memory();
    if (!settle(state) || too_dear(state)) return;
    if (allowance_ == 0) {
      bounded_ = true;
      return finish(std::move(state));
    }
    const auto choice = choose(state);
    if (!choice) return finish(std::move(state));
    const auto& pattern = std::get<match::TriplePattern>(rule_->body[choice->element]);
    if (choice->bound) {
      const auto triple = mask_of(pattern, state.bindings, evidence_.interner);
      const bool holds =
          is_bound(triple) &&
          evidence_.graph.find({triple.subject, triple.predicate, triple.object}, part_);
      spend();
      // With it as it is this match was gone into already.
      if (holds && state.passed_over[choice->element] != 0) return;
      settle_ground(state, choice->element, holds);
    } else if (choice->matches == 0) {
      if (choice->covered) return;
      miss(state, choice->element);
    } else {
      return branch(state, *choice);
    }
  }
}

void PartialMatcher::branch(const State& state, const Choice& choice) {
  const auto& pattern = std::get<match::TriplePattern>(rule_->body[choice.element]);
  const auto variables = variables_of(pattern);
  std::vector<kg::Triple> matches;
  evidence_.graph.scan(mask_of(pattern, state.bindings, evidence_.interner), part_,
                       [&](const kg::Triple& triple, kg::Order) {
                         if (matches.size() == kMostMatches) {
                           bounded_ = true;
                           return false;
                         }
                         matches.push_back(triple);
                         return spend();
                       });
  bool any = false;
  for (const kg::Triple& triple : matches) {
    State next = state;
    if (!match::unify(pattern, triple, evidence_.interner, next.bindings)) continue;
    any = true;
    settle_ground(next, choice.element, true);
    extend(std::move(next));
  }
  if (!any) {
    // An estimate counts what was taken back, and what has one variable in two places.
    State next = state;
    miss(next, choice.element);
    return extend(std::move(next));
  }
  const bool derived = derivable(pattern, state.bindings);
  if (derived && !made_asked_for_) return;
  State without = state;
  without.passed_over[choice.element] = bound_places(variables, state.bindings) + 1;
  without.cost += derived ? kDerived : kStated;
  const bool hopeless = too_dear(without);
  without.cost = state.cost;
  if (!hopeless) extend(std::move(without));
}

/// A pattern without a match and with open variables fails.
void PartialMatcher::miss(State& state, std::uint32_t element) {
  const auto& pattern = std::get<match::TriplePattern>(rule_->body[element]);
  const bool derived = derivable(pattern, state.bindings);
  for (const auto variable : variables_of(pattern)) {
    if (derived && wait_for_derived_ && state.bindings[variable] == kg::TermId::None) {
      state.waiting[variable] = true;
    }
  }
  fail(state, element, (derived ? kDerived : kStated) + kOpenPlace);
}

bool PartialMatcher::settle(State& state) {
  bool again = true;
  while (again) {
    again = false;
    for (std::uint32_t element = 0; element < rule_->body.size(); ++element) {
      if (state.settled[element] ||
          std::holds_alternative<match::TriplePattern>(rule_->body[element]) ||
          !all_bound(needed_variables(*rule_, rule_->body[element]), state.bindings)) {
        continue;
      }
      settle_other(state, element);
      if (too_dear(state)) return false;
      again = true;
    }
  }
  return true;
}

void PartialMatcher::settle_ground(State& state, std::uint32_t element, bool holds) {
  if (holds) {
    state.settled[element] = true;
    state.elements[element] = Standing::Holds;
    return;
  }
  const auto& pattern = std::get<match::TriplePattern>(rule_->body[element]);
  fail(state, element, derivable(pattern, state.bindings) ? kDerived : kStated);
}

void PartialMatcher::settle_other(State& state, std::uint32_t element) {
  state.settled[element] = true;
  if (const auto* filter = std::get_if<match::Filter>(&rule_->body[element])) {
    if (evaluator_.test(filter->condition, state.bindings).value_or(false)) {
      state.elements[element] = Standing::Holds;
      return;
    }
    const auto by = shortfall(filter->condition, state.bindings, evaluator_, evidence_.interner);
    return fail(state, element, kCondition + (by ? by->relative * 0.2 : 0.2));
  }
  if (const auto* assignment = std::get_if<match::Assignment>(&rule_->body[element])) {
    if (makes_terms(assignment->value)) {
      evaluator_.set_seed(new_terms_.seed(index_, assignment->variable, state.bindings));
    }
    const auto value = evaluator_.evaluate(assignment->value, state.bindings);
    kg::TermId& bound = state.bindings[assignment->variable];
    if (!value || (bound != kg::TermId::None && bound != *value)) {
      return fail(state, element, kValue);
    }
    bound = *value;
    state.elements[element] = Standing::Holds;
    return;
  }
  if (const auto* aggregate = std::get_if<match::Aggregate>(&rule_->body[element])) {
    spend();
    const kg::TermId value =
        aggregate_value(evidence_, *rule_, *aggregate, state.bindings, evaluator_);
    kg::TermId& bound = state.bindings[aggregate->variable];
    if (value == kg::TermId::None || (bound != kg::TermId::None && bound != value)) {
      return fail(state, element, kValue);
    }
    bound = value;
    state.elements[element] = Standing::Holds;
    return;
  }
  const auto& negation = std::get<match::Negation>(rule_->body[element]);
  const std::vector<match::Element> body = elements_of(negation);
  spend();
  const match::Scope scope{&evidence_.graph, negation.data ? kg::Part::Base : part_, {}};
  const bool absent = match::solve(body, scope, state.bindings, evidence_.interner, evaluator_,
                                   [](const match::Bindings&) { return false; });
  if (!absent) return fail(state, element, kPresent);
  state.elements[element] = Standing::Holds;
}

std::optional<PartialMatcher::Choice> PartialMatcher::choose(const State& state) {
  std::optional<Choice> best;
  std::optional<Choice> empty;
  double best_score = std::numeric_limits<double>::infinity();
  for (std::uint32_t element = 0; element < rule_->body.size(); ++element) {
    const auto* pattern = std::get_if<match::TriplePattern>(&rule_->body[element]);
    if (pattern == nullptr || state.settled[element]) continue;
    const auto variables = variables_of(*pattern);
    if (all_bound(variables, state.bindings)) return Choice{element, 0, true};
    const bool waits = std::any_of(variables.begin(), variables.end(), [&](auto variable) {
      return state.waiting[variable] && state.bindings[variable] == kg::TermId::None;
    });
    if (waits) continue;
    const std::size_t passed_over = state.passed_over[element];
    const bool narrowed = bound_places(variables, state.bindings) + 1 > passed_over;
    const std::size_t matches =
        passed_over != 0 && !narrowed
            ? 0
            : evidence_.graph.estimate(mask_of(*pattern, state.bindings, evidence_.interner),
                                       part_);
    spend();
    if (matches == 0 || passed_over != 0) {
      const bool covered = passed_over != 0 && (!narrowed || matches != 0);
      if (!covered && wait_for_derived_ && derivable(*pattern, state.bindings)) {
        return Choice{element, 0};
      }
      // What is covered comes last: it may become bound yet.
      if (!empty || empty->covered) empty = Choice{element, 0, false, covered};
      continue;
    }
    const bool connected = std::any_of(variables.begin(), variables.end(), [&](auto variable) {
      return state.bindings[variable] != kg::TermId::None;
    });
    const double score = static_cast<double>(matches) * (connected ? 1.0 : 1e6);
    if (score < best_score) {
      best_score = score;
      best = Choice{element, matches};
    }
  }
  return best ? best : empty;
}

void PartialMatcher::finish(State state) {
  for (std::uint32_t element = 0; element < rule_->body.size(); ++element) {
    if (state.settled[element]) continue;
    if (std::holds_alternative<match::TriplePattern>(rule_->body[element])) {
      state.cost += allowance_ == 0 ? kNotTried : kOpenPattern;
      continue;
    }
    const auto* assignment = std::get_if<match::Assignment>(&rule_->body[element]);
    const bool asked_for =
        assignment != nullptr && state.bindings[assignment->variable] != kg::TermId::None;
    state.cost += asked_for ? kMadeOfUnknown : kOpenOther;
  }
  if (too_dear(state)) return;
  const auto after =
      std::upper_bound(found_.begin(), found_.end(), state.cost,
                       [](double cost, const PartialMatch& other) { return cost < other.cost; });
  found_.insert(after, {std::move(state.bindings), std::move(state.elements), state.cost});
  if (found_.size() > most_) found_.pop_back();
}

void PartialMatcher::fail(State& state, std::uint32_t element, double cost) {
  state.settled[element] = true;
  state.elements[element] = Standing::Fails;
  state.cost += cost;
}

bool PartialMatcher::too_dear(const State& state) const {
  return found_.size() == most_ && state.cost >= found_.back().cost;
}

bool PartialMatcher::spend() {
  if (allowance_ == 0) return false;
  --allowance_;
  return true;
}

bool PartialMatcher::derivable(const match::TriplePattern& pattern,
                               const match::Bindings& bindings) const {
  return part_ != kg::Part::Base && heads_.any(mask_of(pattern, bindings, evidence_.interner));
}

}  // namespace explain
