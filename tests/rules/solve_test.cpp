#include "rules/match/solve.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/rules/ground.h"
#include "tests/rules/world.h"

namespace {

/// The solutions of the first rule's body: the values of its named variables, sorted. `known` are
/// values to begin with.
std::vector<std::string> solutions(
    World& world, match::Scope scope = {},
    const std::vector<std::pair<std::string, std::string>>& known = {}) {
  const rules::Rule& rule = world.program.rules.rules[0];
  match::Bindings bindings(rule.variables.size());
  for (const auto& [name, value] : known) {
    bindings[*rule.variables.find(name)] = world.triple(value + " :p :o").subject;
  }
  const match::Bindings before = bindings;
  match::Evaluator evaluator(world.dictionary);
  const auto labels = world.labels();
  std::vector<std::string> found;
  scope.graph = &world.graph;
  const bool finished = match::solve(
      rule.body, scope, bindings, world.dictionary, evaluator,
      [&](const match::Bindings& solution) {
        std::string text;
        for (match::VariableIndex i = 0; i < solution.size(); ++i) {
          if (!rule.variables.named(i) || solution[i] == kg::TermId::None) continue;
          text += (text.empty() ? "" : " ") + rule.variables.name(i) + '=' + labels.of(solution[i]);
        }
        found.push_back(text);
        return true;
      });
  CHECK(finished);
  CHECK(bindings == before);
  std::sort(found.begin(), found.end());
  return found;
}

using Solutions = std::vector<std::string>;

World world_of(const std::string& body, const std::string& data) {
  return World("RULE { :a :b :c } WHERE { " + body + " }", data);
}

}  // namespace

TEST_CASE("patterns join on their variables, each solution once", "[solve]") {
  World world("RULE { ?x :r ?z } WHERE { ?x :p ?y . ?y :q ?z }",
              ":a :p :b , :c . :b :q :d . :c :q :d , :e . :f :q :a .");
  CHECK(solutions(world) == Solutions{"x=:a y=:b z=:d", "x=:a y=:c z=:d", "x=:a y=:c z=:e"});
  CHECK(solutions(world, {}, {{"z", ":d"}}) == Solutions{"x=:a y=:b z=:d", "x=:a y=:c z=:d"});
  CHECK(solutions(world, {}, {{"x", ":f"}}).empty());
}

TEST_CASE("a variable used twice in a pattern is one term", "[solve]") {
  World world("RULE { ?x :r ?v } WHERE { ?x ?v ?x }", ":a :p :a , :b . :q :q :q .");
  CHECK(solutions(world) == Solutions{"x=:a v=:p", "x=:q v=:q"});
}

TEST_CASE("filters and assignments see the values of the patterns, whatever their order",
          "[solve]") {
  World world(
      "RULE { ?x :r ?m } WHERE { ?x :p ?n . SET ( ?m := ?n + 1 ) ?x :q ?k . FILTER ( ?m < ?k ) }",
      ":a :p 1 ; :q 3 . :b :p 5 ; :q 3 . :c :p \"text\" ; :q 3 .");
  CHECK(solutions(world) == Solutions{"x=:a n=1 m=2 k=3"});
}

TEST_CASE("an assigned variable that has a value already must agree with it", "[solve]") {
  World world("RULE { ?x :r ?m } WHERE { ?x :p ?n . SET ( ?m := ?n + 1 ) ?x :q ?m }",
              ":a :p 1 ; :q 2 . :b :p 1 ; :q 3 .");
  CHECK(solutions(world) == Solutions{"x=:a n=1 m=2"});
}

TEST_CASE("a negation speaks of what is bound where it stands", "[solve]") {
  World world("RULE { ?x :r ?y } WHERE { ?x :p ?y . NOT { ?x :bad ?z } ?y :q ?z }",
              ":a :p :b . :c :p :b ; :bad :d . :b :q :e .");
  // The ?z inside is not the one below: anything bad counts.
  CHECK(solutions(world) == Solutions{"x=:a y=:b z=:e"});
  World after("RULE { ?x :r ?y } WHERE { ?x :p ?y . ?y :q ?z . NOT { ?x :bad ?z } }",
              ":a :p :b . :c :p :b ; :bad :d . :f :p :b ; :bad :e . :b :q :e .");
  CHECK(solutions(after) == Solutions{"x=:a y=:b z=:e", "x=:c y=:b z=:e"});
}

TEST_CASE("a negation may have several patterns and filters with variables of its own", "[solve]") {
  World world(
      "RULE { ?x :r ?n } WHERE { ?x :p ?n . NOT { ?x :q ?y . ?y :p ?m . FILTER ( ?m > ?n ) } }",
      ":a :p 1 ; :q :b . :b :p 2 . :c :p 9 ; :q :b .");
  CHECK(solutions(world) == Solutions{"x=:b n=2", "x=:c n=9"});
}

TEST_CASE("patterns look at a part and at what is older, negations at all of it", "[solve]") {
  World world("RULE { ?x :r ?y } WHERE { ?x :p ?y . NOT { ?x :bad ?b } }", ":a :p :b .");
  const auto infer = [&](const std::string& text, std::uint32_t order) {
    world.graph.infer({world.triple(text), static_cast<kg::Order>(order)});
  };
  infer(":c :p :b", 2);
  infer(":d :p :b", 5);
  CHECK(solutions(world).size() == 3);
  CHECK(solutions(world, {nullptr, kg::Part::Base, {}, nullptr}) == Solutions{"x=:a y=:b"});
  const match::Scope older{nullptr, kg::Part::Evaluation, static_cast<kg::Order>(5), nullptr};
  CHECK(solutions(world, older) == Solutions{"x=:a y=:b", "x=:c y=:b"});
  // Bound throughout, a pattern is looked up rather than scanned for: by the same rules.
  CHECK(solutions(world, older, {{"x", ":d"}, {"y", ":b"}}).empty());
  CHECK(solutions(world, older, {{"x", ":c"}, {"y", ":b"}}).size() == 1);
  infer(":c :bad :b", 9);
  CHECK(solutions(world, older) == Solutions{"x=:a y=:b"});
}

TEST_CASE("NOT DATA looks at the base graph, and so does every NOT of a WHERE DATA", "[solve]") {
  World world("RULE { ?x :r ?y } WHERE { ?x :p ?y . NOT DATA { ?x :bad ?b } }",
              ":a :p :b . :c :p :b ; :bad :b .");
  world.graph.infer({world.triple(":a :bad :b"), kg::Order::FirstRound});
  CHECK(solutions(world) == Solutions{"x=:a y=:b"});
  World base("RULE { ?x :r ?y } WHERE { ?x :p ?y . NOT { ?x :bad ?b } }", ":a :p :b .");
  base.graph.infer({base.triple(":a :bad :b"), kg::Order::FirstRound});
  CHECK(solutions(base).empty());
  CHECK(solutions(base, {nullptr, kg::Part::Base, {}, nullptr}) == Solutions{"x=:a y=:b"});
}

TEST_CASE("triple terms are matched part by part", "[solve]") {
  World world("RULE { ?x :r ?y } WHERE { ?x :says <<( ?y :p ?x )>> . ?y :q ?z }",
              ":a :says <<( :b :p :a )>> , <<( :b :p :c )>> , :d . :b :q :z .");
  CHECK(solutions(world) == Solutions{"x=:a y=:b z=:z"});
  CHECK(solutions(world, {}, {{"y", ":b"}}) == Solutions{"x=:a y=:b z=:z"});
  const auto before = world.dictionary.size();
  CHECK(solutions(world, {}, {{"y", ":z"}}).empty());
  CHECK(world.dictionary.size() == before);
}

TEST_CASE("the visitor stops the search", "[solve]") {
  World world = world_of("?x :p ?y . ?y :p ?z", ":a :p :b . :b :p :a , :b .");
  match::Bindings bindings(3);
  match::Evaluator evaluator(world.dictionary);
  std::size_t count = 0;
  CHECK_FALSE(match::solve(world.program.rules.rules[0].body, {&world.graph}, bindings,
                           world.dictionary, evaluator,
                           [&](const match::Bindings&) { return ++count < 2; }));
  CHECK(count == 2);
  CHECK(bindings == match::Bindings(3));
}

TEST_CASE("an allowance of looks stops the search", "[solve]") {
  World world = world_of("?x :p ?y . ?y :p ?z", ":a :p :b . :b :p :a , :b .");
  const auto look = [&](std::size_t allowance) {
    match::Bindings bindings(3);
    match::Evaluator evaluator(world.dictionary);
    std::size_t count = 0;
    match::Scope scope{&world.graph};
    scope.allowance = &allowance;
    const bool finished = match::solve(world.program.rules.rules[0].body, scope, bindings,
                                       world.dictionary, evaluator, [&](const match::Bindings&) {
                                         ++count;
                                         return true;
                                       });
    CHECK(bindings == match::Bindings(3));
    return std::pair(finished, count);
  };
  CHECK(look(0) == std::pair(false, std::size_t{0}));
  CHECK(look(3) == std::pair(false, std::size_t{0}));
  CHECK(look(4) == std::pair(false, std::size_t{1}));
  // One scan of three, and for each of these a scan: of two, two and one.
  CHECK(look(11) == std::pair(false, std::size_t{4}));
  CHECK(look(12) == std::pair(true, std::size_t{5}));
}

TEST_CASE("a body without patterns has one solution if it holds", "[solve]") {
  World world = world_of("NOT { :a :p ?x } SET ( ?n := 1 )", ":b :p :b .");
  CHECK(solutions(world) == Solutions{"n=1"});
  world.graph.assert_triple(world.triple(":a :p :b"));
  CHECK(solutions(world).empty());
}

TEST_CASE("a term made for a solution is seeded by what is bound before it", "[solve]") {
  World world =
      world_of("?x :p ?y . SET ( ?id := STRUUID() ) ?y :q ?z", ":a :p :b . :b :q :c , :d .");
  std::set<std::vector<kg::TermId>> seen;
  const match::Seed seed = [&](const match::Assignment&, const match::Bindings& bindings) {
    seen.insert({bindings[0], bindings[1]});
    return static_cast<std::uint64_t>(bindings[0]) ^ static_cast<std::uint64_t>(bindings[1]);
  };
  const match::Scope scope{nullptr, kg::Part::Evaluation, {}, &seed};
  const auto found = solutions(world, scope);
  REQUIRE(found.size() == 2);
  CHECK(found[0].substr(0, found[0].find(" z=")) == found[1].substr(0, found[1].find(" z=")));
  CHECK(seen.size() == 1);
  CHECK(seen.begin()->at(0) != kg::TermId::None);
  CHECK(seen.begin()->at(1) != kg::TermId::None);
  CHECK(solutions(world, scope) == found);
}

TEST_CASE("the selective pattern comes first, the unconnected one last", "[join_order]") {
  std::string data = ":rare :kind :special .";
  for (int i = 0; i < 200; ++i) {
    const auto n = std::to_string(i);
    data += ":n" + n + " :kind :common . :n" + n + " :near :n" + std::to_string(i / 2) + " .";
  }
  World world = world_of("?x :near ?y . ?u :kind ?v . ?x :kind :special . ?y :kind :common", data);
  std::vector<match::TriplePattern> patterns;
  for (const auto& element : world.program.rules.rules[0].body) {
    patterns.push_back(std::get<match::TriplePattern>(element));
  }
  CHECK(match::join_order(patterns, {}, world.graph) == std::vector<std::size_t>{2, 0, 3, 1});
  // With ?y known, what is known of it comes first.
  const auto& variables = world.program.rules.rules[0].variables;
  std::vector<bool> bound(variables.size());
  bound[*variables.find("y")] = true;
  CHECK(match::join_order(patterns, bound, world.graph).front() == 3);
}

TEST_CASE("solutions are those of trying every triple for every pattern", "[solve][random]") {
  std::mt19937 random(11);
  const auto number = [&](int from, int to) {
    return std::uniform_int_distribution(from, to)(random);
  };
  const auto thing = [&] { return ":c" + std::to_string(number(0, 2)); };
  const auto verb = [&] {
    return number(0, 9) == 0 ? std::string("?v") : ":p" + std::to_string(number(0, 2));
  };
  std::size_t found = 0;
  for (int round = 0; round < 600; ++round) {
    std::string used = "?x ";
    const auto term = [&] {
      if (number(0, 9) == 0) return thing();
      const auto name = std::string("?") + "xyzw"[number(0, 3)];
      used += name + ' ';
      return name;
    };
    std::string body = "?x " + verb() + ' ' + term() + " . ";
    const auto bound = [&] {
      const auto name = std::string("?") + "xyzw"[number(0, 3)];
      return used.find(name + ' ') != std::string::npos ? name : thing();
    };
    const int elements = number(1, 5);
    for (int i = 0; i < elements; ++i) {
      const int kind = number(0, 9);
      if (kind < 6) {
        body += term() + ' ' + verb() + ' ' + term() + " . ";
      } else if (kind < 8) {
        body += "NOT { " + bound() + ' ' + verb() + ' ' + bound() + " . " + bound() + " :p1 ?k } ";
      } else {
        body += "FILTER ( " + bound() + " != " + bound() + " ) ";
      }
    }
    std::string data;
    for (int i = number(8, 18); i > 0; --i) {
      data += thing() + " :p" + std::to_string(number(0, 2)) + ' ' + thing() + " .\n";
    }
    INFO(body << "\n" << data);
    const auto loaded = World::load("RULE { ?x :q ?x } WHERE { " + body + "}", data);
    if (!loaded) continue;
    World& world = *loaded;
    std::multiset<match::Bindings> expected;
    for (const auto& instance : ground::Finder(world).instances) expected.insert(instance.bindings);
    std::multiset<match::Bindings> actual;
    match::Bindings bindings(world.program.rules.rules[0].variables.size());
    match::Evaluator evaluator(world.dictionary);
    match::solve(world.program.rules.rules[0].body, {&world.graph}, bindings, world.dictionary,
                 evaluator, [&](const match::Bindings& solution) {
                   actual.insert(solution);
                   return true;
                 });
    REQUIRE(actual == expected);
    found += actual.size();
  }
  CHECK(found > 1000);
}
