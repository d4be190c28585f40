#include "repl/complete.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>
#include <system_error>

#include "parser/write.h"
#include "repl/dot_commands.h"
#include "repl/statement.h"

namespace repl {

namespace {

constexpr std::size_t kMost = 200;

constexpr std::string_view kQueryWords[] = {
    "SELECT", "ASK",    "CONSTRUCT", "WHERE",     "DISTINCT", "REDUCED", "FILTER",  "OPTIONAL",
    "UNION",  "BIND",   "AS",        "EXISTS",    "NOT",      "ORDER",   "BY",      "ASC",
    "DESC",   "LIMIT",  "OFFSET",    "IN",        "PREFIX",   "BOUND",   "STR",     "LANG",
    "REGEX",  "STRLEN", "CONTAINS",  "STRSTARTS", "STRENDS",  "LCASE",   "UCASE",   "COALESCE",
    "IF",     "isIRI",  "isLiteral", "isBlank",   "DATATYPE", "CONCAT",  "sameTerm"};
constexpr std::string_view kRuleWords[] = {
    "RULE",  "WHERE", "DATA",   "NOT",    "SET",       "FILTER",    "PREFIX",   "IN",
    "STR",   "LANG",  "REGEX",  "STRLEN", "CONTAINS",  "STRSTARTS", "STRENDS",  "LCASE",
    "UCASE", "IF",    "CONCAT", "isIRI",  "isLiteral", "isBlank",   "DATATYPE", "sameTerm"};

bool word_character(char c) {
  static constexpr std::string_view kEnds = " \t\n\r{}()[],;|^=!+*&";
  return kEnds.find(c) == std::string_view::npos;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view start) {
  return text.size() >= start.size() &&
         std::equal(start.begin(), start.end(), text.begin(), [](char a, char b) {
           return std::toupper(static_cast<unsigned char>(a)) ==
                  std::toupper(static_cast<unsigned char>(b));
         });
}

class Completer {
 public:
  Completer(std::string_view text, std::size_t cursor, const Vocabulary& vocabulary)
      : before_(text.substr(0, cursor)), whole_(text), vocabulary_(vocabulary) {
    result_.begin = word_begin();
    word_ = before_.substr(result_.begin);
  }

  Completion run() {
    if (kind_of(before_) == StatementKind::Command) {
      command();
    } else {
      statement();
    }
    result_.candidates = {found_.begin(), found_.end()};
    return std::move(result_);
  }

 private:
  /// An open string or IRI is one word, whatever is in it.
  std::size_t word_begin() const {
    std::size_t begin = before_.size();
    while (begin > 0 && word_character(before_[begin - 1])) --begin;
    bool quoted = false;
    std::size_t quote = 0;
    for (std::size_t i = 0; i < before_.size(); ++i) {
      if (before_[i] != '"' || (i > 0 && before_[i - 1] == '\\')) continue;
      quoted = !quoted;
      quote = i;
    }
    return quoted ? quote : begin;
  }

  void offer(std::string candidate) {
    if (candidate.starts_with(word_)) found_.insert(std::move(candidate));
  }

  void command() {
    std::size_t begin = 0;
    while (begin < before_.size() && !word_character(before_[begin])) ++begin;
    if (result_.begin <= begin) {
      for (const std::string& name : command_names()) offer(name);
      return;
    }
    std::size_t end = begin;
    while (end < before_.size() && word_character(before_[end])) ++end;
    switch (argument_of(before_.substr(begin, end - begin))) {
      case Argument::Term:
        term();
        break;
      case Argument::Path:
        if (vocabulary_.paths) {
          for (std::string& path : vocabulary_.paths(word_)) offer(std::move(path));
        }
        break;
      case Argument::Rule:
        if (vocabulary_.rules) {
          for (std::string& rule : vocabulary_.rules()) offer(std::move(rule));
        }
        break;
      case Argument::Source:
        if (vocabulary_.sources) {
          for (std::string& source : vocabulary_.sources()) offer(std::move(source));
        }
        break;
      case Argument::Word:
        for (const std::string& word : words_of(before_.substr(begin, end - begin))) offer(word);
        break;
      case Argument::None:
        break;
    }
  }

  void statement() {
    if (word_.starts_with('?') || word_.starts_with('$')) {
      variables();
      return;
    }
    term();
    if (word_.find_first_of(":<\"") == std::string_view::npos) keywords();
  }

  void term() {
    if (word_.starts_with('"')) {
      labels();
    } else if (word_.starts_with('<')) {
      if (!vocabulary_.iris) return;
      for (const std::string& iri : vocabulary_.iris(word_.substr(1), kMost)) {
        offer("<" + iri + ">");
      }
    } else if (word_.find(':') != std::string_view::npos) {
      prefixed_names();
    } else {
      for (const auto& [prefix, iri] : vocabulary_.prefixes) offer(prefix + ":");
    }
  }

  void prefixed_names() {
    const std::size_t colon = word_.find(':');
    for (const auto& [prefix, space] : vocabulary_.prefixes) {
      if (prefix != word_.substr(0, colon) || !vocabulary_.iris) continue;
      const std::string start = space + std::string(word_.substr(colon + 1));
      for (const std::string& iri : vocabulary_.iris(start, kMost)) {
        // A name that has no short form is left out.
        offer(parser::to_turtle(rdf::Term::iri(iri), vocabulary_.prefixes));
      }
    }
  }

  void labels() {
    if (!vocabulary_.labels) return;
    for (const std::string& label : vocabulary_.labels(word_.substr(1), kMost)) {
      if (label.find_first_of("\"\\\n") == std::string::npos) found_.insert("\"" + label + "\"");
    }
  }

  void variables() {
    std::size_t at = 0;
    while ((at = whole_.find_first_of("?$", at)) != std::string_view::npos) {
      std::size_t end = at + 1;
      while (end < whole_.size() &&
             (std::isalnum(static_cast<unsigned char>(whole_[end])) || whole_[end] == '_')) {
        ++end;
      }
      if (end > at + 1 && at != result_.begin) {
        offer(std::string(1, word_.front()) + std::string(whole_.substr(at + 1, end - at - 1)));
      }
      at = end;
    }
  }

  void keywords() {
    if (word_.empty()) return;
    const bool lower = std::any_of(word_.begin(), word_.end(),
                                   [](unsigned char c) { return std::islower(c) != 0; });
    const auto take = [&](std::string_view keyword) {
      if (!starts_with_ignoring_case(keyword, word_)) return;
      std::string text(keyword);
      if (lower && !text.starts_with("is") && !text.starts_with("same")) {
        for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      }
      found_.insert(std::move(text));
    };
    switch (kind_of(before_.substr(0, result_.begin))) {
      case StatementKind::Query:
        for (const std::string_view keyword : kQueryWords) take(keyword);
        break;
      case StatementKind::Rules:
        for (const std::string_view keyword : kRuleWords) take(keyword);
        break;
      default:
        for (const std::string& keyword : statement_keywords()) take(keyword);
    }
  }

  std::string_view before_;
  std::string_view whole_;
  const Vocabulary& vocabulary_;
  std::string_view word_;
  Completion result_;
  std::set<std::string> found_;
};

}  // namespace

Completion complete(std::string_view text, std::size_t cursor, const Vocabulary& vocabulary) {
  return Completer(text, std::min(cursor, text.size()), vocabulary).run();
}

std::string common_start(const std::vector<std::string>& candidates) {
  if (candidates.empty()) return {};
  std::string start = candidates.front();
  for (const std::string& candidate : candidates) {
    std::size_t length = 0;
    while (length < start.size() && length < candidate.size() &&
           start[length] == candidate[length]) {
      ++length;
    }
    start.resize(length);
  }
  // Not in the middle of a character.
  while (!start.empty() && start.size() < candidates.front().size() &&
         (static_cast<unsigned char>(candidates.front()[start.size()]) & 0xC0) == 0x80) {
    start.pop_back();
  }
  return start;
}

std::vector<std::string> paths_starting_with(std::string_view start) {
  namespace fs = std::filesystem;
  const std::size_t slash = start.rfind('/');
  const std::string folder(start.substr(0, slash == std::string_view::npos ? 0 : slash + 1));
  std::vector<std::string> paths;
  std::error_code error;
  for (fs::directory_iterator entries(folder.empty() ? "." : folder, error);
       !error && entries != fs::directory_iterator(); entries.increment(error)) {
    const std::string name = entries->path().filename().string();
    if (name.starts_with('.')) continue;
    std::error_code ignored;
    const std::string path = folder + name + (entries->is_directory(ignored) ? "/" : "");
    if (path.starts_with(start)) paths.push_back(path);
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace repl
