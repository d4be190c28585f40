#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "parser/built_ins.h"
#include "parser/write.h"
#include "tests/parser/shapes.h"

namespace {

using parser::Expression;
using parser::Node;
using parser::Operator;

/// Makes expressions that a rule may hold, at random.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  Expression expression(int depth) {
    if (depth == 0) return leaf();
    switch (below(8)) {
      case 0:
        return leaf();
      case 1:
        return unary(depth);
      case 2:
        return built_in(depth);
      case 3:
        return call(depth);
      case 4:
        return in(depth);
      default:
        return binary(depth);
    }
  }

 private:
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }

  template <typename Item, std::size_t size>
  const Item& one_of(const Item (&items)[size]) {
    return items[below(size)];
  }

  rdf::Term term() {
    static const rdf::Term kTerms[] = {
        rdf::Term::iri("http://example/a"),
        rdf::Term::iri("http://example/a.b/c?d#e"),
        rdf::Term::iri("urn:x"),
        rdf::Term::string("plain"),
        rdf::Term::string("quote \" back \\ line\n tab\t \x01 é"),
        rdf::Term::language_string("text", "en-GB"),
        rdf::Term::language_string("text", "ar", rdf::Direction::RightToLeft),
        rdf::Term::literal("1.50", "http://www.w3.org/2001/XMLSchema#decimal"),
        rdf::Term::literal("-1", "http://www.w3.org/2001/XMLSchema#integer"),
        rdf::Term::literal("+1", "http://www.w3.org/2001/XMLSchema#integer"),
        rdf::Term::literal("007", "http://www.w3.org/2001/XMLSchema#integer"),
        rdf::Term::literal("-1.e3", "http://www.w3.org/2001/XMLSchema#double"),
        rdf::Term::literal("x", "http://www.w3.org/2001/XMLSchema#integer"),
        rdf::Term::literal("1.", "http://www.w3.org/2001/XMLSchema#decimal"),
        rdf::Term::literal("2026-11-23", "http://www.w3.org/2001/XMLSchema#date"),
        rdf::Term::literal("1", "http://www.w3.org/2001/XMLSchema#boolean"),
        rdf::Term::boolean(true)};
    return one_of(kTerms);
  }

  Node node(bool triple_terms) {
    Node node;
    const std::size_t kind = below(triple_terms ? 5 : 4);
    if (kind < 2) {
      static const std::string kNames[] = {"x", "y", "1", "日本"};
      node.kind = Node::Kind::Variable;
      node.variable = one_of(kNames);
    } else if (kind == 4) {
      node.kind = Node::Kind::TripleTerm;
      Node predicate;
      predicate.term = rdf::Term::iri("http://example/p");
      node.components = {this->node(false), predicate, this->node(true)};
    } else {
      node.term = term();
    }
    return node;
  }

  Expression leaf() {
    Expression leaf;
    leaf.node = node(true);
    return leaf;
  }

  Expression with(Operator op, std::size_t count, int depth) {
    Expression expression;
    expression.op = op;
    for (std::size_t i = 0; i < count; ++i) {
      expression.operands.push_back(this->expression(depth - 1));
    }
    return expression;
  }

  Expression unary(int depth) {
    static const Operator kUnary[] = {Operator::Not, Operator::Plus, Operator::Minus};
    return with(one_of(kUnary), 1, depth);
  }

  Expression binary(int depth) {
    static const Operator kBinary[] = {Operator::Or,          Operator::And,
                                       Operator::Equal,       Operator::NotEqual,
                                       Operator::Less,        Operator::Greater,
                                       Operator::Add,         Operator::Subtract,
                                       Operator::LessOrEqual, Operator::GreaterOrEqual,
                                       Operator::Multiply,    Operator::Divide};
    return with(one_of(kBinary), 2, depth);
  }

  Expression built_in(int depth) {
    const auto all = parser::built_ins();
    const parser::BuiltIn* function = &all[below(all.size())];
    while (!function->in_rules) function = &all[below(all.size())];
    const std::size_t most = std::min<std::size_t>(function->most, 4);
    return with(function->op, function->least + below(most - function->least + 1), depth);
  }

  Expression call(int depth) {
    Expression call = with(Operator::Call, below(3), depth);
    call.function = "http://example/f";
    return call;
  }

  Expression in(int depth) {
    return with(below(2) == 0 ? Operator::In : Operator::NotIn, 1 + below(3), depth);
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("an expression that is written reads back as the same tree") {
  for (unsigned seed = 0; seed < 5000; ++seed) {
    const Expression made = Maker(seed).expression(static_cast<int>(seed % 6));
    const std::string text = parser::to_text(made, shapes::prefixes());
    const Expression read = shapes::condition(text);
    INFO("seed " << seed << ": " << text << "\nmade " << shapes::of(made) << "\nread "
                 << shapes::of(read));
    REQUIRE(shapes::same(made, read));
  }
}
