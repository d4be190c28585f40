#include "tests/rules/oracle.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "kg/rdf/vocabulary.h"
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

  void extend(const match::Negation& negation, const match::Bindings& solution, const Graph& around,
              Solutions& next) {
    const bool base = negation.data || &around == &base_;
    if (solve(negation.body, {solution}, base ? base_ : complete_).empty())
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

  /// As the specification of SPARQL defines aggregates, by expressions of two values at a time.
  void extend(const match::Aggregate& aggregate, match::Bindings solution, const Graph& around,
              Solutions& next) {
    const Graph& graph = aggregate.data || &around == &base_ ? base_ : complete_;
    std::vector<kg::TermId> values;
    std::set<std::vector<kg::TermId>> seen;
    bool error = false;
    for (const match::Bindings& inner : solve(aggregate.body, {solution}, graph)) {
      std::vector<kg::TermId> key(inner.begin(), inner.end());
      if (!aggregate.argument) {
        for (match::VariableIndex v = 0; v < key.size(); ++v) {
          const bool written =
              std::count(aggregate.locals.begin(),
                         aggregate.locals.begin() + static_cast<std::ptrdiff_t>(aggregate.written),
                         v) > 0;
          if (!written) key[v] = kg::TermId::None;
        }
        if (!aggregate.distinct || seen.insert(key).second) values.push_back(kg::TermId::None);
        continue;
      }
      const auto value = evaluator_.evaluate(*aggregate.argument, inner);
      error = error || !value;
      if (!value) continue;
      if (!aggregate.distinct || seen.insert({*value}).second) values.push_back(*value);
    }
    const auto result = fold(aggregate.function, values, error);
    if (!result) return;
    solution[aggregate.variable] = *result;
    next.push_back(std::move(solution));
  }

  std::optional<kg::TermId> fold(parser::AggregateFunction function, std::vector<kg::TermId> values,
                                 bool error) {
    using parser::AggregateFunction;
    const auto number = [this](std::size_t n) {
      return interner_.intern(
          rdf::Term::literal(std::to_string(n), std::string(rdf::vocabulary::kInteger)));
    };
    if (function == AggregateFunction::Count) return number(values.size());
    if (error) return std::nullopt;
    std::sort(values.begin(), values.end(),
              [this](kg::TermId a, kg::TermId b) { return evaluator_.order(a, b) < 0; });
    if (function == AggregateFunction::Sum || function == AggregateFunction::Avg) {
      std::optional<kg::TermId> sum = number(0);
      for (const kg::TermId value : values) {
        if (sum) sum = calculate(parser::Operator::Add, *sum, value);
      }
      if (function == AggregateFunction::Sum || !sum || values.empty()) {
        return function == AggregateFunction::Sum ? sum : std::nullopt;
      }
      return calculate(parser::Operator::Divide, *sum, number(values.size()));
    }
    if (values.empty()) return std::nullopt;
    if (function != AggregateFunction::GroupConcat) {
      return function == AggregateFunction::Max ? values.back() : values.front();
    }
    std::optional<kg::TermId> text = interner_.intern(rdf::Term::string(""));
    const kg::TermId blank = interner_.intern(rdf::Term::string(" "));
    for (std::size_t i = 0; i < values.size() && text; ++i) {
      const auto part = evaluator_.evaluate(call(parser::Operator::Str, {values[i]}), {});
      if (!part) return std::nullopt;
      if (i > 0) text = calculate(parser::Operator::Concat, *text, blank);
      text = calculate(parser::Operator::Concat, *text, *part);
    }
    return text;
  }

  static match::Expression call(parser::Operator op, const std::vector<kg::TermId>& operands) {
    match::Expression result;
    result.op = op;
    for (const kg::TermId operand : operands) {
      match::Expression& leaf = result.operands.emplace_back();
      leaf.leaf = match::Expression::Leaf::Constant;
      leaf.constant = operand;
    }
    return result;
  }

  std::optional<kg::TermId> calculate(parser::Operator op, kg::TermId left, kg::TermId right) {
    return evaluator_.evaluate(call(op, {left, right}), {});
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

namespace {

struct Reading {
  const match::TriplePattern* pattern;
  bool closed;
  std::uint32_t element;
};

/// The patterns in a body, or in what stands inside of it, that read what rules conclude.
template <class Elements>
void collect_readings(const Elements& elements, bool closed, std::optional<std::size_t> element,
                      std::vector<Reading>& into) {
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const std::size_t number = element.value_or(i);
    const auto visit = [&](const auto& part) {
      using Part = std::decay_t<decltype(part)>;
      if constexpr (std::is_same_v<Part, match::TriplePattern>) {
        into.push_back({&part, closed, static_cast<std::uint32_t>(number)});
      } else if constexpr (std::is_same_v<Part, match::Negation> ||
                           std::is_same_v<Part, match::Aggregate>) {
        if (!part.data) collect_readings(part.body, true, number, into);
      }
    };
    std::visit(visit, elements[i]);
  }
}

}  // namespace

std::vector<rules::Dependency> dependencies(const rules::RuleSet& rules,
                                            const kg::Dictionary& dictionary) {
  std::vector<rules::Dependency> result;
  for (std::size_t from = 0; from < rules.rules.size(); ++from) {
    std::vector<Reading> readings;
    const rules::Rule& reader = rules.rules[from];
    if (!reader.where_data) collect_readings(reader.body, reader.run_once, {}, readings);
    for (std::size_t to = 0; to < rules.rules.size(); ++to) {
      std::optional<rules::Dependency> found;
      for (const Reading& reading : readings) {
        const rules::Rule& maker = rules.rules[to];
        const bool matches =
            std::any_of(maker.head.begin(), maker.head.end(), [&](const auto& triple) {
              return match::may_match(*reading.pattern, triple, maker.head_blank, dictionary);
            });
        if (!matches || (found && (found->closed || !reading.closed))) continue;
        found = {static_cast<rules::RuleIndex>(from), static_cast<rules::RuleIndex>(to),
                 reading.closed, reading.element};
      }
      if (found) result.push_back(*found);
    }
  }
  return result;
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
