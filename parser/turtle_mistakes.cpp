#include "parser/turtle_mistakes.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "parser/characters.h"
#include "parser/scan.h"

namespace parser {
namespace {

enum class Kind { Literal, BlankNode, BareWord, Other };

/// What stands at the mistake, as the user sees it.
Kind kind_of(std::string_view token) {
  if (token.empty()) return Kind::Other;
  const char c = token.front();
  if (c == '"' || c == '\'' || is_digit(c) || c == '+' || c == '-') return Kind::Literal;
  if (token == "true" || token == "false") return Kind::Literal;
  if (token.starts_with("_:") || c == '[') return Kind::BlankNode;
  if (token.find(':') == std::string_view::npos &&
      is_pn_chars_base(decode(token.data(), token.data() + token.size()).value)) {
    return Kind::BareWord;
  }
  return Kind::Other;
}

/// The column of `at`, counted in bytes, and whether only blanks stand before it in its line.
struct Indent {
  std::ptrdiff_t column = 0;
  bool first_in_line = true;
};

Indent indent_of(const Scope& scope, const char* at) {
  Indent indent;
  while (at != scope.begin() && at[-1] != '\n' && at[-1] != '\r') {
    --at;
    ++indent.column;
    if (!is_space(*at)) indent.first_in_line = false;
  }
  return indent;
}

/// The last token before the mistake.
std::string_view token_before(const TurtleFailure& failure, const char* last) {
  std::string_view token;
  for (const char* at = failure.statement; at < failure.mistake;) {
    token = {at, static_cast<std::size_t>(token_end(at, last) - at)};
    at = skip_blanks(at + token.size(), last);
  }
  return token;
}

/// Without its dot a statement runs into the next one, which begins a line and is not indented
/// further.
bool report_missing_dot(Scope& scope, const TurtleFailure& failure) {
  const char* const end = scope.end();
  if (failure.expected != "'.'" || failure.mistake == failure.statement) return false;
  const Indent found = indent_of(scope, failure.mistake);
  const bool next_statement_follows =
      failure.mistake == end ||
      (found.first_in_line && found.column <= indent_of(scope, failure.statement).column &&
       kind_of({failure.mistake, 1}) != Kind::Literal);
  if (!next_statement_follows) return false;
  const std::string_view before = token_before(failure, end);
  scope.diagnostics().error(
      "missing-dot", scope.source(), scope.span(before.data(), before.data() + before.size()),
      fmt::format("this statement has no end: expected '.' after {}", scope.quote(before.data())),
      "end it with '.', or go on with ';' or ','");
  return true;
}

std::string hint_for(std::string_view token, Kind kind, const TurtleFailure& failure) {
  const std::string lowered = lower_case(token);
  if (lowered != token && (lowered == "true" || lowered == "false" || lowered == "@prefix" ||
                           lowered == "@base" || lowered == "@version" || lowered == "a")) {
    return fmt::format("write '{}'", lowered);
  }
  if (failure.expected == "an IRI in <…>" && token.find(':') != std::string_view::npos) {
    return "a prefix stands for an IRI in angle brackets";
  }
  if (token.starts_with('?') || token.starts_with('$')) {
    return "data has no variables: they belong in rules and questions";
  }
  if (token == "{" && !failure.trig) return "graphs in braces belong in a TriG file (.trig)";
  if (kind == Kind::BareWord) {
    return fmt::format(
        "a name takes a prefix, as in ':{0}', a string takes quotes, as in '\"{0}\"'", token);
  }
  return {};
}

/// What a user would call the place: "subject", "predicate" or nothing.
std::string_view role_of(std::string_view expected) {
  if (expected.starts_with("a subject")) return "subject";
  if (expected.starts_with("a predicate")) return "predicate";
  return {};
}

/// What else may stand where the grammar gave up on the last possibility.
std::string alternatives(const TurtleFailure& failure) {
  if (failure.expected == "'.'")
    return failure.in_graph ? "'.', ';', ',' or '}'" : "'.', ';' or ','";
  if (failure.expected == "']'" || failure.expected == "'|}'") {
    return fmt::format("{}, ';' or ','", failure.expected);
  }
  return failure.expected;
}

/// A bracket that was opened in another line is easily forgotten.
void point_at_bracket(const Scope& scope, std::uint32_t bracket, const char* at,
                      Diagnostic& diagnostic) {
  const char* const begin = scope.source().text.data() + bracket;
  if (std::find(begin, at, '\n') == at) return;
  const Span span = scope.span(begin, token_end(begin, scope.end()));
  diagnostic.notes.push_back(
      note_at(scope.source(), span, "the bracket opened here is still open"));
}

}  // namespace

void report_open_graph(Scope& scope, std::uint32_t graph) {
  scope.diagnostics().error("open-graph", scope.source(), {graph, graph + 1},
                            "this graph is not closed: expected '}' before the end of the text");
}

bool report_turtle_mistake(Scope& scope, const TurtleFailure& failure) {
  const char* const at = failure.mistake;
  if (scope.has_mistake_at(at)) {
    scope.report(at, failure.expected);
    return false;
  }
  if (report_missing_dot(scope, failure)) return true;
  const char* const end = token_end(at, scope.end());
  const std::string_view token(at, static_cast<std::size_t>(end - at));
  const Kind kind = kind_of(token);
  const std::string_view role = role_of(failure.expected);
  if (kind == Kind::Literal && !role.empty()) {
    scope.diagnostics().error(
        "literal-" + std::string(role), scope.source(), scope.span(at, end),
        fmt::format("a literal cannot be a {}: found {}", role, scope.quote(at)));
  } else if (kind == Kind::BlankNode && role == "predicate") {
    scope.diagnostics().error(
        "blank-node-predicate", scope.source(), scope.span(at, end),
        fmt::format("a blank node cannot be a predicate: found {}", scope.quote(at)));
  } else {
    Diagnostic& diagnostic =
        scope.report(at, alternatives(failure), hint_for(token, kind, failure));
    if (failure.open_bracket) point_at_bracket(scope, *failure.open_bracket, at, diagnostic);
  }
  return false;
}

}  // namespace parser
