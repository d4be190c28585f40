#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <unordered_map>

#include "kg/graph_view.h"

namespace explain {

/// A view that looks each triple up once: an explanation asks for the same ones time and again, and
/// a store may have to go to the disk for them. What scans come by is remembered too. The graph
/// must not change meanwhile. One thread uses it.
class RememberingView final : public kg::GraphView {
 public:
  explicit RememberingView(const kg::GraphView& graph) : graph_(graph) {}

  bool scan(const kg::TripleMask& mask, kg::Part part,
            const kg::TripleVisitor& visit) const override;
  std::optional<kg::Order> find(const kg::Triple& triple, kg::Part part) const override;
  std::size_t estimate(const kg::TripleMask& mask, kg::Part part) const override;

 private:
  const kg::GraphView& graph_;
  /// In the evaluation graph.
  mutable std::unordered_map<kg::Triple, std::optional<kg::Order>> orders_;
  /// By part, of the triples of a mask.
  mutable std::array<std::unordered_map<kg::Triple, std::size_t>, 3> estimates_;
};

}  // namespace explain
