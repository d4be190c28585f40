#include <fmt/format.h>

#include <fstream>
#include <ostream>

#include "facts/load.h"
#include "repl/activity.h"
#include "repl/commands.h"
#include "repl/interrupt.h"
#include "repl/open_output.h"
#include "repl/wording.h"

namespace repl {

namespace {

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
    session.set_progress(progress_to(streams));
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

}  // namespace repl
