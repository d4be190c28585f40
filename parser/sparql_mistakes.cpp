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

/// In no language do these stand inside a statement (but in WHERE DATA and NOT DATA).
bool begins_statement(std::string_view word) {
  return is_word(word, "RULE") || is_word(word, "DATA") || is_word(word, "PREFIX") ||
         is_word(word, "IMPORTS");
}

/// Words that may be misspelt at any place.
constexpr std::string_view kKeywords[] = {
    "RULE",    "DATA",   "WHERE",    "FILTER",  "NOT",    "SET",       "PREFIX",   "BASE",
    "IMPORTS", "SELECT", "DISTINCT", "REDUCED", "ASK",    "CONSTRUCT", "OPTIONAL", "UNION",
    "BIND",    "ORDER",  "LIMIT",    "OFFSET",  "EXISTS", "VERSION"};

bool is_keyword(std::string_view word) {
  return std::any_of(std::begin(kKeywords), std::end(kKeywords),
                     [&](std::string_view keyword) { return is_word(word, keyword); });
}

bool wants_a_term(const Reading& reading) {
  constexpr std::string_view kTerms[] = {"a triple",  "a subject", "a predicate",
                                         "an object", "a term",    "an item of the list"};
  return std::any_of(std::begin(kTerms), std::end(kTerms),
                     [&](std::string_view phrase) { return reading.wants(phrase); });
}

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
  const std::string_view before = failure.before;
  const bool closes = failure.word == "." || failure.word == ";" || failure.word == "," ||
                      failure.word == "}" || failure.word == "]" || failure.word == "|}";
  if (failure.word == "." && before == ".") return "one '.' is enough";
  if (failure.word == ";" && before == ".") {
    return "the '.' before it ends the triple: without it ';' goes on with the same subject";
  }
  if (failure.word == "A" && reading.wants("a predicate")) return "write 'a' for rdf:type";
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
  if (failure.word == "?" || failure.word == "$") return "a variable has a name, as in '?name'";
  if (reading.wants("a prefix that ends with ':'") && kind == Kind::BareWord) {
    return fmt::format("write '{}:'", failure.word);
  }
  if (reading.wants("an IRI in <…>") && failure.word != "<") return "an IRI stands in '<' and '>'";
  if (kind == Kind::BareWord && wants_a_term(reading) && !is_keyword(failure.word)) {
    return fmt::format(
        "a name takes a prefix, as in ':{0}', a variable '?{0}', a string quotes, as in '\"{0}\"'",
        failure.word);
  }
  return {};
}

std::string hint_on_expressions(const Reading& reading, const Failure& failure, Kind kind) {
  const std::string_view word = failure.word;
  const std::string_view before = failure.before;
  if (word == "=" && before == "=") return "equality is written '='";
  if (before == "<" && word == ">") return "inequality is written '!='";
  if (word == "&") return "'and' is written '&&'";
  if (word == "|") return "'or' is written '||'";
  if (is_word(word, "and")) return "'and' is written '&&'";
  if (is_word(word, "or")) return "'or' is written '||'";
  if (is_word(word, "not")) return "'not' is written '!'";
  if (is_word(before, "IN")) return "a list of values stands in brackets: ?x IN (1, 2)";
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
  if (begins_statement(failure.word) && !failure.before.empty()) {
    return {"syntax",
            fmt::format("the statement before '{}' is not complete: expected {}", failure.word,
                        reading.wanted_phrases()),
            {}};
  }
  std::string hint = hint_on_expressions(reading, failure, kind);
  if (hint.empty()) hint = hint_on_triples(reading, failure, kind);
  return {"syntax", {}, std::move(hint)};
}

/// What stands at `at`.
std::string_view word_at(const char* at, const char* last) {
  return {at, static_cast<std::size_t>(token_end(at, last) - at)};
}

std::string_view word_before(const char* statement, const char* at, const char* last) {
  std::string_view before;
  for (const char* next = statement; next < at;) {
    before = word_at(next, last);
    next = skip_blanks(before.data() + before.size(), last);
  }
  return before;
}

constexpr std::pair<std::string_view, std::string_view> kPairs[] = {
    {"{", "}"}, {"(", ")"}, {"[", "]"}, {"<<", ">>"}, {"<<(", ")>>"}, {"{|", "|}"}};

struct OpenBracket {
  std::string_view bracket;  ///< where it stands; empty if none is open
  std::string_view closing;
};

/// The innermost bracket that is open at the failure.
OpenBracket open_bracket(const Reading& reading, const Failure& failure) {
  std::vector<OpenBracket> open;
  const char* const last = reading.scope.end();
  for (const char* at = failure.statement; at < failure.at;) {
    const std::string_view word = word_at(at, last);
    for (const auto& [opening, closing] : kPairs) {
      if (word == opening) open.push_back({word, closing});
    }
    if (!open.empty() && word == open.back().closing) open.pop_back();
    at = skip_blanks(word.data() + word.size(), last);
  }
  return open.empty() ? OpenBracket() : open.back();
}

/// Where the text ends, the next statement begins, or a bracket of another kind is closed: says
/// which one is open.
void note_open_bracket(Reading& reading, const Failure& failure, Diagnostic& diagnostic) {
  const auto [bracket, closing] = open_bracket(reading, failure);
  if (bracket.empty()) return;
  const bool closes_another =
      failure.word != closing &&
      std::any_of(std::begin(kPairs), std::end(kPairs),
                  [&](const auto& pair) { return failure.word == pair.second; });
  if (!failure.word.empty() && !closes_another && !begins_statement(failure.word)) return;
  const Span span = reading.scope.span(bracket.data(), bracket.data() + bracket.size());
  diagnostic.notes.push_back(
      note_at(reading.scope.source(), span, "the bracket opened here is still open"));
}

}  // namespace

bool is_word(std::string_view found, std::string_view word) {
  return std::equal(found.begin(), found.end(), word.begin(), word.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

void report_failure(Reading& reading, const char* statement) {
  Scope& scope = reading.scope;
  const char* const at = reading.furthest();
  if (scope.has_mistake_at(at)) {
    scope.report(at, {});
    return;
  }
  const std::string_view word = word_at(at, scope.end());
  const char* const end = word.data() + word.size();
  const std::string_view before = word_before(statement, at, scope.end());
  const std::string_view next = word_at(skip_blanks(end, scope.end()), scope.end());
  const Failure failure{statement, at, word, next, before};
  // What is missing at the end of the text is missing behind the last word, not lines below.
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
