#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

#include "kg/rdf/term_view.h"
#include "parser/diagnostic.h"
#include "parser/parse.h"
#include "parser/scan.h"
#include "parser/source.h"

namespace parser {

using rdf::TermView;

/// A line of N-Triples or N-Quads. All views live until the next line is read.
struct StatementView {
  TermView subject;
  TermView predicate;
  TermView object;
  TermView graph;
  bool has_graph = false;
  std::uint32_t line = 0;
};

void assign(rdf::Term& term, const TermView& view);

/// Reads N-Triples 1.2 or N-Quads 1.2, line by line, without copying what has no escapes. The text
/// must be UTF-8; several readers may read parts of one source, cut at line ends, at the same time.
class NTriplesReader {
 public:
  /// Reads `part` of the source, whose first line has the number `first_line`.
  NTriplesReader(const Source& source, Span part, std::uint32_t first_line, RdfFormat format,
                 Diagnostics& diagnostics);

  /// False at the end. A line with a mistake is reported and passed over.
  bool next(StatementView& statement);
  /// The number of the line that is read next.
  std::uint32_t line() const { return line_; }

 private:
  enum class Outcome { Statement, Nothing, Mistake };

  /// Reads up to the line end, unless there is a mistake.
  Outcome read_line(StatementView& statement);
  // Each of these begins at its token and returns where it ends, or nullptr with the mistake.
  const char* read_version(const char* at);
  const char* read_statement(const char* at, StatementView& statement);
  const char* read_triple(const char* at, TermView& subject, TermView& predicate, TermView& object);
  const char* read_resource(const char* at, TermView& term, std::string_view expected);
  const char* read_object(const char* at, TermView& term);
  const char* read_triple_term(const char* at, TermView& term);
  const char* read_iri(const char* at, TermView& term);
  const char* read_blank_node(const char* at, TermView& term);
  const char* read_string(const char* at, TermView& term);
  const char* read_literal(const char* at, TermView& term);
  const char* read_language(const char* literal, const char* at, TermView& term);

  /// A copy of a resolved text that lives as long as the statement.
  std::string_view keep(const std::string& text);
  /// The mistake is the one inside the token at `at`, if there is one, or else that `what` does not
  /// stand there.
  std::nullptr_t expect(const char* at, std::string_view what);
  void report();
  const char* line_end(const char* at) const;

  const Source& source_;
  Diagnostics& diagnostics_;
  const char* at_;
  const char* end_;
  std::uint32_t line_;
  bool quads_;
  unsigned depth_ = 0;
  std::string scratch_;
  /// Texts that had escapes, of the line read last. It does not grow while it is viewed.
  std::string kept_;
  std::deque<std::array<TermView, 3>> components_;
  Mistake mistake_;
};

using StatementViewSink = std::function<void(const StatementView&)>;

/// Reads a whole source, or a piece of one. Mistakes go to the diagnostics.
void read_ntriples(const Source& source, RdfFormat format, const StatementViewSink& sink,
                   Diagnostics& diagnostics);

/// The same with a copy of each statement.
void parse_ntriples(const Source& source, RdfFormat format, const StatementSink& sink,
                    Diagnostics& diagnostics);

}  // namespace parser
