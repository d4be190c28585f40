#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kg/rdf/value.h"

namespace match {

/// What a function named by an IRI casts to; nothing if there is no such function.
std::optional<rdf::ValueKind> cast_target(std::string_view function);

/// The IRIs of all functions, to offer the nearest.
std::vector<std::string> known_functions();

}  // namespace match
