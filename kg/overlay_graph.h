#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kg/graph_view.h"

namespace kg {

/// A default graph with changes on top of it that it does not see: what would hold if other facts
/// were stated. Takes the facts of the graph below as they are, with some taken back and some
/// added; its inferences are its own, so that a run on it is one from scratch.
class OverlayGraph final : public GraphView, public Provenance {
 public:
  /// Both must outlive it and must not change. Without changes its base graph is that of `below`,
  /// and its inference graph is empty.
  OverlayGraph(const GraphView& below, const Provenance& provenance);
  ~OverlayGraph() override;
  OverlayGraph(OverlayGraph&&) noexcept;
  OverlayGraph& operator=(OverlayGraph&&) noexcept;

  /// States a triple. One that is there already only gains the statement.
  void assert_triple(const Triple& triple, const Statement& statement = {});
  /// Takes a triple back, whoever states it. False if the base graph does not hold it.
  bool retract(const Triple& triple);
  /// Takes back what only this source states; what others state too loses the statement. Reads the
  /// whole base graph below.
  void withdraw(const std::string& source);
  /// The inference graph from now on. None of the triples may be asserted.
  void replace_inferences(const std::vector<Inference>& inferences);

  bool scan(const TripleMask& mask, Part part, const TripleVisitor& visit) const override;
  std::optional<Order> find(const Triple& triple, Part part) const override;
  std::size_t estimate(const TripleMask& mask, Part part) const override;
  WholeScan whole_scan() const override;
  bool scan_all(const TripleVisitor& visit) const override;
  std::vector<Statement> statements(const Triple& triple) const override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kg
