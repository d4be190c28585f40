#include "rules/explain/instances.h"

#include <algorithm>
#include <cassert>
#include <set>
#include <span>
#include <variant>

#include "rules/explain/counted.h"

namespace explain {

namespace {

kg::TermId constant(const match::Slot& slot) {
  return slot.kind == match::Slot::Kind::Constant ? slot.constant : kg::TermId::None;
}

bool asks_for_time(const match::Expression& expression) {
  return expression.op == parser::Operator::Now ||
         std::any_of(expression.operands.begin(), expression.operands.end(), asks_for_time);
}

/// The elements of a rule whose outcome does not hang on NOW(), and those that give a value to what
/// is not bound.
class Timeless {
 public:
  Timeless(const rules::Rule& rule, const match::Bindings& bindings)
      : bindings_(bindings), tainted_(rule.variables.size()) {
    for (const match::Element& element : rule.body) {
      if (!std::visit([this](const auto& e) { return depends(e); }, element)) {
        elements.push_back(element);
      }
    }
  }

  std::vector<match::Element> elements;

 private:
  bool tainted(const match::Expression& expression) const {
    std::vector<match::VariableIndex> variables;
    match::collect_variables(expression, variables);
    return asks_for_time(expression) ||
           std::any_of(variables.begin(), variables.end(),
                       [this](match::VariableIndex v) { return tainted_[v]; });
  }

  /// Whether the element is to be left out.
  bool depends(const match::TriplePattern&) const { return false; }
  bool depends(const match::Filter& filter) const { return tainted(filter.condition); }
  bool depends(const match::Negation& negation) const {
    return std::any_of(negation.body.begin(), negation.body.end(), [this](const auto& element) {
      const auto* filter = std::get_if<match::Filter>(&element);
      return filter != nullptr && depends(*filter);
    });
  }
  bool depends(const match::Assignment& assignment) {
    if (!tainted(assignment.value)) return false;
    tainted_[assignment.variable] = true;
    return bindings_[assignment.variable] != kg::TermId::None;
  }
  bool depends(const match::Aggregate& aggregate) {
    const bool hangs =
        (aggregate.argument && tainted(*aggregate.argument)) ||
        std::any_of(aggregate.body.begin(), aggregate.body.end(), [this](const auto& element) {
          return !std::holds_alternative<match::TriplePattern>(element) &&
                 std::visit([this](const auto& e) { return depends(e); }, element);
        });
    if (!hangs) return false;
    tainted_[aggregate.variable] = true;
    return bindings_[aggregate.variable] != kg::TermId::None;
  }

  const match::Bindings& bindings_;
  std::vector<bool> tainted_;
};

bool asks_for_time(const match::TriplePattern&) { return false; }
bool asks_for_time(const match::Filter& filter) { return asks_for_time(filter.condition); }
bool asks_for_time(const match::Assignment& assignment) { return asks_for_time(assignment.value); }

template <class... Kinds>
bool any_asks_for_time(const std::vector<std::variant<Kinds...>>& elements);

bool asks_for_time(const match::Negation& negation) { return any_asks_for_time(negation.body); }
bool asks_for_time(const match::Aggregate& aggregate) {
  return (aggregate.argument && asks_for_time(*aggregate.argument)) ||
         any_asks_for_time(aggregate.body);
}

template <class... Kinds>
bool any_asks_for_time(const std::vector<std::variant<Kinds...>>& elements) {
  return std::any_of(elements.begin(), elements.end(), [](const auto& element) {
    return std::visit([](const auto& one) { return asks_for_time(one); }, element);
  });
}

}  // namespace

std::size_t InstanceFinder::KeyHash::operator()(const Key& key) const {
  return std::hash<kg::Triple>{}({kg::TermId::None, key.predicate, key.object});
}

InstanceFinder::InstanceFinder(const Evidence& evidence)
    : evidence_(evidence),
      evaluator_(evidence.interner),
      new_terms_(evidence.program.rules, evidence.interner) {
  const auto& rules = evidence_.program.rules.rules;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    asks_for_time_.push_back(any_asks_for_time(rules[i].body));
    for (std::uint32_t number = 0; number < rules[i].head.size(); ++number) {
      const match::TriplePattern& head = rules[i].head[number];
      heads_[{constant(head.predicate), constant(head.object)}].push_back(
          {static_cast<rules::RuleIndex>(i), number});
    }
  }
}

bool InstanceFinder::find(const kg::Triple& triple, std::optional<kg::Order> older_than,
                          std::size_t* allowance, const Visitor& visit) {
  bool any = false;
  const bool finished = find(triple, older_than, allowance, false,
                             [&](rules::RuleIndex rule, const match::Bindings& bindings) {
                               any = true;
                               return visit(rule, bindings);
                             });
  return any || !finished ? finished : find(triple, older_than, allowance, true, visit);
}

bool InstanceFinder::find(const kg::Triple& triple, std::optional<kg::Order> older_than,
                          std::size_t* allowance, bool any_time, const Visitor& visit) {
  const std::vector<Template> templates = candidates(triple);
  for (std::size_t begin = 0; begin < templates.size();) {
    std::size_t end = begin + 1;
    while (end < templates.size() && templates[end].rule == templates[begin].rule) ++end;
    const rules::RuleIndex index = templates[begin].rule;
    const rules::Rule& rule = evidence_.program.rules.rule(index);
    const bool skip = any_time && !asks_for_time_[static_cast<std::size_t>(index)];
    const match::Seed seed = [&](const match::Assignment& assignment,
                                 const match::Bindings& bindings) {
      return new_terms_.seed(index, assignment.variable, bindings);
    };
    const match::Scope scope{&evidence_.graph,
                             rule.where_data ? kg::Part::Base : kg::Part::Evaluation, older_than,
                             &seed, allowance};
    if (!skip && !find_in_rule(std::span(templates).subspan(begin, end - begin), triple, scope,
                               any_time, visit)) {
      return false;
    }
    begin = end;
  }
  return true;
}

std::vector<InstanceFinder::Template> InstanceFinder::candidates(const kg::Triple& triple) const {
  std::vector<Template> found;
  for (const kg::TermId predicate : {triple.predicate, kg::TermId::None}) {
    for (const kg::TermId object : {triple.object, kg::TermId::None}) {
      const auto heads = heads_.find({predicate, object});
      if (heads == heads_.end()) continue;
      found.insert(found.end(), heads->second.begin(), heads->second.end());
    }
  }
  std::sort(found.begin(), found.end(), [](const Template& left, const Template& right) {
    return std::pair(left.rule, left.number) < std::pair(right.rule, right.number);
  });
  return found;
}

bool InstanceFinder::find_in_rule(std::span<const Template> templates, const kg::Triple& triple,
                                  const match::Scope& scope, bool any_time, const Visitor& visit) {
  const rules::RuleIndex index = templates.front().rule;
  const rules::Rule& rule = evidence_.program.rules.rule(index);
  // One instance may make the triple by several triples of its head.
  std::set<match::Bindings> seen;
  for (const Template& head : templates) {
    match::Bindings bindings(rule.variables.size(), kg::TermId::None);
    if (!match::unify(rule.head[head.number], triple, evidence_.interner, bindings)) continue;
    const match::SolutionVisitor on_solution = [&](const match::Bindings& solution) {
      match::Bindings complete = solution;
      if (!makes_blank_nodes(index, complete)) return true;
      if (scope.older_than && !counts_older(index, complete, *scope.older_than)) return true;
      if (templates.size() > 1 && !seen.insert(complete).second) return true;
      return visit(index, complete);
    };
    bool finished = true;
    if (any_time) {
      const Timeless timeless(rule, bindings);
      finished = match::solve(timeless.elements, scope, bindings, evidence_.interner, evaluator_,
                              on_solution);
    } else {
      finished =
          match::solve(rule.body, scope, bindings, evidence_.interner, evaluator_, on_solution);
    }
    if (!finished) return false;
  }
  return true;
}

bool InstanceFinder::makes_blank_nodes(rules::RuleIndex rule, match::Bindings& bindings) {
  const std::vector<bool>& blank = evidence_.program.rules.rule(rule).head_blank;
  for (match::VariableIndex variable = 0; variable < blank.size(); ++variable) {
    if (!blank[variable]) continue;
    const auto made = evidence_.interner.find(new_terms_.blank_node(rule, variable, bindings));
    kg::TermId& wanted = bindings[variable];
    if (wanted != kg::TermId::None && wanted != made) return false;
    wanted = made.value_or(kg::TermId::None);
  }
  return true;
}

/// What an aggregate comes to is told by all that it counts. Where another rule has concluded the
/// same before, some of that may be younger than the conclusion.
bool InstanceFinder::counts_older(rules::RuleIndex rule, const match::Bindings& bindings,
                                  kg::Order than) {
  const std::vector<kg::Triple> all = counted_premises(rule, bindings);
  return std::all_of(all.begin(), all.end(), [&](const kg::Triple& triple) {
    const auto order = evidence_.graph.find(triple, kg::Part::Evaluation);
    return order && *order < than;
  });
}

std::vector<kg::Triple> InstanceFinder::counted_premises(rules::RuleIndex index,
                                                         const match::Bindings& bindings) {
  std::vector<kg::Triple> found;
  const rules::Rule& rule = evidence_.program.rules.rule(index);
  for (const match::Element& element : rule.body) {
    const auto* aggregate = std::get_if<match::Aggregate>(&element);
    if (aggregate == nullptr) continue;
    const std::vector<kg::Triple> more =
        premises_of(counted(evidence_, rule, *aggregate, bindings, evaluator_));
    found.insert(found.end(), more.begin(), more.end());
  }
  return found;
}

std::vector<kg::Triple> InstanceFinder::premises(rules::RuleIndex rule,
                                                 const match::Bindings& bindings) {
  std::vector<kg::Triple> found;
  for (const match::Element& element : evidence_.program.rules.rule(rule).body) {
    const auto* pattern = std::get_if<match::TriplePattern>(&element);
    if (pattern == nullptr) continue;
    const auto triple = match::substitute(*pattern, bindings, evidence_.interner);
    assert(triple && "a solution binds all variables of the body's patterns");
    if (triple) found.push_back(*triple);
  }
  const std::vector<kg::Triple> counted = counted_premises(rule, bindings);
  found.insert(found.end(), counted.begin(), counted.end());
  return found;
}

}  // namespace explain
