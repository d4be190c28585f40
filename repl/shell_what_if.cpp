#include <fmt/format.h>

#include <ostream>

#include "repl/shell.h"
#include "repl/what_if.h"
#include "repl/wording.h"

/// The shell's what-if session.
namespace repl {

namespace {

/// Columns of a text that does not go to a terminal.
constexpr std::size_t kPaper = 100;

constexpr std::pair<std::string_view, Assumption::Kind> kKinds[] = {
    {"assert", Assumption::Kind::Assert},
    {"retract", Assumption::Kind::Retract},
    {"withdraw", Assumption::Kind::Withdraw},
    {"rule", Assumption::Kind::Rule},
    {"without", Assumption::Kind::Without}};

}  // namespace

Exit Shell::what_if(std::string_view text) {
  if (text.empty()) return show_what_if();
  const std::size_t end = std::min(text.find_first_of(" \t\n"), text.size());
  const std::string word(text.substr(0, end));
  text.remove_prefix(end);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\n"), text.size()));
  if (word == "off") return end_what_if();
  if (const auto number = read_numbers(word); number && number->size() == 1 && text.empty()) {
    return explain_what_if(number->front());
  }
  for (const auto& [name, kind] : kKinds) {
    if (word != name) continue;
    if (text.empty()) return fail(".whatif " + word + " takes what is assumed");
    return assume({kind, std::string(text)});
  }
  const std::vector<std::string> known = words_of(".whatif");
  const std::string near = parser::nearest(word, known);
  return fail("'" + word + "' is nothing that can be assumed",
              near.empty() ? ".whatif takes " + listed(known, known.size())
                           : "did you mean '" + near + "'?");
}

Exit Shell::assume(Assumption assumption) {
  std::vector<Assumption> all = assumptions_;
  all.push_back(std::move(assumption));
  parser::Diagnostics diagnostics;
  // What refers to the state before would be read in the new one.
  rows_ = {};
  explanations_ = {};
  if (!session_.suppose(all, diagnostics)) return report(diagnostics, Exit::Input);
  assumptions_ = std::move(all);
  report(diagnostics, Exit::Done);
  return show_what_if();
}

Exit Shell::show_what_if() {
  Supposition* supposition = session_.supposition();
  if (supposition == nullptr) {
    return fail("nothing is assumed",
                ".whatif assert S P O, or retract, withdraw SOURCE, rule FILE, without RULE");
  }
  explain::WhatIfStyle style;
  style.page.colour = streams_.colour_out() && !file_.is_open();
  style.page.width = streams_.width() > 0 ? streams_.width() : kPaper;
  out() << to_text(*supposition, style);
  out().flush();
  return Exit::Done;
}

Exit Shell::explain_what_if(std::size_t number) {
  Supposition* supposition = session_.supposition();
  if (supposition == nullptr) return show_what_if();
  explain::RenderOptions style;
  style.colour = streams_.colour_out() && !file_.is_open();
  style.width = streams_.width() > 0 ? streams_.width() : kPaper;
  const auto text = explain_change(*supposition, number, style);
  if (!text) {
    return fail(fmt::format("there is no number {}: there are {}", number,
                            counted(count_changes(*supposition), "change")));
  }
  out() << *text;
  out().flush();
  return Exit::Done;
}

Exit Shell::end_what_if() {
  if (session_.supposition() == nullptr) return fail("nothing is assumed");
  rows_ = {};
  explanations_ = {};
  assumptions_.clear();
  session_.suppose_nothing();
  streams_.err << "the store as it is\n";
  return Exit::Done;
}

std::string Shell::prompt() const {
  return session_.supposition() == nullptr ? "warrant> " : "warrant[what-if]> ";
}

/// Whether a command that changes the store is refused.
bool Shell::refused(std::string_view command) {
  if (session_.supposition() == nullptr) return false;
  fail(std::string(command) + " changes the store, and here something is only assumed",
       ".whatif off ends that; .whatif assert, retract, withdraw, rule and without assume more");
  return true;
}

}  // namespace repl
