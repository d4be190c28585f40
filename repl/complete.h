#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/syntax.h"

namespace repl {

/// What completion draws on besides the language itself. What is not set offers nothing.
struct Vocabulary {
  parser::Prefixes prefixes;
  /// Sorted IRIs of the store that start with a text, at most so many.
  std::function<std::vector<std::string>(std::string_view start, std::size_t limit)> iris;
  /// Labels that start with a text, regardless of upper and lower case, at most so many.
  std::function<std::vector<std::string>(std::string_view start, std::size_t limit)> labels;
  std::function<std::vector<std::string>()> rules;    ///< names of rules, as Turtle writes them
  std::function<std::vector<std::string>()> sources;  ///< names of sources
  /// Paths of files and folders that start with a text; those of folders end with `/`.
  std::function<std::vector<std::string>(std::string_view start)> paths;
};

/// What can stand for the word at the cursor.
struct Completion {
  std::size_t begin = 0;  ///< byte where that word begins
  /// Sorted, distinct, each the whole word. A word is finished unless it ends with `:` or `/`.
  std::vector<std::string> candidates;
};

/// Completes a statement at a byte: commands and what they take; keywords, variables, prefixes,
/// terms and (in quotes) labels.
Completion complete(std::string_view text, std::size_t cursor, const Vocabulary& vocabulary);

/// The longest text that all candidates start with.
std::string common_start(const std::vector<std::string>& candidates);

/// The paths on disk that start with a text.
std::vector<std::string> paths_starting_with(std::string_view start);

}  // namespace repl
