#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "repl/session.h"
#include "repl/text_table.h"

namespace repl {

enum class Format : std::uint8_t {
  Default,  ///< a table for SELECT, a word for ASK, Turtle for CONSTRUCT
  Table,
  Records,  ///< a line a value
  Csv,
  Tsv,
  Json,
  NTriples,
  Turtle
};

/// By its name on the command line.
std::optional<Format> format_named(std::string_view name);
const std::vector<std::string>& format_names();

struct AnswerStyle {
  Format format = Format::Default;
  TableStyle table;
  bool labels = false;    ///< terms by their labels
  bool numbered = false;  ///< rows have numbers
};

/// Writes an answer. A format that does not fit the form of the question is an error
/// `wrong-format`.
bool show(const query::Answer& answer, Session& session, const AnswerStyle& style,
          std::ostream& out, parser::Diagnostics& diagnostics);

/// `3 rows`, `yes`, `12 triples`.
std::string size_of(const query::Answer& answer);

/// Says that an answer is incomplete, in a line; empty if it is not.
std::string incomplete_note(const query::Answer& answer);

}  // namespace repl
