#include "rules/match/aggregate.h"

#include <algorithm>
#include <utility>

#include "kg/rdf/value.h"
#include "kg/term_id.h"

namespace match {

namespace {

using parser::AggregateFunction;

class Fold {
 public:
  Fold(std::vector<kg::TermId>& values, Evaluator& evaluator, kg::Interner& interner)
      : values_(values), evaluator_(evaluator), interner_(interner) {}

  std::optional<rdf::Value> sum() {
    // Sums of floating point hang on the order of their parts.
    const bool exact = std::all_of(values_.begin(), values_.end(), [](kg::TermId value) {
      return kg::kind(value) == kg::IdKind::Integer;
    });
    if (!exact) sort();
    std::optional<rdf::Value> result = rdf::Value::integer(std::int64_t{0});
    for (const kg::TermId value : values_) {
      result = rdf::add(*result, rdf::value_of(interner_.term(value)));
      if (!result) return std::nullopt;
    }
    return result;
  }

  std::optional<rdf::Value> average() {
    const std::optional<rdf::Value> total = sum();
    if (!total || values_.empty()) return std::nullopt;
    return rdf::divide(*total, rdf::Value::integer(static_cast<std::int64_t>(values_.size())));
  }

  std::optional<kg::TermId> least() const {
    if (values_.empty()) return std::nullopt;
    return *std::min_element(values_.begin(), values_.end(), before());
  }

  std::optional<kg::TermId> greatest() const {
    if (values_.empty()) return std::nullopt;
    return *std::max_element(values_.begin(), values_.end(), before());
  }

  std::optional<rdf::Value> joined(const std::string& separator) {
    if (values_.empty()) return std::nullopt;
    sort();
    std::string text;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const rdf::Term term = interner_.term(values_[i]);
      // STR of a blank node or a triple term is an error.
      if (!term.is_iri() && !term.is_literal()) return std::nullopt;
      if (i > 0) text += separator;
      text += term.lexical;
    }
    return rdf::Value::string(std::move(text));
  }

 private:
  std::function<bool(kg::TermId, kg::TermId)> before() const {
    return [this](kg::TermId left, kg::TermId right) { return evaluator_.order(left, right) < 0; };
  }

  void sort() { std::sort(values_.begin(), values_.end(), before()); }

  std::vector<kg::TermId>& values_;
  Evaluator& evaluator_;
  kg::Interner& interner_;
};

template <class Values>
void make_distinct(Values& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

std::optional<kg::TermId> fold(const Aggregate& aggregate, std::vector<kg::TermId>& values,
                               bool error, Evaluator& evaluator, kg::Interner& interner) {
  const auto term = [&](const std::optional<rdf::Value>& value) -> std::optional<kg::TermId> {
    if (!value) return std::nullopt;
    return interner.intern(rdf::term_of(*value));
  };
  if (aggregate.function == AggregateFunction::Count) {
    return term(rdf::Value::integer(static_cast<std::int64_t>(values.size())));
  }
  if (error) return std::nullopt;
  Fold fold(values, evaluator, interner);
  switch (aggregate.function) {
    case AggregateFunction::Sum:
      return term(fold.sum());
    case AggregateFunction::Avg:
      return term(fold.average());
    case AggregateFunction::Max:
      return fold.greatest();
    case AggregateFunction::GroupConcat:
      return term(fold.joined(aggregate.separator));
    default:
      return fold.least();
  }
}

void Collection::add(const Bindings& solution) {
  if (aggregate_.argument) {
    const auto value = evaluator_.evaluate(*aggregate_.argument, solution);
    if (value) values_.push_back(*value);
    error_ = error_ || !value;
  } else if (aggregate_.distinct) {
    std::vector<kg::TermId>& written = solutions_.emplace_back();
    for (std::size_t i = 0; i < aggregate_.written; ++i) {
      written.push_back(solution[aggregate_.locals[i]]);
    }
  } else {
    values_.push_back(kg::TermId::None);
  }
}

std::optional<kg::TermId> Collection::value() {
  if (!aggregate_.argument && aggregate_.distinct) {
    make_distinct(solutions_);
    values_.assign(solutions_.size(), kg::TermId::None);
  } else if (aggregate_.distinct) {
    make_distinct(values_);
  }
  return fold(aggregate_, values_, error_, evaluator_, interner_);
}

bool ignores_repetition(const Aggregate& aggregate) {
  return aggregate.distinct || aggregate.function == AggregateFunction::Min ||
         aggregate.function == AggregateFunction::Max ||
         aggregate.function == AggregateFunction::Sample;
}

}  // namespace match
