#include "kg/store_state.h"

namespace kg {

Snapshot::Snapshot(std::unique_ptr<State> state) : state_(std::move(state)) {}
Snapshot::~Snapshot() = default;
Snapshot::Snapshot(Snapshot&&) noexcept = default;
Snapshot& Snapshot::operator=(Snapshot&&) noexcept = default;

std::optional<TermId> Snapshot::find(const rdf::Term& term) const {
  return state_->reader.find(term);
}

rdf::Term Snapshot::term(TermId id) const { return state_->reader.term(id); }

bool Snapshot::scan(const TripleMask& mask, Part part, const TripleVisitor& visit) const {
  return state_->reader.scan(mask, part, visit);
}

std::optional<Order> Snapshot::find(const Triple& triple, Part part) const {
  return state_->reader.find(triple, part);
}

std::size_t Snapshot::estimate(const TripleMask& mask, Part part) const {
  return state_->reader.estimate(mask, part);
}

GraphView::WholeScan Snapshot::whole_scan() const { return state_->reader.whole_scan(); }

bool Snapshot::scan_all(const TripleVisitor& visit) const { return state_->reader.scan_all(visit); }

std::vector<Statement> Snapshot::statements(const Triple& triple) const {
  return state_->reader.statements(triple);
}

bool Snapshot::scan_quads(const QuadVisitor& visit) const {
  return state_->reader.scan_quads(visit);
}

std::vector<std::string> Snapshot::iris_starting_with(std::string_view prefix,
                                                      std::size_t limit) const {
  return state_->reader.iris_starting_with(prefix, limit);
}

std::vector<SourceRecord> Snapshot::sources() const {
  std::vector<SourceRecord> found;
  for (const auto& [name, source] : state_->reader.sources()) {
    found.push_back({name, source.rules, source.quads});
  }
  return found;
}

std::optional<std::string> Snapshot::rule_text(std::string_view source) const {
  return state_->reader.rule_text(source);
}

std::map<std::string, std::string> Snapshot::prefixes() const { return state_->reader.prefixes(); }

StoreStatistics Snapshot::statistics() const {
  const StoreCounts& counts = state_->reader.counts();
  return {counts.asserted, counts.inferred, counts.terms, bytes_on_disk(state_->path)};
}

std::vector<std::string> Snapshot::inconsistencies() const {
  return kg::inconsistencies(state_->reader);
}

}  // namespace kg
