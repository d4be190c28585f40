#include "repl/typed_rules.h"

#include <algorithm>
#include <cctype>

namespace repl {

namespace {

parser::Span span_of(const parser::Rule& rule) {
  parser::Span span = rule.span;
  for (const parser::MetadataEntry& entry : rule.metadata) {
    span.begin = std::min(span.begin, entry.span.begin);
  }
  return span;
}

bool name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Whether `prefix:` may occur in a text; in doubt it does.
bool mentions(std::string_view text, const std::string& prefix) {
  const std::string mark = prefix + ":";
  for (std::size_t at = text.find(mark); at != std::string_view::npos;
       at = text.find(mark, at + 1)) {
    if (at == 0 || !name_character(text[at - 1])) return true;
  }
  return false;
}

}  // namespace

std::string_view text_of(const parser::Rule& rule, std::string_view text) {
  const parser::Span span = span_of(rule);
  return text.substr(span.begin, span.end - span.begin);
}

std::string with_typed_rules(std::string_view kept_text, const parser::RuleDocument& kept,
                             std::string_view added_text, const parser::RuleDocument& added,
                             const parser::Prefixes& prefixes) {
  std::string text(kept_text);
  for (auto rule = kept.rules.rbegin(); rule != kept.rules.rend(); ++rule) {
    const bool replaced = rule->name && std::any_of(added.rules.begin(), added.rules.end(),
                                                    [&](const parser::Rule& other) {
                                                      return other.name == rule->name;
                                                    });
    if (!replaced) continue;
    const parser::Span span = span_of(*rule);
    text.erase(span.begin, span.end - span.begin);
  }
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  for (const auto& [prefix, iri] : prefixes) {
    const std::string declaration = "PREFIX " + prefix + ": <" + iri + ">\n";
    if (mentions(added_text, prefix) && text.find(declaration) == std::string::npos) {
      text += declaration;
    }
  }
  text += added_text;
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

}  // namespace repl
