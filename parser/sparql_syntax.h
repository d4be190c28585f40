#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "parser/syntax.h"

/// The tree of a SPARQL query.
namespace parser {

struct GroupPattern;

struct Optional {
  std::vector<GroupPattern> group;  ///< exactly one
};

struct Union {
  std::vector<GroupPattern> branches;
};

/// `BIND ( expression AS ?v )`.
struct Bind {
  Expression value;
  std::string variable;
  Span variable_span;
};

using GroupElement = std::variant<TriplePattern, Filter, Optional, Union, Bind>;

/// `{ … }`: elements in the order of the text. A nested plain group is a Union with one branch.
struct GroupPattern {
  std::vector<GroupElement> elements;
  Span span;
};

enum class QueryForm : std::uint8_t { Select, Ask, Construct };

struct OrderKey {
  Expression value;
  bool descending = false;
};

/// A column of SELECT: a variable, or `( expression AS ?v )`.
struct Projection {
  std::string variable;
  std::optional<Expression> value;
  Span span;
};

struct Query {
  QueryForm form = QueryForm::Select;
  /// Those known before the query, then its own.
  Prefixes prefixes;
  bool distinct = false;
  bool reduced = false;
  bool select_all = false;  ///< `SELECT *`
  std::vector<Projection> projections;
  std::vector<TriplePattern> construct_template;
  GroupPattern where;
  std::vector<OrderKey> order_by;
  std::optional<std::uint64_t> limit;
  std::optional<std::uint64_t> offset;
};

}  // namespace parser
