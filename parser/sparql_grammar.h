#pragma once

#include <cstdint>
#include <vector>

#include "parser/sparql_reading.h"
#include "parser/sparql_syntax.h"

namespace parser::sparql {

/// A SPARQL query on its way to a tree.
class QueryReading : public Reading {
 public:
  QueryReading(const Source& source, std::string_view base, const Prefixes& prefixes,
               Diagnostics& diagnostics)
      : Reading(Language::Query, source, base, prefixes, diagnostics) {}

  Query query;
  /// The groups whose braces are open, outermost first.
  std::vector<GroupPattern> open_groups;
  /// The number read last.
  std::uint64_t number = 0;
};

/// A whole query, up to the end of the text. The reading must be a QueryReading.
bool query_unit(const char*& first, const char* last, Reading& reading);

}  // namespace parser::sparql
