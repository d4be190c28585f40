#pragma once

#include <unicode/unistr.h>

#include <optional>
#include <string>
#include <string_view>

namespace rdf {

struct RegexFlags {
  bool dot_all = false;      ///< s
  bool multiline = false;    ///< m
  bool ignore_case = false;  ///< i
  bool extended = false;     ///< x
  bool literal = false;      ///< q
};

/// Nothing for a letter that is no flag.
std::optional<RegexFlags> parse_regex_flags(std::string_view flags);

/// A regular expression of XPath in ICU's language. It needs none of ICU's flags.
struct TranslatedRegex {
  icu::UnicodeString pattern;
  int groups = 0;
  /// The text to look for, if the expression is nothing but a text.
  std::optional<std::string> plain;
};

/// Nothing if the pattern is not XPath's.
std::optional<TranslatedRegex> translate_regex(std::string_view pattern, const RegexFlags& flags);

}  // namespace rdf
