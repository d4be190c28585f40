#include "facts/load.h"

#include <utility>

#include "facts/load_lines.h"
#include "kg/memory_limit.h"
#include "parser/iri.h"

namespace facts {

namespace {

/// 48 bits of FNV-1a as 12 hexadecimal digits: enough to keep the sources of one store apart, short
/// enough to read.
std::string hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3ULL;
  }
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string digits;
  for (int shift = 44; shift >= 0; shift -= 4) digits += kHex[(hash >> shift) & 15];
  return digits;
}

/// Interns the terms of statements; a term that stood at the same place of the statement before is
/// not looked up again.
class StatementInterner {
 public:
  StatementInterner(kg::Interner& interner, const BlankNodeScope& scope)
      : interner_(interner), scope_(scope) {}

  kg::Quad operator()(parser::RdfStatement&& statement) {
    kg::Quad quad;
    quad.triple.subject = intern(std::move(statement.subject), subject_);
    quad.triple.predicate = intern(std::move(statement.predicate), predicate_);
    scope_.apply(statement.object);
    quad.triple.object = interner_.intern(statement.object);
    if (statement.graph) quad.graph = intern(std::move(*statement.graph), graph_);
    return quad;
  }

 private:
  struct Last {
    rdf::Term term;
    kg::TermId id = kg::TermId::None;
  };

  kg::TermId intern(rdf::Term&& term, Last& last) {
    if (last.id != kg::TermId::None && last.term == term) return last.id;
    last.term = std::move(term);
    rdf::Term scoped = last.term;
    scope_.apply(scoped);
    last.id = interner_.intern(scoped);
    return last.id;
  }

  kg::Interner& interner_;
  const BlankNodeScope& scope_;
  Last subject_;
  Last predicate_;
  Last graph_;
};

}  // namespace

BlankNodeScope::BlankNodeScope(std::string_view source_name)
    : prefix_("s" + hash_of(source_name)) {}

void BlankNodeScope::apply(rdf::Term& term) const {
  if (term.is_blank_node()) {
    // Labels that the parser made up start with a space.
    const bool made_up = term.lexical.starts_with(' ');
    term.lexical = made_up ? prefix_ + 'm' + term.lexical.substr(1) : label_prefix() + term.lexical;
  } else if (term.is_triple_term()) {
    for (rdf::Term& component : term.components) apply(component);
  }
}

bool read_data(const parser::Source& source, parser::RdfFormat format, kg::Interner& interner,
               const QuadSink& sink, parser::Prefixes& prefixes, parser::Diagnostics& diagnostics) {
  const BlankNodeScope scope(source.name);
  StatementInterner intern(interner, scope);
  return parser::parse_rdf(
      source, format, parser::base_iri(source.name),
      [&](parser::RdfStatement&& statement) {
        const std::uint32_t line = statement.line;
        sink(intern(std::move(statement)), line);
      },
      prefixes, diagnostics);
}

bool load_data(const File& file, kg::Transaction& transaction, parser::Diagnostics& diagnostics,
               const LoadOptions& options) {
  static constexpr std::size_t kTold = 1 << 16;
  const parser::RdfFormat format = *parser::rdf_format(file.name);
  transaction.replace_source(file.name);
  parser::Prefixes prefixes;
  std::size_t quads = 0;
  bool go_on = true;
  const auto state = [&](const kg::Quad& quad, std::uint32_t line) {
    transaction.state(quad, line);
    if (++quads % kTold != 0) return;
    kg::check_memory();
    if (options.progress) go_on = options.progress(quads) && go_on;
  };
  const std::size_t errors_before = diagnostics.error_count();
  if (format == parser::RdfFormat::NTriples || format == parser::RdfFormat::NQuads) {
    go_on = load_lines(file, format, transaction, diagnostics, options);
  } else if (const auto source = read(file, diagnostics)) {
    read_data(*source, format, transaction, state, prefixes, diagnostics);
  }
  for (const auto& [prefix, iri] : prefixes) transaction.set_prefix(prefix, iri);
  return go_on && diagnostics.error_count() == errors_before;
}

}  // namespace facts
