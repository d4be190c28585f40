#include "repl/shell.h"

#include <fmt/format.h>

#include <chrono>
#include <istream>
#include <ostream>

#include "kg/memory_limit.h"
#include "kg/storage_error.h"
#include "repl/activity.h"
#include "repl/row_question.h"
#include "repl/wording.h"

namespace repl {

namespace {

bool is_error(Exit exit) { return exit != Exit::Done && exit != Exit::No; }

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

}  // namespace

Shell::Shell(Session& session, Streams& streams) : session_(session), streams_(streams) {
  session_.set_progress(progress_to(streams));
}

Exit Shell::run(std::string_view statement) {
  try {
    const auto start = std::chrono::steady_clock::now();
    const Exit exit = run_statement(statement);
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
    if (timer_ && !statement.empty()) streams_.err << duration(passed.count()) << "\n";
    return exit;
  } catch (const kg::StorageError& error) {
    streams_.err << "error: " << error.what() << "\n";
  } catch (const std::bad_alloc& error) {
    // What an answer or a supposition takes is given back first.
    rows_ = {};
    explanations_ = {};
    report_no_memory(error, streams_);
  }
  return Exit::Failed;
}

Exit Shell::run_all(std::istream& in) {
  StatementReader reader(true);
  Exit error = Exit::Done;
  Exit last = Exit::Done;
  const auto run_one = [&](const std::string& statement) {
    last = run(statement);
    if (is_error(last)) error = last;
  };
  std::string line;
  while (!finished_ && std::getline(in, line)) {
    if (const auto statement = reader.add(line, prefixes())) run_one(*statement);
  }
  if (!finished_) {
    if (const auto statement = reader.finish()) run_one(*statement);
  }
  return is_error(error) ? error : last;
}

Exit Shell::run_statement(std::string_view statement) {
  switch (kind_of(statement)) {
    case StatementKind::Empty:
      return Exit::Done;
    case StatementKind::Command:
      return run_command(statement);
    case StatementKind::Query:
      return ask(statement);
    case StatementKind::Rules:
      return add_rules(statement);
    case StatementKind::Prefixes:
      return declare_prefixes(statement);
    case StatementKind::Unknown:
      break;
  }
  return unknown(statement);
}

Exit Shell::ask(std::string_view text) {
  const parser::Source source{"<query>", std::string(text)};
  parser::Diagnostics diagnostics;
  auto query = session_.parse(source, diagnostics);
  auto answer = query ? session_.ask(source, diagnostics) : std::nullopt;
  if (!answer) return report(diagnostics, Exit::Input);
  const AnswerStyle style{format_, table_style(), labels_,
                          format_ == Format::Default || format_ == Format::Table};
  if (!show(*answer, session_, style, out(), diagnostics)) {
    return report(diagnostics, Exit::Input);
  }
  out().flush();
  streams_.err << incomplete_note(*answer);
  report(diagnostics, Exit::Done);
  if (!answer->incomplete && answer->form == parser::QueryForm::Select && style.numbered) {
    streams_.err << "(" << size_of(*answer) << ")\n";
  }
  const bool ask_failed = answer->form == parser::QueryForm::Ask && !answer->yes;
  const Exit exit = !ask_failed ? Exit::Done : answer->incomplete ? Exit::Failed : Exit::No;
  const bool construct = answer->form == parser::QueryForm::Construct;
  rows_.count = construct ? answer->triples.size() : answer->table.rows.size();
  rows_.question = [this, query = std::move(*query), answer = std::move(*answer)](std::size_t row) {
    return question_of_row(session_, query, answer, row);
  };
  explanations_ = {};
  return exit;
}

Exit Shell::add_rules(std::string_view text) {
  if (refused("a RULE or DATA statement")) return Exit::Input;
  parser::Diagnostics diagnostics;
  const auto change = session_.add_rules(text, diagnostics);
  const Exit exit = report(diagnostics, Exit::Input);
  if (!change) return exit;
  rows_ = {};
  explanations_ = {};
  streams_.out << describe_typed(*change, session_.labels());
  return Exit::Done;
}

Exit Shell::declare_prefixes(std::string_view text) {
  if (refused("PREFIX")) return Exit::Input;
  const parser::Source source{"<prefix>", std::string(text)};
  parser::Diagnostics diagnostics;
  const auto document = parser::parse_rules(source, "", session_.prefixes(), diagnostics);
  if (!document || diagnostics.has_errors()) return report(diagnostics, Exit::Input);
  for (const auto& [prefix, iri] : document->prefixes) session_.set_prefix(prefix, iri);
  return Exit::Done;
}

Exit Shell::unknown(std::string_view text) {
  const std::string word(text.substr(0, text.find_first_of(" \t\n({")));
  const std::string name = upper(word);
  if (name == "INSERT" || name == "DELETE" || name == "CLEAR" || name == "DROP") {
    return fail("'" + word + "': SPARQL Update is not spoken here",
                "facts live in files: .load and .unload them; DATA { … } adds given triples");
  }
  std::vector<std::string> known = statement_keywords();
  for (const std::string& command : command_names()) known.push_back(command.substr(1));
  std::string lower = word;
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  std::string near = parser::nearest(name, known);
  if (near.empty()) near = parser::nearest(lower, known);
  if (command_named("." + near)) near = "." + near;
  return fail("'" + word + "' begins neither a statement nor a command",
              near.empty() ? "SELECT, ASK, CONSTRUCT, RULE and DATA do; .help shows the commands"
                           : "did you mean '" + near + "'?");
}

Exit Shell::fail(std::string message, std::string hint, Exit exit) {
  parser::Diagnostics diagnostics;
  diagnostics.error("shell", std::move(message), std::move(hint));
  return report(diagnostics, exit);
}

Exit Shell::report(const parser::Diagnostics& diagnostics, Exit exit) {
  out().flush();
  streams_.err << parser::render(diagnostics, streams_.colour_err());
  return diagnostics.has_errors() ? exit : Exit::Done;
}

TableStyle Shell::table_style() const {
  if (file_.is_open()) return {};
  return {streams_.width(), streams_.colour_out()};
}

}  // namespace repl
