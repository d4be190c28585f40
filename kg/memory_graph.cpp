#include <algorithm>
#include <cassert>
#include <unordered_map>

#include "kg/graph_view.h"
#include "kg/triple_rows.h"

namespace kg {

namespace {

/// One statement of a triple, and where the next one is; 0 ends the list.
struct StatementLink {
  std::uint32_t source = 0;
  std::uint32_t line = 0;
  std::uint32_t next = 0;
};

}  // namespace

/// The value of an asserted row is its first statement, that of an inferred row its order. A triple
/// may be in both: then it is no inference until it is retracted.
struct MemoryGraph::State {
  TripleRows asserted;
  TripleRows inferred;
  /// Inferred rows that are asserted too.
  std::size_t hidden = 0;
  std::vector<StatementLink> links = {{}};
  std::vector<std::string> sources;
  std::unordered_map<std::string, std::uint32_t> source_numbers;
  std::uint32_t last_source = 0;

  std::uint32_t source_number(const std::string& name) {
    // Triples come source by source, so the last one is nearly always it.
    if (last_source < sources.size() && sources[last_source] == name) return last_source;
    const auto next = static_cast<std::uint32_t>(sources.size());
    const auto [at, is_new] = source_numbers.try_emplace(name, next);
    if (is_new) sources.push_back(name);
    last_source = at->second;
    return last_source;
  }
};

MemoryGraph::MemoryGraph() : state_(std::make_unique<State>()) {}
MemoryGraph::~MemoryGraph() = default;
MemoryGraph::MemoryGraph(MemoryGraph&&) noexcept = default;
MemoryGraph& MemoryGraph::operator=(MemoryGraph&&) noexcept = default;

void MemoryGraph::assert_triple(const Triple& triple, const Statement& statement) {
  const auto [row, is_new] = state_->asserted.insert(triple, 0);
  if (is_new && state_->inferred.find(triple) != nullptr) ++state_->hidden;
  if (statement.source.empty()) return;
  state_->links.push_back({state_->source_number(statement.source), statement.line, row->value});
  row->value = static_cast<std::uint32_t>(state_->links.size() - 1);
}

void MemoryGraph::infer(const Inference& inference) {
  assert(inference.order != Order::Asserted);
  if (state_->asserted.find(inference.triple) != nullptr) return;
  state_->inferred.insert(inference.triple, static_cast<std::uint32_t>(inference.order));
}

void MemoryGraph::retract(const Triple& triple) {
  if (!state_->asserted.erase(triple)) return;
  if (state_->inferred.find(triple) != nullptr) --state_->hidden;
}

void MemoryGraph::clear_inferences() {
  state_->inferred.clear();
  state_->hidden = 0;
}

std::size_t MemoryGraph::size(Part part) const {
  const std::size_t base = state_->asserted.size();
  const std::size_t inference = state_->inferred.size() - state_->hidden;
  switch (part) {
    case Part::Base:
      return base;
    case Part::Inference:
      return inference;
    case Part::Evaluation:
      break;
  }
  return base + inference;
}

bool MemoryGraph::scan(const TripleMask& mask, Part part, const TripleVisitor& visit) const {
  if (part != Part::Inference) {
    const bool all = state_->asserted.scan(
        mask, [&](const TripleRows::Row& row) { return visit(row.triple, Order::Asserted); });
    if (!all) return false;
  }
  if (part == Part::Base) return true;
  return state_->inferred.scan(mask, [&](const TripleRows::Row& row) {
    if (state_->hidden != 0 && state_->asserted.find(row.triple) != nullptr) return true;
    return visit(row.triple, static_cast<Order>(row.value));
  });
}

std::optional<Order> MemoryGraph::find(const Triple& triple, Part part) const {
  if (state_->asserted.find(triple) != nullptr) {
    return part == Part::Inference ? std::nullopt : std::optional(Order::Asserted);
  }
  if (part == Part::Base) return std::nullopt;
  const TripleRows::Row* row = state_->inferred.find(triple);
  return row == nullptr ? std::nullopt : std::optional(static_cast<Order>(row->value));
}

std::size_t MemoryGraph::estimate(const TripleMask& mask, Part part) const {
  std::size_t count = 0;
  if (part != Part::Inference) count += state_->asserted.estimate(mask);
  if (part != Part::Base) count += state_->inferred.estimate(mask);
  return count;
}

std::vector<Statement> MemoryGraph::statements(const Triple& triple) const {
  std::vector<Statement> found;
  const TripleRows::Row* row = state_->asserted.find(triple);
  for (std::uint32_t at = row == nullptr ? 0 : row->value; at != 0; at = state_->links[at].next) {
    const StatementLink& link = state_->links[at];
    found.push_back({state_->sources[link.source], link.line});
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace kg
