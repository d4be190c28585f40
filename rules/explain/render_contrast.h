#pragma once

#include <string>

#include "ontology/label.h"
#include "rules/explain/contrast.h"
#include "rules/explain/render.h"

namespace explain {

/// Both triples, then each condition that only the one meets, with what the other has in its place;
/// at the end what both meet. Ends with a line end.
std::string to_text(const Contrast& contrast, const Evidence& evidence,
                    const ontology::Labels& labels, const RenderOptions& options = {});

/// The same as JSON; docs/explanation.md gives the shape.
std::string to_json(const Contrast& contrast, const Evidence& evidence,
                    const ontology::Labels& labels);

}  // namespace explain
