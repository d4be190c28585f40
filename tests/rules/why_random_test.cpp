#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "kg/term_id.h"
#include "rules/explain/why.h"
#include "tests/rules/ground.h"
#include "tests/rules/small_program.h"
#include "tests/rules/world.h"

using explain::Derivation;
using explain::Node;
using explain::NodeKind;
using ground::Instance;

namespace {

/// What explanations of a world must say.
class Checker {
 public:
  explicit Checker(World& world) : world_(world), instances_(ground::Finder(world).instances) {
    world.graph.scan({}, kg::Part::Evaluation, [&](const kg::Triple& triple, kg::Order order) {
      orders_[triple] = order;
      return true;
    });
    for (std::size_t i = 0; i < instances_.size(); ++i) {
      for (const kg::Triple& conclusion : instances_[i].conclusions) {
        concluding_[conclusion].insert(i);
      }
    }
    find_costs();
  }

  void check_all() {
    for (const auto& [triple, order] : orders_) check(triple);
  }

 private:
  using Cost = std::pair<std::size_t, std::size_t>;

  bool older(const Instance& instance, const kg::Triple& triple) const {
    return std::all_of(instance.premises.begin(), instance.premises.end(),
                       [&](const kg::Triple& p) { return orders_.at(p) < orders_.at(triple); });
  }

  std::vector<const Instance*> ways(const kg::Triple& triple) const {
    std::vector<const Instance*> found;
    const auto concluding = concluding_.find(triple);
    if (concluding == concluding_.end()) return found;
    for (const std::size_t i : concluding->second) {
      if (older(instances_[i], triple)) found.push_back(&instances_[i]);
    }
    return found;
  }

  Cost cost(const Instance& instance) const {
    Cost result{0, 1};
    for (const kg::Triple& premise : instance.premises) {
      result.first = std::max(result.first, costs_.at(premise).first);
      result.second += costs_.at(premise).second;
    }
    ++result.first;
    return result;
  }

  void find_costs() {
    std::vector<kg::Triple> oldest_first;
    for (const auto& [triple, order] : orders_) oldest_first.push_back(triple);
    std::stable_sort(
        oldest_first.begin(), oldest_first.end(),
        [&](const auto& left, const auto& right) { return orders_[left] < orders_[right]; });
    for (const kg::Triple& triple : oldest_first) {
      if (orders_[triple] < kg::Order::FirstRound) {
        costs_[triple] = {0, 1};
        continue;
      }
      const auto all = ways(triple);
      REQUIRE_FALSE(all.empty());
      Cost least = cost(*all.front());
      for (const Instance* way : all) least = std::min(least, cost(*way));
      costs_[triple] = least;
    }
  }

  void check(const kg::Triple& triple) {
    INFO(world_.labels().turtle(triple));
    const auto derivation = explain::why(world_.evidence(), triple);
    REQUIRE(derivation);
    REQUIRE(derivation->nodes[0].triple == triple);
    CHECK_FALSE(derivation->least_bounded);
    CHECK_FALSE(derivation->critical_bounded);
    for (const Node& node : derivation->nodes) check(*derivation, node);
    check_critical(*derivation, triple);
    if (derivation->nodes[0].kind != NodeKind::Derived) return;
    // With hardly a step left over, the proof is still one.
    const auto bounded = explain::why(world_.evidence(), triple, {1});
    REQUIRE(bounded);
    for (const Node& node : bounded->nodes) check_step(*bounded, node);
    for (const auto fact : bounded->critical) {
      CHECK_FALSE(holds_without(triple, &(*bounded)[fact].triple, {}));
    }
  }

  void check(const Derivation& derivation, const Node& node) {
    check_step(derivation, node);
    if (node.kind != NodeKind::Derived) return;
    CHECK(node.ways == ways(node.triple).size());
    CHECK(cost_of(derivation, node) == costs_.at(node.triple));
  }

  /// That the step is an instance of its rule, its facts facts and its absences absences.
  void check_step(const Derivation& derivation, const Node& node) {
    if (node.kind == NodeKind::Fact) {
      CHECK(world_.graph.find(node.triple, kg::Part::Base));
      CHECK_FALSE(node.statements.empty());
    }
    if (node.kind == NodeKind::Given) {
      const auto& data = world_.program.rules.data;
      CHECK(std::find(data.begin(), data.end(), node.triple) != data.end());
    }
    if (node.kind != NodeKind::Derived) return;
    REQUIRE(node.rule);
    std::vector<kg::Triple> premises;
    std::size_t absences = 0;
    for (const auto premise : node.premises) {
      const NodeKind kind = derivation[premise].kind;
      if (kind == NodeKind::Absent) ++absences;
      if (kind != NodeKind::Fact && kind != NodeKind::Derived && kind != NodeKind::Given) continue;
      premises.push_back(derivation[premise].triple);
      CHECK(orders_.at(derivation[premise].triple) < node.order);
    }
    CHECK(node.premises.size() == world_.program.rules.rule(*node.rule).body.size());
    const auto all = ways(node.triple);
    CHECK(std::any_of(all.begin(), all.end(), [&](const Instance* way) {
      return way->rule == *node.rule && way->bindings == node.bindings &&
             way->premises == premises && way->absences.size() == absences;
    }));
  }

  Cost cost_of(const Derivation& derivation, const Node& node) const {
    Cost result{0, 1};
    for (const auto index : node.premises) {
      const Node& premise = derivation[index];
      if (premise.kind == NodeKind::Derived) {
        const Cost own = cost_of(derivation, premise);
        result = {std::max(result.first, own.first), result.second + own.second};
      } else if (premise.kind == NodeKind::Fact || premise.kind == NodeKind::Given) {
        ++result.second;
      }
    }
    if (node.kind == NodeKind::Derived) ++result.first;
    return result;
  }

  /// Whether the rule instances still give the triple without a fact, or without those that need an
  /// absence.
  bool holds_without(const kg::Triple& triple, const kg::Triple* fact,
                     const std::string& absence) const {
    std::set<kg::Triple> held;
    for (const auto& [other, order] : orders_) {
      if (order < kg::Order::FirstRound && !(fact != nullptr && other == *fact)) held.insert(other);
    }
    for (bool again = true; again;) {
      again = false;
      for (const Instance& instance : instances_) {
        const auto& absences = instance.absences;
        if (std::find(absences.begin(), absences.end(), absence) != absences.end()) continue;
        if (!std::all_of(instance.premises.begin(), instance.premises.end(),
                         [&](const kg::Triple& premise) { return held.contains(premise); })) {
          continue;
        }
        for (const kg::Triple& c : instance.conclusions) again = held.insert(c).second || again;
      }
    }
    return held.contains(triple);
  }

  void check_critical(const Derivation& derivation, const kg::Triple& triple) {
    std::set<explain::NodeIndex> critical(derivation.critical.begin(), derivation.critical.end());
    critical.insert(derivation.critical_absences.begin(), derivation.critical_absences.end());
    for (std::size_t i = 0; i < derivation.nodes.size(); ++i) {
      const Node& node = derivation.nodes[i];
      const bool said = critical.contains(static_cast<explain::NodeIndex>(i));
      if (node.kind == NodeKind::Fact) CHECK(said != holds_without(triple, &node.triple, {}));
      if (node.kind != NodeKind::Absent) CHECK((node.kind == NodeKind::Fact || !said));
    }
    std::map<explain::NodeIndex, std::string> absences;
    for (const Node& node : derivation.nodes) {
      std::size_t number = 0;
      for (const auto premise : node.premises) {
        if (derivation[premise].kind != NodeKind::Absent) continue;
        absences[premise] = absence(node, number++);
      }
    }
    // The first of several absences that say the same stands for them all.
    std::set<std::string> seen;
    for (const auto& [index, text] : absences) {
      if (!seen.insert(text).second) continue;
      CHECK(critical.contains(index) != holds_without(triple, nullptr, text));
    }
  }

  std::string absence(const Node& node, std::size_t number) const {
    for (const Instance& instance : instances_) {
      if (instance.rule == *node.rule && instance.bindings == node.bindings) {
        return instance.absences[number];
      }
    }
    return {};
  }

  World& world_;
  std::vector<Instance> instances_;
  std::map<kg::Triple, kg::Order> orders_;
  std::map<kg::Triple, std::set<std::size_t>> concluding_;
  std::map<kg::Triple, Cost> costs_;
};

}  // namespace

TEST_CASE("every triple of random programs has the least proof, which checks out",
          "[why][random]") {
  std::size_t programs = 0;
  std::size_t explained = 0;
  for (unsigned seed = 0; seed < 2000; ++seed) {
    const SmallProgram program(seed);
    INFO("seed " << seed << "\n" << program.rules << program.data);
    const auto world = World::load(program.rules, program.data);
    if (!world) continue;
    world->infer();
    Checker(*world).check_all();
    ++programs;
    explained += world->graph.size(kg::Part::Inference);
  }
  // Most programs can be stratified and infer something.
  CHECK(programs > 1000);
  CHECK(explained > 3000);
}
