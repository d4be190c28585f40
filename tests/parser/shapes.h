#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parser/parse.h"

/// Trees as short texts, for tests that say what shape one has.
namespace shapes {

/// Prefixes that the texts of tests may use without declaring them: `:` is <http://example/>.
const parser::Prefixes& prefixes();

/// An operator and its operands in parentheses: `(+ ?x (* 2 3))`.
std::string of(const parser::Expression& expression);
/// Triples as the writer has them, one an item.
std::vector<std::string> of(const std::vector<parser::TriplePattern>& triples);
/// `FILTER (> ?x 0)`, `NOT { … }`, `SET ?v (…)`, or a triple.
std::vector<std::string> of(const std::vector<parser::RuleElement>& body);
/// `{ … }`, elements with ` . ` between them.
std::string of(const parser::GroupPattern& group);

/// Whether two expressions differ in nothing but their spans and bases.
bool same(const parser::Expression& a, const parser::Expression& b);

/// What is read, and what is said of it.
template <typename Tree>
struct Outcome {
  std::optional<Tree> tree;
  parser::Diagnostics diagnostics;
  /// The codes of what is reported, in order.
  std::vector<std::string> codes() const;
};

Outcome<parser::RuleDocument> rules(const std::string& text);
Outcome<parser::Query> query(const std::string& text);

/// The condition of `FILTER ( … )` in a rule; fails the test if it cannot be read.
parser::Expression condition(const std::string& text);

}  // namespace shapes
