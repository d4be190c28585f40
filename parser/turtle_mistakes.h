#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "parser/scope.h"

namespace parser {

/// A place where the Turtle grammar cannot go on.
struct TurtleFailure {
  const char* statement;  ///< where the statement begins
  const char* mistake;    ///< where what was expected does not stand; not at a blank
  std::string expected;   ///< the name of a rule or a terminal
  bool trig = false;
  bool in_graph = false;                      ///< between the braces of TriG
  std::optional<std::uint32_t> open_bracket;  ///< the innermost
};

/// Reports the failure as what the user most likely did. Returns whether the text goes on at the
/// mistake as if the statement had been ended before it.
bool report_turtle_mistake(Scope& scope, const TurtleFailure& failure);

/// Reports that the text ends within the graph whose `{` stands at `graph`.
void report_open_graph(Scope& scope, std::uint32_t graph);

}  // namespace parser
