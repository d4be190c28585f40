#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace repl {

/// What stands behind a command.
enum class Argument : std::uint8_t { None, Term, Path, Rule, Source, Word };

enum class DotCommand : std::uint8_t {
  Describe,
  Find,
  Help,
  Lang,
  Load,
  Mode,
  Output,
  Prefix,
  Quit,
  Read,
  Records,
  Rule,
  Rules,
  Schema,
  Stats,
  Timer,
  Unload,
  WhatIf,
  Why,
  WhyNot
};

/// A command by its name, e.g. `.why`, or psql's, e.g. `\d`.
std::optional<DotCommand> command_named(std::string_view name);
/// The names that begin with a dot, sorted.
const std::vector<std::string>& command_names();
Argument argument_of(std::string_view name);
/// The words that a command takes, if its argument is a Word.
std::vector<std::string> words_of(std::string_view name);
/// One screen that says what can be typed.
std::string help_text();

}  // namespace repl
