#include <ostream>

#include "repl/activity.h"
#include "repl/commands.h"
#include "repl/explanations.h"
#include "repl/open_output.h"
#include "repl/why_not.h"

namespace repl {

namespace {

/// Columns of an explanation that does not go to a terminal.
constexpr std::size_t kPaper = 100;
constexpr std::size_t kMostAbsent = 3;
constexpr std::size_t kMostExplained = 50;

bool about_the_answer(const parser::Diagnostics& diagnostics) {
  for (const parser::Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.code == "unknown-term" || diagnostic.code == "nothing-absent") return true;
  }
  return false;
}

}  // namespace

Exit run_why_not(const StoreOptions& store, const WhyNotOptions& options, Streams& streams) {
  Session session(store.store, kg::OpenMode::ReadOnly, store.language);
  parser::Diagnostics diagnostics;
  const rules::Program* program = session.program(diagnostics);
  std::optional<Question> question =
      program ? read_question(session, options.words, diagnostics) : std::nullopt;
  WhyNotAnswer answer;
  Explanations held;
  std::optional<Working> working(std::in_place, streams, "explaining");
  if (program && !question && about_the_answer(diagnostics)) {
    if (auto made_up = explain_made_up(session, *program, options.words)) {
      diagnostics = parser::Diagnostics();
      question = std::move(made_up->first);
      answer = std::move(made_up->second);
    }
  } else if (question) {
    const std::size_t limit = options.all ? static_cast<std::size_t>(-1) : kMostAbsent;
    answer = explain_absence(session, *program, *question, limit);
    if (answer.all.empty() && question->term) {
      report_nothing_absent(*question->term, session, diagnostics);
    } else if (answer.all.empty()) {
      held = explain_all(session, *program, *question, kMostExplained);
    }
  }
  working.reset();
  streams.err << parser::render(diagnostics, streams.colour_err());
  if (!program) return Exit::Failed;
  if (!question) return about_the_answer(diagnostics) ? Exit::No : Exit::Usage;
  explain::WhyNotStyle style;
  style.page.depth = options.depth;
  style.page.colour = streams.colour_out();
  style.page.width = options.width.value_or(streams.out_is_terminal ? streams.width() : kPaper);
  if (options.all) style.most_rules = static_cast<std::size_t>(-1);
  if (!answer.all.empty()) {
    streams.out << (options.json ? to_json(answer, *question, session, *program)
                                 : to_text(answer, session, *program, style));
  } else if (!held.all.empty()) {
    streams.err << kDoesHold;
    streams.out << render(held, options.json ? ExplanationFormat::Json : ExplanationFormat::Text,
                          session, *program, style.page);
  }
  finish(streams.out, {});
  return answer.all.empty() ? Exit::No : Exit::Done;
}

}  // namespace repl
