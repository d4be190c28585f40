#pragma once

#include <cstddef>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "repl/commands.h"
#include "repl/complete.h"
#include "repl/dot_commands.h"
#include "repl/explanations.h"
#include "repl/statement.h"

namespace repl {

/// The shell without its line editor: runs statements and commands one after the other, and
/// remembers what `.why` may refer to.
class Shell {
 public:
  /// Both must outlive it. What it sees of Ctrl-C is the session's.
  Shell(Session& session, Streams& streams);

  /// Runs a statement as a StatementReader gives it. Reports what goes wrong, that of the disk
  /// included.
  Exit run(std::string_view statement);
  /// Runs all statements of a stream. The worst that went wrong last, or how the last one ended.
  Exit run_all(std::istream& in);
  /// Whether `.quit` was said.
  bool finished() const { return finished_; }
  /// What completion draws on; borrows the shell.
  Vocabulary vocabulary();
  const parser::Prefixes& prefixes() const { return session_.prefixes(); }
  /// Shows whether something is assumed.
  std::string prompt() const;

 private:
  /// What `.why N` means: rows of the last answer.
  struct Rows {
    std::size_t count = 0;
    std::function<std::optional<Question>(std::size_t row)> question;
  };
  using Path = std::vector<std::size_t>;

  Exit run_statement(std::string_view statement);
  Exit ask(std::string_view text);
  Exit add_rules(std::string_view text);
  Exit declare_prefixes(std::string_view text);
  Exit unknown(std::string_view text);

  Exit run_command(std::string_view text);
  Exit run_command(DotCommand command, std::string_view argument);
  Exit change(const std::vector<std::string>& paths, bool load);
  Exit describe_term(std::string_view text);
  Exit find_text(std::string_view text);
  Exit list_rules();
  Exit show_rule(std::string_view name);
  Exit prefix(std::string_view text);
  Exit set_mode(std::string_view word);
  Exit set_language(std::string_view word);
  Exit set_timer(std::string_view word);
  Exit set_output(std::string_view path);
  Exit read_file(std::string_view path);
  Exit stats();

  Exit why(std::string_view text);
  Exit why_not(std::string_view text);
  Exit contrast(std::string_view holds, std::string_view but_not);
  Exit what_if(std::string_view text);
  Exit assume(Assumption assumption);
  Exit show_what_if();
  Exit explain_what_if(std::size_t number);
  Exit end_what_if();
  bool refused(std::string_view command);
  Exit why_row(std::size_t row, std::size_t proofs);
  Exit why_step(const Path& path);
  Exit explain(const Question& question, const Path& prefix, std::size_t proofs = 1);
  /// The node that a number of the last explanation stands for.
  const explain::Node* step(const Path& path) const;

  /// Reports a mistake in what was typed.
  Exit fail(std::string message, std::string hint = {}, Exit exit = Exit::Input);
  Exit report(const parser::Diagnostics& diagnostics, Exit exit);
  std::ostream& out() { return file_.is_open() ? file_ : streams_.out; }
  TableStyle table_style() const;

  Session& session_;
  Streams& streams_;
  Format format_ = Format::Default;
  Format before_records_ = Format::Default;
  bool labels_ = false;
  bool timer_ = false;
  std::ofstream file_;       ///< of `.output`
  std::size_t reading_ = 0;  ///< files within files
  bool finished_ = false;

  std::vector<Assumption> assumptions_;
  Rows rows_;
  Explanations explanations_;
  Path explained_;  ///< what the numbers of `explanations_` begin with
};

/// `3` or `3.1.2` as numbers; nothing if a text is anything else.
std::optional<std::vector<std::size_t>> read_numbers(std::string_view text);

/// What the shell says when it opens: what the store holds, and three things to try with it.
std::string greeting(Session& session);

/// Runs the shell on `streams.in`.
Exit run_shell(const StoreOptions& options, bool read_only, Streams& streams);

}  // namespace repl
