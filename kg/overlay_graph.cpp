#include "kg/overlay_graph.h"

#include <algorithm>
#include <cassert>
#include <set>
#include <unordered_set>

namespace kg {

struct OverlayGraph::State {
  const GraphView& below;
  const Provenance& provenance;
  /// Of the base graph below.
  std::unordered_set<Triple> retracted;
  std::set<std::string> withdrawn;
  /// What is asserted here and not below, or was retracted there, and all inferences.
  MemoryGraph own;
  /// Statements made here of triples that the graph below holds too.
  MemoryGraph also_stated;

  bool kept_below(const Triple& triple) const {
    return !retracted.contains(triple) && below.find(triple, Part::Base).has_value();
  }
};

OverlayGraph::OverlayGraph(const GraphView& below, const Provenance& provenance)
    : state_(std::make_unique<State>(State{below, provenance, {}, {}, {}, {}})) {}
OverlayGraph::~OverlayGraph() = default;
OverlayGraph::OverlayGraph(OverlayGraph&&) noexcept = default;
OverlayGraph& OverlayGraph::operator=(OverlayGraph&&) noexcept = default;

void OverlayGraph::assert_triple(const Triple& triple, const Statement& statement) {
  MemoryGraph& into = state_->kept_below(triple) ? state_->also_stated : state_->own;
  into.assert_triple(triple, statement);
}

bool OverlayGraph::retract(const Triple& triple) {
  const bool own = state_->own.find(triple, Part::Base).has_value();
  if (own) state_->own.retract(triple);
  if (!state_->kept_below(triple)) return own;
  state_->retracted.insert(triple);
  state_->also_stated.retract(triple);
  return true;
}

void OverlayGraph::withdraw(const std::string& source) {
  state_->withdrawn.insert(source);
  std::vector<Triple> gone;
  state_->below.scan({}, Part::Base, [&](const Triple& triple, Order) {
    if (state_->retracted.contains(triple)) return true;
    const std::vector<Statement> stated = state_->provenance.statements(triple);
    const bool by_others = std::any_of(stated.begin(), stated.end(), [&](const Statement& one) {
      return !state_->withdrawn.contains(one.source);
    });
    // What nobody is known to state, nobody takes back.
    if (!by_others && !stated.empty()) gone.push_back(triple);
    return true;
  });
  for (const Triple& triple : gone) {
    const std::vector<Statement> here = state_->also_stated.statements(triple);
    state_->also_stated.retract(triple);
    state_->retracted.insert(triple);
    for (const Statement& statement : here) state_->own.assert_triple(triple, statement);
  }
}

void OverlayGraph::replace_inferences(const std::vector<Inference>& inferences) {
  state_->own.clear_inferences();
  for (const Inference& inference : inferences) {
    assert(!find(inference.triple, Part::Base) && "an inference is not asserted");
    state_->own.infer(inference);
  }
}

bool OverlayGraph::scan(const TripleMask& mask, Part part, const TripleVisitor& visit) const {
  if (part != Part::Inference) {
    const bool all = state_->below.scan(mask, Part::Base, [&](const Triple& triple, Order order) {
      return state_->retracted.contains(triple) || visit(triple, order);
    });
    if (!all) return false;
  }
  return state_->own.scan(mask, part, visit);
}

std::optional<Order> OverlayGraph::find(const Triple& triple, Part part) const {
  if (state_->kept_below(triple)) {
    return part == Part::Inference ? std::nullopt : std::optional(Order::Asserted);
  }
  return state_->own.find(triple, part);
}

std::size_t OverlayGraph::estimate(const TripleMask& mask, Part part) const {
  std::size_t count = state_->own.estimate(mask, part);
  if (part != Part::Inference) count += state_->below.estimate(mask, Part::Base);
  return count;
}

GraphView::WholeScan OverlayGraph::whole_scan() const { return state_->below.whole_scan(); }

bool OverlayGraph::scan_all(const TripleVisitor& visit) const {
  const bool all = state_->below.scan_all([&](const Triple& triple, Order order) {
    return state_->retracted.contains(triple) || visit(triple, order);
  });
  return all && state_->own.scan({}, Part::Base, visit);
}

std::vector<Statement> OverlayGraph::statements(const Triple& triple) const {
  std::vector<Statement> found;
  if (state_->kept_below(triple)) {
    found = state_->provenance.statements(triple);
    std::erase_if(found, [&](const Statement& statement) {
      return state_->withdrawn.contains(statement.source);
    });
    const std::vector<Statement> here = state_->also_stated.statements(triple);
    found.insert(found.end(), here.begin(), here.end());
  } else {
    found = state_->own.statements(triple);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace kg
