#include "rules/explain/remembering_view.h"

namespace explain {

bool RememberingView::scan(const kg::TripleMask& mask, kg::Part part,
                           const kg::TripleVisitor& visit) const {
  return graph_.scan(mask, part, [&](const kg::Triple& triple, kg::Order order) {
    orders_.try_emplace(triple, order);
    return visit(triple, order);
  });
}

std::optional<kg::Order> RememberingView::find(const kg::Triple& triple, kg::Part part) const {
  const auto [known, is_new] = orders_.try_emplace(triple);
  if (is_new) known->second = graph_.find(triple, kg::Part::Evaluation);
  const std::optional<kg::Order>& order = known->second;
  if (part == kg::Part::Evaluation || !order) return order;
  const bool asserted = *order == kg::Order::Asserted;
  return asserted == (part == kg::Part::Base) ? order : std::nullopt;
}

std::size_t RememberingView::estimate(const kg::TripleMask& mask, kg::Part part) const {
  auto& estimates = estimates_[static_cast<std::size_t>(part)];
  const auto [known, is_new] = estimates.try_emplace({mask.subject, mask.predicate, mask.object});
  if (is_new) known->second = graph_.estimate(mask, part);
  return known->second;
}

}  // namespace explain
