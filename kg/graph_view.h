#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kg/triple.h"

namespace kg {

/// Which triples of the default graph a scan sees.
enum class Part : std::uint8_t {
  Base,       ///< asserted
  Inference,  ///< derived or given, and not asserted
  Evaluation  ///< both
};

/// A position that is `None` matches every term.
struct TripleMask {
  TermId subject = TermId::None;
  TermId predicate = TermId::None;
  TermId object = TermId::None;
};

/// Called for each triple found; return false to stop the scan.
using TripleVisitor = std::function<bool(const Triple&, Order)>;

/// The default graph of a store or of a run in memory, to read.
class GraphView {
 public:
  virtual ~GraphView() = default;
  /// Visits the matching triples, each once, in a fixed order. Returns false if the visitor stopped
  /// it.
  virtual bool scan(const TripleMask& mask, Part part, const TripleVisitor& visit) const = 0;
  /// The order of a triple, or nothing if the part does not hold it.
  virtual std::optional<Order> find(const Triple& triple, Part part) const = 0;
  /// About how many triples match; exact counts are not needed, the right magnitude is.
  virtual std::size_t estimate(const TripleMask& mask, Part part) const = 0;

  /// What `scan_all` comes to.
  struct WholeScan {
    /// Of the asserted triples, the share from which on going through all of them is the cheapest
    /// way to those of some predicates.
    double worth_from = 1;
    /// Whether no triple comes twice.
    bool distinct = true;
  };
  virtual WholeScan whole_scan() const { return {}; }
  /// Visits all asserted triples in the quickest way there is: in any order, the same each time.
  /// Returns false if the visitor stopped it.
  virtual bool scan_all(const TripleVisitor& visit) const { return scan({}, Part::Base, visit); }
};

/// Where a triple was stated.
struct Statement {
  std::string source;  ///< the name the source was loaded under, e.g. `facts/actors.ttl`
  std::uint32_t line = 0;

  bool operator==(const Statement&) const = default;
  auto operator<=>(const Statement&) const = default;
};

/// Says where asserted triples were stated.
class Provenance {
 public:
  virtual ~Provenance() = default;
  /// Sorted and distinct; empty for a triple that is not asserted.
  virtual std::vector<Statement> statements(const Triple& triple) const = 0;
};

/// A default graph in memory, with the same three orders as a store.
class MemoryGraph final : public GraphView, public Provenance {
 public:
  MemoryGraph();
  ~MemoryGraph() override;
  MemoryGraph(MemoryGraph&&) noexcept;
  MemoryGraph& operator=(MemoryGraph&&) noexcept;

  /// Adds an asserted triple; one that is there already only gains the statement.
  void assert_triple(const Triple& triple, const Statement& statement = {});
  /// Adds a derived triple, unless it is there already.
  void infer(const Inference& inference);
  /// Takes out an asserted triple; inferred triples stay as they are.
  void retract(const Triple& triple);
  void clear_inferences();
  std::size_t size(Part part) const;

  bool scan(const TripleMask& mask, Part part, const TripleVisitor& visit) const override;
  std::optional<Order> find(const Triple& triple, Part part) const override;
  std::size_t estimate(const TripleMask& mask, Part part) const override;
  /// It has no order by predicate until it is asked for one, and then sorts.
  WholeScan whole_scan() const override { return {.worth_from = 0}; }
  std::vector<Statement> statements(const Triple& triple) const override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kg
