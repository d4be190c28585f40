#include "kg/rdf/regex_class.h"

#include <fmt/format.h>

#include <array>

namespace rdf {

namespace {

constexpr std::string_view kNameStart =
    ":A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF"
    "\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD"
    "\\U00010000-\\U000EFFFF";
constexpr std::string_view kNameRest = "\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040";

constexpr std::array<std::string_view, 37> kCategories = {
    "L",  "Lu", "Ll", "Lt", "Lm", "Lo", "M",  "Mn", "Mc", "Me", "N",  "Nd", "Nl",
    "No", "P",  "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z",  "Zs", "Zl", "Zp",
    "S",  "Sm", "Sc", "Sk", "So", "C",  "Cc", "Cf", "Co", "Cn", ""};

bool is_category(std::string_view name) {
  for (const std::string_view known : kCategories) {
    if (!known.empty() && known == name) return true;
  }
  return false;
}

std::optional<icu::UnicodeSet> parse_set(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeSet set(icu::UnicodeString::fromUTF8({text.data(), static_cast<int>(text.size())}),
                      status);
  if (U_FAILURE(status) != 0) return std::nullopt;
  return set;
}

RegexEscape character(char32_t c) { return {true, c, {}}; }
RegexEscape set(std::string text) { return {false, 0, std::move(text)}; }

/// `\p{…}` and `\P{…}`, after the letter.
std::optional<RegexEscape> read_property(RegexReader& in, bool negated) {
  if (!in.take(U'{')) return std::nullopt;
  std::string name;
  while (!in.done() && !in.starts_with(U'}')) {
    const char32_t c = in.next();
    if (c >= 0x80) return std::nullopt;
    name += static_cast<char>(c);
  }
  if (!in.take(U'}')) return std::nullopt;
  const char* caret = negated ? "^" : "";
  if (is_category(name)) return set(fmt::format("[{}\\p{{{}}}]", caret, name));
  const bool block_name =
      name.size() > 2 && name.starts_with("Is") &&
      name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") ==
          std::string::npos;
  if (!block_name) return std::nullopt;
  std::string text = fmt::format("[{}\\p{{Block={}}}]", caret, name.substr(2));
  if (!parse_set(text)) return std::nullopt;
  return set(std::move(text));
}

/// Reads a class; the members of one are read up to its end or a subtraction.
class ClassReader {
 public:
  ClassReader(RegexReader& in, bool ignore_case) : in_(in), ignore_case_(ignore_case) {}

  std::optional<icu::UnicodeSet> read() {
    if (++depth_ > kMaxDepth) return std::nullopt;
    const bool negated = in_.take(U'^');
    icu::UnicodeSet members;
    if (!read_members(members)) return std::nullopt;
    if (negated) members.complement();
    if (in_.take(U'-')) {
      in_.next();
      const auto subtracted = read();
      if (!subtracted) return std::nullopt;
      members.removeAll(*subtracted);
    }
    if (!in_.take(U']')) return std::nullopt;
    return members;
  }

 private:
  static constexpr int kMaxDepth = 50;

  bool at_subtraction() const {
    return in_.rest.size() > 1 && in_.rest[0] == U'-' && in_.rest[1] == U'[';
  }

  bool read_members(icu::UnicodeSet& into) {
    bool any = false;
    while (!in_.done() && !in_.starts_with(U']') && !(any && at_subtraction())) {
      if (!read_member(into)) return false;
      any = true;
    }
    return any && !in_.done();
  }

  bool read_member(icu::UnicodeSet& into) {
    const auto first = read_one();
    if (!first) return false;
    if (!first->single) {
      const auto escaped = parse_set(first->set);
      if (escaped) into.addAll(*escaped);
      return escaped.has_value();
    }
    const bool range =
        in_.rest.size() > 1 && in_.rest[0] == U'-' && in_.rest[1] != U']' && in_.rest[1] != U'[';
    if (!range) {
      into.addAll(regex_set_of(first->character, ignore_case_));
      return true;
    }
    in_.next();
    const auto last = read_one();
    if (!last || !last->single || last->character < first->character) return false;
    icu::UnicodeSet both(static_cast<UChar32>(first->character),
                         static_cast<UChar32>(last->character));
    if (ignore_case_) both.closeOver(USET_CASE_INSENSITIVE).removeAllStrings();
    into.addAll(both);
    return true;
  }

  std::optional<RegexEscape> read_one() {
    const char32_t c = in_.next();
    if (c == U'[') return std::nullopt;
    if (c != U'\\') return character(c);
    return read_regex_escape(in_);
  }

  RegexReader& in_;
  bool ignore_case_;
  int depth_ = 0;
};

}  // namespace

std::optional<RegexEscape> read_regex_escape(RegexReader& in) {
  if (in.done()) return std::nullopt;
  const char32_t c = in.next();
  switch (c) {
    case U'n':
      return character(U'\n');
    case U'r':
      return character(U'\r');
    case U't':
      return character(U'\t');
    case U's':
      return set("[\\u0020\\t\\n\\r]");
    case U'S':
      return set("[^\\u0020\\t\\n\\r]");
    case U'd':
      return set("[\\p{Nd}]");
    case U'D':
      return set("[^\\p{Nd}]");
    case U'w':
      return set("[^\\p{P}\\p{Z}\\p{C}]");
    case U'W':
      return set("[\\p{P}\\p{Z}\\p{C}]");
    case U'i':
      return set(fmt::format("[{}]", kNameStart));
    case U'I':
      return set(fmt::format("[^{}]", kNameStart));
    case U'c':
      return set(fmt::format("[{}{}]", kNameStart, kNameRest));
    case U'C':
      return set(fmt::format("[^{}{}]", kNameStart, kNameRest));
    case U'p':
      return read_property(in, false);
    case U'P':
      return read_property(in, true);
    default:
      if (std::u32string_view(U"\\|.?*+(){}-[]^$").find(c) == std::u32string_view::npos) {
        return std::nullopt;
      }
      return character(c);
  }
}

std::optional<icu::UnicodeSet> read_regex_class(RegexReader& in, bool ignore_case) {
  return ClassReader(in, ignore_case).read();
}

icu::UnicodeSet regex_set_of(char32_t character, bool ignore_case) {
  const auto c = static_cast<UChar32>(character);
  icu::UnicodeSet set(c, c);
  if (ignore_case) set.closeOver(USET_CASE_INSENSITIVE).removeAllStrings();
  return set;
}

std::string regex_text(const icu::UnicodeSet& set) {
  if (set.isEmpty() != 0) return "(?!)";
  std::string text = "[";
  for (int32_t i = 0; i < set.getRangeCount(); ++i) {
    text += fmt::format("\\x{{{:X}}}-\\x{{{:X}}}", set.getRangeStart(i), set.getRangeEnd(i));
  }
  return text + "]";
}

}  // namespace rdf
