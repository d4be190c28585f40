#include <utility>

#include "rules/match/evaluation.h"

namespace match {

struct Evaluator::State {
  Evaluation evaluation;
};

Evaluator::Evaluator(kg::Interner& interner, std::chrono::system_clock::time_point now)
    : state_(new State{Evaluation(interner, now)}) {}

Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;

void Evaluator::set_exists(Exists exists) { state_->evaluation.set_exists(std::move(exists)); }

void Evaluator::set_seed(std::uint64_t seed) { state_->evaluation.set_seed(seed); }

std::optional<kg::TermId> Evaluator::evaluate(const Expression& expression,
                                              std::span<const kg::TermId> bindings) {
  const Evaluation::Scope scope(state_->evaluation);
  Result result = state_->evaluation.evaluate(expression, bindings);
  if (result.is_error()) return std::nullopt;
  return state_->evaluation.id(result);
}

std::optional<bool> Evaluator::test(const Expression& expression,
                                    std::span<const kg::TermId> bindings) {
  const Evaluation::Scope scope(state_->evaluation);
  return state_->evaluation.test(expression, bindings);
}

std::strong_ordering Evaluator::order(kg::TermId left, kg::TermId right) {
  if (left == right) return std::strong_ordering::equal;
  if (left == kg::TermId::None) return std::strong_ordering::less;
  if (right == kg::TermId::None) return std::strong_ordering::greater;
  if (kg::kind(left) == kg::IdKind::Integer && kg::kind(right) == kg::IdKind::Integer) {
    return kg::inline_integer(left) <=> kg::inline_integer(right);
  }
  Evaluation& evaluation = state_->evaluation;
  const Evaluation::Scope scope(evaluation);
  Result first(left);
  Result second(right);
  const auto by_value = rdf::order(evaluation.value(first), evaluation.value(second));
  if (std::is_lt(by_value)) return std::strong_ordering::less;
  if (std::is_gt(by_value)) return std::strong_ordering::greater;
  return evaluation.interner().term(left) <=> evaluation.interner().term(right);
}

}  // namespace match
