#include "tests/conformance/isomorphism.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace conformance {
namespace {

using Colour = std::uint64_t;
using Colouring = std::map<std::string, Colour>;
using Renaming = std::map<std::string, std::string>;

Colour mix(Colour seed, Colour value) {
  value *= 0x9E3779B97F4A7C15U;
  value ^= value >> 32;
  return (seed ^ value) * 0xD6E8FEB86659FD93U + (seed >> 29);
}

void collect_blank_nodes(const rdf::Term& term, std::set<std::string>& labels) {
  if (term.is_blank_node()) labels.insert(term.lexical);
  for (const rdf::Term& component : term.components) collect_blank_nodes(component, labels);
}

std::set<std::string> blank_nodes(const Tuple& tuple) {
  std::set<std::string> labels;
  for (const rdf::Term& term : tuple) collect_blank_nodes(term, labels);
  return labels;
}

/// A hash that is the same for terms that differ in the labels of equally coloured blank nodes
/// only; `self` has a colour of its own.
Colour hash(const rdf::Term& term, const Colouring& colours, const std::string& self) {
  if (term.is_blank_node()) {
    return term.lexical == self ? 1 : mix(2, colours.at(term.lexical));
  }
  if (!term.is_triple_term()) return std::hash<std::string>{}(rdf::to_ntriples(term));
  Colour colour = 3;
  for (const rdf::Term& component : term.components) {
    colour = mix(colour, hash(component, colours, self));
  }
  return colour;
}

rdf::Term renamed(const rdf::Term& term, const Renaming& renaming) {
  rdf::Term result = term;
  if (term.is_blank_node()) result.lexical = renaming.at(term.lexical);
  for (rdf::Term& component : result.components) component = renamed(component, renaming);
  return result;
}

/// The part of a graph that has blank nodes.
struct Tangle {
  std::set<Tuple> tuples;
  std::map<std::string, std::vector<const Tuple*>> tuples_of;  // by label
};

Tangle tangle_of(const Graph& graph) {
  Tangle tangle;
  for (const Tuple& tuple : graph) {
    const std::set<std::string> labels = blank_nodes(tuple);
    if (labels.empty()) continue;
    const auto [place, added] = tangle.tuples.insert(tuple);
    if (!added) continue;
    for (const std::string& label : labels) tangle.tuples_of[label].push_back(&*place);
  }
  return tangle;
}

std::set<Tuple> ground_part(const Graph& graph) {
  std::set<Tuple> ground;
  for (const Tuple& tuple : graph) {
    if (blank_nodes(tuple).empty()) ground.insert(tuple);
  }
  return ground;
}

std::map<Colour, std::vector<std::string>> classes(const Colouring& colours) {
  std::map<Colour, std::vector<std::string>> result;
  for (const auto& [label, colour] : colours) result[colour].push_back(label);
  return result;
}

/// Splits the colours by what their nodes' tuples look like, until that tells no more apart.
void refine(const Tangle& tangle, Colouring& colours) {
  for (std::size_t before = 0, now = classes(colours).size(); now != before;) {
    Colouring next;
    for (const auto& [label, tuples] : tangle.tuples_of) {
      std::vector<Colour> looks;
      for (const Tuple* const tuple : tuples) {
        Colour look = tuple->size();
        for (const rdf::Term& term : *tuple) look = mix(look, hash(term, colours, label));
        looks.push_back(look);
      }
      std::sort(looks.begin(), looks.end());
      Colour colour = colours.at(label);
      for (const Colour look : looks) colour = mix(colour, look);
      next.emplace(label, colour);
    }
    colours = std::move(next);
    before = std::exchange(now, classes(colours).size());
  }
}

bool same_under(const Renaming& renaming, const Tangle& left, const Tangle& right) {
  return std::all_of(left.tuples.begin(), left.tuples.end(), [&](const Tuple& tuple) {
    Tuple image;
    for (const rdf::Term& term : tuple) image.push_back(renamed(term, renaming));
    return right.tuples.count(image) == 1;
  });
}

bool match(const Tangle& left, Colouring left_colours, const Tangle& right,
           Colouring right_colours) {
  refine(left, left_colours);
  refine(right, right_colours);
  const auto left_classes = classes(left_colours);
  const auto right_classes = classes(right_colours);
  Renaming renaming;
  const std::vector<std::string>* smallest = nullptr;
  for (const auto& [colour, labels] : left_classes) {
    const auto partner = right_classes.find(colour);
    if (partner == right_classes.end() || partner->second.size() != labels.size()) return false;
    if (labels.size() == 1) {
      renaming.emplace(labels.front(), partner->second.front());
    } else if (smallest == nullptr || labels.size() < smallest->size()) {
      smallest = &labels;
    }
  }
  if (smallest == nullptr) return same_under(renaming, left, right);
  // Nothing tells these nodes apart: the first of them goes with one of its colour on the other
  // side.
  const std::string& chosen = smallest->front();
  const Colour colour = left_colours.at(chosen);
  const Colour own = mix(colour, 4);
  left_colours[chosen] = own;
  const std::vector<std::string>& candidates = right_classes.at(colour);
  return std::any_of(candidates.begin(), candidates.end(), [&](const std::string& candidate) {
    Colouring tried = right_colours;
    tried[candidate] = own;
    return match(left, left_colours, right, std::move(tried));
  });
}

Colouring uncoloured(const Tangle& tangle) {
  Colouring colours;
  for (const auto& [label, tuples] : tangle.tuples_of) colours.emplace(label, 0);
  return colours;
}

}  // namespace

bool isomorphic(const Graph& left, const Graph& right) {
  if (ground_part(left) != ground_part(right)) return false;
  const Tangle left_tangle = tangle_of(left);
  const Tangle right_tangle = tangle_of(right);
  if (left_tangle.tuples.size() != right_tangle.tuples.size() ||
      left_tangle.tuples_of.size() != right_tangle.tuples_of.size()) {
    return false;
  }
  return match(left_tangle, uncoloured(left_tangle), right_tangle, uncoloured(right_tangle));
}

}  // namespace conformance
