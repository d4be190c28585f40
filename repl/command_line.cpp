#include "repl/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <ostream>

#include "kg/memory_limit.h"
#include "kg/storage_error.h"
#include "repl/activity.h"
#include "repl/commands.h"
#include "repl/shell.h"
#include "repl/wording.h"

namespace repl {

namespace {

using Milliseconds = std::chrono::milliseconds;

/// The command line as CLI11 sees it, and what it is to be turned into.
struct CommandLine {
  CLI::App app{"A knowledge-graph reasoner that shows its reasons.", "warrant"};
  StoreOptions store;
  bool read_only = false;
  std::vector<std::string> paths;
  InferOptions infer;
  QueryOptions query;
  std::string query_format;
  WhyOptions why;
  std::string why_format = "text";
  std::string but_not;
  WhatIfOptions what_if;
  std::string what_if_format = "text";
  WhyNotOptions why_not;
  std::string why_not_format = "text";
  LoadOptions load;
  CheckOptions check;
  VerifyOptions verify;
  StatsOptions stats;
  std::string stats_format = "text";
  ExportOptions exporting;
  std::string export_format = "nquads";
  std::optional<double> timeout;
  std::string memory;
  std::function<Exit(Streams&)> chosen;
};

CLI::App& add_command(CommandLine& line, const std::string& name, const std::string& description,
                      std::function<Exit(Streams&)> run) {
  CLI::App& command = *line.app.add_subcommand(name, description);
  command.fallthrough();
  command.callback([&line, run = std::move(run)] { line.chosen = run; });
  return command;
}

void add_timeout(CommandLine& line, CLI::App& command) {
  command.add_option("--timeout", line.timeout, "Stop after this many seconds")
      ->check(CLI::PositiveNumber)
      ->type_name("SECONDS");
}

std::optional<Milliseconds> timeout_of(const CommandLine& line) {
  if (!line.timeout) return std::nullopt;
  return Milliseconds(static_cast<Milliseconds::rep>(*line.timeout * 1000));
}

/// A size of memory, or what is wrong with it.
std::string check_memory_size(const std::string& text) {
  const auto size = read_size(text);
  if (!size)
    return "'" + text + "' is no size of memory: write a number and a unit, as in 500M or 4G";
  return *size < kLeastMemory
             ? "'" + text + "' is too little memory: " + bytes(kLeastMemory) + " are the least"
             : std::string();
}

void add_memory(CommandLine& line, CLI::App& command) {
  command.add_option("--memory", line.memory, "Stop, changing nothing, when more memory is in use")
      ->check(check_memory_size)
      ->type_name("SIZE");
}

void add_profile(CLI::App& command, Profile& profile) {
  command.add_flag("--profile", profile.table,
                   "Say on stderr what each rule took: time, tuples tried, tuples new");
  command.add_flag("--profile-json", profile.json, "The same as JSON");
}

void add_store_commands(CommandLine& line) {
  CLI::App& load = add_command(
      line, "load", "Load files or folders of facts (.ttl .nt .trig .nq) and rules (.srl)",
      [&line](Streams& streams) { return run_load(line.store, line.load, streams); });
  load.add_option("PATH", line.load.paths, "Files or folders")->required();
  add_profile(load, line.load.profile);
  add_memory(line, load);
  load.add_flag("--strict", line.load.strict, "Load nothing that the vocabulary does not bear out");
  CLI::App& unload = add_command(
      line, "unload", "Take loaded files or folders out of the store again",
      [&line](Streams& streams) { return run_unload(line.store, line.paths, streams); });
  unload.add_option("PATH", line.paths, "Files or folders as they were loaded")->required();
  add_memory(line, unload);

  CLI::App& stats =
      add_command(line, "stats", "Show what the store holds", [&line](Streams& streams) {
        line.stats.json = line.stats_format == "json";
        return run_stats(line.store, line.stats, streams);
      });
  stats.add_option("--format", line.stats_format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  stats.add_flag("--sources", line.stats.sources, "List the sources too");

  CLI::App& export_command = add_command(
      line, "export", "Write the stated facts as N-Quads or TriG", [&line](Streams& streams) {
        line.exporting.format =
            line.export_format == "trig" ? DatasetFormat::TriG : DatasetFormat::NQuads;
        return run_export(line.store, line.exporting, streams);
      });
  export_command.add_option("-o,--output", line.exporting.output, "Write to this file")
      ->type_name("FILE");
  export_command.add_option("--format", line.export_format, "nquads (the default) or trig")
      ->check(CLI::IsMember({"nquads", "trig"}))
      ->type_name("FORMAT");
  export_command.add_flag("--inferences", line.exporting.inferences,
                          "And the conclusions, in the default graph");
}

void add_infer_and_check(CommandLine& line) {
  CLI::App& infer = add_command(
      line, "infer", "Without a store: print what the rules infer from the facts, as N-Triples",
      [&line](Streams& streams) {
        line.infer.timeout = timeout_of(line);
        return run_infer(line.infer, streams);
      });
  infer.add_option("FILE", line.infer.files, "Files of facts and of rules, or folders")->required();
  infer.add_option("-o,--output", line.infer.output, "Write to this file")->type_name("FILE");
  infer.add_option("--max-inferences", line.infer.max_inferences, "Stop when there are more")
      ->type_name("N");
  infer.add_option("--threads", line.infer.threads, "Use this many threads (default: all cores)")
      ->type_name("N");
  add_profile(infer, line.infer.profile);
  infer.add_flag("--explain-plan", line.infer.explain_plan,
                 "Say on stderr how rules were matched: the rows expected and found at each step");
  add_timeout(line, infer);
  add_memory(line, infer);

  CLI::App& check =
      add_command(line, "check", "Look for mistakes in facts, rules and queries (.rq)",
                  [&line](Streams& streams) { return run_check(line.store, line.check, streams); });
  check.add_option("FILE", line.check.paths, "Files or folders")->required();
  check.add_flag("--syntax", line.check.syntax, "Check nothing but syntax");
  check.add_flag("--strict", line.check.strict, "Warnings are errors");
  check.add_flag("--standard", line.check.standard,
                 "Report what SPARQL-RL does not have, such as aggregates, as errors");
}

Exit set_side_by_side(CommandLine& line, Streams& streams) {
  if (line.why_format != "text" && line.why_format != "json") {
    streams.err << "error: --but-not is shown as text or json, not as " << line.why_format << "\n";
    return Exit::Usage;
  }
  const bool json = line.why_format == "json";
  return run_contrast(line.store, {line.why.words, line.but_not, json, line.why.width}, streams);
}

void add_questions(CommandLine& line) {
  CLI::App& query = add_command(line, "query", "Ask a SPARQL query", [&line](Streams& streams) {
    if (!line.query_format.empty()) line.query.format = *format_named(line.query_format);
    line.query.timeout = timeout_of(line);
    return run_query(line.store, line.query, streams);
  });
  CLI::Option* text = query.add_option("TEXT", line.query.text, "The query");
  CLI::Option* file =
      query.add_option("-f,--file", line.query.file, "Read the query from this file");
  file->type_name("FILE");
  text->excludes(file);
  query.add_option("-o,--output", line.query.output, "Write to this file")->type_name("FILE");
  query
      .add_option("--format", line.query_format,
                  "table, records, csv, tsv, json, ntriples or turtle")
      ->check(CLI::IsMember(format_names()))
      ->type_name("FORMAT");
  query.add_flag("--labels", line.query.labels, "Show terms by their labels");
  query.add_option("--width", line.query.width, "Wrap tables to this many columns")->type_name("N");
  query.add_option("--max-rows", line.query.max_rows, "Stop after this many rows")->type_name("N");
  add_timeout(line, query);
  add_memory(line, query);

  CLI::App& why =
      add_command(line, "why", "Explain a triple, or everything that was concluded about a term",
                  [&line](Streams& streams) {
                    if (!line.but_not.empty()) return set_side_by_side(line, streams);
                    line.why.format = *explanation_format(line.why_format);
                    return run_why(line.store, line.why, streams);
                  });
  why.add_option("--but-not", line.but_not, "A triple that does not hold: what tells them apart")
      ->type_name("'S P O'");
  why.add_option("S P O", line.why.words, "A triple or one term, as in Turtle, or labels in quotes")
      ->required();
  why.add_option("--format", line.why_format, "text, prose, json, dot, prov or html")
      ->check(CLI::IsMember(explanation_formats()))
      ->type_name("FORMAT");
  why.add_option("-o,--output", line.why.output, "Write to this file")->type_name("FILE");
  why.add_option("--depth", line.why.depth, "Leave out steps that lie deeper")->type_name("N");
  why.add_option("--all", line.why.all,
                 "Up to N proofs of a triple, or conclusions about a term; all without a number")
      ->expected(0, 1)
      ->type_name("[N]");
  why.add_option("--hide", line.why.hidden, "Leave out the steps of this rule; may be repeated")
      ->type_name("RULE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  why.add_flag("--show-hidden", line.why.show_hidden,
               "Show the steps of rules that say `#@ show never`");
  why.add_flag("--bindings", line.why.bindings, "Show titles of rules and values of variables");
  why.add_option("--width", line.why.width, "Columns of the text")->type_name("N");
}

void add_why_not(CommandLine& line) {
  CLI::App& why_not = add_command(
      line, "why-not", "Explain why a triple does not hold, or what was not concluded about a term",
      [&line](Streams& streams) {
        line.why_not.json = line.why_not_format == "json";
        return run_why_not(line.store, line.why_not, streams);
      });
  why_not
      .add_option("S P O", line.why_not.words,
                  "A triple or one term, as in Turtle, or labels in quotes")
      ->required();
  why_not.add_option("--format", line.why_not_format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  why_not.add_option("--depth", line.why_not.depth, "Leave out conditions that lie deeper")
      ->type_name("N");
  why_not.add_flag("--all", line.why_not.all, "Every rule in full; every conclusion about a term");
  why_not.add_option("--width", line.why_not.width, "Columns of the text")->type_name("N");
}

void add_what_if(CommandLine& line) {
  WhatIfOptions& options = line.what_if;
  CLI::App& what_if = add_command(line, "what-if",
                                  "Show which conclusions would change, without changing the store",
                                  [&line](Streams& streams) {
                                    line.what_if.json = line.what_if_format == "json";
                                    return run_what_if(line.store, line.what_if, streams);
                                  });
  const auto add = [&](const std::string& name, std::vector<std::string>& values,
                       const std::string& description, const std::string& type) {
    what_if.add_option(name, values, description)->allow_extra_args(false)->type_name(type);
  };
  add("--assert", options.assert_facts, "Facts to add, as Turtle or @FILE; may be repeated, as all",
      "TURTLE");
  add("--retract", options.retract, "Stated facts to take back, as Turtle or @FILE", "TURTLE");
  add("--withdraw", options.withdraw, "A source to leave out, or a folder of them", "SOURCE");
  add("--rule", options.rules, "Rules to add; each replaces one of the same name", "FILE");
  add("--without", options.without, "A rule to leave out", "RULE");
  what_if.add_flag("--why", options.why, "Explain each change in full");
  what_if.add_flag("--all", options.all, "Every conclusion, however many");
  what_if.add_option("--format", line.what_if_format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  add_memory(line, what_if);
  what_if.add_option("--width", options.width, "Columns of the text")->type_name("N");
}

void add_verify(CommandLine& line) {
  CLI::App& verify = add_command(
      line, "verify", "Check a proof that `why --format json` wrote, step by step",
      [&line](Streams& streams) { return run_verify(line.store, line.verify, streams); });
  verify.add_option("FILE", line.verify.file, "The proof")->required();
  verify.add_flag("--only-wrong", line.verify.only_wrong, "Leave out the steps that are right");
}

void add_all(CommandLine& line) {
  line.app.set_version_flag("--version", "warrant " WARRANT_VERSION);
  line.app.add_option("--store", line.store.store, "The store (default: ./warrant.db)")
      ->type_name("DIR");
  line.app.add_option("--lang", line.store.language, "Language of labels and sentences: en or nl")
      ->check(CLI::IsMember({"en", "nl"}))
      ->type_name("LANG");
  add_memory(line, line.app);
  line.app.add_flag("--read-only", line.read_only, "Open the shell on a store that is in use");
  line.app.footer(
      "Without a command it opens a shell. `warrant COMMAND --help` says more.\n"
      "Exit codes: 0 done and yes, 1 no (or check found errors), 2 wrong usage, 3 bad input,\n"
      "4 the store or the machine failed.");
  add_store_commands(line);
  add_infer_and_check(line);
  add_questions(line);
  add_why_not(line);
  add_what_if(line);
  add_verify(line);
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands(nullptr)) names.push_back(command->get_name());
  return names;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options(nullptr)) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  if (const CLI::App* parent = app.get_parent()) {
    for (std::string& name : option_names(*parent)) names.push_back(std::move(name));
  }
  return names;
}

/// What is wrong with the command line, for its user.
std::string complaint(CommandLine& line, const CLI::ParseError& error) {
  const std::vector<CLI::App*> chosen = line.app.get_subcommands();
  CLI::App& command = chosen.empty() ? line.app : *chosen.front();
  const std::string help = std::string(chosen.empty() ? "`" : "`warrant ") + command.get_name() +
                           " --help` lists what there is";
  const auto* extras = dynamic_cast<const CLI::ExtrasError*>(&error);
  std::vector<std::string> unknown;
  if (extras) unknown = line.app.remaining(true);
  if (unknown.empty()) return "error: " + std::string(error.what()) + "\nhint: " + help + "\n";
  const std::string& word = unknown.front();
  const bool is_option = word.starts_with('-');
  const bool is_command = !is_option && chosen.empty();
  const std::string near = parser::nearest(
      word, is_option ? option_names(command)
                      : (is_command ? command_names(line.app) : std::vector<std::string>{}));
  return "error: " +
         std::string(is_option    ? "unknown option"
                     : is_command ? "unknown command"
                                  : "one word too many:") +
         " '" + word + "'\nhint: " + (near.empty() ? help : "did you mean '" + near + "'?") + "\n";
}

/// Makes `--all 3` one word, and `--all` before anything else `--all=0`: CLI11 would take what
/// follows an option with an optional value for its value.
void join_optional_number(std::vector<std::string>& arguments, const std::string& option) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] != option) continue;
    const bool number = i + 1 < arguments.size() && !arguments[i + 1].empty() &&
                        arguments[i + 1].find_first_not_of("0123456789") == std::string::npos;
    arguments[i] += '=' + (number ? arguments[i + 1] : "0");
    if (number) arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

/// Reads the command line. An exit code, if that is all there is to do.
std::optional<Exit> parse(CommandLine& line, std::vector<std::string> arguments, Streams& streams) {
  // Other commands have a plain flag of that name.
  if (std::find(arguments.begin(), arguments.end(), "why") != arguments.end()) {
    join_optional_number(arguments, "--all");
  }
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
  try {
    line.app.parse(arguments);
  } catch (const CLI::Success& help_or_version) {
    line.app.exit(help_or_version, streams.out, streams.err);
    return Exit::Done;
  } catch (const CLI::ParseError& error) {
    streams.err << complaint(line, error);
    return Exit::Usage;
  }
  if (line.app.got_subcommand("query") && line.query.text.empty() && line.query.file.empty()) {
    streams.err << "error: no query\nhint: give it in quotes, or a file that holds it with -f\n";
    return Exit::Usage;
  }
  return std::nullopt;
}

/// What is true of the store when a command could not go on. Under `kg::commit_or_end`.
std::string state_of_store(const CommandLine& line, std::uint64_t commits_before) {
  const bool changes = line.app.got_subcommand("load") || line.app.got_subcommand("unload");
  if (!changes) return "";
  return (kg::durable_commits() == commits_before ? "nothing was changed in "
                                                  : "by then all was changed in ") +
         line.store.store.string() + "\n";
}

/// Runs a command and says what it could not cope with.
Exit run_watched(const CommandLine& line, Activity& activity, std::uint64_t commits_before,
                 Streams& streams) {
  std::string error;
  try {
    return line.chosen ? line.chosen(streams) : run_shell(line.store, line.read_only, streams);
  } catch (const std::bad_alloc& no_memory) {
    report_no_memory(no_memory, streams);
    const std::lock_guard lock(kg::commit_or_end());
    streams.err << state_of_store(line, commits_before);
    return Exit::Failed;
  } catch (const kg::StorageError& storage) {
    error = storage.what();
  } catch (const std::system_error& machine) {
    error = machine.what();  // of files, of threads
    if (machine.code() == std::errc::resource_unavailable_try_again) {
      error = "a thread could not be started: " + error +
              "\nhint: allow more memory (`ulimit -v`) or threads (`ulimit -u`)";
    }
  }
  activity.rest();
  const std::lock_guard lock(kg::commit_or_end());
  streams.err << "error: " << error << "\n" << state_of_store(line, commits_before);
  return Exit::Failed;
}

/// Runs a command within its limit of memory.
Exit run_chosen(CommandLine& line, Streams& streams) {
  std::optional<MemoryLimit> limit = usual_memory_limit();
  if (!line.memory.empty()) limit = {*read_size(line.memory), true};
  Activity activity(streams, limit);
  streams.activity = &activity;
  const std::uint64_t commits = kg::durable_commits();
  std::optional<kg::MemoryWatch> watch;
  // Where nobody looks at the memory for long the process ends here. That is no harm to a store:
  // it is as a commit left it, at any moment.
  if (limit) {
    watch.emplace(limit->bytes, [&](std::size_t) {
      const std::lock_guard before_or_after_a_commit(kg::commit_or_end());
      activity.rest();
      streams.err << out_of_memory(*limit, activity.last()) << state_of_store(line, commits)
                  << std::flush;
      std::_Exit(static_cast<int>(Exit::Failed));
    });
  }
  const Exit exit = run_watched(line, activity, commits, streams);
  watch.reset();
  streams.activity = nullptr;
  return exit;
}

}  // namespace

int run(std::vector<std::string> arguments, Streams& streams) {
  CommandLine line;
  add_all(line);
  if (const auto exit = parse(line, std::move(arguments), streams)) return static_cast<int>(*exit);
  return static_cast<int>(run_chosen(line, streams));
}

}  // namespace repl
