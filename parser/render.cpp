#include "parser/diagnostic.h"

#include <fmt/format.h>

#include "parser/characters.h"

namespace parser {
namespace {

/// How many columns of a terminal a code point takes: none for combining marks, two for East Asian
/// wide characters.
std::size_t display_width(char32_t c) {
  const auto in = [c](char32_t low, char32_t high) { return c >= low && c <= high; };
  if (in(0x300, 0x36F) || in(0x200B, 0x200F) || in(0xFE00, 0xFE0F)) return 0;
  if (in(0x1100, 0x115F) || in(0x2E80, 0xA4CF) || in(0xAC00, 0xD7A3) || in(0xF900, 0xFAFF) ||
      in(0xFE30, 0xFE6F) || in(0xFF00, 0xFF60) || in(0xFFE0, 0xFFE6) || in(0x1F300, 0x1FAFF) ||
      in(0x20000, 0x3FFFD)) {
    return 2;
  }
  return 1;
}

/// The text of one line as a terminal may show it, and beneath it the marks.
struct Drawing {
  std::string text;
  std::string marks;
};

Drawing draw(std::string_view line, Span columns) {
  Drawing drawing;
  const char* const begin = line.data();
  const char* const last = begin + line.size();
  char mark = '^';
  for (const char* at = begin; at != last;) {
    const auto offset = static_cast<std::uint32_t>(at - begin);
    const CodePoint c = decode(at, last);
    const bool control = c.value < 0x20 || c.value == 0x7F || (c.value >= 0x80 && c.value < 0xA0);
    std::size_t width = 1;
    if (c.value == '\t') {
      drawing.text += '\t';
    } else if (control || c.value == kNotUtf8) {
      drawing.text += "\uFFFD";
    } else {
      drawing.text.append(at, c.length);
      width = display_width(c.value);
    }
    if (offset >= columns.begin && (offset < columns.end || offset == columns.begin)) {
      for (std::size_t i = 0; i < width; ++i, mark = '~') drawing.marks += mark;
    } else if (offset < columns.begin) {
      drawing.marks.append(width, c.value == '\t' ? '\t' : ' ');
    }
    at += c.length;
  }
  if (mark == '^') drawing.marks += mark;  // at the end of the line
  return drawing;
}

struct Place {
  const std::string& source;
  Position position;
  const std::string& line;
  Span columns;
};

std::string_view paint(Colour colour, std::string_view escape) {
  return colour == Colour::Yes ? escape : std::string_view();
}

void render_one(std::string& out, const Place& place, std::string_view kind, std::string_view tint,
                std::string_view message, Colour colour) {
  const std::string_view reset = paint(colour, "\x1b[0m");
  const std::string_view bold = paint(colour, "\x1b[1m");
  tint = paint(colour, tint);
  if (!place.source.empty()) {
    out += fmt::format("{}{}:{}:{}: {}", bold, place.source, place.position.line,
                       place.position.column, reset);
  }
  out += fmt::format("{}{}:{} {}{}{}\n", tint, kind, reset, bold, message, reset);
  if (place.source.empty()) return;
  const Drawing drawing = draw(place.line, place.columns);
  out += fmt::format("{:>5} | {}\n", place.position.line, drawing.text);
  out += fmt::format("{:>5} | {}{}{}\n", "", tint, drawing.marks, reset);
}

}  // namespace

std::string render(const Diagnostic& diagnostic, Colour colour) {
  std::string out;
  const bool error = diagnostic.severity == Severity::Error;
  render_one(out, {diagnostic.source, diagnostic.position, diagnostic.line, diagnostic.columns},
             error ? "error" : "warning", error ? "\x1b[1;31m" : "\x1b[1;35m", diagnostic.message,
             colour);
  for (const Note& note : diagnostic.notes) {
    render_one(out, {note.source, note.position, note.line, note.columns}, "note", "\x1b[1;36m",
               note.message, colour);
  }
  if (!diagnostic.hint.empty()) {
    out += fmt::format("{}hint:{} {}\n", paint(colour, "\x1b[1;32m"), paint(colour, "\x1b[0m"),
                       diagnostic.hint);
  }
  return out;
}

std::string render(const Diagnostics& diagnostics, Colour colour) {
  std::string out;
  std::size_t shown = 0;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (!out.empty()) out += '\n';
    out += render(diagnostic, colour);
    if (diagnostic.severity == Severity::Error) ++shown;
  }
  if (diagnostics.error_count() > shown) {
    out += fmt::format("\nand {} more errors\n", diagnostics.error_count() - shown);
  }
  return out;
}

}  // namespace parser
