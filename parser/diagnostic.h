#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/source.h"

namespace parser {

enum class Severity : std::uint8_t { Error, Warning };

/// A second place that explains the first.
struct Note {
  std::string message;
  /// Where; empty `source` for a note without a place.
  std::string source;
  Position position;
  std::string line;
  Span columns;  ///< bytes within `line` to underline
};

/// One mistake in the user's text. The message quotes the user's own word and says what was
/// expected; the hint proposes the fix. A diagnostic holds the line it speaks of, so it outlives
/// the source.
struct Diagnostic {
  Severity severity = Severity::Error;
  /// Short, stable, in kebab case: `syntax`, `unbound-variable`, `unknown-prefix`,
  /// `not-stratified`.
  std::string code;
  std::string message;
  std::string source;  ///< name of the source; empty for a mistake without a place
  Position position;
  std::string line;
  Span columns;  ///< bytes within `line` to underline
  std::vector<Note> notes;
  std::string hint;
};

/// Collects what a phase finds. Stops growing at `limit` errors and then counts only.
class Diagnostics {
 public:
  explicit Diagnostics(std::size_t limit = 100) : limit_(limit) {}

  Diagnostic& error(std::string_view code, const Source& source, Span span, std::string message,
                    std::string hint = {});
  Diagnostic& warning(std::string_view code, const Source& source, Span span, std::string message,
                      std::string hint = {});
  /// A mistake that no place in a text can be blamed for.
  Diagnostic& error(std::string_view code, std::string message, std::string hint = {});
  /// Adds what others found, as far as the limit allows.
  void append(Diagnostics&& others);

  const std::vector<Diagnostic>& all() const { return all_; }
  std::size_t error_count() const { return errors_; }
  bool has_errors() const { return errors_ > 0; }
  bool empty() const { return all_.empty(); }

 private:
  Diagnostic& add(Diagnostic diagnostic);

  std::vector<Diagnostic> all_;
  Diagnostic overflow_;
  std::size_t errors_ = 0;
  std::size_t limit_;
};

Note note_at(const Source& source, Span span, std::string message);

enum class Colour : bool { No, Yes };

/// The one form in which all mistakes are shown:
///
///     facts/actors.ttl:12:5: error: unknown prefix 'exx:'
///        12 |     exx:a ex:memberOf ex:b .
///           |     ^~~~
///     hint: did you mean 'ex:'?
std::string render(const Diagnostic& diagnostic, Colour colour = Colour::No);
std::string render(const Diagnostics& diagnostics, Colour colour = Colour::No);

/// The known word that is nearest to `word`, if one is near enough to be what was meant.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace parser
