#pragma once

#include <cstdint>
#include <vector>

#include "kg/dictionary.h"
#include "parser/syntax.h"

namespace query {

/// What a path reads as it goes from node to node: a finite automaton over the predicates of
/// triples. Nested repetitions are no more to it than plain ones. State 0 is where it starts.
struct Automaton {
  /// Goes over a triple to another state.
  struct Move {
    std::uint32_t to = 0;
    bool backwards = false;  ///< from the object to the subject
    /// `None` for all predicates but those `excluded`.
    kg::TermId predicate = kg::TermId::None;
    std::vector<kg::TermId> excluded;
  };
  struct State {
    std::vector<Move> moves;
    bool accepts = false;
  };
  std::vector<State> states;

  /// Whether a path of no triple is one.
  bool accepts_empty() const { return states.front().accepts; }
};

/// The automaton of a path, or, `backwards`, of the path from its end to its beginning.
Automaton make_automaton(const parser::Path& path, bool backwards, kg::Interner& interner);

}  // namespace query
