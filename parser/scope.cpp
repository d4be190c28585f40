#include "parser/scope.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kg/rdf/vocabulary.h"
#include "parser/characters.h"
#include "parser/iri.h"

namespace parser {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct WellKnown {
  std::string_view prefix;
  std::string_view iri;
};

/// Prefixes that everyone knows, for the hint when the line that declares one is missing.
constexpr WellKnown kWellKnown[] = {
    {"rdf", rdf::vocabulary::kRdf},   {"rdfs", rdf::vocabulary::kRdfs},
    {"xsd", rdf::vocabulary::kXsd},   {"owl", rdf::vocabulary::kOwl},
    {"skos", rdf::vocabulary::kSkos}, {"dct", rdf::vocabulary::kDct},
    {"w", rdf::vocabulary::kW}};

}  // namespace

std::uint32_t text_begin(const Source& source) {
  const bool marked = source.first_line == 1 && source.text.starts_with(kByteOrderMark);
  return marked ? static_cast<std::uint32_t>(kByteOrderMark.size()) : 0;
}

void check_utf8(const Source& source, Diagnostics& diagnostics) {
  const std::size_t at = find_invalid_utf8(source.text);
  if (at == std::string_view::npos) return;
  const auto begin = static_cast<std::uint32_t>(at);
  const bool utf16 = source.text.starts_with("\xFF\xFE") || source.text.starts_with("\xFE\xFF");
  diagnostics.error(
      "utf-8", source, {begin, begin + 1},
      fmt::format("the byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(source.text[at])),
      utf16 ? "the text looks like UTF-16: save it as UTF-8" : "save the text as UTF-8");
}

Scope::Scope(const Source& source, std::string_view base, Diagnostics& diagnostics)
    : source_(source),
      diagnostics_(diagnostics),
      begin_(source.text.data() + text_begin(source)),
      end_(source.text.data() + source.text.size()),
      base_(base) {
  check_utf8(source, diagnostics);
}

std::uint32_t Scope::offset(const char* at) const {
  return static_cast<std::uint32_t>(at - source_.text.data());
}

Span Scope::span(const char* first, const char* last) const {
  return {offset(first), offset(last)};
}

void Scope::declare_prefix(std::string_view prefix, std::string iri) {
  prefixes_.emplace_back(prefix, iri);
  namespaces_.insert_or_assign(std::string(prefix), std::move(iri));
}

void Scope::name_prefix(std::string prefix) {
  unknown_prefixes_.insert(prefix);
  named_prefix_ = std::move(prefix);
}

void Scope::declare_named_prefix(std::string iri) { declare_prefix(named_prefix_, std::move(iri)); }

std::string Scope::resolve(std::string reference, Span span) {
  if (is_absolute_iri(reference)) return reference;
  if (!base_.empty()) return resolve_iri(base_, reference);
  if (relative_iris_.insert(span.begin).second) {
    diagnostics_.error("relative-iri", source_, span,
                       fmt::format("the IRI <{}> is relative, and there is no base", reference),
                       "write it in full, or give a base IRI");
  }
  return reference;
}

const std::string* Scope::expand(std::string_view prefix, Span span) {
  if (last_used_ != nullptr && last_used_->first == prefix) return &last_used_->second;
  const auto found = namespaces_.find(std::string(prefix));
  if (found != namespaces_.end()) {
    last_used_ = &*found;
    return &found->second;
  }
  if (!unknown_prefixes_.insert(std::string(prefix)).second) return nullptr;
  std::vector<std::string> known;
  for (const auto& [name, iri] : prefixes_) known.push_back(name);
  const std::string near = nearest(prefix, known);
  std::string hint = near.empty() ? fmt::format("declare it: PREFIX {}: <…>", prefix)
                                  : fmt::format("did you mean '{}:'?", near);
  const auto* const well_known =
      std::find_if(std::begin(kWellKnown), std::end(kWellKnown),
                   [&](const WellKnown& entry) { return entry.prefix == prefix; });
  if (well_known != std::end(kWellKnown)) {
    hint = fmt::format("declare it: PREFIX {}: <{}>", prefix, well_known->iri);
  }
  diagnostics_.error("unknown-prefix", source_, span, fmt::format("unknown prefix '{}:'", prefix),
                     std::move(hint));
  return nullptr;
}

rdf::Term Scope::fresh_blank_node() {
  return rdf::Term::blank_node(fmt::format(" {}", ++blank_nodes_));
}

Diagnostic& Scope::report(const char* at, std::string_view expected, std::string hint) {
  at = skip_blanks(at, end_);
  if (mistake_.token == at) {
    const Mistake mistake = std::exchange(mistake_, {});
    return diagnostics_.error(mistake.code, source_, span(mistake.begin, mistake.end),
                              mistake.message, mistake.hint);
  }
  const char* const word_end = token_end(at, end_);
  return diagnostics_.error("syntax", source_, span(at, word_end),
                            fmt::format("expected {}, found {}", expected, quote(at)),
                            std::move(hint));
}

}  // namespace parser
