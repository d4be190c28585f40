#include <ostream>

#include "repl/contrast.h"
#include "repl/shell.h"
#include "repl/why_not.h"
#include "rules/explain/render_contrast.h"

namespace repl {

namespace {

constexpr std::size_t kMostAbsent = 3;
/// Columns of an explanation that does not go to a terminal.
constexpr std::size_t kPaper = 100;

}  // namespace

Exit Shell::why_not(std::string_view text) {
  if (text.empty()) {
    return fail(".whynot takes what to explain", ".whynot S P O for a triple, .whynot TERM");
  }
  parser::Diagnostics diagnostics;
  const rules::Program* program = session_.program(diagnostics);
  if (!program) return report(diagnostics, Exit::Failed);
  const std::string words(text);
  const auto question = read_question(session_, std::span(&words, 1), diagnostics);
  WhyNotAnswer answer;
  if (question) {
    answer = explain_absence(session_, *program, *question, kMostAbsent);
  } else if (auto made_up = explain_made_up(session_, *program, std::span(&words, 1))) {
    answer = std::move(made_up->second);
  } else {
    return report(diagnostics, Exit::Input);
  }
  if (answer.all.empty()) {
    if (question->term) {
      report_nothing_absent(*question->term, session_, diagnostics);
      return report(diagnostics, Exit::No);
    }
    streams_.err << kDoesHold;
    const Exit exit = explain(*question, {});
    return exit == Exit::Done ? Exit::No : exit;
  }
  explain::WhyNotStyle style;
  style.page.colour = streams_.colour_out() && !file_.is_open();
  style.page.width = streams_.width() > 0 ? streams_.width() : kPaper;
  out() << to_text(answer, session_, *program, style);
  out().flush();
  return Exit::Done;
}

Exit Shell::contrast(std::string_view holds, std::string_view but_not) {
  parser::Diagnostics diagnostics;
  const rules::Program* program = session_.program(diagnostics);
  if (!program) return report(diagnostics, Exit::Failed);
  const std::string one(holds);
  const std::string other(but_not);
  const auto found =
      repl::contrast(session_, *program, std::span(&one, 1), std::span(&other, 1), diagnostics);
  if (!found) return report(diagnostics, Exit::No);
  explain::RenderOptions style;
  style.colour = streams_.colour_out() && !file_.is_open();
  style.width = streams_.width() > 0 ? streams_.width() : kPaper;
  out() << explain::to_text(*found, session_.evidence(*program), session_.labels(), style);
  out().flush();
  return Exit::Done;
}

}  // namespace repl
