#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "repl/question.h"
#include "rules/explain/render.h"

namespace repl {

/// One rule instance (or one fact) and all that it says of what was asked.
struct Explained {
  std::vector<kg::Triple> triples;  ///< at least one; the derivation is that of the first
  explain::Derivation derivation;
};

struct Explanations {
  std::vector<Explained> all;
  /// How many triples a limit left out.
  std::size_t left_out = 0;
};

/// Explains what matches a question: for a term all that was inferred with it as subject, then with
/// it as object. Triples that one rule instance concludes stand together. Empty if nothing matches;
/// for a term, if nothing was inferred about it. At most `limit` triples. `program` must be that of
/// the session.
Explanations explain_all(Session& session, const rules::Program& program, const Question& question,
                         std::size_t limit);

/// The explanations as text trees, one after the other.
std::string to_text(const Explanations& explanations, Session& session,
                    const rules::Program& program, const explain::RenderOptions& options);

/// A triple's derivation as explain::to_json gives it; for a term `{"term": …, "conclusions": […]}`
/// with one a conclusion.
std::string to_json(const Explanations& explanations, const Question& question, Session& session,
                    const rules::Program& program);

/// Says that nothing matches, and which rules could conclude it.
void report_absent(const Question& question, Session& session, const rules::Program& program,
                   parser::Diagnostics& diagnostics);

}  // namespace repl
