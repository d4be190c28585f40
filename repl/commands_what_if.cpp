#include <ostream>

#include "repl/activity.h"
#include "repl/commands.h"
#include "repl/interrupt.h"
#include "repl/open_output.h"
#include "repl/session.h"
#include "repl/what_if.h"

namespace repl {

namespace {

/// Columns of a text that does not go to a terminal.
constexpr std::size_t kPaper = 100;

/// Sources go before facts, so that what is asserted stays.
std::vector<Assumption> assumptions_of(const WhatIfOptions& options) {
  std::vector<Assumption> all;
  const auto add = [&](Assumption::Kind kind, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) all.push_back({kind, text});
  };
  add(Assumption::Kind::Withdraw, options.withdraw);
  add(Assumption::Kind::Retract, options.retract);
  add(Assumption::Kind::Assert, options.assert_facts);
  add(Assumption::Kind::Without, options.without);
  add(Assumption::Kind::Rule, options.rules);
  return all;
}

}  // namespace

Exit run_what_if(const StoreOptions& store, const WhatIfOptions& options, Streams& streams) {
  const std::vector<Assumption> assumptions = assumptions_of(options);
  if (assumptions.empty()) {
    streams.err << "error: nothing is assumed\n"
                   "hint: --assert, --retract, --withdraw, --rule or --without say what\n";
    return Exit::Usage;
  }
  Session session(store.store, kg::OpenMode::ReadOnly, store.language);
  Interrupt interrupt(true);
  session.set_cancel(&interrupt.flag());
  session.set_progress(progress_to(streams));
  parser::Diagnostics diagnostics;
  const bool supposed = session.suppose(assumptions, diagnostics);
  streams.err << parser::render(diagnostics, streams.colour_err());
  if (!supposed) return interrupt.flag() ? Exit::Failed : Exit::Input;
  Supposition& supposition = *session.supposition();
  {
    const Working working(streams, "comparing the conclusions");
    supposition.difference();
  }
  if (options.json) {
    streams.out << to_json(supposition);
  } else {
    explain::WhatIfStyle style;
    style.page.colour = streams.colour_out();
    style.page.width = options.width.value_or(streams.out_is_terminal ? streams.width() : kPaper);
    if (options.all) style.most_groups = static_cast<std::size_t>(-1);
    streams.out << to_text(supposition, style);
    const std::size_t count = options.why ? count_changes(supposition) : 0;
    for (std::size_t number = 1; number <= count; ++number) {
      style.page.number = std::to_string(number);
      streams.out << "\n" << explain_change(supposition, number, style.page).value_or("");
    }
  }
  finish(streams.out, {});
  return Exit::Done;
}

}  // namespace repl
