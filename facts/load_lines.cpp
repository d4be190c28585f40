#include "facts/load_lines.h"

#include <cstddef>
#include <string>

#include "facts/line_file.h"
#include "kg/hand_over.h"
#include "kg/memory_limit.h"
#include "kg/quad_batch.h"
#include "parser/ntriples.h"
#include "parser/scope.h"

namespace facts {

namespace {

/// Some lines, and what they say.
struct Piece {
  parser::Source source;
  kg::QuadBatch batch;
};

/// Fills pieces from a file. What is wrong with its text goes to the diagnostics.
class Scanner {
 public:
  Scanner(const File& file, parser::RdfFormat format, const LoadOptions& options,
          parser::Diagnostics& diagnostics)
      : format_(format),
        diagnostics_(diagnostics),
        lines_(file, options.piece_bytes, diagnostics),
        blank_prefix_(BlankNodeScope(file.name).label_prefix()) {}

  /// False at the end.
  bool fill(Piece& piece) {
    if (!lines_.next(piece.source)) return false;
    const parser::Source& source = piece.source;
    parser::check_utf8(source, diagnostics_);
    piece.batch.start(source.text, blank_prefix_);
    const parser::Span all{parser::text_begin(source),
                           static_cast<std::uint32_t>(source.text.size())};
    parser::NTriplesReader reader(source, all, source.first_line, format_, diagnostics_);
    parser::StatementView view;
    while (reader.next(view)) {
      piece.batch.add(view.subject, view.predicate, view.object,
                      view.has_graph ? &view.graph : nullptr, view.line);
    }
    lines_.set_next_line(reader.line());
    return true;
  }

  /// Fills one piece after the other until there are no more, or none is wanted.
  void fill_all(kg::HandOver<Piece>& pieces) {
    for (Piece* piece = pieces.to_fill(); piece != nullptr && fill(*piece);
         piece = pieces.to_fill()) {
      pieces.filled();
    }
  }

  bool at_end() const { return lines_.at_end(); }

 private:
  parser::RdfFormat format_;
  parser::Diagnostics& diagnostics_;
  LineFile lines_;
  std::string blank_prefix_;
};

/// States the quads of pieces, and tells how far it is.
class Stater {
 public:
  Stater(kg::Transaction& transaction, const LoadOptions& options)
      : transaction_(transaction), options_(options) {}

  /// False to stop.
  bool take(const Piece& piece) {
    transaction_.state(piece.batch);
    const std::size_t before = quads_ / kTold;
    quads_ += piece.batch.rows().size();
    if (quads_ / kTold == before) return true;
    kg::check_memory();
    return !options_.progress || options_.progress(quads_);
  }

 private:
  static constexpr std::size_t kTold = 1 << 16;

  kg::Transaction& transaction_;
  const LoadOptions& options_;
  std::size_t quads_ = 0;
};

}  // namespace

bool load_lines(const File& file, parser::RdfFormat format, kg::Transaction& transaction,
                parser::Diagnostics& diagnostics, const LoadOptions& options) {
  Scanner scanner(file, format, options, diagnostics);
  Stater stater(transaction, options);
  kg::HandOver<Piece> pieces;
  // A file of one piece is worth no thread.
  Piece* const first = pieces.to_fill();
  if (!scanner.fill(*first)) return true;
  if (scanner.at_end()) return stater.take(*first);
  pieces.filled();
  return pieces.run([&] { scanner.fill_all(pieces); },
                    [&](const Piece& piece) { return stater.take(piece); });
}

}  // namespace facts
