#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "parser/syntax.h"

/// The built-in functions of SPARQL and SPARQL-RL by name.
namespace parser {

struct BuiltIn {
  std::string_view name;  ///< as the specifications write it
  Operator op;
  std::uint32_t least;         ///< arguments
  std::uint32_t most;          ///< arguments; kAnyNumber for any number
  std::string_view arguments;  ///< what they are: "text, start [, length]"
  bool in_rules = true;        ///< whether SPARQL-RL has it
};

inline constexpr std::uint32_t kAnyNumber = 0xFFFFFFFF;

/// All of them, sorted by name. IRI and URI, isIRI and isURI share an operator; EXISTS is not among
/// them.
std::span<const BuiltIn> built_ins();

/// The function of that name, in any case; nullptr if there is none.
const BuiltIn* find_built_in(std::string_view name);
/// The function that makes an operator; nullptr for operators that are not functions.
const BuiltIn* find_built_in(Operator op);

/// The aggregate of that name, in any case; nothing if there is none.
std::optional<AggregateFunction> find_aggregate(std::string_view name);
/// Its name as the specifications write it.
std::string_view name_of(AggregateFunction aggregate);

/// Whether it is the name of an aggregate, in any case.
bool is_aggregate(std::string_view name);

}  // namespace parser
