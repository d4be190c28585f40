#pragma once

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <vector>

#include "kg/graph_view.h"
#include "kg/term_id.h"

/// Triples over few terms, so that they share them and repeat.
class RandomTriples {
 public:
  explicit RandomTriples(std::uint64_t seed, std::uint64_t terms = 6)
      : random_(seed), terms_(terms) {}

  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
  /// An IRI of serial 1 to `terms`; one in four is the id of an integer instead.
  kg::TermId term() {
    const std::uint64_t n = below(terms_);
    if (n % 4 == 3) return *kg::try_inline(rdf::Term::integer(static_cast<std::int64_t>(n)));
    return kg::dictionary_id(kg::IdKind::Iri, n + 1);
  }
  kg::Triple triple() { return {term(), term(), term()}; }
  /// One of the eight shapes, by the bits of `shape`.
  kg::TripleMask mask(unsigned shape) {
    kg::TripleMask mask;
    if (shape & 1U) mask.subject = term();
    if (shape & 2U) mask.predicate = term();
    if (shape & 4U) mask.object = term();
    return mask;
  }

 private:
  std::mt19937_64 random_;
  std::uint64_t terms_;
};

/// What a graph ought to hold, in the plainest way.
struct GraphOracle {
  std::set<kg::Triple> asserted;
  /// Inferred triples, whether asserted too or not.
  std::map<kg::Triple, kg::Order> inferred;

  static bool matches(const kg::TripleMask& mask, const kg::Triple& t) {
    auto fits = [](kg::TermId bound, kg::TermId id) {
      return bound == kg::TermId::None || bound == id;
    };
    return fits(mask.subject, t.subject) && fits(mask.predicate, t.predicate) &&
           fits(mask.object, t.object);
  }

  std::map<kg::Triple, kg::Order> all(const kg::TripleMask& mask, kg::Part part) const {
    std::map<kg::Triple, kg::Order> found;
    if (part != kg::Part::Inference) {
      for (const kg::Triple& t : asserted) {
        if (matches(mask, t)) found[t] = kg::Order::Asserted;
      }
    }
    if (part != kg::Part::Base) {
      for (const auto& [t, order] : inferred) {
        if (matches(mask, t) && !asserted.contains(t)) found[t] = order;
      }
    }
    return found;
  }
};

/// Compares a graph with the oracle: scans of all shapes in all parts, and single look-ups. Says
/// what differs.
inline std::vector<std::string> differences(const kg::GraphView& graph, const GraphOracle& oracle,
                                            RandomTriples& random) {
  std::vector<std::string> problems;
  std::set<kg::Triple> visited;
  std::size_t visits_of_all = 0;
  graph.scan_all([&](const kg::Triple& t, kg::Order order) {
    ++visits_of_all;
    visited.insert(t);
    return order == kg::Order::Asserted;
  });
  if (visited != oracle.asserted) problems.push_back("scan_all differs");
  if (graph.whole_scan().distinct && visits_of_all != visited.size()) {
    problems.push_back("visited twice by scan_all");
  }
  for (const kg::Part part : {kg::Part::Base, kg::Part::Inference, kg::Part::Evaluation}) {
    const std::string where = " in part " + std::to_string(static_cast<int>(part));
    for (unsigned shape = 0; shape < 8; ++shape) {
      const kg::TripleMask mask = random.mask(shape);
      const std::string what = "shape " + std::to_string(shape) + where;
      std::map<kg::Triple, kg::Order> found;
      const bool whole = graph.scan(mask, part, [&](const kg::Triple& t, kg::Order order) {
        if (!found.emplace(t, order).second) problems.push_back("visited twice: " + what);
        return true;
      });
      if (!whole) problems.push_back("stopped: " + what);
      const auto expected = oracle.all(mask, part);
      if (found != expected) {
        problems.push_back(what + " found " + std::to_string(found.size()) + " of " +
                           std::to_string(expected.size()));
      }
      if ((graph.estimate(mask, part) == 0) && !expected.empty()) {
        problems.push_back("estimates nothing: " + what);
      }
      std::size_t visits = 0;
      const bool stopped = !graph.scan(mask, part, [&](const kg::Triple&, kg::Order) {
        ++visits;
        return false;
      });
      if (stopped != !expected.empty() || visits > 1) problems.push_back("went on: " + what);
    }
    for (int i = 0; i < 20; ++i) {
      const kg::Triple t = random.triple();
      const auto expected = oracle.all({t.subject, t.predicate, t.object}, part);
      const auto order = expected.empty() ? std::nullopt : std::optional(expected.begin()->second);
      if (graph.find(t, part) != order) problems.push_back("find differs" + where);
    }
  }
  return problems;
}
