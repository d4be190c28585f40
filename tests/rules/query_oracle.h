#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "parser/parse.h"

/// Answers questions as the definitions of SPARQL 1.2 Query read (sections 18.3 to 18.6): from the
/// inside out, multiset by multiset, with no thought of speed. What the true evaluation is compared
/// with.
class QueryOracle {
 public:
  /// Values by variable; blank nodes of patterns are variables whose names start with a space.
  using Solution = std::map<std::string, kg::TermId>;
  using Solutions = std::vector<Solution>;

  QueryOracle(const kg::GraphView& graph, kg::Interner& interner);

  /// The solutions of a group, each extending one for which it is asked (`ContextSolution`).
  Solutions group(const parser::GroupPattern& group, const Solution& context);
  std::optional<kg::TermId> value(const parser::Expression& expression, const Solution& solution);

 private:
  using Pair = std::pair<kg::TermId, kg::TermId>;
  using Pairs = std::vector<Pair>;
  using End = std::optional<kg::TermId>;

  struct Group {
    Solutions solutions;
    std::vector<const parser::Expression*> filters;
  };

  Group open_group(const parser::GroupPattern& group, const Solution& context);
  Solutions triples(const parser::TriplePattern& pattern);
  bool match(const parser::Node& node, kg::TermId term, Solution& solution) const;
  Pairs pairs(const parser::Path& path, End from, End to);
  std::set<kg::TermId> reach(const parser::Path& path, kg::TermId from, bool at_least_one);
  bool holds(const parser::Expression& condition, const Solution& solution);
  End constant(const parser::Node& node) const;

  static std::optional<Solution> merged(const Solution& left, const Solution& right);
  static Solutions joined(const Solutions& left, const Solutions& right);

  kg::Interner& interner_;
  std::vector<kg::Triple> triples_;
  std::set<kg::TermId> nodes_;
};
