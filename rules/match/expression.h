#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kg/dictionary.h"
#include "kg/rdf/value.h"
#include "parser/diagnostic.h"
#include "parser/syntax.h"

namespace match {

using VariableIndex = std::uint32_t;
class Variables;

/// An expression whose variables are numbers and whose constants are values.
struct Expression {
  parser::Operator op = parser::Operator::Leaf;
  enum class Leaf : std::uint8_t { None, Constant, Variable };
  Leaf leaf = Leaf::None;
  kg::TermId constant = kg::TermId::None;
  VariableIndex variable = 0;
  /// IRI of a Call; of an Iri the base that relative references are resolved against, if any.
  std::string function;
  /// What a Call casts to: all functions named by IRIs are casts, `function` being the datatype.
  rdf::ValueKind target = rdf::ValueKind::Other;
  std::vector<Expression> operands;
  /// For Exists and NotExists: the number of the group in the question that owns the expression.
  std::uint32_t group = 0;
  parser::Span span;
};

/// Compiles an expression; an unknown function is an error. EXISTS groups are handed to `exists`,
/// which returns their number; without it they must not occur. IRI() resolves relative references
/// against the `function` of its syntax node, else against `base`; without either they are errors
/// of evaluation.
std::optional<Expression> compile(
    const parser::Expression& expression, Variables& variables, kg::Interner& interner,
    const parser::Source& source, parser::Diagnostics& diagnostics,
    const std::function<std::uint32_t(const parser::GroupPattern&)>& exists = {},
    std::string_view base = {});

/// The variables of an expression in order of appearance, possibly repeated. EXISTS groups are not
/// looked into.
void collect_variables(const Expression& expression, std::vector<VariableIndex>& into);

/// Evaluates expressions of one run: NOW() is the same throughout, values of terms are remembered.
/// SPARQL's typed values and errors (SPARQL 1.2 Query, section 17). One per thread.
class Evaluator {
 public:
  /// Whether group `group` has a solution under the bindings.
  using Exists = std::function<bool(std::uint32_t group, std::span<const kg::TermId> bindings)>;

  explicit Evaluator(kg::Interner& interner,
                     std::chrono::system_clock::time_point now = std::chrono::system_clock::now());
  ~Evaluator();
  Evaluator(Evaluator&&) noexcept;

  void set_exists(Exists exists);
  /// BNODE() and BNODE(label), UUID(), STRUUID() and RAND() make values that differ between calls
  /// with different seeds. With the same seed, BNODE(label) is the same for the same label, the
  /// others for the same place in the text. So set it to something that stands for the solution,
  /// and the rule; until it is set every call but BNODE(label) makes something new.
  void set_seed(std::uint64_t seed);

  /// The value as a term, interned; nothing on an error.
  std::optional<kg::TermId> evaluate(const Expression& expression,
                                     std::span<const kg::TermId> bindings);
  /// The effective boolean value; nothing on an error.
  std::optional<bool> test(const Expression& expression, std::span<const kg::TermId> bindings);
  /// SPARQL's order of terms for ORDER BY: unbound, blank nodes, IRIs, literals (by value where
  /// they compare), triple terms. A total order: ties are broken by the terms themselves.
  std::strong_ordering order(kg::TermId left, kg::TermId right);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace match
