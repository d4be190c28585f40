#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "kg/rdf/term.h"

/// The tokens of Turtle 1.2 and SPARQL 1.2, read by hand: no Spirit, no prefixes, no diagnostics.
/// Each function looks at `first` for its own token and returns where the token ends, or nullptr. A
/// token that begins right and goes wrong fills in the Mistake.
namespace parser {

/// Brackets within brackets deeper than this are an error, not a stack overflow: in rules and
/// questions, whose every level of parentheses takes a level of each operator, and in data, where
/// programs write them.
inline constexpr unsigned kDeepestNesting = 200;
inline constexpr unsigned kDeepestDataNesting = 1000;

/// What is wrong inside a token, for the diagnostic that the grammar makes of it when nothing else
/// fits there.
struct Mistake {
  const char* token = nullptr;  ///< where the token begins; nullptr for no mistake
  const char* begin = nullptr;
  const char* end = nullptr;
  std::string_view code;
  std::string message;
  std::string hint;
};

/// Fills in a mistake; for scanners to return.
std::nullptr_t mistaken(Mistake& mistake, const char* token, const char* begin, const char* end,
                        std::string_view code, std::string message, std::string hint = {});

/// Past white space and comments; always succeeds.
const char* skip_blanks(const char* first, const char* last);

/// `<…>`; `iri` gets what stands between, with escapes resolved.
const char* scan_iriref(const char* first, const char* last, std::string& iri, Mistake& mistake);

/// Any of the four forms of strings; `text` gets its value.
const char* scan_string(const char* first, const char* last, std::string& text, Mistake& mistake);

/// A string in `"` or `'`, three of which are no long string here.
const char* scan_short_string(const char* first, const char* last, std::string& text,
                              Mistake& mistake);

/// PNAME_NS: `prefix:`; the prefix is what stands before the colon.
const char* scan_prefix(const char* first, const char* last);

/// PN_LOCAL, possibly empty; `local` gets it appended, without the escapes. Fails on a bad escape
/// only.
const char* scan_local(const char* first, const char* last, std::string& local, Mistake& mistake);

/// `_:label`.
const char* scan_blank_node_label(const char* first, const char* last);

/// LANG_DIR.
struct LanguageTag {
  std::string_view language;
  rdf::Direction direction = rdf::Direction::None;
};
const char* scan_language(const char* first, const char* last, LanguageTag& tag, Mistake& mistake);

enum class NumberKind : std::uint8_t { Integer, Decimal, Double };
/// The longest number, with a sign or without.
const char* scan_number(const char* first, const char* last, NumberKind& kind);

/// `?name` or `$name`.
const char* scan_variable(const char* first, const char* last);

enum class Case : bool { Sensitive, Insensitive };
/// `word`, not followed by what would make it a longer name.
const char* scan_keyword(const char* first, const char* last, std::string_view word, Case letters);

/// The end of whatever stands at `first`, be it a token or not: for messages that quote it and for
/// going on after a mistake. Strings count as closed at the end of their line (or text). At `last`
/// it is `last`.
const char* token_end(const char* first, const char* last);

/// What stands at `first` in quotes, cut where it is long, or "the end of the text".
std::string quote_token(const char* first, const char* last);

}  // namespace parser
