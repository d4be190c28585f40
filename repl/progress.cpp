#include "repl/progress.h"

#include <fmt/format.h>

#include <utility>

#include "repl/wording.h"

namespace repl {

std::string round_in_words(const Step& step) {
  return step.round == 0 ? "" : fmt::format("round {}", step.round);
}

std::string amount_in_words(const Step& step) {
  return step.done == 0 ? "" : fmt::format("{} {}", grouped(step.done), step.unit);
}

std::string in_words(const Step& step) {
  std::string details = round_in_words(step);
  if (!details.empty() && step.done > 0) details += ", ";
  details += amount_in_words(step);
  return std::string(step.stage) + (details.empty() ? "" : " (" + details + ")");
}

std::function<void(const rules::RunProgress&)> reasoning_progress(Progress progress) {
  if (!progress) return {};
  return [progress = std::move(progress)](const rules::RunProgress& run) {
    progress({"reasoning", run.round, run.triples, run.round == 0 ? "facts read" : "conclusions"});
  };
}

}  // namespace repl
