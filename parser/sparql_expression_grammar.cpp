#include "parser/sparql_expression.h"
#include "parser/sparql_parts.h"
#include "parser/sparql_terms.h"
#include "parser/sparql_tokens.h"

namespace parser::sparql {
namespace {

constexpr Token kOperator{read_operator, {"an operator"}};
constexpr Symbol kPlus{"'+'", "", true};
constexpr Symbol kMinus{"'-'", "", true};
constexpr Symbol kNot{"'!'", "=", true};
/// What makes an IRI the name of a function.
constexpr Symbol kCallParen{"'('", "", true};
constexpr Keyword kIn{"IN", true};
constexpr Keyword kNotWord{"NOT", true};
constexpr Keyword kExists{"EXISTS", true};
constexpr Keyword kDistinct{"DISTINCT", true};
constexpr Token kIri{read_iri_node, {"an IRI", true}};
constexpr Token kLiteral{read_literal_node, {"a literal"}};
constexpr Token kVariable{read_variable_node, {"a variable"}};
constexpr Token kFunctionName{read_function_name, {"a function", true}};

/// The operator of `!`, `+` and `-` begins at the last of `begins`.
template <Operator op>
void unary(Reading& reading) {
  const std::uint32_t begin = reading.begins.back();
  reading.begins.pop_back();
  make_unary(reading, op, {begin, begin + 1});
}

void begin(Reading& reading) { reading.begins.push_back(reading.token().begin); }

void open_list(Reading& reading) { reading.marks.push_back(reading.operands.size()); }

/// An expression within brackets has the brackets in its span.
void close_bracket(Reading& reading) {
  reading.operands.back().expression.span = {reading.begins.back(), reading.token().end};
  reading.begins.pop_back();
}

/// Custom aggregates are written as a call with DISTINCT.
void refuse_distinct(Reading& reading) {
  reading.not_supported(reading.token(), "DISTINCT in a function call");
}

/// `( expression, … )` or `()`; the expressions stay above a mark.
bool list(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto grammar =
      kOpenParen > act(open_list)
      > bracketed[-(called("an expression")[Part(expression)]
                    > *(kComma > called("an expression")[Part(expression)]))]
      > kCloseParen;
  // clang-format on
  return run(grammar, first, last, reading);
}

bool arguments(const char*& first, const char* last, Reading& reading) {
  static const auto distinct = kOpenParen >> kDistinct >> act(refuse_distinct);
  static const auto grammar = distinct | Part(list);
  return run(grammar, first, last, reading);
}

bool exists(const char*& first, const char* last, Reading& reading) {
  if (reading.language != Language::Query) return false;
  // clang-format off
  static const auto grammar =
        (kExists > act(begin) > Part(group_pattern) > act([](Reading& r) {
           make_exists(r, Operator::Exists);
         }))
      | (kNotWord > act(begin) > kExists > Part(group_pattern) > act([](Reading& r) {
           make_exists(r, Operator::NotExists);
         }));
  // clang-format on
  return run(grammar, first, last, reading);
}

bool primary(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto grammar =
        (kVariable >> act(push_leaf))
      | (kLiteral >> act(push_leaf))
      | Part(bracketed_expression)
      | (Part(expression_triple_term) >> act(push_leaf))
      | (kIri > (  (&kCallParen > act(begin_iri_call) > Part(arguments) > act(make_call))
                 | act(push_leaf)))
      | Part(exists)
      | (kFunctionName > Part(arguments) > act(make_call));
  // clang-format on
  return run(grammar, first, last, reading);
}

bool unary_expression(const char*& first, const char* last, Reading& reading);

/// SPARQL allows `!!?x`, SPARQL-RL does not.
bool negated(const char*& first, const char* last, Reading& reading) {
  return reading.language == Language::Query ? unary_expression(first, last, reading)
                                             : primary(first, last, reading);
}

bool unary_expression(const char*& first, const char* last, Reading& reading) {
  // A literal takes its sign, so that -1 is a term.
  // clang-format off
  static const auto operand = called("an expression")[Part(primary)];
  static const auto negation = bracketed[called("an expression")[Part(negated)]];
  static const auto grammar =
        Part(primary)
      | (kNot > act(begin) > negation > act(unary<Operator::Not>))
      | (kMinus > act(begin) > operand > act(unary<Operator::Minus>))
      | (kPlus > act(begin) > operand > act(unary<Operator::Plus>));
  // clang-format on
  return run(grammar, first, last, reading);
}

}  // namespace

bool expression(const char*& first, const char* last, Reading& reading) {
  // Which operator binds more strongly is settled as they come, not by a rule for each: brackets in
  // brackets would go through all those rules. A number that follows with a sign is added or
  // subtracted without it, as the specification has it: `?x -1 * 2` is ?x - (1 * 2).
  // clang-format off
  static const auto is_in = act([](Reading& r) { r.op = Operator::In; add_operator(r); });
  static const auto is_not_in = act([](Reading& r) { r.op = Operator::NotIn; add_operator(r); });
  static const auto members = Part(list);
  static const auto grammar =
      Part(unary_expression) >> act(open_operations)
      >> *(  (kOperator > act(add_operator) > called("an expression")[Part(unary_expression)])
           | (kIn > is_in > members > act([](Reading& r) { make_in(r, Operator::In); }))
           | (kNotWord > kIn > is_not_in > members
              > act([](Reading& r) { make_in(r, Operator::NotIn); })))
      >> act(close_operations);
  // clang-format on
  return run(grammar, first, last, reading);
}

bool bracketed_expression(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto grammar =
      kOpenParen > act(begin) > bracketed[called("an expression")[Part(expression)]]
      > kCloseParen > act(close_bracket);
  // clang-format on
  return run(grammar, first, last, reading);
}

bool constraint(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto grammar =
        Part(bracketed_expression)
      | (kIri > act(begin_iri_call) > Part(arguments) > act(make_call))
      | Part(exists)
      | (kFunctionName > Part(arguments) > act(make_call));
  // clang-format on
  return run(grammar, first, last, reading);
}

}  // namespace parser::sparql
