#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kg/triple_store.h"
#include "parser/parse.h"

/// Files of knowledge: found, read, and stated in a store.
namespace facts {

enum class FileKind : std::uint8_t { Data, Rules, Query };

/// By the ending: `.ttl .nt .trig .nq` are data, `.srl` rules, `.rq` a query.
std::optional<FileKind> file_kind(std::string_view file_name);

struct File {
  std::string name;  ///< what its source is called, see `source_name`
  std::filesystem::path path;
  FileKind kind = FileKind::Data;
};

/// What the source of a file is called: its path relative to the working directory, `/` between the
/// parts. A file outside of the working directory keeps the path it was given, tidied (`a/./b/../c`
/// is `a/c`).
std::string source_name(const std::filesystem::path& path,
                        const std::filesystem::path& working_directory);

/// Files as they are, folders with all that is below them and ends as one of `kinds` does: sorted,
/// each file once. Names beginning with a dot are left out. A path that is missing or of another
/// kind is an error.
std::vector<File> expand(std::span<const std::string> paths, std::span<const FileKind> kinds,
                         parser::Diagnostics& diagnostics);

/// Says why a file could not be read, by what `errno` was left at.
void report_unreadable(const File& file, parser::Diagnostics& diagnostics);

/// The text of a file. A file that cannot be read is an error; the message says why.
std::optional<parser::Source> read(const File& file, parser::Diagnostics& diagnostics);

/// Makes the blank nodes of one source different from those of all others: the label becomes a hash
/// of the source's name and the label, so that loading a source again makes the same nodes.
class BlankNodeScope {
 public:
  explicit BlankNodeScope(std::string_view source_name);
  /// Relabels the term, and what is inside a triple term.
  void apply(rdf::Term& term) const;
  /// What is put before a label that stands in the source.
  std::string label_prefix() const { return prefix_ + 'u'; }

 private:
  std::string prefix_;
};

using QuadSink = std::function<void(const kg::Quad&, std::uint32_t line)>;

/// Reads a data document, its blank nodes scoped to it, and passes its quads on in the order of the
/// text. False if there were errors: then what was passed on is not to be used. The document's
/// prefixes are appended to `prefixes`.
bool read_data(const parser::Source& source, parser::RdfFormat format, kg::Interner& interner,
               const QuadSink& sink, parser::Prefixes& prefixes, parser::Diagnostics& diagnostics);

struct ReadOptions {
  /// Leave out, and count, statements in named graphs.
  bool default_graph_only = false;
  /// If set, only statements are passed on whose predicate the interner has an id for that this
  /// accepts. The terms of others are not interned.
  std::function<bool(kg::TermId)> wanted;
  /// Asked after each piece, and at the end; return false to stop.
  std::function<bool()> go_on;
  /// Files of lines (N-Triples, N-Quads) are read in pieces of about so many bytes: little enough
  /// to stay in the processor's cache, much enough for the disk.
  std::size_t piece_bytes = std::size_t{1} << 20;
};

struct FileReading {
  bool complete = false;            ///< there were no errors, and `go_on` did not stop it
  std::size_t in_named_graphs = 0;  ///< statements that were left out
};

/// Reads a file of data as `read_data` reads a document. Files of lines are never in memory as a
/// whole and may be of any size, others of up to 4 GiB.
FileReading read_data_file(const File& file, kg::Interner& interner, const QuadSink& sink,
                           parser::Prefixes& prefixes, parser::Diagnostics& diagnostics,
                           const ReadOptions& options = {});

struct LoadOptions {
  /// Told now and then how many quads were read, if set. Return false to stop, which a file of
  /// lines does soon, another one at its end.
  std::function<bool(std::size_t quads)> progress;
  /// As in ReadOptions.
  std::size_t piece_bytes = ReadOptions().piece_bytes;
};

/// States a file of data in a transaction, in place of what its source stated before, and remembers
/// its prefixes there. False if there were errors or `progress` stopped it: then the transaction
/// must be dropped. Throws kg::OutOfMemory; then, too.
bool load_data(const File& file, kg::Transaction& transaction, parser::Diagnostics& diagnostics,
               const LoadOptions& options = {});

}  // namespace facts
