#include "parser/turtle_snippet.h"

#include "parser/scope.h"
#include "parser/turtle.h"

namespace parser {

namespace {

/// With a full stop, if it lacks one. Does not look into comments: a text that ends in one ends
/// with a line end.
Source completed(const Source& source) {
  const std::size_t last = source.text.find_last_not_of(" \t\r\n");
  if (last == std::string::npos || source.text[last] == '.') return source;
  Source result = source;
  result.text.insert(last + 1, " .");
  return result;
}

}  // namespace

bool parse_turtle_snippet(const Source& source, std::string_view base, const Prefixes& prefixes,
                          const StatementSink& sink, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  const Source text = completed(source);
  Scope scope(text, base, diagnostics);
  for (const auto& [prefix, iri] : prefixes) scope.declare_prefix(prefix, iri);
  parse_turtle(scope, RdfFormat::Turtle, sink);
  return diagnostics.error_count() == errors_before;
}

}  // namespace parser
