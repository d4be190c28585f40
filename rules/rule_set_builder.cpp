#include "rules/rule_set_builder.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <xxhash.h>

#include "kg/rdf/term.h"
#include "rules/compile_rule.h"
#include "rules/well_formed.h"

namespace rules {

namespace {

/// Positions in a source, asked for in the order of the text: it is read once, not once a question.
class Positions {
 public:
  explicit Positions(const parser::Source& source) : source_(source) {}

  parser::Position at(std::uint32_t offset) {
    if (offset < offset_) *this = Positions(source_.get());
    const std::string& text = source_.get().text;
    for (; offset_ < offset && offset_ < text.size(); ++offset_) {
      const auto byte = static_cast<unsigned char>(text[offset_]);
      if (byte == '\n') {
        position_ = {position_.line + 1, 1};
      } else if ((byte & 0xC0U) != 0x80) {
        ++position_.column;
      }
    }
    return position_;
  }

 private:
  std::reference_wrapper<const parser::Source> source_;
  std::uint32_t offset_ = 0;
  parser::Position position_;
};

/// About how many rules a text has: with room for all of them at once, many take a third less
/// memory than with room that grows. A text that only repeats the word gets no more for it.
std::size_t likely_rules(std::string_view text) {
  constexpr std::string_view kRule = "RULE";
  constexpr std::size_t kShortest = 32;
  std::size_t count = 0;
  for (std::size_t at = text.find(kRule); at != std::string_view::npos; at = text.find(kRule, at)) {
    ++count;
    at += kRule.size();
  }
  return std::min(count, text.size() / kShortest);
}

/// Compiles the DATA blocks of one document. A blank node belongs to its document: its label
/// becomes a hash of the document's name and the label.
class DataCompiler {
 public:
  DataCompiler(const parser::Source& source, kg::Interner& interner,
               parser::Diagnostics& diagnostics)
      : source_(source),
        interner_(interner),
        diagnostics_(diagnostics),
        seed_(XXH3_64bits(source.name.data(), source.name.size())) {}

  std::optional<kg::Triple> compile(const parser::TriplePattern& triple) {
    const std::optional<rdf::Term> subject = term(triple.subject);
    const std::optional<rdf::Term> predicate = term(triple.predicate);
    const std::optional<rdf::Term> object = term(triple.object);
    if (!subject || !predicate || !object) return std::nullopt;
    if (!check_subject(*subject, triple.subject.span)) return std::nullopt;
    return kg::Triple{interner_.intern(*subject), interner_.intern(*predicate),
                      interner_.intern(*object)};
  }

 private:
  std::optional<rdf::Term> term(const parser::Node& node) {
    if (node.kind == parser::Node::Kind::Term) {
      if (!node.term.is_blank_node()) return node.term;
      const std::string& label = node.term.lexical;
      const XXH64_hash_t hash = XXH3_64bits_withSeed(label.data(), label.size(), seed_);
      return rdf::Term::blank_node(fmt::format("d{:016x}", hash));
    }
    std::vector<rdf::Term> parts;
    for (const parser::Node& component : node.components) {
      std::optional<rdf::Term> part = term(component);
      if (!part) return std::nullopt;
      parts.push_back(std::move(*part));
    }
    if (!check_subject(parts[0], node.components[0].span)) return std::nullopt;
    return rdf::Term::triple_term(std::move(parts[0]), std::move(parts[1]), std::move(parts[2]));
  }

  bool check_subject(const rdf::Term& subject, parser::Span span) {
    if (subject.is_iri() || subject.is_blank_node()) return true;
    diagnostics_.error("impossible-triple", source_, span,
                       fmt::format("a {} cannot be the subject of a triple",
                                   subject.is_literal() ? "literal" : "triple term"),
                       "only an IRI or a blank node can");
    return false;
  }

  const parser::Source& source_;
  kg::Interner& interner_;
  parser::Diagnostics& diagnostics_;
  std::uint64_t seed_;
};

}  // namespace

struct RuleSetBuilder::Document {
  explicit Document(const parser::Source& s, std::size_t rules)
      : source(s), positions(s), first_rule(rules) {}

  const parser::Source& source;
  Positions positions;
  std::size_t first_rule;
  parser::Diagnostics found;
};

RuleSetBuilder::RuleSetBuilder(kg::Interner& interner) : interner_(interner) {}
RuleSetBuilder::~RuleSetBuilder() = default;

void RuleSetBuilder::begin(const parser::Source& source) {
  assert(!document_ && "one document at a time");
  document_ = std::make_unique<Document>(source, result_.rules.size());
  const std::size_t more = likely_rules(source.text);
  if (more > result_.rules.size()) result_.rules.reserve(result_.rules.size() + more);
}

void RuleSetBuilder::add(const parser::Rule& rule) {
  auto& [source, positions, first_rule, found] = *document_;
  if (!check_well_formed(rule, source, found)) return;
  result_.rules.push_back(
      compile_rule(rule, source, positions.at(rule.span.begin), interner_, found));
}

void RuleSetBuilder::end(const parser::RuleDocument& document) {
  auto& [source, positions, first_rule, found] = *document_;
  result_.prefixes.insert(result_.prefixes.end(), document.prefixes.begin(),
                          document.prefixes.end());
  DataCompiler data(source, interner_, found);
  for (const parser::DataBlock& block : document.data) {
    for (const parser::TriplePattern& written : block.triples) {
      const std::optional<kg::Triple> triple = data.compile(written);
      if (!triple || !given_.insert(*triple).second) continue;
      result_.data.push_back(*triple);
      result_.data_locations.push_back({source.name, positions.at(written.span.begin)});
    }
  }
  found_.append(std::move(found));
  document_.reset();
}

void RuleSetBuilder::drop() {
  result_.rules.erase(result_.rules.begin() + static_cast<std::ptrdiff_t>(document_->first_rule),
                      result_.rules.end());
  document_.reset();
}

std::optional<RuleSet> RuleSetBuilder::finish(parser::Diagnostics& diagnostics) {
  assert(!document_ && "the last document is ended or dropped");
  const bool failed = found_.has_errors();
  diagnostics.append(std::move(found_));
  if (failed) return std::nullopt;
  return std::move(result_);
}

std::optional<RuleSet> compile(std::span<const RuleSource> sources, kg::Interner& interner,
                               parser::Diagnostics& diagnostics) {
  RuleSetBuilder builder(interner);
  for (const auto& [source, document] : sources) {
    builder.begin(source);
    for (const parser::Rule& rule : document.rules) builder.add(rule);
    builder.end(document);
  }
  return builder.finish(diagnostics);
}

}  // namespace rules
