#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace repl {

struct TextColumn {
  std::string title;
  bool right_aligned = false;
};

/// Texts in rows and columns, to be looked at.
struct TextTable {
  std::vector<TextColumn> columns;
  std::vector<std::vector<std::string>> rows;  ///< a text a column
};

struct TableStyle {
  /// Columns of the screen: longer texts are wrapped to fit. 0 is no bound.
  std::size_t width = 0;
  bool colour = false;
};

/// The table with its titles, a line below them, and `│` between columns:
///
///      state    │ partner
///     ──────────┼─────────
///      ex:a     │ ex:b
///
/// If a text takes several lines, rows are set apart by an empty line. Without a trailing line end
/// if there are no columns.
std::string render(const TextTable& table, const TableStyle& style);

/// Row by row, a line a column: for rows that are too wide for a table.
std::string render_records(const TextTable& table, const TableStyle& style);

}  // namespace repl
