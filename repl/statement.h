#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/syntax.h"

/// What is typed, cut into statements.
namespace repl {

enum class StatementKind : std::uint8_t {
  Empty,     ///< blanks and comments
  Command,   ///< `.load` and the like, or psql's `\d`
  Query,     ///< SELECT, ASK, CONSTRUCT
  Rules,     ///< RULE, DATA
  Prefixes,  ///< PREFIX declarations alone
  Unknown
};

StatementKind kind_of(std::string_view statement);

/// The keyword that says what kind of statement it is: the first word that is not part of a PREFIX,
/// BASE or VERSION declaration. Empty if there is none.
std::string_view leading_keyword(std::string_view statement);

/// Whether a statement could end where the text ends: it is right, or wrong before its end.
bool is_complete(std::string_view statement, const parser::Prefixes& prefixes);

/// The keywords that a statement can begin with.
const std::vector<std::string>& statement_keywords();

/// Collects lines to statements. A statement ends with `;` at the end of a line, or with an empty
/// line; a command at the end of its line; a question if it is complete in one line; rules as soon
/// as they are complete.
class StatementReader {
 public:
  /// `strict`: an empty line inside of brackets ends nothing, as in files.
  explicit StatementReader(bool strict) : strict_(strict) {}

  /// The statement that the line completes, without a closing `;`. Empty text for one that holds
  /// nothing.
  std::optional<std::string> add(std::string_view line, const parser::Prefixes& prefixes);
  /// What is left at the end of the input.
  std::optional<std::string> finish();
  void clear() { text_.clear(); }
  /// Whether a statement has begun.
  bool pending() const { return !text_.empty(); }
  /// The lines of the statement so far.
  const std::string& text() const { return text_; }

 private:
  std::string take();

  bool strict_;
  std::string text_;
};

}  // namespace repl
