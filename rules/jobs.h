#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rules/executor.h"
#include "rules/workers.h"

namespace rules {

/// A plan to be run, and what it came to.
struct Job {
  const Plan* plan = nullptr;
  RuleIndex rule{};
  /// The rows of a driver that reads a list of the delta.
  std::span<const LocalId> list;
  Tally tally;
};

/// Runs plans, on their own or in pieces by several threads. What they infer, and in which order,
/// does not depend on the number of threads.
class JobRunner {
 public:
  /// `share_from`: the rows that it takes for threads to share them.
  JobRunner(Workshop& workshop, Workers& workers, std::size_t share_from);

  /// Runs jobs of one round. Their plans are prepared.
  void run(std::span<Job> jobs);

 private:
  /// Some of the rows that the driver of a job reads.
  struct Piece {
    Job* job = nullptr;
    std::size_t relation = 0;  ///< of a driver that reads all of them: the first
    RowRange rows;             ///< counted from its first, and on through those after it
  };
  struct Result {
    Harvest harvest;
    MadeTerms terms;
    Tally tally;
  };
  struct Part;

  void run_together(std::span<Job> jobs);
  void cut(Job& job, std::vector<Piece>& pieces) const;
  void cut_rows(Job& job, std::size_t count, std::vector<Piece>& pieces) const;
  void cut_any_rows(Job& job, std::vector<Piece>& pieces) const;
  std::size_t piece_size(const Plan& plan, std::size_t count) const;
  void store(std::span<const Piece> pieces, std::span<Result> results);

  Workshop& workshop_;
  Workers& workers_;
  std::size_t share_from_;
  std::vector<std::size_t> harvested_;  ///< rows by relation, while they are stored; else 0
  std::vector<std::unique_ptr<Executor>> executors_;  ///< by worker
};

}  // namespace rules
