#include "rules/calculator.h"

#include "kg/rdf/value.h"
#include "kg/term_id.h"
#include "rules/match/aggregate.h"

namespace rules {

namespace {

using kg::IdKind;
using parser::Operator;

bool is_resource(IdKind kind) { return kind == IdKind::Iri || kind == IdKind::BlankNode; }

/// Whether the comparison holds, as far as the ids alone tell: what is equal by id is equal, and
/// resources, strings and small integers are different if their ids are.
std::optional<bool> compare(Operator op, kg::TermId left, kg::TermId right) {
  const IdKind kind = kg::kind(left);
  const IdKind right_kind = kg::kind(right);
  const bool alike = kind == right_kind
                         ? is_resource(kind) || kind == IdKind::Integer || kind == IdKind::String
                         : is_resource(kind) && is_resource(right_kind);
  if (!alike) return std::nullopt;
  if (op == Operator::Equal) return left == right;
  if (op == Operator::NotEqual) return left != right;
  if (kind != IdKind::Integer || right_kind != IdKind::Integer) return std::nullopt;
  const std::int64_t l = kg::inline_integer(left);
  const std::int64_t r = kg::inline_integer(right);
  switch (op) {
    case Operator::Less:
      return l < r;
    case Operator::Greater:
      return l > r;
    case Operator::LessOrEqual:
      return l <= r;
    default:
      return l >= r;
  }
}

}  // namespace

void Calculator::test(const Condition& condition, Batch& batch) {
  if (!condition.comparison) {
    for (std::size_t i = 0; i < batch.size; ++i) batch.keep[i] = test_row(condition, batch, i);
    return;
  }
  const auto& [op, left, right] = *condition.comparison;
  for (std::size_t i = 0; i < batch.size; ++i) {
    const auto known =
        compare(op, terms_.at(batch.value(left, i)), terms_.at(batch.value(right, i)));
    batch.keep[i] = known ? *known : test_row(condition, batch, i);
  }
}

bool Calculator::test_row(const Condition& condition, const Batch& batch, std::size_t row) {
  bind(condition.needs, batch, row);
  return evaluator_.test(*condition.expression, bindings_).value_or(false);
}

void Calculator::assign(const Calculation& calculation, RuleIndex rule, Batch& batch) {
  LocalId* const values = batch.column(calculation.target);
  for (std::size_t i = 0; i < batch.size; ++i) {
    bind(calculation.needs, batch, i);
    if (calculation.makes_terms) {
      evaluator_.set_seed(new_terms_.seed(rule, calculation.target, bindings_));
    }
    const auto value = evaluator_.evaluate(*calculation.expression, bindings_);
    values[i] = value ? terms_.number_of(*value) : kNoTerm;
    batch.keep[i] = value.has_value();
  }
}

void Calculator::evaluate(const match::Expression& expression, const std::vector<Column>& needs,
                          const Batch& batch, LocalId* values) {
  for (std::size_t i = 0; i < batch.size; ++i) {
    bind(needs, batch, i);
    const auto value = evaluator_.evaluate(expression, bindings_);
    values[i] = value ? terms_.number_of(*value) : kNoTerm;
  }
}

LocalId Calculator::number(std::size_t value) {
  const auto integer = rdf::Value::integer(static_cast<std::int64_t>(value));
  return terms_.number_of(terms_.intern(rdf::term_of(integer)));
}

LocalId Calculator::fold(const match::Aggregate& aggregate, std::span<const LocalId> values,
                         bool error) {
  values_.clear();
  for (const LocalId value : values) values_.push_back(terms_.at(value));
  const auto result = match::fold(aggregate, values_, error, evaluator_, terms_);
  return result ? terms_.number_of(*result) : kNoTerm;
}

void Calculator::make(const NewTerm& term, RuleIndex rule, Batch& batch) {
  LocalId* const values = batch.column(term.target);
  for (std::size_t i = 0; i < batch.size; ++i) {
    bind(term.needs, batch, i);
    const kg::TermId made =
        term.triple_term != nullptr
            ? match::substitute(*term.triple_term, bindings_, terms_)
            : terms_.intern(new_terms_.blank_node(rule, term.target, bindings_));
    values[i] = made == kg::TermId::None ? kNoTerm : terms_.number_of(made);
  }
}

void Calculator::bind(const std::vector<Column>& columns, const Batch& batch, std::size_t row) {
  for (const Column c : columns) {
    if (c >= bindings_.size()) bindings_.resize(c + 1, kg::TermId::None);
    bindings_[c] = terms_.at(batch.column(c)[row]);
  }
}

}  // namespace rules
