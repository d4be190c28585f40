#include "parser/sparql_expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace parser::sparql {
namespace {

/// A chain longer than this becomes a balanced tree; one that a person writes leans to the left.
constexpr std::size_t kLongestLeaning = 64;

Operand join(Operator op, Operand left, Operand right) {
  Operand both;
  both.expression.op = op;
  both.expression.span = {left.expression.span.begin, right.expression.span.end};
  both.depth = 1 + std::max(left.depth, right.depth);
  both.expression.operands.reserve(2);
  both.expression.operands.push_back(std::move(left.expression));
  both.expression.operands.push_back(std::move(right.expression));
  return both;
}

Operand join_balanced(Operator op, Operand* first, Operand* last) {
  if (last - first == 1) return std::move(*first);
  Operand* const middle = first + (last - first) / 2;
  return join(op, join_balanced(op, first, middle), join_balanced(op, middle, last));
}

/// How strongly an operator binds; one that is no operator binds weakest.
int strength(Operator op) {
  switch (op) {
    case Operator::Or:
      return 1;
    case Operator::And:
      return 2;
    case Operator::Add:
    case Operator::Subtract:
      return 4;
    case Operator::Multiply:
    case Operator::Divide:
      return 5;
    default:
      return op == Operator::Leaf ? 0 : 3;
  }
}

bool is_comparison(Operator op) { return strength(op) == 3; }

/// The operator on top is applied to its operands; a chain of `||` or `&&` at once, no deeper than
/// need be.
void apply_last_operator(Reading& reading) {
  const std::size_t bottom = reading.operations.back().first_operator;
  const Operator op = reading.operators.back();
  std::size_t count = 1;
  if (op == Operator::And || op == Operator::Or) {
    const std::size_t height = reading.operators.size() - bottom;
    while (count < height && reading.operators[reading.operators.size() - 1 - count] == op) ++count;
  }
  reading.operators.resize(reading.operators.size() - count);
  Operand* const last = reading.operands.data() + reading.operands.size();
  Operand* const first = last - count - 1;
  Operand whole;
  if (count >= kLongestLeaning) {
    whole = join_balanced(op, first, last);
  } else {
    whole = join(op, std::move(first[0]), std::move(first[1]));
    for (Operand* next = first + 2; next != last; ++next) {
      whole = join(op, std::move(whole), std::move(*next));
    }
  }
  reading.operands.resize(reading.operands.size() - count - 1);
  reading.push_operand(std::move(whole.expression), whole.depth);
}

/// Applies the operators of this run that bind as strongly as the next one, or more so. Those that
/// make a chain with it wait.
void apply_operators(Reading& reading, Operator next) {
  const std::size_t bottom = reading.operations.back().first_operator;
  const bool chain = next == Operator::And || next == Operator::Or;
  while (reading.operators.size() > bottom) {
    const Operator top = reading.operators.back();
    if (strength(top) < strength(next) || (chain && top == next)) return;
    apply_last_operator(reading);
  }
}

/// The longest token counts: `<?a&&?b>` is an IRI.
bool reads_as_iri(Reading& reading, const char* first) {
  std::string iri;
  Mistake mistake;
  const char* const end = scan_iriref(first, reading.scope.end(), iri, mistake);
  if (end == nullptr) return false;
  reading.scope.keep(
      {first, first, end, "syntax", fmt::format("'<{}>' reads as an IRI, not as a comparison", iri),
       iri.empty() ? "inequality is written '!='" : "write blanks around '<' and '>'"});
  return true;
}

}  // namespace

void push_leaf(Reading& reading) {
  Expression leaf;
  leaf.node = reading.pop_node();
  leaf.span = leaf.node.span;
  reading.push_operand(std::move(leaf), 1);
}

void make_unary(Reading& reading, Operator op, Span sign) {
  Operand operand = reading.pop_operand();
  Expression expression;
  expression.op = op;
  expression.span = {sign.begin, operand.expression.span.end};
  expression.operands.push_back(std::move(operand.expression));
  reading.push_operand(std::move(expression), operand.depth + 1);
}

void open_operations(Reading& reading) { reading.operations.push_back({reading.operators.size()}); }

void add_operator(Reading& reading) {
  Operations& run = reading.operations.back();
  const Operator op = reading.op;
  if (is_comparison(op)) {
    if (run.compared) {
      reading.error("chained-comparison", reading.token(),
                    fmt::format("comparisons cannot be chained: found a second operator '{}'",
                                reading.text(reading.token())),
                    "compare two values at a time, and join the comparisons with '&&'");
    }
    run.compared = true;
  } else if (op == Operator::And || op == Operator::Or) {
    run.compared = false;
  }
  apply_operators(reading, op);
  // The list of IN follows at once.
  if (op != Operator::In && op != Operator::NotIn) reading.operators.push_back(op);
}

void close_operations(Reading& reading) {
  apply_operators(reading, Operator::Leaf);
  reading.operations.pop_back();
}

std::pair<std::vector<Expression>, unsigned> take_operands(Reading& reading) {
  const auto begin = reading.operands.begin() + static_cast<std::ptrdiff_t>(reading.marks.back());
  reading.marks.pop_back();
  std::vector<Expression> list;
  list.reserve(static_cast<std::size_t>(reading.operands.end() - begin));
  unsigned depth = 0;
  for (auto it = begin; it != reading.operands.end(); ++it) {
    depth = std::max(depth, it->depth);
    list.push_back(std::move(it->expression));
  }
  reading.operands.erase(begin, reading.operands.end());
  return {std::move(list), depth};
}

void make_in(Reading& reading, Operator op) {
  auto [list, depth] = take_operands(reading);
  Operand value = reading.pop_operand();
  Expression expression;
  expression.op = op;
  expression.span = {value.expression.span.begin, reading.token().end};
  expression.operands = std::move(list);
  expression.operands.insert(expression.operands.begin(), std::move(value.expression));
  reading.push_operand(std::move(expression), 1 + std::max(depth, value.depth));
}

void make_exists(Reading& reading, Operator op) {
  Expression expression;
  expression.op = op;
  expression.groups.push_back(std::move(reading.groups.back()));
  reading.groups.pop_back();
  expression.span = {reading.begins.back(), reading.token().end};
  reading.begins.pop_back();
  reading.push_operand(std::move(expression), 1);
}

const char* read_operator(Reading& reading, const char* first) {
  struct Symbol {
    std::string_view text;
    Operator op;
  };
  static constexpr Symbol kSymbols[] = {{"||", Operator::Or},
                                        {"&&", Operator::And},
                                        {"!=", Operator::NotEqual},
                                        {"<=", Operator::LessOrEqual},
                                        {">=", Operator::GreaterOrEqual},
                                        {"=", Operator::Equal},
                                        {"<", Operator::Less},
                                        {">", Operator::Greater},
                                        {"+", Operator::Add},
                                        {"-", Operator::Subtract},
                                        {"*", Operator::Multiply},
                                        {"/", Operator::Divide}};
  const char* const last = reading.scope.end();
  const std::string_view rest(first, static_cast<std::size_t>(last - first));
  const auto* const symbol =
      std::find_if(std::begin(kSymbols), std::end(kSymbols),
                   [&](const Symbol& one) { return rest.starts_with(one.text); });
  if (symbol == std::end(kSymbols)) return nullptr;
  if (symbol->op == Operator::Less && reads_as_iri(reading, first)) return nullptr;
  reading.op = symbol->op;
  return first + symbol->text.size();
}

}  // namespace parser::sparql
