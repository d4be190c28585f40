#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "rules/explain/hide.h"
#include "rules/explain/why.h"
#include "tests/rules/ground.h"
#include "tests/rules/small_program.h"
#include "tests/rules/world.h"

using explain::Derivation;
using explain::NodeKind;

namespace {

using Step = std::pair<rules::RuleIndex, match::Bindings>;
using ProofSteps = std::map<kg::Triple, Step>;

ProofSteps steps_of(const Derivation& derivation) {
  ProofSteps steps;
  for (const explain::Node& node : derivation.nodes) {
    if (node.kind == NodeKind::Derived) steps[node.triple] = {*node.rule, node.bindings};
  }
  return steps;
}

std::size_t height_of(const Derivation& derivation) {
  std::map<kg::Order, std::vector<std::size_t>> oldest_first;
  for (std::size_t i = 0; i < derivation.nodes.size(); ++i) {
    if (derivation.nodes[i].kind == NodeKind::Derived) {
      oldest_first[derivation.nodes[i].order].push_back(i);
    }
  }
  std::vector<std::size_t> heights(derivation.nodes.size());
  for (const auto& [order, nodes] : oldest_first) {
    for (const std::size_t node : nodes) {
      for (const auto premise : derivation.nodes[node].premises) {
        heights[node] = std::max(heights[node], heights[static_cast<std::size_t>(premise)]);
      }
      ++heights[node];
    }
  }
  return heights[0];
}

/// Lists proofs and cut sets by trying everything.
class Oracle {
 public:
  explicit Oracle(World& world) : instances_(ground::Finder(world).instances) {
    world.graph.scan({}, kg::Part::Evaluation, [&](const kg::Triple& triple, kg::Order order) {
      orders_[triple] = order;
      return true;
    });
  }

  /// All proofs from strictly older triples, one step a triple; nothing if there are too many.
  std::optional<std::set<ProofSteps>> proofs(const kg::Triple& triple, std::size_t most) const {
    std::set<ProofSteps> complete;
    std::vector<ProofSteps> open = {{}};
    while (!open.empty()) {
      if (complete.size() + open.size() > most) return std::nullopt;
      const ProofSteps proof = std::move(open.back());
      open.pop_back();
      const auto missing = first_missing(proof, triple);
      if (!missing) {
        complete.insert(proof);
        continue;
      }
      for (const ground::Instance& instance : instances_) {
        if (!concludes(instance, *missing)) continue;
        ProofSteps more = proof;
        more[*missing] = {instance.rule, instance.bindings};
        open.push_back(std::move(more));
      }
    }
    return complete;
  }

  bool holds_without(const kg::Triple& triple, const std::set<kg::Triple>& facts) const {
    std::set<kg::Triple> held;
    for (const auto& [other, order] : orders_) {
      if (order < kg::Order::FirstRound && !facts.contains(other)) held.insert(other);
    }
    for (bool again = true; again;) {
      again = false;
      for (const ground::Instance& instance : instances_) {
        if (!std::all_of(instance.premises.begin(), instance.premises.end(),
                         [&](const kg::Triple& premise) { return held.contains(premise); })) {
          continue;
        }
        for (const kg::Triple& c : instance.conclusions) again = held.insert(c).second || again;
      }
    }
    return held.contains(triple);
  }

  /// The sets of `size` facts that are cuts while no part of them is.
  std::set<std::set<kg::Triple>> cuts(const kg::Triple& triple, std::size_t size) const {
    std::vector<kg::Triple> facts;
    for (const auto& [fact, order] : orders_) {
      if (order == kg::Order::Asserted && holds_without(triple, {fact})) facts.push_back(fact);
    }
    std::set<std::set<kg::Triple>> found;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      for (std::size_t j = i + 1; j < facts.size(); ++j) {
        if (size == 2 && !holds_without(triple, {facts[i], facts[j]})) {
          found.insert({facts[i], facts[j]});
        }
      }
    }
    return found;
  }

 private:
  bool concludes(const ground::Instance& instance, const kg::Triple& triple) const {
    const auto& conclusions = instance.conclusions;
    return std::find(conclusions.begin(), conclusions.end(), triple) != conclusions.end() &&
           std::all_of(instance.premises.begin(), instance.premises.end(),
                       [&](const kg::Triple& p) { return orders_.at(p) < orders_.at(triple); });
  }

  /// A derived triple that the proof uses and has no step for.
  std::optional<kg::Triple> first_missing(const ProofSteps& proof, const kg::Triple& from) const {
    std::set<kg::Triple> met;
    std::vector<kg::Triple> open = {from};
    while (!open.empty()) {
      const kg::Triple triple = open.back();
      open.pop_back();
      if (orders_.at(triple) < kg::Order::FirstRound || !met.insert(triple).second) continue;
      const auto step = proof.find(triple);
      if (step == proof.end()) return triple;
      for (const ground::Instance& instance : instances_) {
        if (instance.rule != step->second.first || instance.bindings != step->second.second) {
          continue;
        }
        open.insert(open.end(), instance.premises.begin(), instance.premises.end());
        break;
      }
    }
    return std::nullopt;
  }

  std::vector<ground::Instance> instances_;
  std::map<kg::Triple, kg::Order> orders_;
};

std::vector<std::string> facts_of(World& world, const std::vector<explain::Node>& set) {
  std::vector<std::string> facts;
  for (const explain::Node& fact : set) facts.push_back(world.labels().turtle(fact.triple));
  return facts;
}

}  // namespace

TEST_CASE("the proofs of random programs are all found, each once, low ones first",
          "[proofs][random]") {
  std::size_t several = 0;
  std::size_t cut = 0;
  for (unsigned seed = 0; seed < 1500; ++seed) {
    const SmallProgram program(seed);
    INFO("seed " << seed << "\n" << program.rules << program.data);
    const auto world = World::load(program.rules, program.data);
    if (!world) continue;
    world->infer();
    std::optional<Oracle> oracle;
    std::vector<kg::Triple> inferred;
    world->graph.scan({}, kg::Part::Inference, [&](const kg::Triple& triple, kg::Order order) {
      if (order >= kg::Order::FirstRound) inferred.push_back(triple);
      return true;
    });
    for (const kg::Triple& triple : inferred) {
      const auto each = explain::why_each(world->evidence(), triple, 40);
      REQUIRE(each);
      if (each->proofs.size() == 1 && each->complete) continue;
      if (!oracle) oracle.emplace(*world);
      INFO(world->labels().turtle(triple));
      const auto expected = oracle->proofs(triple, 400);
      if (!expected) continue;
      ++several;
      std::set<ProofSteps> found;
      std::size_t height = 0;
      for (const Derivation& proof : each->proofs) {
        CHECK(expected->contains(steps_of(proof)));
        CHECK(found.insert(steps_of(proof)).second);
        CHECK(height <= height_of(proof));
        height = height_of(proof);
      }
      CHECK(each->complete == (found.size() == expected->size()));
      CHECK(found.size() == std::min<std::size_t>(40, expected->size()));
      // Fewer are the first of these.
      const auto two = explain::why_each(world->evidence(), triple, 2);
      CHECK(steps_of(two->proofs.front()) == steps_of(each->proofs.front()));
      CHECK(steps_of(two->proofs.back()) == steps_of(each->proofs[1]));
      CHECK(steps_of(*explain::why(world->evidence(), triple)) == steps_of(two->proofs.front()));

      const Derivation& first = each->proofs.front();
      if (first.cut_sets_bounded) continue;
      std::set<std::set<kg::Triple>> pairs;
      for (const auto& set : first.cut_sets) {
        std::set<kg::Triple> facts;
        for (const explain::Node& fact : set) facts.insert(fact.triple);
        CHECK(facts.size() == set.size());
        CHECK_FALSE(oracle->holds_without(triple, facts));
        for (const kg::Triple& fact : facts) {
          std::set<kg::Triple> less = facts;
          less.erase(fact);
          CHECK(oracle->holds_without(triple, less));
        }
        if (facts.size() == 2) pairs.insert(facts);
      }
      CHECK(pairs == oracle->cuts(triple, 2));
      cut += pairs.size();
    }
  }
  CHECK(several > 100);
  CHECK(cut > 50);
}

TEST_CASE("where no fact is critical, the smallest sets that are so together are named",
          "[proofs]") {
  World world("RULE :r { ?x :q ?z } WHERE { ?x :p ?y . ?y :p ?z }",
              ":a :p :b , :c . :b :p :d . :c :p :d .");
  world.infer();
  const auto derivation = world.why(":a :q :d");
  REQUIRE(derivation);
  CHECK(derivation->critical.empty());
  CHECK_FALSE(derivation->cut_sets_bounded);
  REQUIRE(derivation->cut_sets.size() == 4);
  CHECK(facts_of(world, derivation->cut_sets[0]) ==
        std::vector<std::string>{":a :p :b", ":a :p :c"});
  const std::string text = world.render(*derivation, {{}, false, 0});
  INFO(text);
  CHECK(text.find("It does not hang on any single fact. It falls without 1 and “:a :p :c” "
                  "together; without 1 and “:c :p :d” together; without “:a :p :c” and 2 together; "
                  "or without another such set.\n") != std::string::npos);
}

TEST_CASE("how far cut sets are looked for is bounded, and said", "[proofs]") {
  std::string data;
  for (int i = 0; i < 6; ++i) data += ":a :p :b" + std::to_string(i) + " . ";
  World world("RULE :r { ?x a :Q } WHERE { ?x :p ?y }", data);
  world.infer();
  const auto derivation = world.why(":a a :Q");
  REQUIRE(derivation);
  CHECK(derivation->cut_sets.empty());
  CHECK(derivation->cut_sets_bounded);
  const std::string text = world.render(*derivation, {{}, false, 0});
  CHECK(text.find("Which facts it falls without together was not worked out.") !=
        std::string::npos);
}

TEST_CASE("hidden steps make way for what they rest on", "[hide]") {
  World world(
      "RULE :r { ?x :q ?y } WHERE { ?x :p ?y . FILTER(?x != ?y) }\n"
      "#@ show never\n"
      "RULE :s { ?x :s ?y } WHERE { ?x :q ?y . ?y :p ?z }\n"
      "RULE :t { ?x :t ?y } WHERE { ?x :s ?y . ?x :q ?y }",
      ":a :p :b . :b :p :c .");
  world.infer();
  auto derivation = world.why(":a :t :b");
  REQUIRE(derivation);
  const std::size_t critical = derivation->critical.size();
  CHECK(world.program.rules.rules[1].metadata.hidden);
  explain::mark_hidden(*derivation, {false, true, false});
  const Derivation shorter = explain::without_hidden(*derivation);
  CHECK(shorter.nodes.size() + 1 == derivation->nodes.size());
  CHECK(shorter.critical.size() == critical);
  for (const auto fact : shorter.critical) CHECK(shorter[fact].kind == NodeKind::Fact);
  // :a :q :b stands once although the step and the conclusion both rest on it.
  CHECK(
      world.render(shorter) ==
      ":a :t :b                                                                test.srl:5\n"
      "├─ 1 :a :q :b                                                           rule :r\n"
      "│  ├─ 1.1 :a :p :b                                                      fact · test.ttl:2\n"
      "│  └─ 1.2 :a != :b                                                      filter ?x != ?y\n"
      "└─ 2 :b :p :c                                                           fact · test.ttl:2\n"
      "Rests on 2 facts from 1 source, in 1 way. It falls without any of: 1.1, 2.\n");
  // What was asked for is never hidden.
  explain::mark_hidden(*derivation, {true, true, true});
  const Derivation facts = explain::without_hidden(*derivation);
  CHECK(facts[explain::NodeIndex{0}].kind == NodeKind::Derived);
  CHECK(facts.nodes.size() == 4);
}
