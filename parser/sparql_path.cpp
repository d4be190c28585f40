#include "parser/sparql_path.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "parser/characters.h"

namespace parser::sparql {
namespace {

void report_in_rule(Reading& reading, std::string_view symbol, std::string hint) {
  if (reading.language != Language::Rules) return;
  reading.error(
      "path-not-in-rules", reading.token(),
      fmt::format("'{}' cannot stand in a path of a rule: SPARQL-RL has '/' and '^' only", symbol),
      std::move(hint));
}

void wrap(Reading& reading, Path::Kind kind, std::string_view symbol) {
  Path path;
  path.kind = kind;
  path.span = {reading.paths.back().span.begin, reading.token().end};
  path.parts.push_back(std::move(reading.paths.back()));
  reading.paths.back() = std::move(path);
  report_in_rule(reading, symbol,
                 "a path of any length is a predicate of its own, with one rule for the first step "
                 "and one for the next");
}

/// What stands above the last mark, which goes.
std::vector<Path> take_chain(Reading& reading) {
  const auto begin = reading.paths.begin() + static_cast<std::ptrdiff_t>(reading.marks.back());
  std::vector<Path> parts(std::make_move_iterator(begin),
                          std::make_move_iterator(reading.paths.end()));
  reading.paths.erase(begin, reading.paths.end());
  reading.marks.pop_back();
  return parts;
}

/// A chain of one is itself.
bool is_chain(Reading& reading) {
  if (reading.paths.size() - reading.marks.back() > 1) return true;
  reading.marks.pop_back();
  return false;
}

void push_chain(Reading& reading, Path::Kind kind) {
  Path path;
  path.kind = kind;
  path.parts = take_chain(reading);
  path.span = {path.parts.front().span.begin, path.parts.back().span.end};
  reading.paths.push_back(std::move(path));
}

}  // namespace

const char* read_plus(Reading& reading, const char* first) {
  const char* const last = reading.scope.end();
  if (first == last || *first != '+') return nullptr;
  NumberKind kind{};
  return scan_number(first, last, kind) != nullptr ? nullptr : first + 1;
}

const char* read_question_mark(Reading& reading, const char* first) {
  const char* const last = reading.scope.end();
  if (first == last || *first != '?') return nullptr;
  return scan_variable(first, last) != nullptr ? nullptr : first + 1;
}

void push_predicate(Reading& reading) {
  Node node = reading.pop_node();
  Path path;
  path.predicate = std::move(node.term);
  path.span = node.span;
  reading.paths.push_back(std::move(path));
}

void make_inverse(Reading& reading) {
  Path path;
  path.kind = Path::Kind::Inverse;
  path.span = reading.paths.back().span;
  path.parts.push_back(std::move(reading.paths.back()));
  reading.paths.back() = std::move(path);
}

void make_zero_or_more(Reading& reading) { wrap(reading, Path::Kind::ZeroOrMore, "*"); }
void make_one_or_more(Reading& reading) { wrap(reading, Path::Kind::OneOrMore, "+"); }
void make_zero_or_one(Reading& reading) { wrap(reading, Path::Kind::ZeroOrOne, "?"); }

void open_chain(Reading& reading) { reading.marks.push_back(reading.paths.size()); }

void open_chain_at_last(Reading& reading) { reading.marks.push_back(reading.paths.size() - 1); }

void make_sequence(Reading& reading) {
  if (is_chain(reading)) push_chain(reading, Path::Kind::Sequence);
}

void make_alternative(Reading& reading) {
  if (!is_chain(reading)) return;
  push_chain(reading, Path::Kind::Alternative);
  report_in_rule(reading, "|", "write one rule for each alternative");
}

void make_negated_set(Reading& reading) {
  Path path;
  path.kind = Path::Kind::NegatedSet;
  path.parts = take_chain(reading);
  path.span = path.parts.empty() ? reading.token()
                                 : Span{path.parts.front().span.begin, path.parts.back().span.end};
  reading.paths.push_back(std::move(path));
  report_in_rule(reading, "!", "use a variable as predicate and FILTER its value");
}

}  // namespace parser::sparql
