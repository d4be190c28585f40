#include <fstream>
#include <ostream>

#include "repl/activity.h"
#include "repl/commands.h"
#include "repl/explanations.h"
#include "repl/open_output.h"

namespace repl {

namespace {

constexpr std::size_t kMostExplained = 50;
constexpr std::size_t kMostProofs = 1000;
/// Columns of an explanation that does not go to a terminal.
constexpr std::size_t kPaper = 100;

bool about_the_answer(const parser::Diagnostics& diagnostics) {
  for (const parser::Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.code == "not-concluded" || diagnostic.code == "unknown-term") return true;
  }
  return false;
}

}  // namespace

Exit run_why(const StoreOptions& store, const WhyOptions& options, Streams& streams) {
  Session session(store.store, kg::OpenMode::ReadOnly, store.language);
  parser::Diagnostics diagnostics;
  const rules::Program* program = session.program(diagnostics);
  const std::optional<Question> question =
      program ? read_question(session, options.words, diagnostics) : std::nullopt;
  const auto hidden =
      question ? read_rule_names(options.hidden, session, *program, diagnostics) : std::nullopt;
  Explanations explanations;
  if (hidden) {
    const Working working(streams, "explaining");
    ExplainOptions what;
    what.hidden = *hidden;
    what.show_hidden = options.show_hidden;
    what.keep_hidden = options.format == ExplanationFormat::Json;
    what.limit = kMostExplained;
    if (options.all) {
      what.proofs = *options.all > 0 ? *options.all : kMostProofs;
      what.limit = *options.all > 0 && question->term ? *options.all : static_cast<std::size_t>(-1);
    }
    explanations = explain_all(session, *program, *question, what);
    if (explanations.all.empty()) report_absent(*question, session, *program, diagnostics);
  }
  streams.err << parser::render(diagnostics, streams.colour_err());
  if (!program) return Exit::Failed;
  if (!hidden || explanations.all.empty()) {
    return about_the_answer(diagnostics) ? Exit::No : Exit::Usage;
  }
  const bool to_screen = options.output.empty();
  explain::RenderOptions style;
  style.depth = options.depth;
  style.bindings = options.bindings;
  style.colour = streams.colour_out() && to_screen;
  style.width =
      options.width.value_or(streams.out_is_terminal && to_screen ? streams.width() : kPaper);
  std::ofstream file;
  std::ostream& out = open_output(options.output, file, streams.out);
  out << render(explanations, options.format, session, *program, style);
  finish(out, options.output);
  return Exit::Done;
}

}  // namespace repl
