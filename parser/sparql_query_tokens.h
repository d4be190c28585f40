#pragma once

#include "parser/sparql_grammar.h"
#include "parser/sparql_terms.h"
#include "parser/sparql_tokens.h"

/// What the grammar files of SPARQL queries share.
namespace parser::sparql {

template <typename Do>
constexpr auto query_act(Do what) {
  return act([what](Reading& reading) { what(static_cast<QueryReading&>(reading)); });
}

/// A keyword that begins a part of SPARQL which is not evaluated yet. To add the part, put its
/// grammar in this one's place.
constexpr auto unsupported(std::string_view word, std::string_view name) {
  return Keyword(word, true) >>
         act([name](Reading& reading) { reading.not_supported(reading.token(), name); });
}

constexpr auto unsupported(std::string_view word) { return unsupported(word, word); }

inline constexpr Token kVariable{read_variable_node, {"a variable"}};
inline constexpr Keyword kAs{"AS"};
inline constexpr Keyword kWhere{"WHERE"};

}  // namespace parser::sparql
