#include "rules/match/expression.h"

#include <fmt/format.h>

#include <cassert>

#include "parser/sparql_syntax.h"
#include "rules/match/functions.h"
#include "rules/match/pattern.h"

namespace match {

namespace {

class Compiler {
 public:
  Compiler(Variables& variables, kg::Interner& interner, const parser::Source& source,
           parser::Diagnostics& diagnostics,
           const std::function<std::uint32_t(const parser::GroupPattern&)>& exists,
           std::string_view base)
      : variables_(variables),
        interner_(interner),
        source_(source),
        diagnostics_(diagnostics),
        exists_(exists),
        base_(base) {}

  Expression compile(const parser::Expression& syntax) {
    if (syntax.op == parser::Operator::Leaf) return leaf(syntax.node);
    Expression result;
    result.op = syntax.op;
    result.span = syntax.span;
    result.operands.reserve(syntax.operands.size());
    for (const parser::Expression& operand : syntax.operands) {
      result.operands.push_back(compile(operand));
    }
    switch (syntax.op) {
      case parser::Operator::Call:
        call(syntax, result);
        break;
      case parser::Operator::Iri:
        result.function = syntax.function.empty() ? std::string(base_) : syntax.function;
        break;
      case parser::Operator::Exists:
      case parser::Operator::NotExists:
        assert(exists_ && syntax.groups.size() == 1 && "EXISTS only where there are groups");
        result.group = exists_(syntax.groups.front());
        break;
      default:
        break;
    }
    return result;
  }

 private:
  /// A triple term that holds a variable is made anew for each solution, like TRIPLE().
  Expression leaf(const parser::Node& node) {
    const Slot slot = match::compile(node, variables_, interner_);
    return leaf(slot, node.span);
  }

  static Expression leaf(const Slot& slot, parser::Span span) {
    Expression result;
    result.span = span;
    switch (slot.kind) {
      case Slot::Kind::Constant:
        result.leaf = Expression::Leaf::Constant;
        result.constant = slot.constant;
        break;
      case Slot::Kind::Variable:
        result.leaf = Expression::Leaf::Variable;
        result.variable = slot.variable;
        break;
      case Slot::Kind::TripleTerm:
        result.op = parser::Operator::Triple;
        for (const Slot& component : slot.components) {
          result.operands.push_back(leaf(component, span));
        }
        break;
    }
    return result;
  }

  void call(const parser::Expression& syntax, Expression& result) {
    result.function = syntax.function;
    const std::string word = name_of_call(syntax);
    const auto target = cast_target(syntax.function);
    if (!target) {
      const std::string nearest = parser::nearest(syntax.function, known_functions());
      diagnostics_.error("unknown-function", source_, name_span(syntax.span),
                         fmt::format("unknown function '{}'", word),
                         nearest.empty() ? "the functions named by IRIs are the casts to XSD's "
                                           "datatypes, such as xsd:integer"
                                         : fmt::format("did you mean <{}>?", nearest));
      return;
    }
    result.target = *target;
    if (result.operands.size() != 1) {
      diagnostics_.error("wrong-arguments", source_, name_span(syntax.span),
                         fmt::format("{} takes 1 argument, not {}", word, result.operands.size()),
                         fmt::format("{}(value)", word));
    }
  }

  /// A call's span reaches to its closing bracket; the user's word for the function ends before the
  /// opening one.
  parser::Span name_span(parser::Span call) const {
    const std::string_view text = std::string_view(source_.text).substr(0, call.end);
    std::size_t at = call.begin;
    if (at < text.size() && text[at] == '<') at = text.find('>', at);
    const std::size_t bracket = text.find('(', at);
    if (bracket == std::string_view::npos) return call;
    const std::size_t end = text.find_last_not_of(" \t\r\n", bracket - 1) + 1;
    return {call.begin, static_cast<std::uint32_t>(end)};
  }

  std::string name_of_call(const parser::Expression& call) const {
    const parser::Span name = name_span(call.span);
    if (name.begin >= name.end || name.end > source_.text.size()) return call.function;
    return source_.text.substr(name.begin, name.end - name.begin);
  }

  Variables& variables_;
  kg::Interner& interner_;
  const parser::Source& source_;
  parser::Diagnostics& diagnostics_;
  const std::function<std::uint32_t(const parser::GroupPattern&)>& exists_;
  std::string_view base_;
};

}  // namespace

std::optional<Expression> compile(
    const parser::Expression& expression, Variables& variables, kg::Interner& interner,
    const parser::Source& source, parser::Diagnostics& diagnostics,
    const std::function<std::uint32_t(const parser::GroupPattern&)>& exists,
    std::string_view base) {
  const std::size_t errors = diagnostics.error_count();
  Expression result =
      Compiler(variables, interner, source, diagnostics, exists, base).compile(expression);
  if (diagnostics.error_count() > errors) return std::nullopt;
  return result;
}

void collect_variables(const Expression& expression, std::vector<VariableIndex>& into) {
  if (expression.leaf == Expression::Leaf::Variable) into.push_back(expression.variable);
  for (const Expression& operand : expression.operands) collect_variables(operand, into);
}

}  // namespace match
