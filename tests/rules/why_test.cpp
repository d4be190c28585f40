#include "rules/explain/why.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/rules/world.h"

using explain::Derivation;
using explain::Node;
using explain::NodeKind;

namespace {

std::vector<NodeKind> premise_kinds(const Derivation& derivation, const Node& node) {
  std::vector<NodeKind> kinds;
  for (const auto premise : node.premises) kinds.push_back(derivation[premise].kind);
  return kinds;
}

/// The statements of nodes as Turtle, in their order.
std::vector<std::string> turtle(World& world, const Derivation& derivation,
                                const std::vector<explain::NodeIndex>& nodes) {
  const auto labels = world.labels();
  std::vector<std::string> result;
  for (const auto node : nodes) result.push_back(labels.turtle(derivation[node].triple));
  return result;
}

using Texts = std::vector<std::string>;

std::size_t count(const Derivation& derivation, NodeKind kind) {
  return static_cast<std::size_t>(
      std::count_if(derivation.nodes.begin(), derivation.nodes.end(),
                    [kind](const Node& node) { return node.kind == kind; }));
}

const std::string kPath = R"(
RULE { ?x :path ?y } WHERE { ?x :edge ?y }
RULE { ?x :path ?z } WHERE { ?x :path ?y . ?y :edge ?z }
)";

}  // namespace

TEST_CASE("a triple that does not hold has no proof", "[why]") {
  World world("RULE { ?x :q ?y } WHERE { ?x :p ?y }", ":a :p :b .");
  world.infer();
  CHECK_FALSE(world.why(":b :q :a"));
  CHECK(world.why(":a :q :b"));
}

TEST_CASE("an asserted triple is its own proof, with where it is stated and what it cites",
          "[why]") {
  World world("RULE { ?x :q ?y } WHERE { ?x :p ?y }",
              ":a :p :b {| dct:source :report ; w:locator \"p. 7\" |} .");
  world.state("\n\n:a :p :b .", "other.ttl");
  world.infer();
  const auto derivation = world.why(":a :p :b");
  REQUIRE(derivation);
  REQUIRE(derivation->nodes.size() == 1);
  const Node& fact = derivation->nodes[0];
  CHECK(fact.kind == NodeKind::Fact);
  CHECK(fact.statements == std::vector<kg::Statement>{{"other.ttl", 4}, {"test.ttl", 2}});
  REQUIRE(fact.citations.size() == 1);
  CHECK(fact.citations[0].locator == "p. 7");
  CHECK(derivation->fact_count == 1);
  CHECK(derivation->source_count == 1);
}

TEST_CASE("a derived triple names its rule, its bindings and its premises in the order of the body",
          "[why]") {
  World world(R"(
RULE :first { ?x :q ?z } WHERE { ?y :r ?z . ?x :p ?y . NOT { ?x :bad ?any } FILTER ( ?y != ?z ) SET ( ?n := 1 + 1 ) }
DATA { :b :r :c }
)",
              ":a :p :b .");
  world.infer();
  const auto derivation = world.why(":a :q :c");
  REQUIRE(derivation);
  const Node& node = derivation->nodes[0];
  REQUIRE(node.kind == NodeKind::Derived);
  const auto& rule = world.program.rules.rule(*node.rule);
  CHECK(rule.name == rdf::Term::iri("http://e/first"));
  CHECK(world.labels().of(node.bindings[*rule.variables.find("y")]) == ":b");
  CHECK(premise_kinds(*derivation, node) == std::vector{NodeKind::Given, NodeKind::Fact,
                                                        NodeKind::Absent, NodeKind::Condition,
                                                        NodeKind::Value});
  CHECK(node.ways == 1);

  const Node& given = (*derivation)[node.premises[0]];
  CHECK(given.statements == std::vector<kg::Statement>{{"test.srl", 4}});
  const Node& absent = (*derivation)[node.premises[2]];
  CHECK(absent.sought.text() == ":a :bad ?any");
  CHECK_FALSE(absent.sought.base_graph_only);
  const Node& condition = (*derivation)[node.premises[3]];
  CHECK(condition.expression == "?y != ?z");
  CHECK(condition.evaluated == ":b != :c");
  REQUIRE(condition.inputs.size() == 2);
  CHECK(condition.inputs[0].first == "y");
  const Node& value = (*derivation)[node.premises[4]];
  CHECK(value.variable == "n");
  CHECK(world.labels().of(value.result) == "2");
}

TEST_CASE("the steps of a path are premises, and the same premise twice is one node", "[why]") {
  World world("RULE { ?x :q ?z } WHERE { ?x :p/:p/^:p ?z }", ":a :p :b . :b :p :c .");
  world.infer();
  const auto derivation = world.why(":a :q :b");
  REQUIRE(derivation);
  REQUIRE(derivation->nodes[0].premises.size() == 3);
  CHECK(derivation->nodes.size() == 3);
  CHECK(derivation->nodes[0].premises[1] == derivation->nodes[0].premises[2]);
  CHECK(derivation->fact_count == 2);
}

TEST_CASE("of several proofs the least is told: height, then steps, then rules, then terms",
          "[why]") {
  SECTION("less height beats fewer steps") {
    World world(R"(
RULE :high { ?x :goal :g } WHERE { ?x :m2 :g }
RULE { ?x :m2 :g } WHERE { ?x :m1 :g }
RULE { ?x :m1 :g } WHERE { ?x :p :g }
RULE :wide { ?x :goal :g } WHERE { ?x :a1 :g . ?x :a2 :g . ?x :a3 :g }
RULE { ?x :a1 :g . ?x :a2 :g . ?x :a3 :g } WHERE { ?x :p :g }
)",
                ":x :p :g .");
    world.infer();
    const auto derivation = world.why(":x :goal :g");
    REQUIRE(derivation);
    CHECK(world.program.rules.rule(*derivation->nodes[0].rule).name ==
          rdf::Term::iri("http://e/wide"));
  }
  SECTION("of equal height fewer steps win") {
    World world(R"(
RULE :three { ?x :goal :g } WHERE { ?x :p ?y . ?x :q ?y . ?x :r ?y }
RULE :two { ?x :goal :g } WHERE { ?x :p ?y . ?x :q ?y }
)",
                ":x :p :y ; :q :y ; :r :y .");
    world.infer();
    const auto derivation = world.why(":x :goal :g");
    REQUIRE(derivation);
    CHECK(world.program.rules.rule(*derivation->nodes[0].rule).name ==
          rdf::Term::iri("http://e/two"));
    CHECK(derivation->nodes[0].ways == 2);
  }
  SECTION("of equal steps the first rule and then the first terms win") {
    World world(R"(
RULE :one { ?x :goal :g } WHERE { ?x :p ?y }
RULE :other { ?x :goal :g } WHERE { ?x :q ?y }
)",
                ":x :q :a . :x :p :c , :b , :d .");
    world.infer();
    const auto derivation = world.why(":x :goal :g");
    REQUIRE(derivation);
    CHECK(world.labels().turtle(derivation->nodes[1].triple) == ":x :p :b");
    CHECK(derivation->nodes[0].ways == 4);
  }
}

TEST_CASE("height counts steps, not orders, and only what is older can prove", "[why]") {
  World world(R"(
RULE :from-late { ?x :goal :g } WHERE { ?x :late ?y }
RULE :from-high { ?x :goal :g } WHERE { ?x :high ?y }
RULE { ?x :high ?y } WHERE { ?x :low ?y }
RULE { ?x :low ?y } WHERE { ?x :p ?y }
RULE { ?x :late ?y } WHERE { ?x :p ?y }
)",
              ":x :p :y .");
  const auto infer = [&](const std::string& text, std::uint32_t order) {
    world.graph.infer({world.triple(text), static_cast<kg::Order>(order)});
  };
  infer(":x :low :y", 2);
  infer(":x :high :y", 3);
  infer(":x :late :y", 20);
  const auto rule = [&](const Derivation& derivation) {
    return world.program.rules.rule(*derivation.nodes[0].rule).name->lexical;
  };
  SECTION("a premise of a late stratum is not a high one") {
    infer(":x :goal :g", 21);
    CHECK(rule(*world.why(":x :goal :g")) == "http://e/from-late");
  }
  SECTION("a premise as old as the conclusion proves nothing") {
    infer(":x :goal :g", 20);
    const auto derivation = world.why(":x :goal :g");
    CHECK(rule(*derivation) == "http://e/from-high");
    CHECK(derivation->nodes[0].ways == 1);
  }
}

TEST_CASE("what all proofs need is critical, what one of them does without is not", "[why]") {
  World world(kPath, ":a :edge :b . :b :edge :c , :d . :c :edge :e . :d :edge :e . :e :edge :f .");
  world.infer();
  const auto derivation = world.why(":a :path :f");
  REQUIRE(derivation);
  CHECK_FALSE(derivation->critical_bounded);
  CHECK(turtle(world, *derivation, derivation->critical) == Texts{":a :edge :b", ":e :edge :f"});
  CHECK(derivation->fact_count == 4);
}

TEST_CASE("a longer way that no step of the least proof knows of still makes a fact dispensable",
          "[why]") {
  // a to c is concluded through b long before it could be through x, y and z.
  World world(
      kPath, ":a :edge :b . :b :edge :c . :a :edge :x . :x :edge :y . :y :edge :z . :z :edge :c .");
  world.infer();
  const auto derivation = world.why(":a :path :c");
  REQUIRE(derivation);
  CHECK(derivation->nodes[0].ways == 1);
  CHECK(derivation->critical.empty());
}

TEST_CASE("a fact that follows from other facts too is not critical", "[why]") {
  World world("RULE { ?x :q ?y } WHERE { ?x :p ?y } RULE { ?x :p ?y } WHERE { ?y :p ?x }",
              ":a :p :b . :b :p :a . :c :p :d .");
  world.infer();
  const auto both = world.why(":a :q :b");
  REQUIRE(both);
  CHECK(both->critical.empty());
  const auto one = world.why(":c :q :d");
  REQUIRE(one);
  CHECK(turtle(world, *one, one->critical) == Texts{":c :p :d"});
}

TEST_CASE("an absence is critical if every way needs it", "[why]") {
  World world(R"(
RULE { ?x :goal :g } WHERE { ?x :p ?y . NOT { ?x :bad ?any } }
RULE { ?x :goal :g } WHERE { ?x :q ?y . NOT { ?x :bad ?other } NOT { ?x :worse ?y } }
)",
              ":a :p :b . :c :p :b ; :q :b .");
  world.infer();
  const auto one = world.why(":a :goal :g");
  REQUIRE(one);
  REQUIRE(one->critical_absences.size() == 1);
  CHECK((*one)[one->critical_absences[0]].sought.text() == ":a :bad ?any");
  CHECK(one->critical.size() == 1);
  const auto two = world.why(":c :goal :g");
  REQUIRE(two);
  CHECK(two->critical.empty());
  REQUIRE(two->critical_absences.size() == 1);
}

TEST_CASE("NOT DATA and WHERE DATA speak of the base graph alone", "[why]") {
  World world(R"(
RULE { ?x :q ?y } WHERE { ?x :p ?y }
RULE { ?x :r ?y } WHERE { ?x :q ?y . NOT DATA { ?x :q ?y } }
RULE { ?x :s ?y } WHERE DATA { ?x :p ?y . NOT { ?x :q ?y } }
)",
              ":a :p :b .");
  world.infer();
  const auto r = world.why(":a :r :b");
  REQUIRE(r);
  CHECK((*r)[r->nodes[0].premises[1]].sought.base_graph_only);
  const auto s = world.why(":a :s :b");
  REQUIRE(s);
  CHECK((*s)[s->nodes[0].premises[0]].kind == NodeKind::Fact);
  CHECK((*s)[s->nodes[0].premises[1]].sought.base_graph_only);
}

TEST_CASE("a rule whose head has several triples is one step", "[why]") {
  World world(R"(
RULE { ?x :q ?y . ?x :r ?y . ?x :s ?y } WHERE { ?x :p ?y . FILTER ( ?x != ?y ) }
RULE { ?x :goal :g } WHERE { ?x :q ?y . ?x :r ?y . ?x :s ?y }
)",
              ":a :p :b .");
  world.infer();
  const auto derivation = world.why(":a :goal :g");
  REQUIRE(derivation);
  CHECK(count(*derivation, NodeKind::Derived) == 4);
  CHECK(count(*derivation, NodeKind::Condition) == 1);
  CHECK(derivation->nodes[0].ways == 1);
}

TEST_CASE("a blank node of a head is explained by the solution that made it", "[why]") {
  World world(R"(
RULE :note { [] :about ?x ; :by ?y ; :see [ :of ?x ] } WHERE { ?x :p ?y }
RULE :other { _:n :about ?x } WHERE { ?x :p ?y }
)",
              ":a :p :b , :c .");
  world.infer();
  std::size_t explained = 0;
  world.graph.scan({}, kg::Part::Inference, [&](const kg::Triple& triple, kg::Order) {
    const auto derivation = explain::why(world.evidence(), triple);
    REQUIRE(derivation);
    CHECK(derivation->nodes[0].rule);
    CHECK(derivation->nodes[0].ways == 1);
    ++explained;
    return true;
  });
  CHECK(explained == 10);
}

TEST_CASE("a term made by a SET is explained by the solution that made it", "[why]") {
  World world(R"(
RULE { ?x :id ?id . ?x :node ?node . ?node :of ?y } WHERE { ?x :p ?y . SET ( ?n := 1 ) SET ( ?id := STRUUID() ) SET ( ?node := BNODE() ) }
)",
              ":a :p :b , :c .");
  world.infer();
  CHECK(world.graph.size(kg::Part::Inference) == 6);
  world.graph.scan({}, kg::Part::Inference, [&](const kg::Triple& triple, kg::Order) {
    const auto derivation = explain::why(world.evidence(), triple);
    REQUIRE(derivation);
    CHECK(derivation->nodes[0].rule);
    CHECK(derivation->nodes[0].ways == 1);
    return true;
  });
}

TEST_CASE("bounds are kept, and said to be", "[why]") {
  std::string data = ":a :edge :m0 .";
  for (int i = 0; i < 30; ++i) {
    for (int j = 0; j < 5; ++j) {
      const auto at = [](int k) { return std::to_string(k); };
      data += " :m" + at(i) + " :edge :n" + at(i) + "_" + at(j) + " . :n" + at(i) + "_" + at(j) +
              " :edge :m" + at(i + 1) + " .";
    }
  }
  World world(kPath, data);
  world.infer();
  const auto whole = world.why(":a :path :m30");
  REQUIRE(whole);
  CHECK_FALSE(whole->least_bounded);
  CHECK_FALSE(whole->critical_bounded);
  CHECK(turtle(world, *whole, whole->critical) == Texts{":a :edge :m0"});
  const auto bounded = world.why(":a :path :m30", {10, 1'000'000});
  REQUIRE(bounded);
  CHECK(bounded->least_bounded);
  CHECK(bounded->critical_bounded);
  CHECK(count(*bounded, NodeKind::Derived) == count(*whole, NodeKind::Derived));
  CHECK(count(*bounded, NodeKind::Fact) == 61);
}

TEST_CASE("a rule that takes much looking stops at a bound, too, and still has a proof", "[why]") {
  std::string data;
  for (int i = 0; i < 500; ++i) {
    data += ":a :p :b" + std::to_string(i) + " ; :q :b" + std::to_string(i + 499) + " .\n";
  }
  World world("RULE { ?x :goal :g } WHERE { ?x :p ?y . ?x :q ?y }", data);
  world.infer();
  const auto whole = world.why(":a :goal :g");
  REQUIRE(whole);
  CHECK_FALSE(whole->least_bounded);
  CHECK(whole->critical.size() == 2);
  const auto bounded = world.why(":a :goal :g", {1'000'000, 10});
  REQUIRE(bounded);
  CHECK(bounded->least_bounded);
  CHECK(bounded->critical_bounded);
  REQUIRE(bounded->nodes.size() == 3);
  CHECK(world.labels().turtle(bounded->nodes[1].triple) == ":a :p :b499");
}

TEST_CASE(
    "a proof of a hundred thousand steps takes neither the stack nor the square of its length",
    "[why]") {
  World world("RULE { ?y :reached true } WHERE { ?x :reached true . ?x :edge ?y }",
              ":n0 :reached true .");
  constexpr std::size_t kSteps = 100'000;
  const auto edge = world.triple(":n0 :edge :n0").predicate;
  const auto reached = world.triple(":n0 :reached true");
  std::vector<kg::TermId> nodes;
  for (std::size_t i = 0; i <= kSteps; ++i) {
    nodes.push_back(world.dictionary.intern(rdf::Term::iri("http://e/n" + std::to_string(i))));
    if (i == 0) continue;
    world.graph.assert_triple({nodes[i - 1], edge, nodes[i]});
    world.graph.infer({{nodes[i], reached.predicate, reached.object},
                       static_cast<kg::Order>(static_cast<std::uint32_t>(i + 1))});
  }
  const auto derivation =
      explain::why(world.evidence(), {nodes.back(), reached.predicate, reached.object});
  REQUIRE(derivation);
  CHECK(derivation->nodes.size() == 2 * kSteps + 1);
  CHECK(derivation->critical.size() == kSteps + 1);
  CHECK_FALSE(derivation->critical_bounded);
  CHECK_FALSE(derivation->least_bounded);
  const std::string text = world.render(*derivation);
  CHECK(text.find("more steps") != std::string::npos);
  CHECK(text.size() < 100'000);
  CHECK(explain::to_json(*derivation, world.evidence(), world.labels()).size() > kSteps);
  CHECK(explain::subtree(*derivation, derivation->nodes[0].premises[0]).nodes.size() ==
        2 * kSteps - 1);
}

TEST_CASE("what NOW() said when the rules ran does not stand in the way of a proof", "[why]") {
  World world(R"(
RULE { ?x :at ?now . ?x :in ?year } WHERE { ?x :p ?y . SET ( ?now := NOW() ) SET ( ?year := YEAR(?now) ) FILTER ( ?year > 2000 ) }
)",
              ":a :p :b .");
  const auto at =
      world.triple(":a :at \"1999-01-01T00:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime>");
  const auto in = world.triple(":a :in 1999");
  world.graph.infer({at, kg::Order::FirstRound});
  world.graph.infer({in, kg::Order::FirstRound});
  for (const auto& triple : {at, in}) {
    const auto derivation = explain::why(world.evidence(), triple);
    REQUIRE(derivation);
    CHECK(derivation->nodes[0].rule);
    CHECK(derivation->nodes[0].ways == 1);
  }
}

TEST_CASE("an inferred triple that no rule concludes any more is told as such", "[why]") {
  World world("RULE { ?x :q ?y } WHERE { ?x :p ?y }", ":a :p :b .");
  world.infer();
  world.graph.retract(world.triple(":a :p :b"));
  const auto derivation = world.why(":a :q :b");
  REQUIRE(derivation);
  CHECK(derivation->nodes[0].kind == NodeKind::Derived);
  CHECK_FALSE(derivation->nodes[0].rule);
}

TEST_CASE("numbers lead to nodes, and a part of a proof is a proof", "[why]") {
  World world(R"(
RULE { ?x :goal ?z } WHERE { ?x :q ?y . ?y :q ?z . ?x :p ?y }
RULE { ?x :q ?y } WHERE { ?x :p ?y . ?y :r ?y }
)",
              ":a :p :b . :b :p :c ; :r :b . :c :r :c .");
  world.infer();
  const auto derivation = world.why(":a :goal :c");
  REQUIRE(derivation);
  const auto numbers = explain::numbering(*derivation);
  CHECK(numbers == Texts{"", "1", "1.1", "1.2", "2", "2.1", "2.2"});
  CHECK(explain::find_number(*derivation, "") == explain::NodeIndex{0});
  CHECK(explain::find_number(*derivation, "2.1") == explain::NodeIndex{5});
  // The third premise was met as the first of the first.
  CHECK(explain::find_number(*derivation, "3") == explain::find_number(*derivation, "1.1"));
  for (const auto* wrong : {"0", "4", "1.", ".1", "1..1", "x", "1.1.1", "1a"}) {
    CHECK_FALSE(explain::find_number(*derivation, wrong));
  }
  const auto part = explain::subtree(*derivation, *explain::find_number(*derivation, "2"));
  REQUIRE(part.nodes.size() == 3);
  CHECK(world.labels().turtle(part.nodes[0].triple) == ":b :q :c");
  CHECK(part.fact_count == 2);
  CHECK(explain::numbering(part) == Texts{"", "1", "2"});
}
