#include "parser/sparql_grammar.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "parser/sparql_parts.h"
#include "parser/sparql_query_tokens.h"

namespace parser::sparql {
namespace {

const char* read_count(Reading& reading, const char* first) {
  NumberKind kind{};
  const char* const end = scan_number(first, reading.scope.end(), kind);
  if (end == nullptr || kind != NumberKind::Integer || *first == '-' || *first == '+') {
    return nullptr;
  }
  std::uint64_t& number = static_cast<QueryReading&>(reading).number;
  if (std::from_chars(first, end, number).ec == std::errc::result_out_of_range) {
    reading.error("number-too-large", reading.scope.span(first, end),
                  fmt::format("'{}' is too large", std::string_view(first, end)));
  }
  return end;
}

const char* read_end(Reading& reading, const char* first) {
  return first == reading.scope.end() ? first : nullptr;
}

constexpr Keyword kSelect{"SELECT"};
constexpr Keyword kAsk{"ASK"};
constexpr Keyword kConstruct{"CONSTRUCT"};
constexpr Keyword kDistinct{"DISTINCT", true};
constexpr Keyword kReduced{"REDUCED", true};
constexpr Keyword kOrder{"ORDER"};
constexpr Keyword kBy{"BY"};
constexpr Keyword kAscending{"ASC", true};
constexpr Keyword kDescending{"DESC", true};
constexpr Keyword kLimit{"LIMIT"};
constexpr Keyword kOffset{"OFFSET"};
constexpr Symbol kStar{"'*'"};
constexpr Token kCount{read_count, {"a whole number"}};
constexpr Token kEnd{read_end, {"the end of the query"}};

template <QueryForm form>
constexpr auto ask_for() {
  return query_act([](QueryReading& r) { r.query.form = form; });
}

template <TripleMode mode>
constexpr auto reading_triples_as() {
  return act([](Reading& r) { r.triples.mode = mode; });
}

void begin(QueryReading& r) { r.begins.push_back(r.token().begin); }

void project_variable(QueryReading& r) {
  Node variable = r.pop_node();
  r.query.projections.push_back({std::move(variable.variable), std::nullopt, variable.span});
}

void project_expression(QueryReading& r) {
  project_variable(r);
  Projection& projection = r.query.projections.back();
  projection.value = r.pop_operand().expression;
  projection.span = {r.begins.back(), r.token().end};
  r.begins.pop_back();
}

void end_where(QueryReading& r) {
  r.query.where = std::move(r.groups.back());
  r.groups.pop_back();
}

void end_template(QueryReading& r) { r.query.construct_template = r.triples.take(); }

/// `CONSTRUCT WHERE { … }`: what is matched is what is made.
void copy_template_to_where(QueryReading& r) {
  r.query.where.span = {r.begins.back(), r.token().end};
  r.begins.pop_back();
  for (const TriplePattern& triple : r.query.construct_template) {
    r.query.where.elements.emplace_back(triple);
  }
}

template <bool descending>
void order(Reading& reading) {
  auto& r = static_cast<QueryReading&>(reading);
  r.query.order_by.push_back({r.pop_operand().expression, descending});
}

void order_by_variable(Reading& reading) {
  Expression leaf;
  leaf.node = reading.pop_node();
  leaf.span = leaf.node.span;
  reading.push_operand(std::move(leaf), 1);
  order<false>(reading);
}

bool select_clause(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto expression_as =
      kOpenParen > query_act(begin) > bracketed[called("an expression")[Part(expression)]]
      > kAs > kVariable > kCloseParen > query_act(project_expression);
  static const auto projection = (kVariable >> query_act(project_variable)) | expression_as;
  static const auto grammar =
      kSelect > ask_for<QueryForm::Select>()
      > -(  (kDistinct > query_act([](QueryReading& r) { r.query.distinct = true; }))
          | (kReduced > query_act([](QueryReading& r) { r.query.reduced = true; })))
      > (  (kStar >> query_act([](QueryReading& r) { r.query.select_all = true; }))
         | +projection);
  // clang-format on
  return run(grammar, first, last, reading);
}

bool where_clause(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto grammar =
      -unsupported("FROM")
      > -kWhere > reading_triples_as<TripleMode::Pattern>() > Part(group_pattern)
      > query_act(end_where);
  // clang-format on
  return run(grammar, first, last, reading);
}

bool construct_query(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto block = -Part(triples_block) > kCloseBrace > query_act(end_template);
  static const auto with_template = kOpenBrace > bracketed[block] > Part(where_clause);
  static const auto short_form =
      kWhere > kOpenBrace > query_act(begin) > bracketed[block]
      > query_act(copy_template_to_where);
  static const auto grammar =
      kConstruct > ask_for<QueryForm::Construct>() > reading_triples_as<TripleMode::Template>()
      > (with_template | short_form | unsupported("FROM"));
  // clang-format on
  return run(grammar, first, last, reading);
}

bool order_condition(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto grammar =
        (kAscending > Part(bracketed_expression) > act(order<false>))
      | (kDescending > Part(bracketed_expression) > act(order<true>))
      | (kVariable > act(order_by_variable))
      | (Part(constraint) > act(order<false>));
  // clang-format on
  return run(grammar, first, last, reading);
}

bool solution_modifiers(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto limit =
      kLimit > kCount > query_act([](QueryReading& r) { r.query.limit = r.number; });
  static const auto offset =
      kOffset > kCount > query_act([](QueryReading& r) { r.query.offset = r.number; });
  static const auto order_by =
      kOrder > kBy > +called("a variable, ASC, DESC or an expression in brackets")[
                        Part(order_condition)];
  static const auto grammar =
      -unsupported("GROUP", "GROUP BY")
      > -unsupported("HAVING")
      > -order_by
      > -((limit > -offset) | (offset > -limit))
      > -unsupported("VALUES");
  // clang-format on
  return run(grammar, first, last, reading);
}

/// SPARQL Update, by the words its requests begin with.
bool update(const char*& first, const char* last, Reading& reading) {
  static constexpr std::string_view kUpdate = "SPARQL Update";
  // clang-format off
  static const auto grammar =
        unsupported("INSERT", kUpdate)
      | unsupported("DELETE", kUpdate)
      | unsupported("WITH", kUpdate)
      | unsupported("LOAD", kUpdate)
      | unsupported("CLEAR", kUpdate)
      | unsupported("CREATE", kUpdate)
      | unsupported("DROP", kUpdate)
      | unsupported("ADD", kUpdate)
      | unsupported("MOVE", kUpdate)
      | unsupported("COPY", kUpdate);
  // clang-format on
  return run(grammar, first, last, reading);
}

}  // namespace

bool query_unit(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto form =
        (Part(select_clause) > Part(where_clause))
      | (kAsk > ask_for<QueryForm::Ask>() > Part(where_clause))
      | Part(construct_query)
      | unsupported("DESCRIBE")
      | Part(update);
  static const auto grammar =
      *Part(declaration) >> form > Part(solution_modifiers) > kEnd;
  // clang-format on
  return run(grammar, first, last, reading);
}

}  // namespace parser::sparql
