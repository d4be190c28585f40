#include <ostream>

#include "repl/commands.h"
#include "repl/contrast.h"
#include "repl/open_output.h"
#include "rules/explain/render_contrast.h"

namespace repl {

namespace {

/// Columns of a text that does not go to a terminal.
constexpr std::size_t kPaper = 100;

bool about_the_answer(const parser::Diagnostics& diagnostics) {
  for (const parser::Diagnostic& diagnostic : diagnostics.all()) {
    for (const std::string_view code : {"not-concluded", "holds-too", "unknown-term"}) {
      if (diagnostic.code == code) return true;
    }
  }
  return false;
}

}  // namespace

Exit run_contrast(const StoreOptions& store, const ContrastOptions& options, Streams& streams) {
  Session session(store.store, kg::OpenMode::ReadOnly, store.language);
  parser::Diagnostics diagnostics;
  const rules::Program* program = session.program(diagnostics);
  const auto found = program ? contrast(session, *program, options.words,
                                        std::span(&options.but_not, 1), diagnostics)
                             : std::nullopt;
  streams.err << parser::render(diagnostics, streams.colour_err());
  if (!program) return Exit::Failed;
  if (!found) return about_the_answer(diagnostics) ? Exit::No : Exit::Usage;
  if (options.json) {
    streams.out << explain::to_json(*found, session.evidence(*program), session.labels());
  } else {
    explain::RenderOptions style;
    style.colour = streams.colour_out();
    style.width = options.width.value_or(streams.out_is_terminal ? streams.width() : kPaper);
    streams.out << explain::to_text(*found, session.evidence(*program), session.labels(), style);
  }
  finish(streams.out, {});
  return Exit::Done;
}

}  // namespace repl
