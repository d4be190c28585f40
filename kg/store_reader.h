#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kg/database.h"
#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "kg/stored_values.h"
#include "kg/term_encoding.h"

namespace kg {

/// Reads one state of a store: what a Snapshot shows, and what a Transaction starts from.
class StoreReader final : public Dictionary, public GraphView, public Provenance {
 public:
  explicit StoreReader(DatabaseView view);

  std::optional<TermId> find(const rdf::Term& term) const override;
  rdf::Term term(TermId id) const override;
  bool scan(const TripleMask& mask, Part part, const TripleVisitor& visit) const override;
  std::optional<Order> find(const Triple& triple, Part part) const override;
  std::size_t estimate(const TripleMask& mask, Part part) const override;
  WholeScan whole_scan() const override;
  bool scan_all(const TripleVisitor& visit) const override;
  std::vector<Statement> statements(const Triple& triple) const override;

  /// The id of a term by its bytes.
  std::optional<TermId> find(const TermBytes& bytes) const;
  bool scan_quads(const QuadVisitor& visit) const;
  std::vector<std::string> iris_starting_with(std::string_view prefix, std::size_t limit) const;
  std::map<std::string, StoredSource> sources() const;
  std::optional<StoredSource> source(std::string_view name) const;
  /// What a source of data states, sorted by `less_by_graph`.
  std::vector<Quad> quads_of(const StoredSource& source) const;
  std::optional<std::string> rule_text(std::string_view name) const;
  std::map<std::string, std::string> prefixes() const;
  /// The name of a source by its id.
  std::string source_name(std::uint32_t id) const;
  const StoreCounts& counts() const { return counts_; }
  const DatabaseView& view() const { return view_; }

 private:
  bool scan_base(const TripleMask& mask, const TripleVisitor& visit) const;
  bool scan_inference(const TripleMask& mask, const TripleVisitor& visit) const;
  std::size_t estimate_range(Table table, std::string_view prefix, std::uint64_t entries) const;
  void find_iris(char first, std::string_view prefix, std::size_t limit,
                 std::vector<std::string>& out) const;

  DatabaseView view_;
  StoreCounts counts_;
  mutable std::once_flag names_read_;
  mutable std::map<std::uint32_t, std::string> names_;
};

}  // namespace kg
