#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace explain {

/// Propositional Horn clauses, to ask what a goal cannot do without.
class HornClauses {
 public:
  using Atom = std::uint32_t;

  explicit HornClauses(std::size_t atoms) : watchers_(atoms), holds_(atoms) {}

  void add_fact(Atom atom) { facts_.push_back(atom); }
  /// `body` may hold an atom twice.
  void add_clause(Atom head, std::span<const Atom> body);

  struct Result {
    /// By the number of the candidate.
    std::vector<bool> needed;
    /// Whether `max_work` cut the search short; more candidates may then be needed.
    bool bounded = false;
  };

  /// Which candidates, facts that were not added yet, the goal does not hold without when all
  /// others of them hold.
  ///
  /// Takes the candidates away by halves: what holds without a half of them is worked out once for
  /// all of that half, and where the goal holds without all of a half, none of it is needed. So a
  /// chain of n clauses with n candidates takes n log n steps where one candidate at a time would
  /// take n². `max_work` bounds the steps. To be called once.
  Result needed(Atom goal, std::span<const Atom> candidates, std::size_t max_work);

 private:
  struct Clause {
    Atom head;
    std::uint32_t missing;  ///< how many atoms of the body do not hold
  };

  void search(std::size_t begin, std::size_t end);
  void assume(std::size_t begin, std::size_t end);
  void derive(Atom atom);
  void undo(std::size_t mark);

  std::vector<Clause> clauses_;
  /// By atom, the clauses whose body it is in, once for each time.
  std::vector<std::vector<std::uint32_t>> watchers_;
  std::vector<bool> holds_;
  std::vector<Atom> facts_;
  std::vector<Atom> trail_;  ///< what holds, in the order in which it came to
  std::vector<Atom> open_;

  Atom goal_ = 0;
  std::span<const Atom> candidates_;
  Result result_;
  std::size_t work_ = 0;
  std::size_t max_work_ = 0;
};

}  // namespace explain
