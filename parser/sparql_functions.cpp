#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "parser/built_ins.h"
#include "parser/characters.h"
#include "parser/sparql_expression.h"

namespace parser::sparql {
namespace {

std::string count_of(std::uint32_t least, std::uint32_t most) {
  if (least == most) {
    return least == 0 ? "no arguments" : fmt::format("{} argument{}", least, least == 1 ? "" : "s");
  }
  return fmt::format("{} or {} arguments", least, most);
}

void check_arguments(Reading& reading, const BuiltIn& function, const Expression& call, Span name) {
  const std::size_t count = call.operands.size();
  if (count < function.least || count > function.most) {
    reading.error("wrong-arguments", name,
                  fmt::format("{} takes {}, not {}", function.name,
                              count_of(function.least, function.most), count),
                  fmt::format("{}({})", function.name, function.arguments));
  } else if (function.op == Operator::Bound &&
             (call.operands[0].op != Operator::Leaf ||
              call.operands[0].node.kind != Node::Kind::Variable)) {
    reading.error(
        "wrong-arguments", call.operands[0].span,
        fmt::format("BOUND takes a variable, not '{}'", reading.text(call.operands[0].span)));
  }
}

std::string hint_for_unknown(Reading& reading, std::string_view name) {
  std::vector<std::string> names;
  for (const BuiltIn& one : built_ins()) {
    if (one.in_rules || reading.language == Language::Query) names.emplace_back(one.name);
  }
  const std::string near = nearest(name, names);
  return near.empty() ? "a function that is not built in is named by an IRI"
                      : fmt::format("did you mean '{}'?", near);
}

std::string hint_for_rules(Operator op) {
  switch (op) {
    case Operator::Bound:
      return "in a rule every variable has a value; use NOT { … } for what must not be there";
    case Operator::Coalesce:
      return "in a rule every variable has a value; write one rule for each case";
    case Operator::Rand:
      return "a rule concludes the same from the same facts every time";
    default:
      return {};
  }
}

}  // namespace

const char* read_function_name(Reading& reading, const char* first) {
  const char* const last = reading.scope.end();
  if (first == last || !(is_letter(*first) || *first == '_')) return nullptr;
  const char* const end = std::find_if_not(
      first, last, [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; });
  const std::string_view name(first, static_cast<std::size_t>(end - first));
  const char* const next = skip_blanks(end, last);
  const bool called = next != last && *next == '(';
  const BuiltIn* const function = find_built_in(name);
  // A word that is no function and has no bracket is some other mistake.
  if (function == nullptr && !called) return nullptr;
  const Span span = reading.scope.span(first, end);
  if (called && is_aggregate(name) && reading.language == Language::Rules) {
    reading.error(
        "aggregate-in-expression", span,
        fmt::format("{} cannot stand inside an expression", name_of(*find_aggregate(name))),
        "give it a SET of its own, SET ( ?n := COUNT(*) { … } ), and use its variable");
    throw Abandoned{};
  }
  if (called && is_aggregate(name)) {
    reading.not_supported(span, fmt::format("the aggregate {}", name));
  }
  Call call;
  call.name = span;
  if (function != nullptr) {
    call.op = function->op;
    if (reading.language == Language::Rules && !function->in_rules) {
      reading.error("unknown-function", span, fmt::format("SPARQL-RL has no {}", function->name),
                    hint_for_rules(function->op));
    }
  } else {
    call.known = false;
    reading.error("unknown-function", span, fmt::format("unknown function '{}'", name),
                  hint_for_unknown(reading, name));
  }
  reading.calls.push_back(std::move(call));
  return end;
}

void begin_iri_call(Reading& reading) {
  Node name = reading.pop_node();
  Call call;
  call.function = std::move(name.term.lexical);
  call.name = name.span;
  reading.calls.push_back(std::move(call));
}

void make_call(Reading& reading) {
  const Call call = std::move(reading.calls.back());
  reading.calls.pop_back();
  auto [arguments, depth] = take_operands(reading);
  Expression expression;
  expression.op = call.op;
  // IRI() resolves when it is evaluated, against the base that was in force where it stands.
  expression.function = call.op == Operator::Iri ? reading.scope.base() : call.function;
  expression.operands = std::move(arguments);
  expression.span = {call.name.begin, reading.token().end};
  const BuiltIn* const function = call.known ? find_built_in(call.op) : nullptr;
  if (function != nullptr) check_arguments(reading, *function, expression, call.name);
  reading.push_operand(std::move(expression), depth + 1);
}

}  // namespace parser::sparql
