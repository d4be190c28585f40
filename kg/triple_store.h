#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"

namespace kg {

class QuadBatch;

enum class OpenMode : std::uint8_t {
  ReadWrite,  ///< creates the store if the path does not exist or is an empty directory
  ReadOnly    ///< while another process may have it open for writing
};

/// What was loaded: a file of data or of rules.
struct SourceRecord {
  std::string name;  ///< as it was loaded, e.g. `facts/actors.ttl`
  bool rules = false;
  /// Quads that the source states. 0 for rules.
  std::uint64_t quads = 0;
};

struct StoreStatistics {
  std::uint64_t asserted = 0;
  std::uint64_t inferred = 0;
  std::uint64_t terms = 0;
  std::uint64_t bytes_on_disk = 0;
};

using QuadVisitor = std::function<bool(const Quad&)>;

/// A consistent state of a store, to read: its dictionary, its default graph, its sources. Stays as
/// it is whatever is committed later. Must not outlive its store. Reading throws StorageError if
/// the disk fails.
class Snapshot final : public Dictionary, public GraphView, public Provenance {
 public:
  ~Snapshot() override;
  Snapshot(Snapshot&&) noexcept;
  Snapshot& operator=(Snapshot&&) noexcept;

  std::optional<TermId> find(const rdf::Term& term) const override;
  rdf::Term term(TermId id) const override;
  bool scan(const TripleMask& mask, Part part, const TripleVisitor& visit) const override;
  std::optional<Order> find(const Triple& triple, Part part) const override;
  std::size_t estimate(const TripleMask& mask, Part part) const override;
  WholeScan whole_scan() const override;
  bool scan_all(const TripleVisitor& visit) const override;
  std::vector<Statement> statements(const Triple& triple) const override;

  /// Visits all asserted quads, named graphs included, in the order of graph, subject, predicate,
  /// object.
  bool scan_quads(const QuadVisitor& visit) const;
  /// IRIs in the dictionary that start with `prefix`, at most `limit`, sorted: what completion
  /// offers.
  std::vector<std::string> iris_starting_with(std::string_view prefix, std::size_t limit) const;
  /// Sorted by name.
  std::vector<SourceRecord> sources() const;
  /// The text of a rule source, as it was loaded.
  std::optional<std::string> rule_text(std::string_view source) const;
  std::map<std::string, std::string> prefixes() const;
  StoreStatistics statistics() const;
  /// Reads everything and says what does not agree: orders, counts, statements, sources,
  /// dictionary. Empty if the store is sound.
  std::vector<std::string> inconsistencies() const;

 private:
  friend class TripleStore;
  struct State;
  explicit Snapshot(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// How a commit writes: for tests and measurements, since it chooses well itself.
enum class CommitPath : std::uint8_t {
  Automatic,
  Log,   ///< through RocksDB's log: for small changes
  Files  ///< as sorted files: for bulk loads
};

/// A change to a store, collected in memory until `commit`, which applies it whole or not at all
/// and returns when it is on disk. Dropped without a commit it leaves no trace. As a dictionary and
/// graph it shows the state that a commit would make; the inference part is what
/// `replace_inferences` was given, else that of the store.
class Transaction final : public Interner, public GraphView, public Provenance {
 public:
  ~Transaction() override;
  Transaction(Transaction&&) noexcept;

  std::optional<TermId> find(const rdf::Term& term) const override;
  rdf::Term term(TermId id) const override;
  TermId intern(const rdf::Term& term) override;

  /// Starts (or starts again) a source of data: whatever it stated before is taken out.
  void replace_source(std::string_view name);
  /// States a quad in the source started last with `replace_source`.
  void state(const Quad& quad, std::uint32_t line);
  /// States all quads of a batch there.
  void state(const QuadBatch& batch);
  /// Stores (or replaces) a source of rules.
  void replace_rules(std::string_view name, std::string_view text);
  /// Takes out a source of data or rules. False if there is none of that name.
  bool remove_source(std::string_view name);
  void set_prefix(std::string_view prefix, std::string_view iri);
  /// Makes these the inferred triples of the store. None of them may be asserted.
  void replace_inferences(std::vector<Inference> inferences);

  bool scan(const TripleMask& mask, Part part, const TripleVisitor& visit) const override;
  std::optional<Order> find(const Triple& triple, Part part) const override;
  std::size_t estimate(const TripleMask& mask, Part part) const override;
  WholeScan whole_scan() const override;
  bool scan_all(const TripleVisitor& visit) const override;
  std::vector<Statement> statements(const Triple& triple) const override;
  std::vector<SourceRecord> sources() const;
  std::optional<std::string> rule_text(std::string_view source) const;

  /// Throws StorageError if the disk fails; then the store is as it was. Afterwards the transaction
  /// is there to be read.
  void commit(CommitPath path = CommitPath::Automatic);

 private:
  friend class TripleStore;
  struct State;
  explicit Transaction(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// A RocksDB-backed store of quads. docs/storage.md describes its format. One process writes at a
/// time, any number read.
class TripleStore {
 public:
  /// Throws StorageError, with what is wrong and what to do, for a store that another process
  /// holds, a directory that is no store, a format that is newer than this program, a missing
  /// directory (read-only) or a failing disk.
  static TripleStore open(const std::filesystem::path& path, OpenMode mode);
  ~TripleStore();
  TripleStore(TripleStore&&) noexcept;
  TripleStore& operator=(TripleStore&&) noexcept;

  Snapshot snapshot() const;
  /// One transaction at a time. Throws StorageError if the store is open read-only.
  Transaction begin();
  const std::filesystem::path& path() const;

 private:
  friend class Transaction;
  struct State;
  explicit TripleStore(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kg
