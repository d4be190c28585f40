#include "parser/diagnostic.h"

#include <algorithm>
#include <utility>

#include "parser/characters.h"

namespace parser {
namespace {

/// A quoted line, cut to what a screen shows: generated files have lines of megabytes.
struct Excerpt {
  std::string line;
  Span columns;
};

constexpr std::size_t kBefore = 80;  // bytes kept left of the mistake when a line is cut
constexpr std::size_t kLongest = 200;

Excerpt excerpt(const Source& source, Span span) {
  const std::string_view line = source.line_at(span.begin);
  const auto line_begin = static_cast<std::size_t>(line.data() - source.text.data());
  std::size_t begin = std::min(span.begin - line_begin, line.size());
  std::size_t end = std::clamp(span.end - line_begin, begin, line.size());
  Excerpt result;
  std::string_view shown = line;
  if (line.size() > kLongest) {
    const std::size_t cut = utf8_prefix(line, begin > kBefore ? begin - kBefore : 0).size();
    shown = utf8_prefix(line.substr(cut), kLongest);
    begin -= cut;
    end = std::min(end - cut, shown.size());
    if (cut > 0) {
      result.line = "…";
      begin += result.line.size();
      end += result.line.size();
    }
    result.line += shown;
    if (cut + shown.size() < line.size()) result.line += "…";
  } else {
    result.line = shown;
  }
  result.columns = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  return result;
}

Diagnostic diagnostic_at(Severity severity, std::string_view code, const Source& source, Span span,
                         std::string message, std::string hint) {
  Excerpt quoted = excerpt(source, span);
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.code = code;
  diagnostic.message = std::move(message);
  diagnostic.source = source.name;
  diagnostic.position = source.position(span.begin);
  diagnostic.line = std::move(quoted.line);
  diagnostic.columns = quoted.columns;
  diagnostic.hint = std::move(hint);
  return diagnostic;
}

}  // namespace

Diagnostic& Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::Error) ++errors_;
  return all_.emplace_back(std::move(diagnostic));
}

Diagnostic& Diagnostics::error(std::string_view code, const Source& source, Span span,
                               std::string message, std::string hint) {
  if (errors_ >= limit_) {
    ++errors_;
    return overflow_ = Diagnostic{};
  }
  return add(
      diagnostic_at(Severity::Error, code, source, span, std::move(message), std::move(hint)));
}

Diagnostic& Diagnostics::warning(std::string_view code, const Source& source, Span span,
                                 std::string message, std::string hint) {
  if (all_.size() >= 2 * limit_) return overflow_ = Diagnostic{};
  return add(
      diagnostic_at(Severity::Warning, code, source, span, std::move(message), std::move(hint)));
}

Diagnostic& Diagnostics::error(std::string_view code, std::string message, std::string hint) {
  if (errors_ >= limit_) {
    ++errors_;
    return overflow_ = Diagnostic{};
  }
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  return add(std::move(diagnostic));
}

void Diagnostics::append(Diagnostics&& others) {
  std::size_t only_counted = others.errors_;
  for (Diagnostic& diagnostic : others.all_) {
    const bool error = diagnostic.severity == Severity::Error;
    if (error ? errors_ < limit_ : all_.size() < 2 * limit_) {
      add(std::move(diagnostic));
      if (error) --only_counted;
    }
  }
  errors_ += only_counted;
  others = Diagnostics(others.limit_);
}

Note note_at(const Source& source, Span span, std::string message) {
  Excerpt quoted = excerpt(source, span);
  return {std::move(message), source.name, source.position(span.begin), std::move(quoted.line),
          quoted.columns};
}

}  // namespace parser
