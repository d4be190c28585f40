#include "facts/load.h"

#include <algorithm>
#include <utility>

#include "facts/line_file.h"
#include "facts/load_lines.h"
#include "facts/statement_interner.h"
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

namespace {

bool is_read_by_line(parser::RdfFormat format) {
  return format == parser::RdfFormat::NTriples || format == parser::RdfFormat::NQuads;
}

/// Reads a document, or a piece of one of lines.
void read_source(const parser::Source& source, parser::RdfFormat format, StatementInterner& intern,
                 const QuadSink& sink, parser::Prefixes& prefixes,
                 parser::Diagnostics& diagnostics) {
  const auto pass_on = [&](const auto& statement) {
    if (const auto quad = intern(statement)) sink(*quad, statement.line);
  };
  if (is_read_by_line(format)) {
    parser::read_ntriples(source, format, pass_on, diagnostics);
  } else {
    parser::parse_rdf(source, format, parser::base_iri(source.name), pass_on, prefixes,
                      diagnostics);
  }
}

}  // namespace

bool read_data(const parser::Source& source, parser::RdfFormat format, kg::Interner& interner,
               const QuadSink& sink, parser::Prefixes& prefixes, parser::Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  const BlankNodeScope scope(source.name);
  const ReadOptions all;
  StatementInterner intern(interner, scope, all);
  read_source(source, format, intern, sink, prefixes, diagnostics);
  return diagnostics.error_count() == errors_before;
}

FileReading read_data_file(const File& file, kg::Interner& interner, const QuadSink& sink,
                           parser::Prefixes& prefixes, parser::Diagnostics& diagnostics,
                           const ReadOptions& options) {
  const parser::RdfFormat format = *parser::rdf_format(file.name);
  const std::size_t errors_before = diagnostics.error_count();
  const BlankNodeScope scope(file.name);
  StatementInterner intern(interner, scope, options);
  const auto read_piece = [&](const parser::Source& source) {
    read_source(source, format, intern, sink, prefixes, diagnostics);
    return !options.go_on || options.go_on();
  };
  bool go_on = true;
  if (is_read_by_line(format)) {
    LineFile lines(file, options.piece_bytes, diagnostics);
    parser::Source piece;
    while (go_on && lines.next(piece)) {
      go_on = read_piece(piece);
      const auto ends = std::count(piece.text.begin(), piece.text.end(), '\n');
      lines.set_next_line(piece.first_line + static_cast<std::uint32_t>(ends));
    }
  } else if (const auto source = read(file, diagnostics)) {
    go_on = read_piece(*source);
  }
  return {go_on && diagnostics.error_count() == errors_before, intern.in_named_graphs()};
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
  if (is_read_by_line(format)) {
    go_on = load_lines(file, format, transaction, diagnostics, options);
  } else if (const auto source = read(file, diagnostics)) {
    read_data(*source, format, transaction, state, prefixes, diagnostics);
  }
  for (const auto& [prefix, iri] : prefixes) transaction.set_prefix(prefix, iri);
  return go_on && diagnostics.error_count() == errors_before;
}

}  // namespace facts
