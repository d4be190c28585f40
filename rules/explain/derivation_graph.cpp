#include "rules/explain/derivation_graph.h"

#include <algorithm>
#include <cassert>
#include <unordered_set>

#include "kg/memory_limit.h"

namespace explain {

DerivationGraph::DerivationGraph(const Evidence& evidence, InstanceFinder& finder,
                                 const kg::Triple& conclusion, const Options& options)
    : evidence_(evidence),
      finder_(finder),
      options_(options),
      looks_left_(options.limits.max_looks) {
  const std::unordered_set<kg::Triple> expand_too(options.expand_too.begin(),
                                                  options.expand_too.end());
  add(conclusion);
  for (Vertex vertex = 0; vertex < triples_.size(); ++vertex) {
    kg::check_memory();
    const Triple& triple = triples_[vertex];
    const bool wanted = options.expand_asserted && triple.order == kg::Order::Asserted;
    if (triple.order < kg::Order::FirstRound && !wanted && !expand_too.contains(triple.triple)) {
      continue;
    }
    if (exhausted()) {
      complete_ = false;
      break;
    }
    expand(vertex);
    complete_ = complete_ && triples_[vertex].complete;
  }
}

bool DerivationGraph::exhausted() const {
  const std::size_t most = options_.limits.max_instances;
  return looks_left_ == 0 || steps_.size() - expanded_ >= most ||
         steps_.size() / kInstancesPerAlternative >= most;
}

Vertex DerivationGraph::add(const kg::Triple& triple) {
  const auto [found, is_new] = vertices_.try_emplace(triple, static_cast<Vertex>(triples_.size()));
  if (is_new) {
    const auto order = evidence_.graph.find(triple, kg::Part::Evaluation);
    assert(order && "premises are triples of the evaluation graph");
    triples_.push_back({triple, order.value_or(kg::Order::Asserted)});
  }
  return found->second;
}

void DerivationGraph::expand(Vertex vertex) {
  const kg::Triple conclusion = triples_[vertex].triple;
  std::optional<kg::Order> older_than;
  if (options_.strictly_older) older_than = triples_[vertex].order;
  const std::size_t first = steps_.size();
  bool any = false;
  std::size_t allowance = kFreeLooks + looks_left_;
  const bool finished =
      finder_.find(conclusion, older_than, &allowance,
                   [&](rules::RuleIndex rule, const match::Bindings& bindings) {
                     if (any && exhausted()) return false;
                     const std::vector<kg::Triple> premises = finder_.premises(rule, bindings);
                     // What rests on itself proves nothing.
                     if (std::find(premises.begin(), premises.end(), conclusion) != premises.end())
                       return true;
                     steps_.push_back({rule, bindings_.size(), premises_.size(),
                                       static_cast<std::uint32_t>(premises.size())});
                     bindings_.insert(bindings_.end(), bindings.begin(), bindings.end());
                     for (const kg::Triple& premise : premises) premises_.push_back(add(premise));
                     if (!any) ++expanded_;
                     any = true;
                     return true;
                   });
  looks_left_ = std::min(looks_left_, allowance);
  Triple& triple = triples_[vertex];
  triple.expanded = true;
  triple.complete = finished;
  triple.first_step = first;
  triple.step_count = static_cast<std::uint32_t>(steps_.size() - first);
}

std::span<const kg::TermId> DerivationGraph::bindings(const Step& step) const {
  const std::size_t count = evidence_.program.rules.rule(step.rule).variables.size();
  return std::span(bindings_).subspan(step.bindings, count);
}

std::optional<Vertex> DerivationGraph::find(const kg::Triple& triple) const {
  const auto found = vertices_.find(triple);
  if (found == vertices_.end()) return std::nullopt;
  return found->second;
}

}  // namespace explain
