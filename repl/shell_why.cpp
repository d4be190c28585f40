#include <fmt/format.h>

#include <charconv>
#include <ostream>

#include "repl/row_question.h"
#include "repl/shell.h"
#include "repl/wording.h"

namespace repl {

namespace {

constexpr std::size_t kMostExplained = 50;
constexpr std::size_t kMostProofs = 1000;
/// Columns of an explanation that does not go to a terminal.
constexpr std::size_t kPaper = 100;

std::string written(const std::vector<std::size_t>& path) {
  std::string text;
  for (const std::size_t number : path) text += (text.empty() ? "" : ".") + std::to_string(number);
  return text;
}

/// Takes `all` or `all N` from the end of what is to be explained: how many proofs are wanted.
std::size_t take_all(std::string_view& text) {
  static constexpr std::string_view kDigits = "0123456789";
  static constexpr std::string_view kAll = " all";
  std::string_view rest = text;
  std::string_view number;
  const std::size_t last = rest.rfind(' ');
  if (last != std::string_view::npos &&
      rest.substr(last + 1).find_first_not_of(kDigits) == std::string_view::npos) {
    number = rest.substr(last + 1);
    rest = rest.substr(0, rest.find_last_not_of(' ', last) + 1);
  }
  if (!rest.ends_with(kAll)) return 1;
  std::size_t proofs = kMostProofs;
  if (!number.empty()) std::from_chars(number.data(), number.data() + number.size(), proofs);
  text = rest.substr(0, rest.find_last_not_of(' ', rest.size() - kAll.size()) + 1);
  return proofs > 0 ? proofs : kMostProofs;
}

}  // namespace

std::optional<std::vector<std::size_t>> read_numbers(std::string_view text) {
  std::vector<std::size_t> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (true) {
    std::size_t number = 0;
    const auto [next, error] = std::from_chars(at, end, number);
    if (error != std::errc() || number == 0) return std::nullopt;
    numbers.push_back(number);
    if (next == end) return numbers;
    if (*next != '.') return std::nullopt;
    at = next + 1;
  }
}

Exit Shell::why(std::string_view text) {
  if (text.empty()) {
    return fail(".why takes what to explain",
                ".why 3 for row 3 of the last answer, .why S P O for a triple, .why TERM");
  }
  const std::size_t proofs = take_all(text);
  if (const auto path = read_numbers(text)) {
    if (proofs == 1 && (step(*path) != nullptr || path->size() > 1)) return why_step(*path);
    if (path->size() == 1) return why_row(path->front(), proofs);
    const explain::Node* node = step(*path);
    if (node == nullptr || !explain::is_triple(*node)) {
      return fail("there is no step " + written(*path) +
                  " in the last explanation that has proofs");
    }
    return explain(question_of(node->triple), *path, proofs);
  }
  static constexpr std::string_view kButNot = " but not ";
  if (const std::size_t at = text.find(kButNot); at != std::string_view::npos) {
    return contrast(text.substr(0, at), text.substr(at + kButNot.size()));
  }
  parser::Diagnostics diagnostics;
  const std::string words(text);
  const auto question = read_question(session_, std::span(&words, 1), diagnostics);
  if (!question) return report(diagnostics, Exit::Input);
  return explain(*question, {}, proofs);
}

Exit Shell::why_row(std::size_t row, std::size_t proofs) {
  if (!rows_.question) {
    return fail("there is no answer yet that could have a row " + std::to_string(row),
                "ask something first, or name a triple or a term");
  }
  if (row > rows_.count) {
    return fail(
        fmt::format("the last answer has no row {}: it has {}", row, counted(rows_.count, "row")));
  }
  const auto question = rows_.question(row - 1);
  if (!question) {
    return fail(
        fmt::format("row {} names neither a triple nor a term that something was concluded about",
                    row),
        "name a triple: .why S P O", Exit::No);
  }
  return explain(*question, {row}, proofs);
}

const explain::Node* Shell::step(const Path& path) const {
  const Path& prefix = explained_;
  if (explanations_.all.empty() || path.size() <= prefix.size() ||
      !std::equal(prefix.begin(), prefix.end(), path.begin())) {
    return nullptr;
  }
  std::size_t at = prefix.size();
  std::size_t which = 0;
  if (explanations_.all.size() > 1) {
    which = path[at++] - 1;
    if (which >= explanations_.all.size()) return nullptr;
  }
  const explain::Derivation& derivation = explanations_.all[which].derivation;
  const Path rest(path.begin() + static_cast<std::ptrdiff_t>(at), path.end());
  const auto node = explain::find_number(derivation, written(rest));
  return node ? &derivation[*node] : nullptr;
}

Exit Shell::why_step(const Path& path) {
  const explain::Node* node = step(path);
  if (node == nullptr) {
    // `.why 3.1` before row 3 was explained
    if (rows_.question && path.front() <= rows_.count && explained_ != Path{path.front()}) {
      const auto question = rows_.question(path.front() - 1);
      parser::Diagnostics diagnostics;
      const rules::Program* program = session_.program(diagnostics);
      if (program && question) {
        explanations_ = explain_all(session_, *program, *question, kMostExplained);
        explained_ = {path.front()};
        node = step(path);
      }
    }
    if (node == nullptr)
      return fail("there is no step " + written(path) + " in the last explanation");
  }
  if (node->kind == explain::NodeKind::Absent) {
    out() << "looked for " << node->sought.text() << " and found nothing"
          << (node->sought.base_graph_only ? " among what is stated\n" : "\n");
    return Exit::Done;
  }
  if (node->kind == explain::NodeKind::Condition || node->kind == explain::NodeKind::Value) {
    out() << node->expression << "\nis " << node->evaluated;
    if (node->result != kg::TermId::None) out() << " = " << session_.labels().turtle(node->result);
    out() << "\n";
    return Exit::Done;
  }
  // The numbers go on from where they are; the explanation they belong to stays.
  Explanations whole = std::move(explanations_);
  const Path prefix = explained_;
  const Exit exit = explain(question_of(node->triple), path);
  explanations_ = std::move(whole);
  explained_ = prefix;
  return exit;
}

Exit Shell::explain(const Question& question, const Path& prefix, std::size_t proofs) {
  parser::Diagnostics diagnostics;
  const rules::Program* program = session_.program(diagnostics);
  if (!program) return report(diagnostics, Exit::Failed);
  ExplainOptions what;
  what.limit = kMostExplained;
  what.proofs = proofs;
  Explanations explanations = explain_all(session_, *program, question, what);
  if (explanations.all.empty()) {
    report_absent(question, session_, *program, diagnostics);
    return report(diagnostics, Exit::No);
  }
  explain::RenderOptions style;
  style.colour = streams_.colour_out() && !file_.is_open();
  style.width = streams_.width() > 0 ? streams_.width() : kPaper;
  style.number = written(prefix);
  out() << to_text(explanations, session_, *program, style);
  out().flush();
  explanations_ = std::move(explanations);
  explained_ = prefix;
  return Exit::Done;
}

}  // namespace repl
