#include <ostream>

#include "repl/interrupt.h"
#include "repl/shell.h"
#include "repl/terminal.h"

namespace repl {

namespace {

/// As wide as the prompt without its last blank.
std::string continued(const std::string& prompt) {
  return std::string(prompt.size() - 6, ' ') + "...> ";
}

/// Completes the line that is edited, knowing those before it.
Completion complete_line(const Shell& shell, Vocabulary vocabulary, const std::string& before,
                         std::string_view line, std::size_t cursor) {
  vocabulary.prefixes = shell.prefixes();
  const std::size_t start = before.empty() ? 0 : before.size() + 1;
  std::string text = before.empty() ? "" : before + "\n";
  text += line;
  Completion completion = complete(text, start + cursor, vocabulary);
  if (completion.begin < start) return {};
  completion.begin -= start;
  return completion;
}

void talk(Shell& shell, Interrupt& interrupt, Streams& streams) {
  StatementReader reader(false);
  const Vocabulary vocabulary = shell.vocabulary();
  Terminal terminal(history_path(), [&](std::string_view line, std::size_t cursor) {
    return complete_line(shell, vocabulary, reader.text(), line, cursor);
  });
  const auto prompt = [&] { return reader.pending() ? continued(shell.prompt()) : shell.prompt(); };
  std::string line;
  while (!shell.finished()) {
    switch (terminal.read(prompt(), line)) {
      case Terminal::Event::Closed:
        streams.out << "\n" << std::flush;
        return;
      case Terminal::Event::Cancelled:
        reader.clear();
        continue;
      case Terminal::Event::Line:
        break;
    }
    const auto statement = reader.add(line, shell.prefixes());
    if (!statement) continue;
    terminal.remember(*statement);
    interrupt.flag() = false;
    shell.run(*statement);
    streams.out.flush();
    streams.err.flush();
  }
}

}  // namespace

Exit run_shell(const StoreOptions& options, bool read_only, Streams& streams) {
  Session session(options.store, read_only ? kg::OpenMode::ReadOnly : kg::OpenMode::ReadWrite,
                  options.language);
  Interrupt interrupt(!streams.in_is_terminal);
  session.set_cancel(&interrupt.flag());
  Shell shell(session, streams);
  if (!streams.in_is_terminal) return shell.run_all(streams.in);
  streams.out << greeting(session) << std::flush;
  talk(shell, interrupt, streams);
  return Exit::Done;
}

}  // namespace repl
