#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rdf {

/// A regular expression of XPath (Functions and Operators 3.1, section 5.6) over code points, with
/// the flags `s m i x q`. It is read by a grammar of our own, which refuses what XPath has not
/// (look-ahead, possessive quantifiers, `\b`), and carried out by ICU under a limit of time and
/// memory. Not for use by several threads at once.
///
/// One construct of XPath is refused: a back-reference to a group that may not have taken part in
/// the match.
class Regex {
 public:
  /// Nothing if the pattern or the flags are not XPath's.
  static std::optional<Regex> compile(std::string_view pattern, std::string_view flags);
  ~Regex();
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;

  /// fn:matches: whether some part of the text matches. Nothing if that takes too long to find out.
  std::optional<bool> matches(std::string_view text);

  /// fn:replace: every match replaced, `$1` to `$9…` and `$0` standing for groups, `\$` and `\\`
  /// for themselves. Nothing if the replacement is malformed, the pattern matches the empty string,
  /// or it takes too long.
  std::optional<std::string> replace(std::string_view text, std::string_view replacement);

 private:
  struct State;
  explicit Regex(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace rdf
