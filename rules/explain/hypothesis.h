#pragma once

#include "kg/overlay_graph.h"
#include "rules/evaluate.h"

namespace explain {

/// Runs the rules on the base graph of an overlay and makes what they conclude its inferences.
/// False if that ended early; then the overlay is as it was.
bool conclude(const rules::Program& program, kg::OverlayGraph& graph, kg::Interner& interner,
              const rules::EvaluateOptions& options = {});

}  // namespace explain
