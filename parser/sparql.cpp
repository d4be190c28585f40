#include <utility>

#include "parser/parse.h"
#include "parser/sparql_grammar.h"
#include "parser/sparql_parts.h"
#include "parser/sparql_scoping.h"

namespace parser {

std::optional<Query> parse_query(const Source& source, std::string_view base,
                                 const Prefixes& prefixes, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  const auto failed = [&] { return diagnostics.error_count() != errors_before; };
  sparql::QueryReading reading(source, base, prefixes, diagnostics);
  if (failed()) return std::nullopt;
  const char* at = reading.skip(reading.scope.begin());
  if (!sparql::read_statement(at, reading, sparql::query_unit)) return std::nullopt;
  sparql::check_scoping(reading.query, source, diagnostics);
  if (failed()) return std::nullopt;
  reading.query.prefixes = reading.scope.prefixes();
  return std::move(reading.query);
}

}  // namespace parser
