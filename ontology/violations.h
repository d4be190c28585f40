#pragma once

#include <cstddef>
#include <string_view>

#include "kg/dictionary.h"
#include "kg/graph_view.h"

namespace ontology {

/// The property by which rules say that a thing breaks what the vocabulary demands: its object
/// names what is broken (docs/standard-rules.md).
inline constexpr std::string_view kViolates = "https://warrant.example/ns#violates";

/// How many things are said to break something, stated or inferred.
std::size_t count_violations(const kg::GraphView& graph, const kg::Dictionary& terms);

}  // namespace ontology
