#include "parser/sparql_mistakes.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "parser/built_ins.h"
#include "parser/characters.h"

namespace parser::sparql {
namespace {

enum class Kind { Literal, BlankNode, Variable, Iri, Bracket, BareWord, End, Other };

Kind kind_of(std::string_view word) {
  if (word.empty()) return Kind::End;
  const char c = word.front();
  if (c == '"' || c == '\'' || is_digit(c)) return Kind::Literal;
  if (word.size() > 1 && (c == '+' || c == '-') && (is_digit(word[1]) || word[1] == '.')) {
    return Kind::Literal;
  }
  if (is_word(word, "true") || is_word(word, "false")) return Kind::Literal;
  if (word.starts_with("_:")) return Kind::BlankNode;
  if ((c == '?' || c == '$') && word.size() > 1) return Kind::Variable;
  if (word == "[" || word == "(" || word == "<<" || word == "<<(") return Kind::Bracket;
  if (c == '<' && word.back() == '>') return Kind::Iri;
  if (word.find(':') != std::string_view::npos && word != ":=") return Kind::Iri;
  if (is_pn_chars_base(decode(word.data(), word.data() + word.size()).value)) return Kind::BareWord;
  return Kind::Other;
}

/// Words that may be misspelt at any place.
constexpr std::string_view kKeywords[] = {
    "RULE",    "DATA",   "WHERE",    "FILTER",  "NOT",    "SET",       "PREFIX",   "BASE",
    "IMPORTS", "SELECT", "DISTINCT", "REDUCED", "ASK",    "CONSTRUCT", "OPTIONAL", "UNION",
    "BIND",    "ORDER",  "LIMIT",    "OFFSET",  "EXISTS", "VERSION"};

/// The keyword wanted here that the word resembles.
std::string misspelt(const Reading& reading, std::string_view word) {
  std::vector<std::string> wanted;
  for (const std::string_view keyword : kKeywords) {
    if (reading.wants(keyword)) wanted.emplace_back(keyword);
  }
  return nearest(word, wanted);
}

bool wants_more_of_a_triple(const Reading& reading) {
  return reading.wants("'.'") && reading.wants("';'") && reading.wants("','");
}

std::optional<Advice> advise_on_predicate(const Failure& failure, Kind kind) {
  switch (kind) {
    case Kind::Literal:
      return Advice{"literal-predicate",
                    fmt::format("a literal cannot be a predicate: found '{}'", failure.word),
                    {}};
    case Kind::BlankNode:
    case Kind::Bracket:
      if (failure.word == "(") break;
      return Advice{"blank-node-predicate",
                    fmt::format("a blank node cannot be a predicate: found '{}'", failure.word),
                    {}};
    default:
      break;
  }
  return std::nullopt;
}

std::string hint_on_triples(const Reading& reading, const Failure& failure, Kind kind) {
  const std::string_view before = word_before(reading, failure);
  const bool closes = failure.word == "." || failure.word == ";" || failure.word == "," ||
                      failure.word == "}" || failure.word == "]" || failure.word == "|}";
  if (failure.word == "." && before == ".") return "one '.' is enough";
  if (failure.word == ";" && before == ".") {
    return "the '.' before it ends the triple: without it ';' goes on with the same subject";
  }
  if (failure.word == "a") return "'a' stands for rdf:type, as a predicate only";
  if (reading.wants("a predicate") && failure.word == ",") {
    return "',' goes on with another object; after ';' comes a predicate";
  }
  if (reading.wants("an object") && closes && before == ",") {
    return "take the ',' before it out, or write another object";
  }
  if ((reading.wants("an object") || reading.wants("a predicate")) && closes && before != ";") {
    return "a triple has a subject, a predicate and an object";
  }
  if (kind == Kind::BareWord && !reading.wants("an expression")) {
    return fmt::format(
        "a name takes a prefix, as in ':{0}', a variable '?{0}', a string quotes, as in '\"{0}\"'",
        failure.word);
  }
  return {};
}

std::string hint_on_expressions(const Reading& reading, const Failure& failure, Kind kind) {
  const std::string_view word = failure.word;
  const std::string_view before = word_before(reading, failure);
  if (word == "=" && before == "=") return "equality is written '='";
  if (before == "<" && word == ">") return "inequality is written '!='";
  if (word == "&") return "'and' is written '&&'";
  if (word == "|") return "'or' is written '||'";
  if (is_word(word, "and")) return "'and' is written '&&'";
  if (is_word(word, "or")) return "'or' is written '||'";
  if (is_word(word, "not")) return "'not' is written '!'";
  if (word == ":=") return "equality is written '='";
  if (word == "!" && before == "!") return "put the inner one in brackets: !( !… )";
  if (!reading.wants("an expression")) return {};
  if (word == "<<") return "a triple term is written <<( … )>>";
  if (kind == Kind::BareWord && find_built_in(word) == nullptr) {
    return fmt::format("a variable is written '?{0}', a string '\"{0}\"'", word);
  }
  return {};
}

Advice advise(const Reading& reading, const Failure& failure) {
  const Kind kind = kind_of(failure.word);
  const std::optional<Advice> of_language = reading.language == Language::Rules
                                                ? advise_on_rules(reading, failure)
                                                : advise_on_query(reading, failure);
  if (of_language) return *of_language;
  if (reading.wants("a predicate")) {
    if (std::optional<Advice> advice = advise_on_predicate(failure, kind)) return *advice;
  }
  if (kind == Kind::BareWord) {
    const std::string near = misspelt(reading, failure.word);
    if (!near.empty()) return {"syntax", {}, fmt::format("did you mean '{}'?", near)};
  }
  const bool next_node = kind == Kind::Literal || kind == Kind::BlankNode ||
                         kind == Kind::Variable || kind == Kind::Iri || kind == Kind::Bracket;
  if (wants_more_of_a_triple(reading) && next_node) {
    return {"missing-dot", fmt::format("expected '.', ';' or ',' before '{}'", failure.word),
            "'.' ends a triple, ';' goes on with the same subject, ',' with the same predicate"};
  }
  std::string hint = hint_on_expressions(reading, failure, kind);
  if (hint.empty()) hint = hint_on_triples(reading, failure, kind);
  return {"syntax", {}, std::move(hint)};
}

/// The brackets that are open at the failure, outermost first.
std::vector<const char*> open_brackets(const Reading& reading, const Failure& failure) {
  constexpr std::pair<std::string_view, std::string_view> kPairs[] = {
      {"{", "}"}, {"(", ")"}, {"[", "]"}, {"<<", ">>"}, {"<<(", ")>>"}, {"{|", "|}"}};
  std::vector<std::pair<const char*, std::string_view>> open;
  const char* const last = reading.scope.end();
  for (const char* at = failure.statement; at < failure.at;) {
    const char* const end = token_end(at, last);
    const std::string_view word(at, static_cast<std::size_t>(end - at));
    for (const auto& [opening, closing] : kPairs) {
      if (word == opening) open.emplace_back(at, closing);
    }
    if (!open.empty() && word == open.back().second) open.pop_back();
    at = skip_blanks(end, last);
  }
  std::vector<const char*> places;
  for (const auto& [place, closing] : open) places.push_back(place);
  return places;
}

/// Where the text ends, or the next statement begins, inside a bracket: says where it was opened.
void note_open_bracket(Reading& reading, const Failure& failure, Diagnostic& diagnostic) {
  const bool next_statement = is_word(failure.word, "RULE") || is_word(failure.word, "DATA") ||
                              is_word(failure.word, "PREFIX");
  if (!failure.word.empty() && !next_statement) return;
  const std::vector<const char*> open = open_brackets(reading, failure);
  if (open.empty()) return;
  const char* const bracket = open.back();
  const Span span = reading.scope.span(bracket, token_end(bracket, reading.scope.end()));
  diagnostic.notes.push_back(note_at(reading.scope.source(), span,
                                     fmt::format("this '{}' is not closed", reading.text(span))));
}

}  // namespace

bool is_word(std::string_view found, std::string_view word) {
  return std::equal(found.begin(), found.end(), word.begin(), word.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view word_before(const Reading& reading, const Failure& failure) {
  const char* const last = reading.scope.end();
  std::string_view before;
  for (const char* at = failure.statement; at < failure.at;) {
    const char* const end = token_end(at, last);
    before = {at, static_cast<std::size_t>(end - at)};
    at = skip_blanks(end, last);
  }
  return before;
}

void report_failure(Reading& reading, const char* statement) {
  Scope& scope = reading.scope;
  const char* const at = reading.furthest();
  if (scope.has_mistake_at(at)) {
    scope.report(at, {});
    return;
  }
  const char* const end = token_end(at, scope.end());
  const Failure failure{statement, at, {at, static_cast<std::size_t>(end - at)}};
  // What is missing at the end of the text is missing behind the last word, not lines below.
  const std::string_view before = word_before(reading, failure);
  const bool at_end = at == end && !before.empty();
  const Span place = at_end
                         ? scope.span(before.data() + before.size(), before.data() + before.size())
                         : scope.span(at, end);
  Advice advice = advise(reading, failure);
  if (advice.message.empty()) {
    advice.message =
        fmt::format("expected {}, found {}", reading.wanted_phrases(), scope.quote(at));
  }
  Diagnostic& diagnostic =
      reading.error(advice.code, place, std::move(advice.message), std::move(advice.hint));
  note_open_bracket(reading, failure, diagnostic);
}

}  // namespace parser::sparql
