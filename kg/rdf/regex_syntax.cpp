#include "kg/rdf/regex_syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "kg/rdf/regex_class.h"

namespace rdf {

namespace {

std::u32string decode(std::string_view text) {
  const auto utf16 = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
  std::u32string result;
  for (int32_t at = 0; at < utf16.length(); at = utf16.moveIndex32(at, 1)) {
    result += static_cast<char32_t>(utf16.char32At(at));
  }
  return result;
}

/// Takes out white space other than in classes, for the flag x.
std::u32string without_blanks(std::u32string_view pattern) {
  std::u32string result;
  int brackets = 0;
  bool escaped = false;
  for (const char32_t c : pattern) {
    const bool blank = c == U' ' || c == U'\t' || c == U'\n' || c == U'\r';
    if (blank && brackets == 0) continue;
    result += c;
    if (!escaped && c == U'[') ++brackets;
    if (!escaped && c == U']' && brackets > 0) --brackets;
    escaped = !escaped && c == U'\\';
  }
  return result;
}

/// Reads XPath's grammar by recursive descent and writes ICU's.
class Translator {
 public:
  Translator(std::u32string_view pattern, const RegexFlags& flags) : in_{pattern}, flags_(flags) {}

  bool translate() { return alternatives() && in_.done(); }
  const std::string& text() const { return out_; }
  int groups() const { return static_cast<int>(groups_.size()); }

 private:
  static constexpr int kMaxDepth = 200;
  static constexpr int kMaxCount = 100'000;

  struct Group {
    bool closed = false;
    /// Whether a match of the rest has been through it for sure.
    bool certain = true;
  };

  bool alternatives() {
    if (++depth_ > kMaxDepth) return false;
    const std::size_t first_group = groups_.size();
    if (!branch()) return false;
    while (in_.take(U'|')) {
      out_ += '|';
      mark_uncertain(first_group);
      if (!branch()) return false;
      mark_uncertain(first_group);
    }
    --depth_;
    return true;
  }

  bool branch() {
    while (!in_.done() && !in_.starts_with(U'|') && !in_.starts_with(U')')) {
      const std::size_t first_group = groups_.size();
      bool may_be_missing = false;
      if (!atom() || !quantifier(may_be_missing)) return false;
      if (may_be_missing) mark_uncertain(first_group);
    }
    return true;
  }

  void mark_uncertain(std::size_t first_group) {
    for (std::size_t i = first_group; i < groups_.size(); ++i) groups_[i].certain = false;
  }

  bool atom() {
    const char32_t c = in_.next();
    switch (c) {
      case U'\\':
        return escape();
      case U'[':
        return character_class();
      case U'(':
        return group();
      case U'.':
        out_ += flags_.dot_all ? "[\\x{0}-\\x{10FFFF}]" : "[^\\n\\r]";
        return true;
      case U'^':
        out_ += flags_.multiline ? "(?:\\A|(?<=\\n)(?!\\z))" : "(?:\\A)";
        return true;
      case U'$':
        out_ += flags_.multiline ? "(?:(?=\\n)|\\z)" : "(?:\\z)";
        return true;
      case U'?':
      case U'*':
      case U'+':
      case U'{':
      case U'}':
      case U']':
        return false;
      default:
        out_ += regex_text(regex_set_of(c, flags_.ignore_case));
        return true;
    }
  }

  bool escape() {
    if (!in_.done() && in_.rest.front() >= U'1' && in_.rest.front() <= U'9') {
      return back_reference();
    }
    const auto escaped = read_regex_escape(in_);
    if (!escaped) return false;
    out_ += escaped->single ? regex_text(regex_set_of(escaped->character, flags_.ignore_case))
                            : escaped->set;
    return true;
  }

  bool character_class() {
    const auto set = read_regex_class(in_, flags_.ignore_case);
    if (set) out_ += regex_text(*set);
    return set.has_value();
  }

  bool group() {
    if (in_.take(U'?')) {
      if (!in_.take(U':')) return false;
      out_ += "(?:";
    } else {
      out_ += '(';
      groups_.emplace_back();
    }
    const std::size_t number = groups_.size();
    const bool capturing = out_.back() == '(';
    if (!alternatives() || !in_.take(U')')) return false;
    if (capturing) groups_[number - 1].closed = true;
    out_ += ')';
    return true;
  }

  /// As many digits as name a group that there is.
  bool back_reference() {
    auto number = static_cast<std::size_t>(in_.next() - U'0');
    while (!in_.done() && in_.rest.front() >= U'0' && in_.rest.front() <= U'9') {
      const std::size_t longer = number * 10 + static_cast<std::size_t>(in_.rest.front() - U'0');
      if (longer > groups_.size()) break;
      number = longer;
      in_.next();
    }
    if (number > groups_.size()) return false;
    const Group& group = groups_[number - 1];
    out_ += fmt::format("(?{}:\\{})", flags_.ignore_case ? "i" : "", number);
    return group.closed && group.certain;
  }

  bool quantifier(bool& may_be_missing) {
    if (in_.done()) return true;
    const char32_t c = in_.rest.front();
    if (c == U'?' || c == U'*' || c == U'+') {
      out_ += static_cast<char>(in_.next());
      may_be_missing = c != U'+';
    } else if (c == U'{') {
      in_.next();
      if (!count(may_be_missing)) return false;
    } else {
      return true;
    }
    if (in_.take(U'?')) out_ += '?';
    return true;
  }

  /// `n}`, `n,}` or `n,m}`.
  bool count(bool& may_be_missing) {
    const auto least = number();
    if (!least) return false;
    may_be_missing = *least == 0;
    if (in_.take(U'}')) {
      out_ += fmt::format("{{{}}}", *least);
      return true;
    }
    if (!in_.take(U',')) return false;
    if (in_.take(U'}')) {
      out_ += fmt::format("{{{},}}", *least);
      return true;
    }
    const auto most = number();
    if (!most || *most < *least || !in_.take(U'}')) return false;
    out_ += fmt::format("{{{},{}}}", *least, *most);
    return true;
  }

  std::optional<int> number() {
    std::optional<int> value;
    while (!in_.done() && in_.rest.front() >= U'0' && in_.rest.front() <= U'9') {
      value = value.value_or(0) * 10 + static_cast<int>(in_.next() - U'0');
      if (*value > kMaxCount) return std::nullopt;
    }
    return value;
  }

  RegexReader in_;
  const RegexFlags& flags_;
  std::string out_;
  std::vector<Group> groups_;
  int depth_ = 0;
};

icu::UnicodeString to_icu(const std::string& ascii) { return icu::UnicodeString::fromUTF8(ascii); }

}  // namespace

std::optional<RegexFlags> parse_regex_flags(std::string_view flags) {
  RegexFlags result;
  for (const char c : flags) {
    switch (c) {
      case 's':
        result.dot_all = true;
        break;
      case 'm':
        result.multiline = true;
        break;
      case 'i':
        result.ignore_case = true;
        break;
      case 'x':
        result.extended = true;
        break;
      case 'q':
        result.literal = true;
        break;
      default:
        return std::nullopt;
    }
  }
  return result;
}

std::optional<TranslatedRegex> translate_regex(std::string_view pattern, const RegexFlags& flags) {
  std::u32string points = decode(pattern);
  if (flags.extended && !flags.literal) points = without_blanks(points);
  TranslatedRegex result;
  const bool plain =
      flags.literal || points.find_first_of(U"\\[](){}.?*+|^$") == std::u32string::npos;
  if (plain) {
    std::string text;
    for (const char32_t c : points) text += regex_text(regex_set_of(c, flags.ignore_case));
    result.pattern = to_icu(text);
    if (!flags.ignore_case && (flags.literal || !flags.extended)) result.plain = pattern;
    return result;
  }
  Translator translator(points, flags);
  if (!translator.translate()) return std::nullopt;
  result.pattern = to_icu(translator.text());
  result.groups = translator.groups();
  return result;
}

}  // namespace rdf
