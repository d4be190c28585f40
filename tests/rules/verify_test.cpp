#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <numeric>
#include <random>
#include <string>

#include "kg/term_id.h"
#include "rules/explain/render.h"
#include "rules/verify/check.h"
#include "tests/rules/random_programs.h"
#include "tests/rules/world.h"

using nlohmann::json;
using verify::Outcome;

namespace {

verify::Proof read(const std::string& text) {
  parser::Diagnostics diagnostics;
  auto proofs = verify::read_proofs({"proof.json", text}, diagnostics);
  INFO(text << parser::render(diagnostics));
  REQUIRE(proofs);
  REQUIRE(proofs->size() == 1);
  return std::move(proofs->front());
}

verify::Report check(World& world, const verify::Proof& proof) {
  return verify::check(proof, {world.program, world.graph, world.graph, world.dictionary});
}

json proof_of(World& world, const kg::Triple& triple) {
  const auto derivation = explain::why(world.evidence(), triple);
  REQUIRE(derivation);
  return json::parse(explain::to_json(*derivation, world.evidence(), world.labels()));
}

/// Why a text is not a proof; empty if it is one.
std::string refusal(const std::string& text) {
  parser::Diagnostics diagnostics;
  if (verify::read_proofs({"proof.json", text}, diagnostics)) return {};
  return diagnostics.all().front().message;
}

constexpr const char* kRules = R"(
#@ because {?x} may.
RULE :may { ?x :may ?n . ?x :has _:b } WHERE {
  ?x :age ?age FILTER(?age >= 18) SET(?n := ?age * 2) NOT { ?x :barred ?y } ?x :in/:of :club }
RULE :more { ?x :more true } WHERE { ?x :may ?n . ?x :given true }
RULE :stated { ?x :stated true } WHERE DATA { ?x :age ?age . NOT { ?x :may ?n } }
DATA { :ann :given true }
)";
constexpr const char* kData = ":ann :age 20 ; :in :room . :room :of :club . :bob :barred :ann .";

/// The proof of a triple of that world, changed, and what the checker says of it.
struct Changed {
  World world{kRules, kData};
  json proof;

  explicit Changed(const char* triple = ":ann :more true") {
    world.infer();
    proof = proof_of(world, world.triple(triple));
  }

  json& step(const std::string& kind, const std::string& statement = {}) {
    for (json& node : proof["nodes"]) {
      if (node["kind"] == kind &&
          node["statement"].get<std::string>().find(statement) != std::string::npos) {
        return node;
      }
    }
    FAIL("no such step");
    return proof;
  }

  bool holds() { return check(world, read(proof.dump())).accepted(); }

  /// The first thing that is wrong.
  std::string wrong() {
    const verify::Report report = check(world, read(proof.dump()));
    CHECK_FALSE(report.accepted());
    for (const verify::Verdict& verdict : report.steps) {
      if (verdict.outcome == Outcome::Rejected) return verdict.reason;
    }
    return report.whole;
  }
};

}  // namespace

TEST_CASE("a proof as it was made is accepted, step by step", "[verify]") {
  Changed changed;
  const verify::Report report = check(changed.world, read(changed.proof.dump()));
  CHECK(report.accepted());
  CHECK(report.steps[0].reason == "instance of :more");
  for (const verify::Verdict& verdict : report.steps) {
    CHECK(verdict.outcome == Outcome::Accepted);
    CHECK_FALSE(verdict.reason.empty());
  }
  CHECK(Changed(":ann :stated true").holds());
  CHECK(Changed(":ann :age 20").holds());
  CHECK(Changed(":ann :given true").holds());
}

TEST_CASE("a check of a proof tells how far it is", "[verify]") {
  Changed changed;
  const verify::Proof proof = read(changed.proof.dump());
  const World& world = changed.world;
  std::vector<std::size_t> told;
  verify::check(proof, {world.program, world.graph, world.graph, changed.world.dictionary},
                [&](std::size_t checked) { told.push_back(checked); });
  std::vector<std::size_t> each(proof.steps.size());
  std::iota(each.begin(), each.end(), std::size_t{0});
  CHECK(told == each);
}

TEST_CASE("a blank node that a head makes is checked too", "[verify]") {
  World world(kRules, kData);
  world.infer();
  kg::Triple has;
  world.graph.scan({kg::TermId::None, world.triple(":a :has :a").predicate, kg::TermId::None},
                   kg::Part::Inference, [&](const kg::Triple& triple, kg::Order) {
                     has = triple;
                     return false;
                   });
  json proof = proof_of(world, has);
  CHECK(check(world, read(proof.dump())).accepted());
  for (const char* place : {"conclusion", "triple"}) {
    json& triple = std::string(place) == "triple" ? proof["nodes"][0]["triple"] : proof[place];
    triple["object"] = "_:another";
  }
  CHECK_FALSE(check(world, read(proof.dump())).accepted());
}

TEST_CASE("what is changed in a proof is found", "[verify]") {
  SECTION("a fact that is not stated") {
    Changed changed;
    changed.step("fact", ":ann :in")["triple"]["object"] = "<http://e/garden>";
    CHECK(changed.wrong() ==
          "no instance of :may: premise 6: the triple does not match the body's pattern");
    Changed other(":ann :age 20");
    other.proof["nodes"][0]["triple"]["object"] = other.proof["conclusion"]["object"] =
        "\"21\"^^<http://www.w3.org/2001/XMLSchema#integer>";
    CHECK(other.wrong() == "it is not stated in the store");
  }
  SECTION("a derived triple passed off as a fact") {
    Changed changed(":ann :may 40");
    json& conclusion = changed.proof["nodes"][0];
    conclusion["kind"] = "fact";
    conclusion["stated"] = json::array();
    conclusion["citations"] = json::array();
    CHECK(changed.wrong() == "it is not stated in the store");
  }
  SECTION("another line, another citation") {
    Changed line;
    line.step("fact")["stated"][0]["line"] = 77;
    CHECK(line.wrong() == "it is stated, but not at test.ttl:77");
    Changed cited;
    cited.step("fact")["citations"] =
        json::array({{{"source", "<http://e/book>"}, {"title", "Book"}, {"locator", "p. 3"}}});
    CHECK(cited.wrong() == "it does not cite <http://e/book> p. 3");
  }
  SECTION("a conclusion that the head does not give") {
    Changed changed;
    changed.proof["nodes"][0]["triple"]["object"] = changed.proof["conclusion"]["object"] =
        "\"false\"^^<http://www.w3.org/2001/XMLSchema#boolean>";
    CHECK(changed.wrong() == "no instance of :more: the rule's head does not give it");
  }
  SECTION("another rule, and one that there is not") {
    Changed changed;
    changed.proof["nodes"][0]["rule"] = changed.step("derived", ":may")["rule"];
    CHECK(changed.wrong() ==
          "no instance of :may: the rule's body has 6 elements, the step 2 premises");
    changed.proof["nodes"][0]["rule"]["name"] = "http://e/nothing";
    CHECK(changed.wrong() == "the store has no rule :nothing");
    changed.proof["nodes"][0]["rule"] = nullptr;
    CHECK(changed.wrong() == "it names no rule");
  }
  SECTION("premises left out, or in another order") {
    Changed changed;
    changed.proof["nodes"][0]["premises"].erase(1);
    CHECK(changed.wrong() ==
          "no instance of :more: the rule's body has 2 elements, the step 1 premises");
    Changed turned;
    auto& premises = turned.proof["nodes"][0]["premises"];
    std::swap(premises[0], premises[1]);
    CHECK(turned.wrong() ==
          "no instance of :more: premise 1: the triple does not match the body's pattern");
  }
  SECTION("values of variables") {
    Changed changed;
    changed.step("derived", ":may")["bindings"]["age"]["term"] = "<http://e/old>";
    CHECK(changed.wrong() == "no instance of :may: '?age' has another value");
    Changed set;
    set.step("value")["result"]["term"] = "\"7\"^^<http://www.w3.org/2001/XMLSchema#integer>";
    CHECK(set.wrong() == "no instance of :may: premise 3: the expression has another value");
    Changed input;
    input.step("condition")["inputs"]["age"]["term"] = "<http://e/old>";
    CHECK(input.wrong() == "no instance of :may: premise 2: '?age' has another value");
  }
  SECTION("an absence that is present") {
    Changed changed;
    changed.world.state(":ann :barred :cleo .", "later.ttl");
    CHECK(changed.wrong() == "no instance of :may: premise 4: what the NOT looks for is there");
  }
  SECTION("a filter that does not hold") {
    Changed changed(":ann :may 40");
    changed.world.state(":bea :age 9 ; :in :room .", "later.ttl");
    std::string text = changed.proof.dump();
    for (std::size_t at = 0; (at = text.find("/ann>", at)) != std::string::npos; ++at) {
      text.replace(at, 5, "/bea>");
    }
    changed.proof = json::parse(text);
    for (json& node : changed.proof["nodes"]) {
      if (node["kind"] == "fact") node["stated"] = json::array();
    }
    changed.step("fact", ":age")["triple"]["object"] =
        "\"9\"^^<http://www.w3.org/2001/XMLSchema#integer>";
    CHECK(changed.wrong() == "no instance of :may: premise 2: the condition does not hold");
  }
  SECTION("a step that rests on itself") {
    World world(
        "RULE :r { ?x :q ?y } WHERE { ?x :q ?y . ?x :p ?y }\n"
        "RULE :s { ?x :q ?y } WHERE { ?x :p ?y }",
        ":a :p :b .");
    world.infer();
    json proof = proof_of(world, world.triple(":a :q :b"));
    json& conclusion = proof["nodes"][0];
    conclusion["rule"] = {{"name", "http://e/r"}, {"source", "test.srl"}, {"line", 2}};
    conclusion["premises"] = json::array({0, 1});
    const verify::Report report = check(world, read(proof.dump()));
    CHECK_FALSE(report.accepted());
    CHECK(report.whole == "a step rests on itself");
  }
  SECTION("a first step that is not the conclusion, and a part of nothing") {
    Changed changed;
    changed.proof["conclusion"]["object"] = "<http://e/other>";
    CHECK(changed.wrong() == "its first step is not its conclusion");
    Changed loose;
    json condition = loose.step("condition");
    condition["id"] = loose.proof["nodes"].size();
    loose.proof["nodes"].push_back(condition);
    CHECK(loose.wrong() == "it is part of no step");
  }
}

TEST_CASE("a proof that hangs on NOW() says so", "[verify]") {
  World world("RULE :r { ?x :at ?now } WHERE { ?x :p ?y SET(?now := NOW()) }", ":a :p :b .");
  world.infer();
  kg::Triple at;
  world.graph.scan({}, kg::Part::Inference, [&](const kg::Triple& triple, kg::Order) {
    at = triple;
    return false;
  });
  const verify::Report report = check(world, read(proof_of(world, at).dump()));
  CHECK(report.accepted());
  CHECK(report.steps[0].outcome == Outcome::Assumed);
}

TEST_CASE("what is no proof is refused with the member that is wrong", "[verify]") {
  CHECK(refusal("{").starts_with("proof.json is not JSON: "));
  CHECK(refusal("[]") == "proof.json is not a proof: it is no object");
  CHECK(refusal("{}") == "proof.json is not a proof: $: expected a member \"nodes\"");
  CHECK(refusal(std::string(1000, '[')).find("nested deeper than any proof") != std::string::npos);
  Changed changed;
  const auto broken = [&](const auto& change) {
    json proof = changed.proof;
    change(proof);
    return refusal(proof.dump());
  };
  CHECK(broken([](json& p) { p["version"] = 2; }) ==
        "proof.json is not a proof: $.version: expected 1, found 2");
  CHECK(broken([](json& p) { p["nodes"][1]["kind"] = "guess"; }) ==
        "proof.json is not a proof: $.nodes[1].kind: expected a kind of step, found 'guess'");
  CHECK(broken([](json& p) { p["nodes"][0]["triple"].erase("object"); }) ==
        "proof.json is not a proof: $.nodes[0].triple: expected a member \"object\"");
  CHECK(broken([](json& p) { p["nodes"][0]["triple"]["object"] = "nonsense"; }) ==
        "proof.json is not a proof: $.nodes[0].triple.object: expected a term in N-Triples, found "
        "'nonsense'");
  CHECK(broken([](json& p) { p["nodes"][0]["premises"][0] = 1000; }) ==
        "proof.json is not a proof: $.nodes[0].premises: expected ids of nodes, found 1000");
  CHECK(broken([](json& p) { p["nodes"][0]["id"] = 3; }) ==
        "proof.json is not a proof: $.nodes[0].id: expected the place in the list");
  CHECK(broken([](json& p) { p["nodes"] = json::array(); }) ==
        "proof.json is not a proof: $.nodes: expected at least one step");
}

namespace {

/// Changes one thing of a proof to something else of the same kind.
void mutate(json& proof, std::mt19937& random, const std::vector<std::string>& terms) {
  const auto pick = [&](std::size_t size) {
    return std::uniform_int_distribution<std::size_t>(0, size - 1)(random);
  };
  json& node = proof["nodes"][pick(proof["nodes"].size())];
  const std::string& term = terms[pick(terms.size())];
  const char* const places[] = {"subject", "predicate", "object"};
  switch (pick(5)) {
    case 0:
      if (node.contains("triple")) node["triple"][places[pick(3)]] = term;
      break;
    case 1:
      if (node.contains("bindings") && !node["bindings"].empty()) {
        auto at = node["bindings"].begin();
        std::advance(at, static_cast<std::ptrdiff_t>(pick(node["bindings"].size())));
        (*at)["term"] = term;
      }
      break;
    case 2:
      if (node.contains("premises") && !node["premises"].empty()) {
        node["premises"][pick(node["premises"].size())] = pick(proof["nodes"].size());
      }
      break;
    case 3:
      if (node.contains("rule") && !node["rule"].is_null()) {
        const json& other = proof["nodes"][pick(proof["nodes"].size())];
        if (other.contains("rule") && !other["rule"].is_null()) node["rule"] = other["rule"];
      }
      break;
    default: {
      const char* const place = places[pick(3)];
      proof["conclusion"][place] = term;
      proof["nodes"][0]["triple"][place] = term;
    }
  }
}

}  // namespace

TEST_CASE(
    "the proofs of random programs are accepted, and no changed one proves what does not hold",
    "[verify][random]") {
  std::mt19937 random(20);
  std::size_t programs = 0;
  std::size_t proofs = 0;
  std::size_t rejected = 0;
  for (std::uint32_t seed = 0; seed < 9000; ++seed) {
    const RandomProgram program(seed);
    INFO("seed " << seed << "\n" << program.rules << program.data);
    const auto world = World::load(program.rules, program.data);
    if (!world) continue;
    world->infer();
    ++programs;
    std::vector<kg::Triple> inferred;
    std::vector<std::string> terms;
    world->graph.scan({}, kg::Part::Evaluation, [&](const kg::Triple& triple, kg::Order order) {
      if (order != kg::Order::Asserted) inferred.push_back(triple);
      terms.push_back(rdf::to_ntriples(world->dictionary.term(triple.subject)));
      terms.push_back(rdf::to_ntriples(world->dictionary.term(triple.predicate)));
      terms.push_back(rdf::to_ntriples(world->dictionary.term(triple.object)));
      return true;
    });
    for (const kg::Triple& triple : inferred) {
      INFO(world->labels().turtle(triple));
      const json proof = proof_of(*world, triple);
      const verify::Report report = check(*world, read(proof.dump()));
      std::string reasons;
      for (const verify::Verdict& verdict : report.steps) reasons += verdict.reason + '\n';
      INFO(reasons);
      REQUIRE(report.accepted());
      ++proofs;
      json changed = proof;
      mutate(changed, random, terms);
      parser::Diagnostics diagnostics;
      const auto read_again = verify::read_proofs({"changed.json", changed.dump()}, diagnostics);
      if (!read_again) {
        ++rejected;  // for one a literal as a subject
        continue;
      }
      const verify::Proof& claim = read_again->front();
      if (!check(*world, claim).accepted()) {
        ++rejected;
        continue;
      }
      // What is accepted all the same has to be true all the same.
      for (const verify::Step& step : claim.steps) {
        if (step.kind != verify::StepKind::Derived && step.kind != verify::StepKind::Fact) continue;
        INFO(changed.dump(1));
        const kg::Triple claimed{world->dictionary.intern(step.triple.subject),
                                 world->dictionary.intern(step.triple.predicate),
                                 world->dictionary.intern(step.triple.object)};
        REQUIRE(world->graph.find(claimed, kg::Part::Evaluation));
      }
    }
  }
  CHECK(programs > 3000);
  CHECK(proofs > 5000);
  CHECK(rejected > proofs / 3);
}
