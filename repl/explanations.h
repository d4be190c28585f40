#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "repl/question.h"
#include "rules/explain/render.h"

namespace repl {

using explain::Explained;
using Explanations = explain::Account;

/// What an explanation is written as.
enum class ExplanationFormat : std::uint8_t { Text, Prose, Json, Dot, Prov, Html };

/// As on the command line: text, prose, json, dot, prov, html.
std::optional<ExplanationFormat> explanation_format(std::string_view name);
const std::vector<std::string>& explanation_formats();

/// Explains what matches a question: for a term all that was inferred with it as subject, then with
/// it as object. Triples that one rule instance concludes stand together. Empty if nothing matches;
/// for a term, if nothing was inferred about it. At most `limit` triples. `program` must be that of
/// the session.
Explanations explain_all(Session& session, const rules::Program& program, const Question& question,
                         std::size_t limit);

/// What of a question is explained, and which steps are left out.
struct ExplainOptions {
  std::size_t limit = 50;  ///< triples at most
  /// Proofs of each triple, at most. More than one only for a single triple.
  std::size_t proofs = 1;
  std::vector<rules::RuleIndex> hidden;  ///< rules whose steps are left out
  /// Show the steps of rules that say `#@ show never` too.
  bool show_hidden = false;
  /// Keep what is left out, marked: for programs that read it.
  bool keep_hidden = false;
};

Explanations explain_all(Session& session, const rules::Program& program, const Question& question,
                         const ExplainOptions& options);

/// Rules by name, as Turtle writes it or as a proof does, or by title. A name that no rule has is
/// an error with the nearest.
std::optional<std::vector<rules::RuleIndex>> read_rule_names(const std::vector<std::string>& names,
                                                             Session& session,
                                                             const rules::Program& program,
                                                             parser::Diagnostics& diagnostics);

/// The explanations as text trees, one after the other.
std::string to_text(const Explanations& explanations, Session& session,
                    const rules::Program& program, const explain::RenderOptions& options);

/// The explanations in a format; the options are those of text.
std::string render(const Explanations& explanations, ExplanationFormat format, Session& session,
                   const rules::Program& program, const explain::RenderOptions& options);

/// Says that nothing matches, and which rules could conclude it.
void report_absent(const Question& question, Session& session, const rules::Program& program,
                   parser::Diagnostics& diagnostics);

}  // namespace repl
