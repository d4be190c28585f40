#include "parser/recover.h"

#include <algorithm>

#include "parser/characters.h"
#include "parser/scan.h"

namespace parser {
namespace {

bool begins_line(const char* text, const char* at) {
  while (at != text && (at[-1] == ' ' || at[-1] == '\t')) --at;
  return at == text || at[-1] == '\n' || at[-1] == '\r';
}

bool is_opener(std::string_view word, std::span<const std::string_view> openers) {
  return std::any_of(openers.begin(), openers.end(), [word](std::string_view opener) {
    return std::equal(word.begin(), word.end(), opener.begin(), opener.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
  });
}

int opens(std::string_view token) {
  for (const std::string_view bracket : {"[", "(", "{", "<<(", "<<", "{|"}) {
    if (token == bracket) return 1;
  }
  for (const std::string_view bracket : {"]", ")", "}", ")>>", ">>", "|}"}) {
    if (token == bracket) return -1;
  }
  return 0;
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

}  // namespace

const char* next_statement(const char* statement, const char* mistake, const char* last,
                           std::span<const std::string_view> openers) {
  int depth = 0;
  const char* at = skip_blanks(statement, last);
  const char* const begin = at;
  while (at != last) {
    const char* const end = token_end(at, last);
    const std::string_view token(at, static_cast<std::size_t>(end - at));
    const bool past_mistake = at >= mistake;
    if (past_mistake && at != begin && begins_line(statement, at) && is_opener(token, openers))
      return at;
    if (past_mistake && token == "." && (depth <= 0 || fresh_line_follows(end, last))) return end;
    if (past_mistake && swallows_the_dot(token, last)) return end;
    depth += opens(token);
    if (past_mistake && depth == 0 && token == "}" && fresh_line_follows(end, last)) return end;
    if (past_mistake && depth < 0 && token == "}" && at != begin) return at;
    at = skip_blanks(end, last);
  }
  return last;
}

}  // namespace parser
