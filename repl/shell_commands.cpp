#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "kg/storage_error.h"
#include "repl/look.h"
#include "repl/open_output.h"
#include "repl/row_question.h"
#include "repl/shell.h"
#include "repl/store_summary.h"
#include "repl/wording.h"

namespace repl {

namespace {

constexpr std::size_t kDeepestReading = 16;

std::string_view trimmed(std::string_view text) {
  static constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

/// Words apart from each other; quotes keep blanks together.
std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  char quote = 0;
  bool in_word = false;
  for (const char c : text) {
    if (quote != 0 ? c == quote : c == '"' || c == '\'') {
      quote = quote != 0 ? '\0' : c;
      if (!in_word) words.emplace_back();
      in_word = true;
    } else if (quote == 0 && (c == ' ' || c == '\t')) {
      in_word = false;
    } else {
      if (!in_word) words.emplace_back();
      in_word = true;
      words.back() += c;
    }
  }
  return words;
}

}  // namespace

Exit Shell::run_command(std::string_view text) {
  const std::size_t end = std::min(text.find_first_of(" \t\n"), text.size());
  const std::string name(text.substr(0, end));
  const auto command = command_named(name);
  if (command) return run_command(*command, trimmed(text.substr(end)));
  std::string near = parser::nearest(name, command_names());
  if (near.empty() && name.size() > 2) {  // the start of a command
    for (const std::string& known : command_names()) {
      if (near.empty() && known.starts_with(name)) near = known;
    }
  }
  return fail("there is no command '" + name + "'",
              near.empty() ? ".help shows what there is" : "did you mean '" + near + "'?");
}

Exit Shell::run_command(DotCommand command, std::string_view argument) {
  switch (command) {
    case DotCommand::Describe:
      return describe_term(argument);
    case DotCommand::Find:
      return find_text(argument);
    case DotCommand::Help:
      out() << help_text();
      return Exit::Done;
    case DotCommand::Lang:
      return set_language(argument);
    case DotCommand::Load:
      return change(split_words(argument), true);
    case DotCommand::Unload:
      return change(split_words(argument), false);
    case DotCommand::Mode:
      return set_mode(argument);
    case DotCommand::Output:
      return set_output(argument);
    case DotCommand::Prefix:
      return prefix(argument);
    case DotCommand::Quit:
      finished_ = true;
      return Exit::Done;
    case DotCommand::Read:
      return read_file(argument);
    case DotCommand::Records:
      return set_mode(format_ == Format::Records ? "table" : "records");
    case DotCommand::Rule:
      return show_rule(argument);
    case DotCommand::Rules:
      return list_rules();
    case DotCommand::Schema:
      out() << schema(session_, table_style());
      return Exit::Done;
    case DotCommand::Stats:
      return stats();
    case DotCommand::Timer:
      return set_timer(argument);
    case DotCommand::Why:
      return why(argument);
    case DotCommand::WhatIf:
      return what_if(argument);
    case DotCommand::WhyNot:
      return why_not(argument);
  }
  return Exit::Done;
}

Exit Shell::change(const std::vector<std::string>& paths, bool load) {
  if (paths.empty()) {
    return fail(load ? ".load takes files or folders" : ".unload takes what was loaded",
                load ? ".load facts rules" : ".stats lists the sources");
  }
  if (refused(load ? ".load" : ".unload")) return Exit::Input;
  parser::Diagnostics diagnostics;
  std::optional<Change> change;
  const auto start = std::chrono::steady_clock::now();
  change = load ? session_.load(paths, diagnostics) : session_.unload(paths, diagnostics);
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
  const Exit exit = report(diagnostics, Exit::Input);
  if (!change) {
    streams_.err << "nothing was changed\n";
    return exit;
  }
  rows_ = {};
  explanations_ = {};
  streams_.out << (load ? describe_load(*change, passed.count()) : describe_unload(*change));
  return Exit::Done;
}

Exit Shell::describe_term(std::string_view text) {
  if (text.empty()) {
    out() << schema(session_, table_style());
    return Exit::Done;
  }
  parser::Diagnostics diagnostics;
  const auto term = read_term(session_, text, diagnostics);
  if (!term) return report(diagnostics, Exit::No);
  std::vector<kg::Triple> triples;
  out() << describe(session_, *term, table_style(), triples);
  rows_.count = triples.size();
  rows_.question = [triples = std::move(triples)](std::size_t row) {
    return std::optional(question_of(triples[row]));
  };
  explanations_ = {};
  return Exit::Done;
}

Exit Shell::find_text(std::string_view text) {
  if (text.empty()) return fail(".find takes a text to look for in labels", ".find mission");
  std::vector<kg::TermId> terms;
  out() << find(session_, text, table_style(), terms);
  rows_.count = terms.size();
  rows_.question = [terms = std::move(terms)](std::size_t row) {
    return std::optional(Question{terms[row], {}, {}});
  };
  explanations_ = {};
  return rows_.count > 0 ? Exit::Done : Exit::No;
}

Exit Shell::list_rules() {
  parser::Diagnostics diagnostics;
  const rules::Program* program = session_.program(diagnostics);
  if (!program) return report(diagnostics, Exit::Failed);
  out() << repl::list_rules(session_, *program, table_style());
  return Exit::Done;
}

Exit Shell::show_rule(std::string_view name) {
  if (name.empty()) return list_rules();
  parser::Diagnostics diagnostics;
  const rules::Program* program = session_.program(diagnostics);
  if (!program) return report(diagnostics, Exit::Failed);
  if (const auto text = repl::show_rule(session_, *program, name)) {
    out() << *text;
    return Exit::Done;
  }
  const std::string near = parser::nearest(name, rule_names(session_, *program));
  return fail("there is no rule '" + std::string(name) + "'",
              near.empty() ? ".rules lists them" : "did you mean '" + near + "'?", Exit::No);
}

Exit Shell::prefix(std::string_view text) {
  if (!text.empty()) return declare_prefixes("PREFIX " + std::string(text));
  for (const auto& [name, iri] : session_.prefixes()) {
    out() << "PREFIX " << name << ": <" << iri << ">\n";
  }
  return Exit::Done;
}

Exit Shell::set_mode(std::string_view word) {
  if (word == "labels" || word == "names") {
    labels_ = word == "labels";
    return Exit::Done;
  }
  if (const auto format = format_named(word)) {
    format_ = *format == Format::Table ? Format::Default : *format;
    return Exit::Done;
  }
  std::vector<std::string> known = words_of(".mode");
  const std::string near = parser::nearest(word, known);
  return fail(
      "there is no mode '" + std::string(word) + "'",
      near.empty() ? "one of " + listed(known, known.size()) : "did you mean '" + near + "'?");
}

Exit Shell::set_language(std::string_view word) {
  const bool tag = !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-';
  });
  if (!tag) return fail(".lang takes a language tag", ".lang nl");
  session_.set_language(std::string(word));
  return Exit::Done;
}

Exit Shell::set_timer(std::string_view word) {
  if (!word.empty() && word != "on" && word != "off") return fail(".timer takes on or off");
  timer_ = word.empty() ? !timer_ : word == "on";
  return Exit::Done;
}

Exit Shell::set_output(std::string_view path) {
  if (file_.is_open()) file_.close();
  file_.clear();
  if (!path.empty()) open_output(std::string(path), file_, streams_.out);
  return Exit::Done;
}

Exit Shell::read_file(std::string_view path) {
  if (path.empty()) return fail(".read takes a file of statements");
  if (reading_ == kDeepestReading) return fail("files that read each other go too deep");
  std::ifstream file{std::string(path)};
  if (!file) {
    return fail("cannot read '" + std::string(path) + "'",
                "paths are taken relative to the directory you are in");
  }
  ++reading_;
  const Exit exit = run_all(file);
  --reading_;
  return exit;
}

Exit Shell::stats() {
  parser::Diagnostics diagnostics;
  const rules::Program* program = session_.program(diagnostics);
  out() << store_summary(session_, program) << "\n" << source_table(session_, table_style());
  return report(diagnostics, Exit::Failed);
}

Vocabulary Shell::vocabulary() {
  Vocabulary vocabulary;
  vocabulary.prefixes = session_.prefixes();
  vocabulary.iris = [this](std::string_view start, std::size_t limit) {
    return session_.snapshot().iris_starting_with(start, limit);
  };
  vocabulary.labels = [this](std::string_view start, std::size_t limit) {
    std::vector<std::string> labels;
    for (const LabelIndex::Entry& entry : session_.label_index().starting_with(start)) {
      if (labels.size() == limit) break;
      labels.push_back(entry.label);
    }
    return labels;
  };
  vocabulary.rules = [this] {
    parser::Diagnostics ignored;
    const rules::Program* program = session_.program(ignored);
    return program ? rule_names(session_, *program) : std::vector<std::string>();
  };
  vocabulary.sources = [this] {
    std::vector<std::string> names;
    for (const kg::SourceRecord& source : session_.snapshot().sources()) {
      names.push_back(source.name);
    }
    return names;
  };
  vocabulary.paths = paths_starting_with;
  return vocabulary;
}

}  // namespace repl
