#include "tests/conformance/isomorphism.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <random>
#include <string>
#include <utility>

#include "parser/parse.h"

using conformance::Graph;
using conformance::isomorphic;
using rdf::Term;

namespace {

Graph graph(const std::string& turtle) {
  Graph result;
  parser::Prefixes prefixes;
  parser::Diagnostics diagnostics;
  parser::parse_rdf(
      {"x", "PREFIX : <http://e/> " + turtle}, parser::RdfFormat::TriG, {},
      [&](parser::RdfStatement&& statement) {
        conformance::Tuple& tuple = result.emplace_back();
        tuple = {statement.subject, statement.predicate, statement.object};
        if (statement.graph) tuple.push_back(*statement.graph);
      },
      prefixes, diagnostics);
  REQUIRE(diagnostics.empty());
  return result;
}

using Edges = std::vector<std::pair<int, int>>;

Graph of_blank_nodes(const Edges& edges, const std::vector<int>& names) {
  const auto node = [&](int i) {
    return Term::blank_node("n" + std::to_string(names[static_cast<std::size_t>(i)]));
  };
  Graph result;
  for (const auto& [from, to] : edges) {
    result.push_back({node(from), Term::iri("http://e/p"), node(to)});
  }
  return result;
}

std::vector<int> numbers(int count) {
  std::vector<int> result(static_cast<std::size_t>(count));
  std::iota(result.begin(), result.end(), 0);
  return result;
}

Edges ring(int begin, int length) {
  Edges edges;
  for (int i = 0; i < length; ++i) edges.emplace_back(begin + i, begin + (i + 1) % length);
  return edges;
}

}  // namespace

TEST_CASE("labels of blank nodes do not matter, everything else does") {
  CHECK(isomorphic(graph("_:a :p _:b . _:b :p :o ."), graph("_:x :p :o . _:y :p _:x .")));
  CHECK_FALSE(isomorphic(graph("_:a :p _:b ."), graph("_:a :p _:a .")));
  CHECK_FALSE(isomorphic(graph("_:a :p :o ."), graph("_:a :p :x .")));
  CHECK_FALSE(isomorphic(graph(":s :p 1 ."), graph(":s :p 01 .")));
  CHECK(isomorphic(graph(":s :p 1, 1 ."), graph(":s :p 1 .")));
  CHECK_FALSE(isomorphic(graph(":s :p _:a, _:b ."), graph(":s :p _:a .")));
  CHECK_FALSE(isomorphic(graph(":s :p _:a ."), graph(":s :p :a .")));
  CHECK(isomorphic(graph(""), graph("")));
}

TEST_CASE("graphs and triple terms have their part in it") {
  CHECK(isomorphic(graph("_:g { _:a :p :o }"), graph("_:a { _:g :p :o }")));
  CHECK_FALSE(isomorphic(graph("_:g { _:g :p :o }"), graph("_:a { _:g :p :o }")));
  CHECK_FALSE(isomorphic(graph(":g { :s :p :o }"), graph(":s :p :o .")));
  CHECK(isomorphic(graph(":s :p <<( _:a :q <<( _:b :r _:a )>> )>> ."),
                   graph(":s :p <<( _:b :q <<( _:a :r _:b )>> )>> .")));
  CHECK_FALSE(isomorphic(graph(":s :p <<( _:a :q <<( _:b :r _:a )>> )>> ."),
                         graph(":s :p <<( _:a :q <<( _:b :r _:b )>> )>> .")));
}

TEST_CASE("nodes that colours cannot tell apart are tried") {
  // One ring of six and two of three: every node looks the same.
  const Edges six = ring(0, 6);
  Edges threes = ring(0, 3);
  for (const auto& edge : ring(3, 3)) threes.push_back(edge);
  const std::vector<int> names = numbers(6);
  CHECK_FALSE(isomorphic(of_blank_nodes(six, names), of_blank_nodes(threes, names)));
  CHECK(isomorphic(of_blank_nodes(six, names), of_blank_nodes(six, {3, 1, 5, 0, 2, 4})));
  CHECK(isomorphic(of_blank_nodes(threes, names), of_blank_nodes(threes, {3, 1, 5, 0, 2, 4})));
}

TEST_CASE("renaming and shuffling a random graph changes nothing, moving an edge does") {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const int nodes = 2 + static_cast<int>(random() % 8);
    Edges edges;
    for (int i = 0; i < nodes * 2; ++i) {
      edges.emplace_back(random() % static_cast<unsigned>(nodes),
                         random() % static_cast<unsigned>(nodes));
    }
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    std::vector<int> names = numbers(nodes);
    const Graph original = of_blank_nodes(edges, names);
    std::shuffle(names.begin(), names.end(), random);
    std::shuffle(edges.begin(), edges.end(), random);
    CHECK(isomorphic(original, of_blank_nodes(edges, names)));
    edges.pop_back();
    CHECK_FALSE(isomorphic(original, of_blank_nodes(edges, names)));
  }
}
