#include "tests/fuzz/properties.h"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "kg/rdf/term.h"
#include "parser/parse.h"
#include "parser/write.h"

namespace fuzz {
namespace {

using parser::RdfFormat;

/// Where a diagnostic quotes only a part of a line.
constexpr std::string_view kEllipses = "\u2026\u2026";
constexpr std::string_view kBase = "http://base/a/b?c#d";

std::string line_of(const parser::RdfStatement& statement) {
  std::string line = rdf::to_ntriples(statement.subject) + ' ' +
                     rdf::to_ntriples(statement.predicate) + ' ' +
                     rdf::to_ntriples(statement.object);
  if (statement.graph) line += ' ' + rdf::to_ntriples(*statement.graph);
  return line + " .\n";
}

/// What is wrong with diagnostics that were made of a text: each must lie in it and be shown.
std::string check_diagnostics(const parser::Diagnostics& diagnostics, std::string_view text) {
  for (const parser::Diagnostic& diagnostic : diagnostics.all()) {
    const bool in_text = diagnostic.position.line >= 1 && diagnostic.position.column >= 1 &&
                         diagnostic.columns.begin <= diagnostic.columns.end &&
                         diagnostic.columns.begin <= diagnostic.line.size() &&
                         diagnostic.line.size() <= text.size() + kEllipses.size();
    if (!in_text) return "a diagnostic lies outside of the text: " + diagnostic.message;
    if (diagnostic.message.empty() || diagnostic.code.empty()) return "a diagnostic says nothing";
    if (parser::render(diagnostic).find(diagnostic.message) == std::string::npos) {
      return "a diagnostic is not shown: " + diagnostic.message;
    }
  }
  return {};
}

/// Whether the line reads back as itself, and as nothing else.
std::string check_round_trip(const std::string& line) {
  std::string again;
  parser::Diagnostics diagnostics;
  parser::Prefixes prefixes;
  const auto sink = [&](parser::RdfStatement&& statement) { again += line_of(statement); };
  parser::parse_rdf({"<line>", line}, RdfFormat::NQuads, {}, sink, prefixes, diagnostics);
  if (again == line && diagnostics.empty()) return {};
  return fmt::format("wrote {}and read {}{}", line, again, parser::render(diagnostics));
}

/// Statements are looked at one by one: those of a text with many annotations of a deep triple term
/// are, all together, as long as the text is squared.
struct Reading {
  std::string wrong;
  std::size_t statements = 0;
  std::size_t hash = 0;
  bool ok = false;
};

Reading read(std::string_view text, RdfFormat format, std::string_view base) {
  Reading reading;
  parser::Diagnostics diagnostics;
  parser::Prefixes prefixes;
  const auto sink = [&](parser::RdfStatement&& statement) {
    const std::string line = line_of(statement);
    ++reading.statements;
    reading.hash = reading.hash * 31 + std::hash<std::string>()(line);
    // A relative IRI without a base and an unknown prefix are reported, and passed on as they are.
    if (diagnostics.empty() && reading.wrong.empty()) reading.wrong = check_round_trip(line);
  };
  reading.ok =
      parser::parse_rdf({"<text>", std::string(text)}, format, base, sink, prefixes, diagnostics);
  if (reading.ok == diagnostics.has_errors()) reading.wrong = "the answer contradicts the errors";
  if (reading.wrong.empty()) reading.wrong = check_diagnostics(diagnostics, text);
  return reading;
}

/// Whether a pattern or a condition, alone in a rule or a query, reads back as it was written.
template <typename Parse>
std::string check_element(const std::string& element, const Parse& parse) {
  parser::Diagnostics diagnostics;
  const std::string again = parse(element, diagnostics);
  if (again == element) return {};
  return fmt::format("wrote {}\nand read {}\n{}", element, again, parser::render(diagnostics));
}

std::string text_of(const parser::TriplePattern& pattern) {
  return parser::to_text(pattern, {}) + " .";
}
std::string text_of(const parser::Filter& filter) {
  return "FILTER (" + parser::to_text(filter.condition, {}) + ")";
}
template <typename Element>
std::string text_of(const Element&) {
  return {};
}

template <typename Elements>
std::string text_of_all(const Elements& elements) {
  std::string text;
  for (const auto& element : elements) {
    const std::string one = std::visit([](const auto& it) { return text_of(it); }, element);
    text += (text.empty() || one.empty() ? "" : " ") + one;
  }
  return text;
}

std::string read_rule(const std::string& body, parser::Diagnostics& diagnostics) {
  const auto document =
      parser::parse_rules({"<rule>", "RULE { } WHERE { " + body + " }"}, {}, {}, diagnostics);
  return document && document->rules.size() == 1 ? text_of_all(document->rules.front().body)
                                                 : std::string();
}

std::string read_question(const std::string& body, parser::Diagnostics& diagnostics) {
  const auto query = parser::parse_query({"<query>", "ASK { " + body + " }"}, {}, {}, diagnostics);
  return query ? text_of_all(query->where.elements) : std::string();
}

template <typename Elements, typename Parse>
std::string check_elements(const Elements& elements, const Parse& parse) {
  for (const auto& element : elements) {
    const std::string text = std::visit([](const auto& it) { return text_of(it); }, element);
    if (text.empty()) continue;
    if (std::string wrong = check_element(text, parse); !wrong.empty()) return wrong;
  }
  return {};
}

}  // namespace

std::string check_turtle(std::string_view text) {
  const Reading turtle = read(text, RdfFormat::Turtle, kBase);
  if (!turtle.wrong.empty()) return turtle.wrong;
  const Reading trig = read(text, RdfFormat::TriG, kBase);
  if (!trig.wrong.empty()) return trig.wrong;
  // All Turtle is TriG but what begins with its one more keyword.
  if (turtle.ok && (!trig.ok || trig.hash != turtle.hash)) return "TriG reads the Turtle otherwise";
  return {};
}

std::string check_ntriples(std::string_view text) {
  const Reading triples = read(text, RdfFormat::NTriples, {});
  if (!triples.wrong.empty()) return triples.wrong;
  const Reading quads = read(text, RdfFormat::NQuads, {});
  if (!quads.wrong.empty()) return quads.wrong;
  if (!triples.ok) return {};
  if (!quads.ok || quads.hash != triples.hash) return "N-Quads reads the N-Triples otherwise";
  const Reading turtle = read(text, RdfFormat::Turtle, {});
  if (!turtle.ok || turtle.hash != triples.hash) return "Turtle reads the N-Triples otherwise";
  return {};
}

std::string check_sparql_rl(std::string_view text) {
  parser::Diagnostics diagnostics;
  parser::completeness(text);
  const auto document = parser::parse_rules({"<text>", std::string(text)}, kBase, {}, diagnostics);
  if (document.has_value() == diagnostics.has_errors()) return "the answer contradicts the errors";
  if (std::string wrong = check_diagnostics(diagnostics, text); !wrong.empty()) return wrong;
  if (!document) return {};
  for (const parser::Rule& rule : document->rules) {
    if (std::string wrong = check_elements(rule.body, read_rule); !wrong.empty()) return wrong;
  }
  return {};
}

std::string check_sparql(std::string_view text) {
  parser::Diagnostics diagnostics;
  parser::completeness(text);
  const auto query = parser::parse_query({"<text>", std::string(text)}, kBase, {}, diagnostics);
  if (query.has_value() == diagnostics.has_errors()) return "the answer contradicts the errors";
  if (std::string wrong = check_diagnostics(diagnostics, text); !wrong.empty()) return wrong;
  return query ? check_elements(query->where.elements, read_question) : std::string();
}

}  // namespace fuzz
