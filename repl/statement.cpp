#include "repl/statement.h"

#include <algorithm>
#include <cctype>

#include "parser/parse.h"

namespace repl {

namespace {

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

/// How long the IRI, string or comment is that the text begins with; 0 if it begins with none, npos
/// if it does not end.
std::size_t opaque_length(std::string_view text) {
  if (text.front() == '#') return std::min(text.find('\n'), text.size());
  if (text.front() == '<') {
    const std::size_t end = text.find_first_of("<> \t\r\n\"{}|^`\\", 1);
    return end != std::string_view::npos && text[end] == '>' ? end + 1 : 0;
  }
  if (text.front() != '"' && text.front() != '\'') return 0;
  const std::string marks(text.substr(0, 3) == std::string(3, text.front()) ? 3 : 1, text.front());
  for (std::size_t i = marks.size(); i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text.substr(i, marks.size()) == marks) {
      return i + marks.size();
    } else if (marks.size() == 1 && text[i] == '\n') {
      return i;  // a string that someone forgot to close: the parser will say so
    }
  }
  return std::string_view::npos;
}

/// What the brackets and ends of a text look like.
struct Shape {
  int depth = 0;
  bool open_string = false;
  /// Where a `;` stands that nothing but blanks and comments follows, outside of brackets.
  std::size_t closing_semicolon = std::string_view::npos;
  /// Where the last thing ends that is no blank and no comment.
  std::size_t end = 0;
};

Shape shape_of(std::string_view text) {
  Shape shape;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const std::size_t opaque = opaque_length(text.substr(i));
    if (opaque == std::string_view::npos) {
      shape.open_string = true;
      return shape;
    }
    if (opaque > 0) {
      i += opaque;
      if (c != '#') {
        shape.closing_semicolon = std::string_view::npos;
        shape.end = i;
      }
      continue;
    }
    if (c == '{' || c == '(' || c == '[') ++shape.depth;
    if (c == '}' || c == ')' || c == ']') --shape.depth;
    if (c == ';' && shape.depth == 0) {
      shape.closing_semicolon = i;
    } else if (!blank(c)) {
      shape.closing_semicolon = std::string_view::npos;
    }
    ++i;
    if (!blank(c)) shape.end = i;
  }
  return shape;
}

/// Takes blanks and comments off a text.
void skip_blanks(std::string_view& text) {
  while (!text.empty() && (blank(text.front()) || text.front() == '#')) {
    text.remove_prefix(text.front() == '#' ? opaque_length(text) : 1);
  }
}

std::string_view take_word(std::string_view& text) {
  skip_blanks(text);
  std::size_t end = 0;
  while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0)) ++end;
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

/// Takes everything up to the next blank, or an IRI or string, off a text.
void skip_token(std::string_view& text) {
  skip_blanks(text);
  if (text.empty()) return;
  std::size_t length = opaque_length(text);
  if (length == 0) {
    while (length < text.size() && !blank(text[length]) && text[length] != '<') ++length;
    length = std::max<std::size_t>(length, 1);
  }
  text.remove_prefix(std::min(length, text.size()));
}

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::string_view leading_keyword(std::string_view statement) {
  while (true) {
    const std::string_view word = take_word(statement);
    const std::string name = upper(word);
    if (name == "PREFIX") {
      skip_token(statement);
      skip_token(statement);
    } else if (is_one_of(name, {"BASE", "VERSION", "IMPORTS"})) {
      skip_token(statement);
    } else {
      return word;
    }
  }
}

const std::vector<std::string>& statement_keywords() {
  static const std::vector<std::string> keywords = {"SELECT", "ASK",  "CONSTRUCT",
                                                    "RULE",   "DATA", "PREFIX"};
  return keywords;
}

StatementKind kind_of(std::string_view statement) {
  std::string_view rest = statement;
  skip_blanks(rest);
  if (rest.empty()) return StatementKind::Empty;
  if (rest.front() == '.' || rest.front() == '\\') return StatementKind::Command;
  const std::string keyword = upper(leading_keyword(rest));
  if (is_one_of(keyword, {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})) return StatementKind::Query;
  if (is_one_of(keyword, {"RULE", "DATA"})) return StatementKind::Rules;
  const std::string first = upper(take_word(rest));
  if (keyword.empty() && is_one_of(first, {"PREFIX", "BASE", "VERSION", "IMPORTS"})) {
    return StatementKind::Prefixes;
  }
  return StatementKind::Unknown;
}

bool is_complete(std::string_view statement, const parser::Prefixes& prefixes) {
  const Shape shape = shape_of(statement);
  if (shape.open_string || shape.depth > 0) return false;
  const std::string_view text = statement.substr(0, shape.end);
  const parser::Source source{"", std::string(text)};
  parser::Diagnostics diagnostics;
  switch (kind_of(text)) {
    case StatementKind::Query:
      parser::parse_query(source, "", prefixes, diagnostics);
      break;
    case StatementKind::Rules:
      parser::parse_rules(source, "", prefixes, diagnostics);
      break;
    case StatementKind::Prefixes:
      return false;
    default:
      return true;
  }
  const parser::Position end = source.position(static_cast<std::uint32_t>(text.size()));
  return std::none_of(diagnostics.all().begin(), diagnostics.all().end(),
                      [&](const parser::Diagnostic& diagnostic) {
                        return diagnostic.position.line == end.line &&
                               diagnostic.position.column >= end.column;
                      });
}

std::optional<std::string> StatementReader::add(std::string_view line,
                                                const parser::Prefixes& prefixes) {
  const bool empty_line = trimmed(line).empty();
  if (text_.empty() && empty_line) return std::nullopt;
  const bool first_line = text_.empty();
  if (!first_line) text_ += '\n';
  text_ += line;
  const StatementKind kind = kind_of(text_);
  const Shape shape = shape_of(text_);
  const bool open = shape.open_string || shape.depth > 0;
  if (kind == StatementKind::Command) return take();
  if (shape.closing_semicolon != std::string_view::npos) return take();
  if (empty_line && !(strict_ && open)) return take();
  if (kind == StatementKind::Empty) return std::nullopt;
  if (!open && (first_line || kind == StatementKind::Rules) && is_complete(text_, prefixes)) {
    return take();
  }
  return std::nullopt;
}

std::optional<std::string> StatementReader::finish() {
  if (text_.empty()) return std::nullopt;
  return take();
}

std::string StatementReader::take() {
  std::string text = std::move(text_);
  text_.clear();
  const std::size_t end = shape_of(text).closing_semicolon;
  if (end != std::string::npos) text.resize(end);
  return std::string(trimmed(text));
}

}  // namespace repl
