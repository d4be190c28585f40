#include "facts/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "kg/rdf/vocabulary.h"

namespace facts {

namespace {

constexpr std::size_t kMostOfAKind = 20;
/// A subject may stand this far above what is said of it.
constexpr std::size_t kLinesAbove = 400;

bool continues_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == ':' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// Finds terms in the text of a document.
class Places {
 public:
  Places(const parser::Source& source, const parser::Prefixes& prefixes)
      : text_(source.text), prefixes_(prefixes) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == '\n') starts_.push_back(i + 1);
    }
  }

  parser::Span of(const Finding& finding) const {
    const std::uint32_t line = finding.line;
    const std::vector<std::string> forms = forms_of(finding.at);
    const std::size_t last = std::min<std::size_t>(line, starts_.size());
    for (std::size_t n = last; n > 0 && n + kLinesAbove > last; --n) {
      if (const auto found = in_line(n - 1, forms, n == last && !finding.is_object)) return *found;
    }
    return whole(last == 0 ? 0 : last - 1);
  }

 private:
  std::vector<std::string> forms_of(const rdf::Term& term) const {
    std::vector<std::string> forms;
    if (term.is_literal()) {
      forms.push_back(rdf::to_ntriples(rdf::Term::string(term.lexical)));
      forms.push_back(term.lexical);
      return forms;
    }
    if (!term.is_iri()) return forms;
    for (const auto& [prefix, iri] : prefixes_) {
      if (term.lexical.starts_with(iri))
        forms.push_back(prefix + ":" + term.lexical.substr(iri.size()));
    }
    forms.push_back("<" + term.lexical + ">");
    if (term.lexical == rdf::vocabulary::kType) forms.emplace_back("a");
    return forms;
  }

  std::string_view line(std::size_t index) const {
    const std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] - 1 : text_.size();
    return std::string_view(text_).substr(starts_[index], end - starts_[index]);
  }

  /// The first place in a line, or the last: in one above that is the nearest.
  std::optional<parser::Span> in_line(std::size_t index, const std::vector<std::string>& forms,
                                      bool first) const {
    const std::string_view here = line(index);
    std::optional<parser::Span> best;
    for (const std::string& form : forms) {
      // A literal without its quotes is the second choice.
      if (best && !form.empty() && forms.front().starts_with('"')) break;
      for (std::size_t at = here.find(form); at != std::string_view::npos;
           at = here.find(form, at + 1)) {
        const std::size_t end = at + form.size();
        const bool whole = (at == 0 || !continues_name(here[at - 1])) &&
                           (end == here.size() || !continues_name(here[end]));
        if (!whole || form.empty()) continue;
        const auto begin = static_cast<std::uint32_t>(starts_[index] + at);
        const parser::Span span{begin, static_cast<std::uint32_t>(starts_[index] + end)};
        if (!best || (first ? span.begin < best->begin : span.begin > best->begin)) best = span;
      }
    }
    return best;
  }

  parser::Span whole(std::size_t index) const {
    const std::string_view here = line(index);
    const std::size_t first = std::min(here.find_first_not_of(" \t\r"), here.size());
    const std::size_t end = here.find_last_not_of(" \t\r");
    const std::size_t begin = starts_[index];
    return {static_cast<std::uint32_t>(begin + first),
            static_cast<std::uint32_t>(begin + (end == std::string_view::npos ? first : end + 1))};
  }

  const std::string& text_;
  const parser::Prefixes& prefixes_;
  std::vector<std::size_t> starts_;
};

}  // namespace

void report(std::vector<Finding> findings, const parser::Source& source,
            const parser::Prefixes& prefixes, parser::Diagnostics& diagnostics) {
  if (findings.empty()) return;
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.line < b.line; });
  std::map<std::string, std::size_t> total;
  for (const Finding& finding : findings) ++total[finding.code];
  std::map<std::string, std::size_t> reported;
  const Places places(source, prefixes);
  for (Finding& finding : findings) {
    const std::size_t count = ++reported[finding.code];
    if (count > kMostOfAKind) continue;
    const parser::Span span = places.of(finding);
    if (count == kMostOfAKind && total[finding.code] > count) {
      finding.hint += fmt::format("{}{} more of this kind in this file are not shown",
                                  finding.hint.empty() ? "" : "; ", total[finding.code] - count);
    }
    parser::Diagnostic& diagnostic =
        finding.severity == parser::Severity::Error
            ? diagnostics.error(finding.code, source, span, std::move(finding.message),
                                std::move(finding.hint))
            : diagnostics.warning(finding.code, source, span, std::move(finding.message),
                                  std::move(finding.hint));
    diagnostic.notes = std::move(finding.notes);
  }
}

}  // namespace facts
