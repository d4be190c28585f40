#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "rules/clause.h"
#include "rules/plan_text.h"
#include "rules/profile.h"
#include "rules/triple_terms.h"

/// How the solutions of a rule body are found: a driver reads rows a batch at a time, and each
/// batch goes through the steps. A step drops rows, adds a column, or puts several rows in the
/// place of one.
namespace rules {

/// The relation that a step reads: a fixed one, or that of a predicate in a column.
struct Source {
  RelationIndex relation = kNoRelation;
  Column predicate = kNoColumn;
  View view = View::All;
};

/// A check that follows a probe, and has a key of its own to find the same values by.
struct Narrowing {
  RelationIndex relation = kNoRelation;
  View view = View::All;
  Side key_side = Side::Subject;
  Operand key;
  bool joined = false;  ///< both are done at once, with an index over the two relations
  /// Of the values of both, each row takes those that are fewer. `prepare` says so.
  bool fewer = false;
  std::string note = {};  ///< words for it, if the plan has notes
};

/// A row for each value on the other side of `key`.
struct Probe {
  Source source;
  Side key_side = Side::Subject;
  Operand key;
  Column value = kNoColumn;
  /// Nothing uses `value`: the first one found is enough.
  bool once = false;
  /// Values that this drops need not be found. What may still come is dropped by a step after.
  std::optional<Narrowing> narrowing = {};
};

/// A row for each row of the relation, or for each of those that satisfy some FILTERs, which are
/// asked once and not for each row before.
struct Scan {
  Source source;
  Column subject = kNoColumn;
  Column object = kNoColumn;
  std::vector<const Condition*> conditions = {};
  Column asked_subject = kNoColumn;  ///< where the conditions find it
  Column asked_object = kNoColumn;
};

/// A row for each triple that has `key` on a side, whatever its predicate.
struct ProbeAny {
  View view = View::All;
  Side key_side = Side::Subject;
  Operand key;
  Column predicate = kNoColumn;
  Column value = kNoColumn;
  /// Where the other side is known too: only triples between the two, and no `value`.
  std::optional<Operand> end = {};
  /// Of the triples of either end, each row takes those that are fewer. `prepare` says so.
  bool fewer = false;
};

/// A row for each triple.
struct ScanAny {
  View view = View::All;
  Column subject = kNoColumn;
  Column predicate = kNoColumn;
  Column object = kNoColumn;
};

/// A row for each triple term that has `key` at a position.
struct ProbeTerms {
  std::size_t position = 0;
  Operand key;
  Column term = kNoColumn;
};

/// Keeps rows whose triple is in the relation.
struct Check {
  Source source;
  Operand subject;
  Operand object;
  double expected = 0;  ///< rows that come to it
};

/// The side that the only constant of a check stands on, if there is one.
inline std::optional<Side> constant_side_of(const Check& check) {
  if (check.subject.is_constant() == check.object.is_constant()) return std::nullopt;
  return check.subject.is_constant() ? Side::Subject : Side::Object;
}

/// Keeps rows in which the two are the same term.
struct Same {
  Operand left;
  Operand right;
};

/// Keeps rows whose term is a triple term, with its parts in columns.
struct TakeApart {
  Column term = kNoColumn;
  std::array<Column, 3> parts{kNoColumn, kNoColumn, kNoColumn};
};

/// Keeps rows whose parts make a triple term of the run, with that in a column.
struct FindTerm {
  std::array<Operand, 3> parts;
  Column term = kNoColumn;
};

/// Keeps rows that satisfy a FILTER.
struct Test {
  const Condition* condition = nullptr;
};

/// Puts a term in a column.
struct Fix {
  Column column = kNoColumn;
  LocalId term = kNoTerm;
};

/// Keeps rows for which a SET has a value, with that in a column.
struct Assign {
  const Calculation* calculation = nullptr;
};

/// Makes a new term in a column.
struct Make {
  const NewTerm* term = nullptr;
};

struct Step;

/// Keeps rows for which the inner steps, which start with the row's number in `origin`, come to no
/// end.
struct Without {
  Column origin = kNoColumn;
  std::vector<Column> needs;
  std::vector<Step> steps;
};

/// The end of the inner steps of a NOT.
struct Mark {
  Column origin = kNoColumn;
};

/// Keeps rows for which an aggregate has a value, with that in a column. The inner steps start with
/// the row's number in `origin`.
struct Fold {
  const Aggregation* aggregation = nullptr;
  Column origin = kNoColumn;
  std::vector<Column> needs;
  std::vector<Step> steps;
};

/// The end of the inner steps of an aggregate.
struct Gather {
  const Aggregation* aggregation = nullptr;
  Column origin = kNoColumn;
};

/// Counts the solutions of the body, and asks whether to go on.
struct Count {};

/// Infers a triple a row.
struct Infer {
  const Conclusion* conclusion = nullptr;
};

struct Step {
  std::variant<Probe, Scan, ProbeAny, ScanAny, ProbeTerms, Check, Same, TakeApart, FindTerm, Test,
               Fix, Assign, Make, Without, Mark, Fold, Gather, Count, Infer>
      action;
  /// Columns that have a value before the step and are used after it.
  std::vector<Column> live;
  /// Tells the steps of a plan apart, those inside of a NOT too: from 1. 0 is the driver.
  std::uint32_t number = 0;
};

/// Where a plan starts.
struct Driver {
  enum class Kind : std::uint8_t {
    Nothing,  ///< one row without columns
    Rows,     ///< the rows of a relation
    List,     ///< the rows of a relation that have `key` on a side
    AnyRows,  ///< the rows of all relations
    AnyList   ///< the rows of all relations that have `key` on a side
  };
  Kind kind = Kind::Nothing;
  RelationIndex relation = kNoRelation;
  View view = View::All;
  Side key_side = Side::Object;
  LocalId key = kNoTerm;
  Column subject = kNoColumn;  ///< where to put it; `kNoColumn` where nothing uses it
  Column predicate = kNoColumn;
  Column object = kNoColumn;
};

/// Which steps of a plan match an atom outside of a NOT.
struct Match {
  std::size_t atom = 0;    ///< in its clause
  std::uint8_t bound = 0;  ///< `bound_positions` before it
  std::uint32_t step = 0;
  std::uint32_t before = 0;  ///< the step whose rows it reads
};

struct Plan {
  Driver driver;
  std::vector<Step> steps;
  std::uint32_t column_count = 0;
  std::uint32_t step_count = 0;  ///< with the driver
  double cost = 0;               ///< rows that it is expected to go through
  /// Steps that match an atom, so that what they come to can be held against what was expected.
  std::vector<Match> matches;
  /// By number of the step; none unless `Statistics::wording` was given.
  std::vector<StepNote> notes;
};

/// How many rows were seen to match an atom for each row before it. It corrects the estimates,
/// which take all values to be equally frequent.
class Fanouts {
 public:
  std::optional<double> find(std::size_t atom, std::uint8_t bound) const {
    for (const Seen& seen : seen_) {
      if (seen.atom == atom && seen.bound == bound) return seen.rows;
    }
    return std::nullopt;
  }
  void set(std::size_t atom, std::uint8_t bound, double rows) {
    for (Seen& seen : seen_) {
      if (seen.atom == atom && seen.bound == bound) {
        seen.rows = rows;
        return;
      }
    }
    seen_.push_back({atom, bound, rows});
  }

 private:
  struct Seen {
    std::size_t atom;
    std::uint8_t bound;
    double rows;
  };
  std::vector<Seen> seen_;
};

/// What planning reads.
struct Statistics {
  const WorkingGraph& graph;
  const TripleTerms& terms;
  const PlanWording* wording = nullptr;  ///< given if the plan is to have notes
  const Fanouts* fanouts = nullptr;      ///< of the same clause and delta
};

/// A plan that finds all solutions, or, given an atom, those in which it matches a row of the
/// delta: atoms before it see all rows, atoms after it those before the delta, so that each
/// solution is found once. It starts from the delta, unless that is large and something else much
/// better to start from.
Plan make_plan(const Clause& clause, std::optional<std::size_t> delta,
               const Statistics& statistics);

/// Builds the indexes that a plan reads, and has it look from both ends where these are skewed.
/// Indexes of relations found by a column are built when they are met. Returns false, having built
/// next to nothing, if it sees at once that the plan comes to nothing.
bool prepare(Plan& plan, WorkingGraph& graph);

}  // namespace rules
