#include "tests/rules/oracle.h"

#include <variant>
#include <vector>

#include "rules/match/expression.h"
#include "rules/match/pattern.h"
#include "rules/new_terms.h"

namespace oracle {

namespace {

using Solutions = std::vector<match::Bindings>;

class RuleEvaluation {
 public:
  RuleEvaluation(rules::RuleIndex rule, const Graph& complete, const Graph& base,
                 rules::NewTerms& new_terms, kg::Interner& interner)
      : rule_(rule),
        complete_(complete),
        base_(base),
        new_terms_(new_terms),
        interner_(interner),
        evaluator_(interner) {}

  template <class Elements>
  Solutions solve(const Elements& elements, Solutions solutions, const Graph& graph) {
    for (const auto& element : elements) {
      Solutions next;
      for (const match::Bindings& solution : solutions) {
        std::visit([&](const auto& e) { extend(e, solution, graph, next); }, element);
      }
      solutions = std::move(next);
    }
    return solutions;
  }

 private:
  void extend(const match::TriplePattern& pattern, const match::Bindings& solution,
              const Graph& graph, Solutions& next) {
    for (const kg::Triple& triple : graph) {
      match::Bindings extended = solution;
      if (match::unify(pattern, triple, interner_, extended)) next.push_back(std::move(extended));
    }
  }

  void extend(const match::Filter& filter, const match::Bindings& solution, const Graph&,
              Solutions& next) {
    if (evaluator_.test(filter.condition, solution).value_or(false)) next.push_back(solution);
  }

  void extend(const match::Negation& negation, const match::Bindings& solution, const Graph&,
              Solutions& next) {
    if (solve(negation.body, {solution}, negation.data ? base_ : complete_).empty())
      next.push_back(solution);
  }

  void extend(const match::Assignment& assignment, match::Bindings solution, const Graph&,
              Solutions& next) {
    evaluator_.set_seed(new_terms_.seed(rule_, assignment.variable, solution));
    const auto value = evaluator_.evaluate(assignment.value, solution);
    if (!value) return;
    solution[assignment.variable] = *value;
    next.push_back(std::move(solution));
  }

  rules::RuleIndex rule_;
  const Graph& complete_;
  const Graph& base_;
  rules::NewTerms& new_terms_;
  kg::Interner& interner_;
  match::Evaluator evaluator_;
};

}  // namespace

Graph conclude(const rules::RuleSet& rules, rules::RuleIndex index, const Graph& graph,
               const Graph& complete, const Graph& base, kg::Interner& interner) {
  const rules::Rule& rule = rules.rule(index);
  rules::NewTerms new_terms(rules, interner);
  RuleEvaluation evaluation(index, rule.where_data ? base : complete, base, new_terms, interner);
  Graph result;
  const match::Bindings nothing(rule.variables.size(), kg::TermId::None);
  for (match::Bindings& solution :
       evaluation.solve(rule.body, {nothing}, rule.where_data ? base : graph)) {
    for (match::VariableIndex v = 0; v < rule.variables.size(); ++v) {
      if (rule.head_blank[v])
        solution[v] = interner.intern(new_terms.blank_node(index, v, solution));
    }
    for (const match::TriplePattern& triple : rule.head) {
      const auto made = match::substitute(triple, solution, interner);
      if (made) result.insert(*made);
    }
  }
  return result;
}

Graph infer(const rules::Program& program, const Graph& base, kg::Interner& interner) {
  Graph graph = base;
  graph.insert(program.rules.data.begin(), program.rules.data.end());
  const auto evaluate = [&](const std::vector<rules::RuleIndex>& rules) {
    const std::size_t before = graph.size();
    for (const rules::RuleIndex rule : rules) {
      graph.merge(conclude(program.rules, rule, graph, graph, base, interner));
    }
    return graph.size() > before;
  };
  for (const rules::Stratum& stratum : program.strata) {
    evaluate(stratum.once);
    while (evaluate(stratum.general)) {
    }
  }
  for (const kg::Triple& triple : base) graph.erase(triple);
  return graph;
}

std::vector<std::size_t> strata(const rules::RuleSet& rules,
                                std::span<const rules::Dependency> dependencies) {
  std::vector<std::size_t> stratum(rules.rules.size(), 0);
  for (bool changed = true; changed;) {
    changed = false;
    for (const rules::Dependency& dependency : dependencies) {
      std::size_t& from = stratum[static_cast<std::size_t>(dependency.from)];
      const std::size_t least =
          stratum[static_cast<std::size_t>(dependency.to)] + (dependency.closed ? 1 : 0);
      if (from >= least) continue;
      if (least > rules.rules.size() + 1) return {};
      from = least;
      changed = true;
    }
  }
  return stratum;
}

}  // namespace oracle
