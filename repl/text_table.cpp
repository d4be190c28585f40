#include "repl/text_table.h"

#include <algorithm>
#include <numeric>
#include <string_view>

#include "repl/text_width.h"

namespace repl {

namespace {

constexpr std::size_t kNarrowest = 8;
constexpr std::string_view kBold = "\033[1m";
constexpr std::string_view kDim = "\033[2m";
constexpr std::string_view kPlain = "\033[0m";

std::string coloured(std::string_view text, std::string_view colour, bool use) {
  return use ? std::string(colour) + std::string(text) + std::string(kPlain) : std::string(text);
}

/// What the widest line of each column takes.
std::vector<std::size_t> natural_widths(const TextTable& table) {
  std::vector<std::size_t> widths;
  for (const TextColumn& column : table.columns) widths.push_back(display_width(column.title));
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      for (const std::string& line : wrapped(row[i], 0)) {
        widths[i] = std::max(widths[i], display_width(line));
      }
    }
  }
  return widths;
}

/// Makes the widest columns narrower until the table fits: all that give way end up equally wide,
/// none below `kNarrowest`.
void fit(std::vector<std::size_t>& widths, std::size_t available) {
  const auto total = [&](std::size_t cap) {
    return std::accumulate(
        widths.begin(), widths.end(), std::size_t{0},
        [&](std::size_t sum, std::size_t width) { return sum + std::min(width, cap); });
  };
  std::size_t low = kNarrowest;
  std::size_t high = std::max(kNarrowest, *std::max_element(widths.begin(), widths.end()));
  while (low < high) {
    const std::size_t middle = (low + high + 1) / 2;
    if (total(middle) <= available) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  for (std::size_t& width : widths) width = std::min(width, low);
}

/// Appends one row, which may take several lines.
bool append_row(std::string& text, const std::vector<std::string>& cells, const TextTable& table,
                const std::vector<std::size_t>& widths, std::string_view colour,
                const TableStyle& style) {
  std::vector<std::vector<std::string>> lines;
  std::size_t height = 1;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    lines.push_back(wrapped(cells[i], widths[i]));
    height = std::max(height, lines.back().size());
  }
  for (std::size_t line = 0; line < height; ++line) {
    std::string whole;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const std::string cell = line < lines[i].size() ? lines[i][line] : "";
      const std::string shown = padded(cell, widths[i], table.columns[i].right_aligned);
      whole += i == 0 ? " " : coloured(" │ ", kDim, style.colour);
      whole += colour.empty() ? shown : coloured(shown, colour, style.colour);
    }
    while (whole.ends_with(' ')) whole.pop_back();
    text += whole + "\n";
  }
  return height > 1;
}

}  // namespace

std::string render(const TextTable& table, const TableStyle& style) {
  if (table.columns.empty()) return {};
  std::vector<std::size_t> widths = natural_widths(table);
  const std::size_t frame = 3 * widths.size() - 1;
  if (style.width > 0) fit(widths, style.width > frame ? style.width - frame : 0);

  std::string text;
  std::vector<std::string> titles;
  for (const TextColumn& column : table.columns) titles.push_back(column.title);
  append_row(text, titles, table, widths, kBold, style);
  std::string rule;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (i > 0) rule += "┼";
    for (std::size_t column = 0; column < widths[i] + 2; ++column) rule += "─";
  }
  text += coloured(rule, kDim, style.colour) + "\n";

  std::vector<std::string> rows;
  bool tall = false;
  for (const auto& row : table.rows) {
    tall = append_row(rows.emplace_back(), row, table, widths, {}, style) || tall;
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (tall && i > 0) text += "\n";
    text += rows[i];
  }
  return text;
}

std::string render_records(const TextTable& table, const TableStyle& style) {
  std::size_t names = 0;
  for (const TextColumn& column : table.columns) {
    names = std::max(names, display_width(column.title));
  }
  const std::size_t room = style.width > names + 3 + kNarrowest ? style.width - names - 3 : 0;
  std::string text;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    text += coloured("── " + std::to_string(row + 1) + " ──", kDim, style.colour) + "\n";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const std::vector<std::string> lines = wrapped(table.rows[row][i], room);
      for (std::size_t line = 0; line < lines.size(); ++line) {
        const std::string name = padded(line == 0 ? table.columns[i].title : "", names);
        text += coloured(name, kBold, style.colour) + coloured(" │ ", kDim, style.colour) +
                lines[line] + "\n";
      }
    }
  }
  return text;
}

}  // namespace repl
