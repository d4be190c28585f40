#include "tests/parser/rdf_reading.h"

#include <utility>

std::string Reading::quads() const {
  std::string text;
  for (const parser::RdfStatement& statement : statements) {
    text += rdf::to_ntriples(statement.subject) + ' ' + rdf::to_ntriples(statement.predicate) +
            ' ' + rdf::to_ntriples(statement.object);
    if (statement.graph) text += ' ' + rdf::to_ntriples(*statement.graph);
    text += " .\n";
  }
  return text;
}

Reading read(const std::string& text, parser::RdfFormat format, const std::string& name,
             const std::string& base) {
  Reading reading;
  const auto sink = [&](parser::RdfStatement&& statement) {
    reading.statements.push_back(std::move(statement));
  };
  reading.ok =
      parser::parse_rdf({name, text}, format, base, sink, reading.prefixes, reading.diagnostics);
  return reading;
}
