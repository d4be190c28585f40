#pragma once

#include <cstddef>
#include <string>

#include "ontology/label.h"
#include "rules/explain/render.h"
#include "rules/explain/why_not.h"

namespace explain {

struct WhyNotStyle {
  RenderOptions page;
  /// Rules for what was asked that are told in full; those after them in a line.
  std::size_t most_rules = 4;
};

/// Why something does not hold, as a text tree like that of a derivation: what was asked for, the
/// rules that could conclude it with their conditions, each marked as holding (✓), failing (✗) or
/// open (?), the same for what could be concluded, and the nearest change of facts. Ends with a
/// line end.
std::string to_text(const WhyNot& why_not, const Evidence& evidence, const ontology::Labels& labels,
                    const WhyNotStyle& style = {});

/// The same as JSON; docs/explanation.md gives the shape.
std::string to_json(const WhyNot& why_not, const Evidence& evidence,
                    const ontology::Labels& labels);

/// The fix that is shown: the first that is known to do, else the first that may, else the first.
/// Null if there is none.
const Attempt* nearest(const WhyNot& why_not);

}  // namespace explain
