#pragma once

#include <unicode/uniset.h>

#include <optional>
#include <string>
#include <string_view>

/// The character classes of XPath's regular expressions (XSD 1.1 part 2, appendix G).
namespace rdf {

/// Reads code points from the front of a pattern.
struct RegexReader {
  std::u32string_view rest;

  bool done() const { return rest.empty(); }
  bool starts_with(char32_t c) const { return !rest.empty() && rest.front() == c; }
  bool take(char32_t c) {
    if (!starts_with(c)) return false;
    rest.remove_prefix(1);
    return true;
  }
  char32_t next() {
    const char32_t c = rest.front();
    rest.remove_prefix(1);
    return c;
  }
};

/// What an escape stands for.
struct RegexEscape {
  bool single = false;
  char32_t character = 0;  ///< where `single`
  std::string set;         ///< else, in the syntax of ICU's sets
};

/// Reads what follows a backslash. Back-references are not known here.
std::optional<RegexEscape> read_regex_escape(RegexReader& in);

/// Reads what follows the opening bracket of a class, with the bracket that closes it.
std::optional<icu::UnicodeSet> read_regex_class(RegexReader& in, bool ignore_case);

/// The character, and where `ignore_case` what differs from it in case only.
icu::UnicodeSet regex_set_of(char32_t character, bool ignore_case);

/// The set as ICU's regular expressions read it.
std::string regex_text(const icu::UnicodeSet& set);

}  // namespace rdf
