#include "repl/dot_commands.h"

#include <algorithm>

#include "repl/show_answer.h"

namespace repl {

namespace {

struct Entry {
  std::string_view name;
  std::string_view alias;  ///< psql's
  DotCommand command;
  Argument argument;
};

constexpr Entry kCommands[] = {
    {".describe", "\\d", DotCommand::Describe, Argument::Term},
    {".find", "", DotCommand::Find, Argument::None},
    {".help", "\\?", DotCommand::Help, Argument::None},
    {".lang", "", DotCommand::Lang, Argument::Word},
    {".load", "", DotCommand::Load, Argument::Path},
    {".mode", "", DotCommand::Mode, Argument::Word},
    {".output", "\\o", DotCommand::Output, Argument::Path},
    {".prefix", "", DotCommand::Prefix, Argument::None},
    {".quit", "\\q", DotCommand::Quit, Argument::None},
    {".exit", "", DotCommand::Quit, Argument::None},
    {".read", "\\i", DotCommand::Read, Argument::Path},
    {".records", "\\x", DotCommand::Records, Argument::None},
    {".rule", "\\sf", DotCommand::Rule, Argument::Rule},
    {".rules", "\\df", DotCommand::Rules, Argument::None},
    {".schema", "\\dt", DotCommand::Schema, Argument::None},
    {".stats", "\\l", DotCommand::Stats, Argument::None},
    {".timer", "\\timing", DotCommand::Timer, Argument::Word},
    {".unload", "", DotCommand::Unload, Argument::Source},
    {".whatif", "", DotCommand::WhatIf, Argument::Word},
    {".why", "", DotCommand::Why, Argument::Term},
    {".whynot", "", DotCommand::WhyNot, Argument::Term},
};

const Entry* entry_named(std::string_view name) {
  const auto* found = std::find_if(std::begin(kCommands), std::end(kCommands), [&](const Entry& e) {
    return e.name == name || (!e.alias.empty() && e.alias == name);
  });
  return found == std::end(kCommands) ? nullptr : found;
}

}  // namespace

std::optional<DotCommand> command_named(std::string_view name) {
  const Entry* entry = entry_named(name);
  return entry ? std::optional(entry->command) : std::nullopt;
}

const std::vector<std::string>& command_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Entry& entry : kCommands) all.emplace_back(entry.name);
    std::sort(all.begin(), all.end());
    return all;
  }();
  return names;
}

Argument argument_of(std::string_view name) {
  const Entry* entry = entry_named(name);
  return entry ? entry->argument : Argument::None;
}

std::vector<std::string> words_of(std::string_view name) {
  const Entry* entry = entry_named(name);
  if (!entry) return {};
  switch (entry->command) {
    case DotCommand::Lang:
      return {"en", "nl"};
    case DotCommand::Mode: {
      std::vector<std::string> words = format_names();
      words.insert(words.end(), {"labels", "names"});
      return words;
    }
    case DotCommand::Timer:
      return {"off", "on"};
    case DotCommand::WhatIf:
      return {"assert", "off", "retract", "rule", "withdraw", "without"};
    default:
      return {};
  }
}

std::string help_text() {
  return R"(Ask     SELECT ?x WHERE { ?x a ex:Thing }     SPARQL: SELECT, ASK, CONSTRUCT
        .why 3                                 why row 3 of the last answer holds
        .why ex:a ex:knows ex:b                why a triple holds
        .why ex:a    .why "a label"            all that was concluded about a term
        .why 1.2                               a step of the last explanation
        .why ex:a ex:knows ex:b all            every proof there is;  all 3 for three
        .whynot ex:a ex:knows ex:b             why a triple does not hold
        .why S P O but not S P O               what tells them apart
Look    .describe TERM    \d                   all that is known about a term
        .find TEXT                             terms by their labels
        .schema           \dt                  classes and properties in use
        .rules            \df                  all rules;  .rule NAME shows one
        .stats            \l                   what the store holds
Suppose .whatif assert ex:a ex:knows ex:b      or retract, withdraw SOURCE, rule FILE, without
                                               RULE: what would follow; .whatif off ends it
Change  .load PATH        .unload PATH         files or folders of facts and rules
        RULE ex:r { ?x ex:p ?y } WHERE { … }   adds a rule, and says what follows from it
        DATA { ex:a ex:p ex:b }                adds given triples
        .prefix ex: <http://example.org/>      names a prefix;  .prefix lists them
Show    .mode table                            or records csv tsv json turtle ntriples;
                                               labels or names: how terms are shown
        .records          \x                   a line a value, on and off
        .lang nl                               language of labels and sentences
        .timer on         \timing              how long answers take
        .output FILE      \o                   answers go to a file;  .output: back here
        .read FILE        \i                   runs the statements of a file
Leave   .quit             \q  Ctrl-D

A statement ends with ; or an empty line, or when it is complete in one line.
Tab completes; the arrow keys bring back what was typed; Ctrl-C stops what runs.
)";
}

}  // namespace repl
