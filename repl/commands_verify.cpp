#include <fmt/format.h>

#include <optional>
#include <ostream>
#include <utility>

#include "facts/load.h"
#include "parser/write.h"
#include "repl/activity.h"
#include "repl/commands.h"
#include "repl/open_output.h"
#include "repl/wording.h"
#include "rules/verify/check.h"

namespace repl {

namespace {

std::string triple_text(const verify::Triple& triple, const parser::Prefixes& prefixes) {
  return parser::to_turtle(triple.subject, prefixes) + ' ' +
         parser::to_turtle(triple.predicate, prefixes) + ' ' +
         parser::to_turtle(triple.object, prefixes);
}

/// What a step claims, from the terms that were checked and not from its words.
std::string claim(const verify::Step& step, const parser::Prefixes& prefixes) {
  switch (step.kind) {
    case verify::StepKind::Fact:
    case verify::StepKind::Derived:
    case verify::StepKind::Given:
      return triple_text(step.triple, prefixes);
    case verify::StepKind::Absent:
      return "NOT";
    case verify::StepKind::Condition:
      return "FILTER";
    case verify::StepKind::Value:
    case verify::StepKind::Aggregate:
      return fmt::format("SET ?{} := {}", step.variable,
                         step.result ? parser::to_turtle(*step.result, prefixes) : "");
  }
  return {};
}

std::string_view word(verify::Outcome outcome) {
  switch (outcome) {
    case verify::Outcome::Accepted:
      return "ok     ";
    case verify::Outcome::Assumed:
      return "assumed";
    case verify::Outcome::Rejected:
      return "WRONG  ";
  }
  return "";
}

/// The verdicts on one proof.
std::string to_text(const verify::Proof& proof, const verify::Report& report,
                    const parser::Prefixes& prefixes, bool only_wrong) {
  std::string text;
  std::size_t wrong = 0;
  std::size_t assumed = 0;
  for (std::size_t i = 0; i < proof.steps.size(); ++i) {
    const verify::Step& step = proof.steps[i];
    const verify::Verdict& verdict = report.steps[i];
    wrong += verdict.outcome == verify::Outcome::Rejected ? 1 : 0;
    assumed += verdict.outcome == verify::Outcome::Assumed ? 1 : 0;
    if (only_wrong && verdict.outcome == verify::Outcome::Accepted) continue;
    const std::string number = step.number.empty() ? fmt::format("#{}", i) : step.number;
    text += fmt::format("{} {}  {}: {}\n", word(verdict.outcome), number, claim(step, prefixes),
                        verdict.reason);
  }
  const std::string whole = triple_text(proof.conclusion, prefixes);
  if (report.accepted()) {
    text += fmt::format("The proof of {} holds: {} checked.\n", whole,
                        counted(proof.steps.size(), "step"));
    if (assumed > 0) {
      text += fmt::format("Steps that hang on what NOW() was, which is not known any more: {}.\n",
                          assumed);
    }
    return text;
  }
  text += fmt::format("The proof of {} does not hold: ", whole);
  if (!report.whole.empty()) text += report.whole + (wrong > 0 ? "; " : "");
  if (wrong > 0) text += fmt::format("{} of {} wrong", wrong, counted(proof.steps.size(), "step"));
  return text + ".\n";
}

}  // namespace

Exit run_verify(const StoreOptions& store, const VerifyOptions& options, Streams& streams) {
  parser::Diagnostics diagnostics;
  std::optional<Working> working(std::in_place, streams, "reading the proof");
  const facts::File file{options.file, options.file, facts::FileKind::Query};
  const auto source = facts::read(file, diagnostics);
  const auto proofs = source ? verify::read_proofs(*source, diagnostics) : std::nullopt;
  if (!proofs) {
    working.reset();
    streams.err << parser::render(diagnostics, streams.colour_err());
    return Exit::Input;
  }
  Session session(store.store, kg::OpenMode::ReadOnly, store.language);
  const rules::Program* program = session.program(diagnostics);
  working.reset();
  streams.err << parser::render(diagnostics, streams.colour_err());
  if (!program) return Exit::Failed;
  const verify::Evidence evidence{*program, session.snapshot(), session.snapshot(),
                                  session.terms()};
  bool accepted = true;
  std::size_t before = 0;  // steps of the proofs that were checked
  const Progress progress = progress_to(streams);
  for (std::size_t i = 0; i < proofs->size(); ++i) {
    const verify::Report report = verify::check((*proofs)[i], evidence, [&](std::size_t checked) {
      progress({"checking the proof", 0, before + checked, "steps"});
    });
    before += (*proofs)[i].steps.size();
    progress({});
    accepted = accepted && report.accepted();
    if (i > 0) streams.out << "\n";
    streams.out << to_text((*proofs)[i], report, session.prefixes(), options.only_wrong);
  }
  finish(streams.out, {});
  return accepted ? Exit::Done : Exit::No;
}

}  // namespace repl
