#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "kg/graph_view.h"
#include "rules/program.h"

namespace rules {

class WorkingGraph;

/// The part of a base graph that a program can read, in the form in which it is evaluated: eight
/// bytes a triple. What is read from files goes straight in here, without a graph in between.
class BaseFacts {
 public:
  /// Nothing of the program is needed after.
  explicit BaseFacts(const Program& program);
  ~BaseFacts();
  BaseFacts(BaseFacts&&) noexcept;
  BaseFacts& operator=(BaseFacts&&) noexcept;

  /// Whether triples of a predicate are kept: those that rules or given triples name, or all if a
  /// rule has a variable for a predicate.
  bool wants(kg::TermId predicate) const;
  bool wants_all() const { return all_; }
  /// Adds a triple whose predicate is wanted. Repetitions are left out in the end.
  void add(const kg::Triple& triple);
  /// Adds what is wanted of a graph. `go_on` is told after each how many were added; it returns
  /// false to stop.
  void add_all(const kg::GraphView& graph, const std::function<bool(std::size_t added)>& go_on);
  /// Ends adding. The result depends on the triples and the sequence in which each was first added;
  /// for programs that make terms or gather values, on the triples and their ids alone.
  void seal();

  /// Sealed, and to be evaluated once.
  WorkingGraph& graph() { return *graph_; }

 private:
  bool is_worth_all(const kg::GraphView& graph, double from_share) const;
  void put(const kg::Triple& triple);
  void sort_by_ids();

  bool all_ = false;                    ///< all predicates are wanted
  std::vector<kg::TermId> predicates_;  ///< else these, sorted
  bool by_ids_ = false;                 ///< rows go in the order of ids
  bool distinct_ = true;                ///< no triple was added twice
  std::unique_ptr<WorkingGraph> graph_;
};

}  // namespace rules
