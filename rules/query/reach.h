#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "kg/hash_index.h"
#include "rules/query/automaton.h"
#include "rules/query/run.h"

namespace query {

/// Distinct terms in the order in which they came.
class TermSet {
 public:
  /// Whether it is new.
  bool insert(kg::TermId term);
  bool contains(kg::TermId term) const;
  std::size_t size() const { return terms_.size(); }
  kg::TermId operator[](std::size_t i) const { return terms_[i]; }

 private:
  std::uint32_t find(kg::TermId term) const;

  std::vector<kg::TermId> terms_;
  kg::HashIndex index_;
};

/// The terms that a path leads to from a term, each once, nearest first; found only as far as they
/// are asked for. No recursion, and linear in what is reached.
class Reach {
 public:
  Reach(const Automaton& automaton, kg::TermId start);

  /// The i-th term. Nothing if there are not so many, or if the run was stopped.
  std::optional<kg::TermId> at(std::size_t i, Run& run);
  bool contains(kg::TermId term, Run& run);
  /// About how much memory it takes, in terms.
  std::size_t size() const { return places_.size(); }

 private:
  struct Place {
    kg::TermId term = kg::TermId::None;
    std::uint32_t state = 0;
  };

  void arrive(kg::TermId term, std::uint32_t state);
  void leave_next_place(Run& run);
  bool is_exhausted() const { return left_ == places_.size(); }

  const Automaton& automaton_;
  TermSet found_;
  /// Where it has been, in the order in which it came there; it has gone on from the first `left_`.
  std::vector<Place> places_;
  std::size_t left_ = 0;
  kg::HashIndex visited_;
};

}  // namespace query
