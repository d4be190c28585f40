#include "rules/explain/hypothesis.h"

namespace explain {

bool conclude(const rules::Program& program, kg::OverlayGraph& graph, kg::Interner& interner,
              const rules::EvaluateOptions& options) {
  const rules::Inferences inferences = rules::evaluate(program, graph, interner, options);
  if (inferences.outcome != rules::Outcome::Complete) return false;
  graph.replace_inferences(inferences.triples);
  return true;
}

}  // namespace explain
