#include <fmt/format.h>

#include <cstdint>
#include <limits>

#include "parser/ntriples.h"
#include "parser/parse.h"
#include "parser/scope.h"
#include "parser/turtle.h"

namespace parser {

std::optional<RdfFormat> rdf_format(std::string_view file_name) {
  if (file_name.ends_with(".ttl")) return RdfFormat::Turtle;
  if (file_name.ends_with(".nt")) return RdfFormat::NTriples;
  if (file_name.ends_with(".trig")) return RdfFormat::TriG;
  if (file_name.ends_with(".nq")) return RdfFormat::NQuads;
  return std::nullopt;
}

bool parse_rdf(const Source& source, RdfFormat format, std::string_view base,
               const StatementSink& sink, Prefixes& prefixes, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  if (source.text.size() > std::numeric_limits<std::uint32_t>::max()) {
    diagnostics.error("too-large", fmt::format("{} has more than 4 GiB", source.name),
                      "split it into several files");
    return false;
  }
  if (format == RdfFormat::NTriples || format == RdfFormat::NQuads) {
    parse_ntriples(source, format, sink, diagnostics);
  } else {
    Scope scope(source, base, diagnostics);
    parse_turtle(scope, format, sink);
    prefixes.insert(prefixes.end(), scope.prefixes().begin(), scope.prefixes().end());
  }
  return diagnostics.error_count() == errors_before;
}

}  // namespace parser
