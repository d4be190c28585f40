#include "parser/recover.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>

#include "parser/characters.h"
#include "parser/scan.h"

namespace parser {
namespace {

constexpr std::string_view kDirectives[] = {"@prefix", "@base",   "@version", "PREFIX",
                                            "BASE",    "VERSION", "GRAPH"};

bool is_directive(std::string_view word) {
  return std::any_of(
      std::begin(kDirectives), std::end(kDirectives), [word](std::string_view directive) {
        return std::equal(word.begin(), word.end(), directive.begin(), directive.end(),
                          [](char a, char b) { return lower(a) == lower(b); });
      });
}

/// These end without a dot.
bool is_line_directive(std::string_view word) {
  return is_directive(word) && word.front() != '@' && lower(word.front()) != 'g';
}

/// How far `at` is from the begin of its line, in bytes, if nothing but blanks stands before it.
std::optional<std::ptrdiff_t> indent(const char* first, const char* at) {
  const char* begin = at;
  while (begin != first && (begin[-1] == ' ' || begin[-1] == '\t')) --begin;
  const bool begins_line = begin == first || begin[-1] == '\n' || begin[-1] == '\r';
  return begins_line ? std::optional(at - begin) : std::nullopt;
}

bool contains_token(std::span<const std::string_view> tokens, std::string_view token) {
  return std::find(tokens.begin(), tokens.end(), token) != tokens.end();
}

/// Whether an object, an item or a predicate is still to come after the token.
bool asks_for_more(std::string_view token) {
  constexpr std::string_view kOpen[] = {",", ";", "[", "(", "{", "{|", "<<", "<<(", "~", "^^", "a"};
  return contains_token(kOpen, token);
}

/// Whether a token can begin a statement.
bool may_be_subject(std::string_view token) {
  const char c = token.front();
  return c == '<' || c == '[' || c == '(' || c == ':' || static_cast<unsigned char>(c) >= 0x80 ||
         token.starts_with("_:") || (is_letter(c) && token.find(':') != std::string_view::npos);
}

int opens(std::string_view token) {
  constexpr std::string_view kOpening[] = {"[", "(", "{", "<<(", "<<", "{|"};
  constexpr std::string_view kClosing[] = {"]", ")", "}", ")>>", ">>", "|}"};
  return contains_token(kOpening, token) ? 1 : contains_token(kClosing, token) ? -1 : 0;
}

/// Whether the text behind a dot looks like a new statement, however many brackets are still open:
/// a line of its own that is not indented.
bool fresh_line_follows(const char* dot_end, const char* last) {
  const char* const next = skip_blanks(dot_end, last);
  return next == last || (next != dot_end && (next[-1] == '\n' || next[-1] == '\r'));
}

/// A string that its line end cuts off has swallowed the dot of its statement.
bool swallows_the_dot(std::string_view token, const char* last) {
  const char* const end = token.data() + token.size();
  if (token.empty() || (token.front() != '"' && token.front() != '\'')) return false;
  if (end != last && *end != '\n' && *end != '\r') return false;
  const std::size_t tail = token.find_last_not_of(" \t");
  return token[tail] == '.';
}

/// Walks over the tokens of a statement that holds a mistake.
class Recovery {
 public:
  Recovery(const char* first, const char* statement, const char* mistake, const char* last)
      : first_(first),
        statement_(statement),
        mistake_(mistake),
        last_(last),
        indent_(indent(first, statement)) {}

  const char* next() {
    const std::string_view word = token_at(statement_);
    if (is_line_directive(word)) return std::find(mistake_, last_, '\n');
    std::string_view before;
    for (const char* at = statement_; at != last_;) {
      const std::string_view token = token_at(at);
      const char* const end = at + token.size();
      if (at >= mistake_ && at != statement_ && begins_statement(token, before)) return at;
      depth_ += opens(token);
      if (at >= mistake_) {
        if (token == "}" && depth_ < 0 && at != statement_) return at;
        if (ends_statement(token)) return end;
      }
      before = token;
      at = skip_blanks(end, last_);
    }
    return last_;
  }

 private:
  std::string_view token_at(const char* at) const {
    return {at, static_cast<std::size_t>(token_end(at, last_) - at)};
  }

  bool begins_statement(std::string_view token, std::string_view before) const {
    const auto column = indent(first_, token.data());
    if (!column) return false;
    if (is_directive(token)) return true;
    return indent_ && *column <= *indent_ && may_be_subject(token) && !asks_for_more(before);
  }

  bool ends_statement(std::string_view token) const {
    const bool fresh = fresh_line_follows(token.data() + token.size(), last_);
    return (token == "." && (depth_ <= 0 || fresh)) || (token == "}" && depth_ == 0 && fresh) ||
           swallows_the_dot(token, last_);
  }

  const char* first_;
  const char* statement_;
  const char* mistake_;
  const char* last_;
  std::optional<std::ptrdiff_t> indent_;
  int depth_ = 0;
};

}  // namespace

const char* next_statement(const char* first, const char* statement, const char* mistake,
                           const char* last) {
  return Recovery(first, statement, mistake, last).next();
}

}  // namespace parser
