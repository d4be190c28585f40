#include <algorithm>
#include <array>
#include <vector>

#include "parser/characters.h"
#include "parser/parse.h"
#include "parser/scan.h"

namespace parser {
namespace {

bool same_word(std::string_view found, std::string_view word) {
  return std::equal(found.begin(), found.end(), word.begin(), word.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

/// What a statement that begins with a word consists of.
struct Form {
  std::string_view word;
  int groups;  ///< `{ … }` that it needs
  int words;   ///< tokens behind the word that it needs besides
};

constexpr Form kForms[] = {
    {"SELECT", 1, 0}, {"ASK", 1, 0},    {"CONSTRUCT", 2, 0}, {"DESCRIBE", 0, 1}, {"RULE", 2, 0},
    {"DATA", 1, 0},   {"PREFIX", 0, 2}, {"BASE", 0, 1},      {"VERSION", 0, 1},  {"IMPORTS", 0, 1}};

/// Words that something must follow.
constexpr std::string_view kDangling[] = {
    "WHERE", "FILTER", "OPTIONAL", "UNION",  "MINUS",  "NOT",    "SET",    "BIND", "AS",   "BY",
    "ORDER", "GROUP",  "LIMIT",    "OFFSET", "HAVING", "VALUES", "EXISTS", "FROM", "NAMED"};

/// Reads a text token by token and counts what its last statement still needs.
class StatementScan {
 public:
  Completeness read(std::string_view text) {
    const char* const last = text.data() + text.size();
    const char* at = skip_blanks(text.data(), last);
    if (at == last) return Completeness::Empty;
    while (at != last) {
      const char* const end = token_end(at, last);
      take({at, static_cast<std::size_t>(end - at)}, end == last);
      at = skip_blanks(end, last);
    }
    return ended_ || (!open_string_ && open_.empty() && groups_ <= 0 && words_ <= 0 && !dangling_)
               ? Completeness::Complete
               : Completeness::Incomplete;
  }

 private:
  void take(std::string_view token, bool at_end) {
    ended_ = false;
    dangling_ = false;
    if (at_end && is_open_string(token)) open_string_ = true;
    if (open_.empty()) {
      take_outside(token);
    }
    take_bracket(token);
  }

  void take_outside(std::string_view token) {
    if (token == ";") ended_ = true;
    for (const Form& form : kForms) {
      // In WHERE DATA and NOT DATA it begins nothing.
      if (!same_word(token, form.word) || groups_ > 0) continue;
      groups_ = form.groups;
      words_ = form.words;
      construct_ = form.word == "CONSTRUCT";
      return;
    }
    dangling_ = std::any_of(std::begin(kDangling), std::end(kDangling),
                            [&](std::string_view word) { return same_word(token, word); });
    // CONSTRUCT WHERE { … } has no template.
    if (construct_ && groups_ == 2 && same_word(token, "WHERE")) groups_ = 1;
    --words_;
  }

  void take_bracket(std::string_view token) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kPairs = {
        {{"{", "}"}, {"(", ")"}, {"[", "]"}, {"<<", ">>"}, {"<<(", ")>>"}, {"{|", "|}"}}};
    for (const auto& [opening, closing] : kPairs) {
      if (token == opening) {
        open_.push_back(closing);
        return;
      }
      if (token != closing) continue;
      if (open_.empty() || open_.back() != token) {
        // More lines would not mend that.
        open_.clear();
        groups_ = 0;
        return;
      }
      open_.pop_back();
      if (open_.empty() && token == "}") --groups_;
      return;
    }
  }

  /// A string of several lines that is not closed; one of a single line is a mistake that more
  /// lines do not mend.
  static bool is_open_string(std::string_view token) {
    if (!token.starts_with("\"\"\"") && !token.starts_with("'''")) return false;
    std::string text;
    Mistake mistake;
    return scan_string(token.data(), token.data() + token.size(), text, mistake) == nullptr;
  }

  std::vector<std::string_view> open_;
  int groups_ = 0;
  int words_ = 0;
  bool construct_ = false;
  bool ended_ = false;
  bool dangling_ = false;
  bool open_string_ = false;
};

}  // namespace

Completeness completeness(std::string_view text) { return StatementScan().read(text); }

std::string_view without_semicolon(std::string_view text) {
  const char* const last = text.data() + text.size();
  const char* end = text.data();
  const char* before = end;
  std::string_view token;
  for (const char* at = skip_blanks(text.data(), last); at != last; at = skip_blanks(end, last)) {
    before = end;
    end = token_end(at, last);
    token = {at, static_cast<std::size_t>(end - at)};
  }
  if (token == ";") end = before;
  return text.substr(0, static_cast<std::size_t>(end - text.data()));
}

}  // namespace parser
