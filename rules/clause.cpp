#include "rules/clause.h"

#include <algorithm>
#include <type_traits>
#include <variant>

#include "kg/term_id.h"
#include "rules/fixed_columns.h"
#include "rules/match/aggregate.h"

namespace rules {

namespace {

bool is_comparison(parser::Operator op) {
  return op >= parser::Operator::Equal && op <= parser::Operator::GreaterOrEqual;
}

/// Whether two calls of the same expression with the same values may give different terms.
bool makes_terms(const match::Expression& expression) {
  return expression.op == parser::Operator::Bnode || expression.op == parser::Operator::Uuid ||
         expression.op == parser::Operator::StrUuid ||
         std::any_of(expression.operands.begin(), expression.operands.end(), makes_terms);
}

std::vector<Column> distinct(std::vector<Column> columns) {
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  return columns;
}

class ClauseMaker {
 public:
  ClauseMaker(const Rule& rule, RuleIndex index, WorkingGraph& graph) : rule_(rule), graph_(graph) {
    result_.rule = index;
    result_.base = rule.where_data;
    result_.column_count = static_cast<std::uint32_t>(rule.variables.size());
    resources_.assign(rule.variables.size(), Kinds::Any);
  }

  Clause make() {
    for (const match::Element& element : rule_.body) {
      if (const auto* pattern = std::get_if<match::TriplePattern>(&element)) {
        add(*pattern, result_.atoms);
        learn(*pattern);
      } else if (const auto* filter = std::get_if<match::Filter>(&element)) {
        add_conjuncts(filter->condition, result_.conditions);
      } else if (const auto* negation = std::get_if<match::Negation>(&element)) {
        result_.absences.push_back(absence(*negation, rule_.where_data));
      } else if (const auto* aggregate = std::get_if<match::Aggregate>(&element)) {
        add(*aggregate);
      } else {
        add(std::get<match::Assignment>(element));
      }
    }
    fix_columns(result_, graph_);
    add_blank_nodes();
    for (const match::TriplePattern& triple : rule_.head) add_conclusion(triple);
    return std::move(result_);
  }

 private:
  /// What is known of the terms of a column.
  enum class Kinds : std::uint8_t { Any, Subject, Predicate };

  /// Subjects and predicates of matched triples are subjects and predicates.
  void learn(const match::TriplePattern& pattern) {
    if (pattern.subject.kind == match::Slot::Kind::Variable) {
      Kinds& known = resources_[pattern.subject.variable];
      if (known == Kinds::Any) known = Kinds::Subject;
    }
    if (pattern.predicate.kind == match::Slot::Kind::Variable) {
      resources_[pattern.predicate.variable] = Kinds::Predicate;
    }
  }

  Operand operand(const match::Slot& slot, std::vector<Atom>& atoms) {
    if (slot.kind == match::Slot::Kind::Constant)
      return Operand::of(graph_.terms().of(slot.constant));
    if (slot.kind == match::Slot::Kind::Variable) return Operand::of_column(slot.variable);
    Atom parts;
    parts.kind = Atom::Kind::TermParts;
    parts.term = result_.column_count++;
    parts.subject = operand(slot.components[0], atoms);
    parts.predicate = operand(slot.components[1], atoms);
    parts.object = operand(slot.components[2], atoms);
    atoms.push_back(parts);
    return Operand::of_column(parts.term);
  }

  void add(const match::TriplePattern& pattern, std::vector<Atom>& atoms) {
    Atom atom;
    atom.subject = operand(pattern.subject, atoms);
    atom.predicate = operand(pattern.predicate, atoms);
    atom.object = operand(pattern.object, atoms);
    if (atom.predicate.is_constant()) {
      atom.relation = graph_.add(atom.predicate.constant);
    } else {
      atom.kind = Atom::Kind::AnyPredicate;
    }
    atoms.push_back(atom);
  }

  void add_conjuncts(const match::Expression& expression, std::vector<Condition>& conditions) {
    // The effective boolean value of a conjunction is true only if both sides are.
    if (expression.op == parser::Operator::And) {
      for (const match::Expression& operand : expression.operands)
        add_conjuncts(operand, conditions);
      return;
    }
    Condition condition;
    condition.expression = &expression;
    condition.needs = needs_of(expression);
    if (is_comparison(expression.op)) condition.comparison = comparison(expression);
    conditions.push_back(std::move(condition));
  }

  std::optional<Comparison> comparison(const match::Expression& expression) {
    Comparison result;
    result.op = expression.op;
    for (std::size_t i = 0; i < 2; ++i) {
      const match::Expression& side = expression.operands[i];
      Operand& operand = i == 0 ? result.left : result.right;
      if (side.op != parser::Operator::Leaf) return std::nullopt;
      if (side.leaf == match::Expression::Leaf::Variable) {
        operand = Operand::of_column(side.variable);
      } else if (side.leaf == match::Expression::Leaf::Constant) {
        operand = Operand::of(graph_.terms().of(side.constant));
      } else {
        return std::nullopt;
      }
    }
    return result;
  }

  /// `base`: what is around it matches the base graph.
  Absence absence(const match::Negation& negation, bool base) {
    Absence result;
    result.base = negation.data || base;
    for (const auto& inner : negation.body) {
      if (const auto* pattern = std::get_if<match::TriplePattern>(&inner)) {
        add(*pattern, result.atoms);
      } else {
        add_conjuncts(std::get<match::Filter>(inner).condition, result.conditions);
      }
    }
    result.needs = of_solution(needs_of(negation));
    return result;
  }

  void add(const match::Aggregate& aggregate) {
    Aggregation result;
    result.aggregate = &aggregate;
    result.target = aggregate.variable;
    result.base = aggregate.data || rule_.where_data;
    for (const auto& inner : aggregate.body) {
      if (const auto* pattern = std::get_if<match::TriplePattern>(&inner)) {
        add(*pattern, result.atoms);
      } else if (const auto* filter = std::get_if<match::Filter>(&inner)) {
        add_conjuncts(filter->condition, result.conditions);
      } else {
        add(std::get<match::Negation>(inner), aggregate, result);
      }
    }
    result.needs = of_solution(needs_of(aggregate));
    if (aggregate.argument) {
      result.gathers = needs_of(*aggregate.argument);
      if (aggregate.argument->leaf == match::Expression::Leaf::Variable) {
        result.value = aggregate.argument->variable;
      }
    }
    if (!aggregate.argument || !match::ignores_repetition(aggregate)) {
      result.gathers.insert(result.gathers.end(), aggregate.locals.begin(), aggregate.locals.end());
      result.gathers = distinct(std::move(result.gathers));
    }
    result_.aggregations.push_back(std::move(result));
  }

  /// A NOT within an aggregate. It needs variables of the aggregate's body too.
  void add(const match::Negation& negation, const match::Aggregate& around, Aggregation& into) {
    Absence inner = absence(negation, into.base);
    for (const Column c : needs_of(negation)) {
      const auto& locals = around.locals;
      if (std::find(locals.begin(), locals.end(), c) != locals.end()) inner.needs.push_back(c);
    }
    into.absences.push_back(std::move(inner));
  }

  template <class Part>
  static std::vector<Column> needs_of(const Part& part) {
    std::vector<match::VariableIndex> variables;
    match::collect_variables(part, variables);
    return distinct(std::move(variables));
  }

  /// Those to which the body of the rule gives values.
  std::vector<Column> of_solution(std::vector<Column> columns) const {
    std::erase_if(columns, [&](Column c) { return c >= rule_.solution_variables; });
    return columns;
  }

  void add(const match::Assignment& assignment) {
    Calculation calculation;
    calculation.expression = &assignment.value;
    calculation.target = assignment.variable;
    calculation.makes_terms = makes_terms(assignment.value);
    if (calculation.makes_terms) {
      // A new term for each solution so far: variables are numbered in the order in which they get
      // values.
      for (Column c = 0; c < assignment.variable; ++c) calculation.needs.push_back(c);
    } else {
      calculation.needs = needs_of(assignment.value);
    }
    result_.calculations.push_back(std::move(calculation));
  }

  void add_blank_nodes() {
    for (Column c = 0; c < rule_.head_blank.size(); ++c) {
      if (rule_.head_blank[c]) result_.new_terms.push_back({c, nullptr, whole_solution()});
    }
  }

  std::vector<Column> whole_solution() const {
    std::vector<Column> result;
    for (Column c = 0; c < rule_.solution_variables; ++c) result.push_back(c);
    return result;
  }

  Operand head_operand(const match::Slot& slot) {
    if (slot.kind == match::Slot::Kind::Constant)
      return Operand::of(graph_.terms().of(slot.constant));
    if (slot.kind == match::Slot::Kind::Variable) return Operand::of_column(slot.variable);
    std::vector<match::VariableIndex> variables;
    match::collect_variables(slot, variables);
    const Column target = result_.column_count++;
    result_.new_terms.push_back({target, &slot, distinct(std::move(variables))});
    return Operand::of_column(target);
  }

  void add_conclusion(const match::TriplePattern& triple) {
    if (triple.subject.kind == match::Slot::Kind::TripleTerm ||
        (triple.subject.kind == match::Slot::Kind::Constant &&
         !is_subject(triple.subject.constant))) {
      return;
    }
    Conclusion conclusion;
    conclusion.subject = head_operand(triple.subject);
    conclusion.predicate = head_operand(triple.predicate);
    conclusion.object = head_operand(triple.object);
    if (conclusion.predicate.is_constant()) {
      conclusion.relation = graph_.add(conclusion.predicate.constant);
    } else {
      conclusion.check_predicate = resources_[conclusion.predicate.column] != Kinds::Predicate;
    }
    if (!conclusion.subject.is_constant()) {
      const Column c = conclusion.subject.column;
      conclusion.check_subject = !rule_.head_blank[c] && resources_[c] == Kinds::Any;
    }
    result_.conclusions.push_back(conclusion);
  }

  static bool is_subject(kg::TermId term) { return kg::is_iri(term) || kg::is_blank_node(term); }

  const Rule& rule_;
  WorkingGraph& graph_;
  Clause result_;
  std::vector<Kinds> resources_;  ///< by variable
};

bool collect_predicate(const match::TriplePattern& pattern, std::vector<kg::TermId>& into) {
  if (pattern.predicate.kind != match::Slot::Kind::Constant) return false;
  into.push_back(pattern.predicate.constant);
  return true;
}

/// Of an element, and of what stands inside of it.
template <class Element>
bool collect_predicates_of(const Element& element, std::vector<kg::TermId>& into) {
  return std::visit(
      [&](const auto& one) {
        using One = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<One, match::TriplePattern>) {
          return collect_predicate(one, into);
        } else if constexpr (std::is_same_v<One, match::Negation> ||
                             std::is_same_v<One, match::Aggregate>) {
          bool constant = true;
          for (const auto& inner : one.body) {
            constant = collect_predicates_of(inner, into) && constant;
          }
          return constant;
        } else {
          return true;
        }
      },
      element);
}

}  // namespace

Clause make_clause(const Rule& rule, RuleIndex index, WorkingGraph& graph) {
  return ClauseMaker(rule, index, graph).make();
}

bool collect_predicates(const Rule& rule, std::vector<kg::TermId>& into) {
  bool constant = true;
  for (const match::TriplePattern& triple : rule.head) {
    constant = collect_predicate(triple, into) && constant;
  }
  for (const match::Element& element : rule.body) {
    constant = collect_predicates_of(element, into) && constant;
  }
  return constant;
}

}  // namespace rules
