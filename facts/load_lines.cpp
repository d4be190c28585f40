#include "facts/load_lines.h"

#include <array>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "facts/line_file.h"
#include "kg/background_thread.h"
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

/// Pieces that go round between a thread that fills them and one that takes them.
class PieceRing {
 public:
  /// Waits for a piece to fill. Null if none is wanted any more.
  Piece* to_fill() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || filled_ - taken_ < pieces_.size(); });
    return stopped_ ? nullptr : &pieces_[filled_ % pieces_.size()];
  }
  void filled() { change(filled_); }
  /// Nothing more will be filled.
  void finish() { set(finished_); }

  /// Waits for a piece that was filled. Null after the last one.
  Piece* to_take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return finished_ || filled_ != taken_; });
    return filled_ == taken_ ? nullptr : &pieces_[taken_ % pieces_.size()];
  }
  void taken() { change(taken_); }
  /// Nothing more will be taken.
  void stop() { set(stopped_); }

 private:
  void change(std::size_t& count) {
    const std::lock_guard lock(mutex_);
    ++count;
    changed_.notify_all();
  }
  void set(bool& flag) {
    const std::lock_guard lock(mutex_);
    flag = true;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::array<Piece, 4> pieces_;
  std::size_t filled_ = 0;  ///< so far, as is the next
  std::size_t taken_ = 0;
  bool finished_ = false;
  bool stopped_ = false;
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
  void fill_all(PieceRing& ring) {
    try {
      for (Piece* piece = ring.to_fill(); piece != nullptr && fill(*piece);
           piece = ring.to_fill()) {
        ring.filled();
      }
    } catch (...) {
      failure_ = std::current_exception();
    }
    ring.finish();
  }

  bool at_end() const { return lines_.at_end(); }
  const std::exception_ptr& failure() const { return failure_; }

 private:
  parser::RdfFormat format_;
  parser::Diagnostics& diagnostics_;
  LineFile lines_;
  std::string blank_prefix_;
  std::exception_ptr failure_;
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

/// Stops the filling thread, whatever happens to the one that takes.
struct Stopping {
  PieceRing& ring;
  ~Stopping() { ring.stop(); }
};

}  // namespace

bool load_lines(const File& file, parser::RdfFormat format, kg::Transaction& transaction,
                parser::Diagnostics& diagnostics, const LoadOptions& options) {
  Scanner scanner(file, format, options, diagnostics);
  Stater stater(transaction, options);
  PieceRing ring;
  // A file of one piece is worth no thread.
  Piece* const first = ring.to_fill();
  if (!scanner.fill(*first)) return true;
  if (scanner.at_end()) return stater.take(*first);
  ring.filled();
  bool go_on = true;
  {
    const std::jthread filling = kg::background_thread([&] { scanner.fill_all(ring); });
    const Stopping stopping{ring};
    for (Piece* piece = ring.to_take(); go_on && piece != nullptr; piece = ring.to_take()) {
      go_on = stater.take(*piece);
      ring.taken();
    }
  }
  if (scanner.failure()) std::rethrow_exception(scanner.failure());
  return go_on;
}

}  // namespace facts
