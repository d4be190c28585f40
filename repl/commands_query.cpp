#include <fmt/format.h>

#include <fstream>
#include <ostream>

#include "facts/load.h"
#include "repl/commands.h"
#include "repl/explanations.h"
#include "repl/interrupt.h"
#include "repl/open_output.h"
#include "repl/wording.h"

namespace repl {

namespace {

constexpr std::size_t kMostExplained = 50;
/// Columns of an explanation that does not go to a terminal.
constexpr std::size_t kPaper = 100;

std::optional<parser::Source> question_of(const QueryOptions& options,
                                          parser::Diagnostics& diagnostics) {
  if (options.file.empty()) return parser::Source{"<query>", options.text};
  const facts::File file{options.file, options.file, facts::FileKind::Query};
  return facts::read(file, diagnostics);
}

/// Columns to keep to: what was asked for, else those of the terminal, if the text goes to it.
std::size_t width_of(const std::optional<std::size_t>& wanted, const Streams& streams) {
  return wanted.value_or(streams.width());
}

bool about_the_answer(const parser::Diagnostics& diagnostics) {
  for (const parser::Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.code == "not-concluded" || diagnostic.code == "unknown-term") return true;
  }
  return false;
}

}  // namespace

Exit run_query(const StoreOptions& store, const QueryOptions& options, Streams& streams) {
  parser::Diagnostics diagnostics;
  const std::optional<parser::Source> question = question_of(options, diagnostics);
  std::optional<query::Answer> answer;
  bool shown = false;
  if (question) {
    Session session(store.store, kg::OpenMode::ReadOnly, store.language);
    Interrupt interrupt(true);
    session.set_cancel(&interrupt.flag());
    query::QueryOptions limits;
    limits.max_rows = options.max_rows;
    limits.timeout = options.timeout;
    answer = session.ask(*question, diagnostics, limits);
    if (answer) {
      const bool to_screen = options.output.empty();
      std::ofstream file;
      std::ostream& out = open_output(options.output, file, streams.out);
      AnswerStyle style{options.format, {}, options.labels, false};
      style.table = {width_of(options.width, streams), streams.colour_out() && to_screen};
      shown = show(*answer, session, style, out, diagnostics);
      finish(out, options.output);
    }
  }
  streams.err << parser::render(diagnostics, streams.colour_err());
  if (!answer) return options.file.empty() ? Exit::Usage : Exit::Input;
  if (!shown) return Exit::Usage;
  streams.err << incomplete_note(*answer);
  if (!answer->incomplete && streams.out_is_terminal && answer->form == parser::QueryForm::Select) {
    streams.err << "(" << size_of(*answer) << ")\n";
  }
  if (answer->form != parser::QueryForm::Ask || answer->yes) return Exit::Done;
  return answer->incomplete ? Exit::Failed : Exit::No;
}

Exit run_why(const StoreOptions& store, const WhyOptions& options, Streams& streams) {
  Session session(store.store, kg::OpenMode::ReadOnly, store.language);
  parser::Diagnostics diagnostics;
  const rules::Program* program = session.program(diagnostics);
  const std::optional<Question> question =
      program ? read_question(session, options.words, diagnostics) : std::nullopt;
  Explanations explanations;
  if (question) {
    const std::size_t limit = options.all ? static_cast<std::size_t>(-1) : kMostExplained;
    explanations = explain_all(session, *program, *question, limit);
    if (explanations.all.empty()) report_absent(*question, session, *program, diagnostics);
  }
  streams.err << parser::render(diagnostics, streams.colour_err());
  if (!program) return Exit::Failed;
  if (!question || explanations.all.empty()) {
    return about_the_answer(diagnostics) ? Exit::No : Exit::Usage;
  }
  if (options.json) {
    streams.out << to_json(explanations, *question, session, *program);
  } else {
    explain::RenderOptions style;
    style.depth = options.depth;
    style.colour = streams.colour_out();
    style.width = options.width.value_or(streams.out_is_terminal ? streams.width() : kPaper);
    streams.out << to_text(explanations, session, *program, style);
  }
  finish(streams.out, {});
  return Exit::Done;
}

}  // namespace repl
