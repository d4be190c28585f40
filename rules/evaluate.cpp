#include "rules/evaluate.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <numeric>
#include <utility>

#include "kg/big_array.h"
#include "rules/jobs.h"
#include "rules/triggers.h"

namespace rules {

namespace {

BaseFacts read_base(const Program& program, const kg::GraphView& base, Limits& limits) {
  constexpr std::size_t kPatience = std::size_t{1} << 14U;
  BaseFacts facts(program);
  facts.add_all(base, [&](std::size_t added) {
    if (added % kPatience == 0) limits.check_reading(added);
    return !limits.stopped();
  });
  facts.seal();
  return facts;
}

/// One evaluation of a program.
class Evaluation {
 public:
  /// `limits` are those of `options`. All but the facts must outlive this object.
  Evaluation(const Program& program, BaseFacts facts, kg::Interner& interner,
             const EvaluateOptions& options, Limits& limits)
      : program_(program),
        options_(options),
        interner_(interner),
        limits_(limits),
        facts_(std::move(facts)),
        triple_terms_(terms_, interner),
        workshop_{graph_, triple_terms_, limits_, program.rules, interner, options.now},
        workers_(options.threads),
        runner_(workshop_, workers_, options.share_from) {
    result_.profile.resize(program.rules.rules.size());
  }

  void run() {
    make_clauses();
    add_given();
    for (const Stratum& stratum : program_.strata) {
      if (limits_.stopped()) break;
      run_once(stratum.once);
      run_to_fixpoint(stratum.general);
    }
    limits_.check(graph_.added_count());
    result_.outcome = limits_.outcome();
    result_.count = graph_.added_count();
    graph_.forget_indexes();
  }

  Inferences take_result() { return std::move(result_); }
  const Inferences& result() const { return result_; }

  void for_each(const std::function<void(const kg::Inference&)>& visit) const {
    if (result_.outcome != Outcome::Complete) return;
    for (const WorkingGraph::Added& added : graph_.log()) visit_rows(added, added.rows, visit);
  }

  /// What `for_each` visits, written by all workers.
  std::vector<kg::Inference> collect() {
    std::vector<kg::Inference> all;
    if (result_.outcome != Outcome::Complete) return all;
    all.reserve(result_.count);
    kg::prefer_huge_pages(all.data(), result_.count * sizeof(kg::Inference));
    if (result_.count < kWorthWorkers) {
      for_each([&](const kg::Inference& inference) { all.push_back(inference); });
      return all;
    }
    all.resize(result_.count);
    workers_.run([&](unsigned worker) { write_share(worker, all.data()); });
    return all;
  }

 private:
  static constexpr std::size_t kWorthWorkers = std::size_t{1} << 16U;  // inferences

  template <typename Visit>
  void visit_rows(const WorkingGraph::Added& added, RowRange rows, const Visit& visit) const {
    const Relation& relation = graph_.at(added.relation);
    const kg::TermId predicate = terms_.term(relation.predicate());
    // The first round of the graph is that of the given triples.
    const auto order =
        static_cast<kg::Order>(static_cast<std::uint32_t>(kg::Order::Given) + added.round - 1);
    for (std::size_t i = rows.begin; i < rows.end; ++i) {
      const Pair row = relation.rows()[i];
      visit(kg::Inference{{terms_.term(subject_of(row)), predicate, terms_.term(object_of(row))},
                          order});
    }
  }

  /// Writes every so many-th stretch of the inferences to its place.
  void write_share(unsigned worker, kg::Inference* all) const {
    constexpr std::size_t kStretch = std::size_t{1} << 13U;
    std::size_t at = 0;
    for (const WorkingGraph::Added& added : graph_.log()) {
      for (std::size_t begin = added.rows.begin; begin < added.rows.end;) {
        const std::size_t end = std::min(added.rows.end, begin + kStretch - at % kStretch);
        if (at / kStretch % workers_.count() == worker) {
          kg::Inference* to = all + at;
          visit_rows(added, {begin, end}, [&](const kg::Inference& one) { *to++ = one; });
        }
        at += end - begin;
        begin = end;
      }
    }
  }

  /// A plan, and where to note down what it does.
  struct TracedPlan {
    Plan plan;
    std::optional<std::size_t> profile;  ///< a number in `Inferences::plans`
  };

  /// A plan, and how large what it joins was when it was made.
  struct DeltaPlan {
    TracedPlan plan;
    std::vector<std::size_t> sizes;
    std::size_t delta = 0;  ///< rows of the delta when it was made
    Fanouts fanouts;
    bool astray = false;  ///< it has gone through far more rows than was expected
  };

  /// A plan to be run in this round.
  struct Request {
    RuleIndex rule{};
    TracedPlan own;               ///< if it is run only once
    DeltaPlan* cached = nullptr;  ///< else
    std::span<const LocalId> list;
    std::size_t delta = 0;  ///< rows of the delta; 0 where nobody asks

    const TracedPlan& traced() const { return cached == nullptr ? own : cached->plan; }
    TracedPlan& traced() { return cached == nullptr ? own : cached->plan; }
  };
  /// Plans that are made before they are run: a bound on their memory.
  static constexpr std::size_t kMostRequests = 1024;

  void make_clauses() {
    clauses_.reserve(program_.rules.rules.size());
    for (std::size_t i = 0; i < program_.rules.rules.size(); ++i) {
      clauses_.push_back(make_clause(program_.rules.rules[i], static_cast<RuleIndex>(i), graph_));
    }
    delta_plans_.resize(clauses_.size());
    update_triple_terms();
  }

  /// The triples of DATA blocks are as old as the first round counts, which is before the first
  /// round of rules.
  void add_given() {
    for (const kg::Triple& triple : program_.rules.data) {
      Pair row = make_pair(terms_.of(triple.subject), terms_.of(triple.object));
      graph_.insert(graph_.add(terms_.of(triple.predicate)), &row, 1);
    }
    end_round();
    result_.given = graph_.added_count();
  }

  bool end_round() {
    limits_.check(graph_.added_count());
    if (limits_.stopped()) return false;
    const bool changed = graph_.advance();
    update_triple_terms();
    return changed;
  }

  void update_triple_terms() {
    if (uses_triple_terms()) triple_terms_.update();
  }

  bool uses_triple_terms() {
    if (!uses_triple_terms_) {
      const auto has_parts = [](const std::vector<Atom>& atoms) {
        return std::any_of(atoms.begin(), atoms.end(),
                           [](const Atom& atom) { return atom.kind == Atom::Kind::TermParts; });
      };
      const auto any_has_parts = [&](const auto& groups) {
        return std::any_of(groups.begin(), groups.end(),
                           [&](const auto& group) { return has_parts(group.atoms); });
      };
      uses_triple_terms_ = std::any_of(clauses_.begin(), clauses_.end(), [&](const Clause& clause) {
        return has_parts(clause.atoms) || any_has_parts(clause.absences) ||
               any_has_parts(clause.aggregations) ||
               std::any_of(clause.aggregations.begin(), clause.aggregations.end(),
                           [&](const Aggregation& a) { return any_has_parts(a.absences); });
      });
    }
    return *uses_triple_terms_;
  }

  /// Rules that run once depend on no rule of their stratum, so that one round does.
  void run_once(const std::vector<RuleIndex>& rules) {
    if (rules.empty()) return;
    run_whole(rules);
    end_round();
  }

  void run_to_fixpoint(const std::vector<RuleIndex>& rules) {
    if (rules.empty() || limits_.stopped()) return;
    run_whole(rules);
    std::vector<std::uint32_t> indexes;
    for (const RuleIndex rule : rules) indexes.push_back(static_cast<std::uint32_t>(rule));
    Triggers triggers(clauses_, indexes);
    while (end_round()) {
      limits_.begin_round(++result_.rounds);
      for (const Task& task : triggers.tasks(graph_)) add_delta(task);
      run_requests();
    }
  }

  TracedPlan plan_of(const Clause& clause, std::optional<std::size_t> delta,
                     const Fanouts* fanouts = nullptr) {
    const PlanWording wording(program_.rules, clause.rule, interner_, terms_);
    TracedPlan result{
        make_plan(clause, delta,
                  {graph_, triple_terms_, options_.trace_plans ? &wording : nullptr, fanouts}),
        {}};
    if (options_.trace_plans) {
      result.profile = result_.plans.size();
      result_.plans.push_back({clause.rule, delta, result.plan.notes, {}, 0, {}});
      result_.plans.back().rows.assign(result.plan.step_count, 0);
    }
    return result;
  }

  /// Adds a plan to what is to be run in this round. All plans are made before any runs, so that
  /// what one finds does not influence another.
  void request(Request request) {
    TracedPlan& traced = request.traced();
    if (!prepare(traced.plan, graph_)) return;
    if (traced.profile) result_.plans[*traced.profile].steps = traced.plan.notes;
    requests_.push_back(std::move(request));
    if (requests_.size() == kMostRequests) run_requests();
  }

  void run_requests() {
    std::vector<Job> jobs;
    for (const Request& request : requests_) {
      jobs.push_back({&request.traced().plan, request.rule, request.list, {}});
    }
    runner_.run(jobs);
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      note_down(requests_[i], jobs[i].tally);
      if (requests_[i].cached != nullptr) learn(requests_[i], jobs[i].tally.rows);
    }
    requests_.clear();
  }

  void note_down(const Request& request, const Tally& tally) {
    RuleProfile& profile = result_.profile[static_cast<std::size_t>(request.rule)];
    profile.solutions += tally.solutions;
    profile.inferences += tally.inferences;
    profile.time += tally.time;
    for (const std::uint64_t rows : tally.rows) profile.tried += rows;
    if (!request.traced().profile || tally.rows.empty()) return;
    PlanProfile& plan = result_.plans[*request.traced().profile];
    ++plan.runs;
    plan.time += tally.time;
    for (std::size_t i = 0; i < tally.rows.size(); ++i) plan.rows[i] += tally.rows[i];
  }

  /// Finds all solutions of the rules.
  void run_whole(const std::vector<RuleIndex>& rules) {
    graph_.settle();
    limits_.begin_round(++result_.rounds);
    for (const RuleIndex rule : rules) {
      limits_.check(graph_.added_count());
      if (limits_.stopped()) return;
      const Clause& clause = clauses_[static_cast<std::size_t>(rule)];
      if (clause.conclusions.empty() || !may_match(clause, std::nullopt)) continue;
      request({rule, plan_of(clause, std::nullopt), nullptr, {}, 0});
    }
    run_requests();
  }

  /// Finds the solutions in which an atom matches a row of the delta.
  void add_delta(const Task& task) {
    limits_.check(graph_.added_count());
    if (limits_.stopped()) return;
    const Clause& clause = clauses_[task.clause];
    if (clause.conclusions.empty() || !may_match(clause, task.atom)) return;
    if (clause.atoms.size() == 1 && !is_any_triple(clause.atoms[0]) && !options_.trace_plans) {
      // There is nothing to choose or to learn: of a hundred thousand such rules, which start when
      // their constant comes up, making the plans takes less than keeping them. One that any triple
      // matches starts in every round.
      request({clause.rule, plan_of(clause, task.atom), nullptr, task.list, 0});
      return;
    }
    std::vector<std::unique_ptr<DeltaPlan>>& plans = delta_plans_[task.clause];
    plans.resize(clause.atoms.size());
    std::unique_ptr<DeltaPlan>& cached = plans[task.atom];
    if (!cached || outgrown(*cached, clause, task.atom)) {
      if (!cached) cached = std::make_unique<DeltaPlan>();
      cached->sizes = sizes_of(clause);
      cached->delta = delta_size(clause.atoms[task.atom]);
      cached->plan = plan_of(clause, task.atom, &cached->fanouts);
      cached->astray = false;
    }
    const std::size_t delta = clause.atoms.size() > 1 ? delta_size(clause.atoms[task.atom]) : 0;
    request({clause.rule, {}, cached.get(), task.list, delta});
  }

  static bool is_any_triple(const Atom& atom) {
    return atom.kind == Atom::Kind::AnyPredicate && !atom.subject.is_constant() &&
           !atom.object.is_constant();
  }

  /// Whether, for all that is quickly seen, a clause has solutions.
  bool may_match(const Clause& clause, std::optional<std::size_t> except) const {
    for (std::size_t i = 0; i < clause.atoms.size(); ++i) {
      const Atom& atom = clause.atoms[i];
      if (i == except || atom.kind != Atom::Kind::Relation) continue;
      const Relation& relation = graph_.at(atom.relation);
      if (relation.visible() == 0) return false;
      if (atom.object.is_constant() && relation.indexed(Side::Object) &&
          relation.rows_with(Side::Object, atom.object.constant) == 0) {
        return false;
      }
    }
    return true;
  }

  /// Rows of a delta or a plan that are too few to think about.
  static constexpr std::size_t kFew = 1000;

  std::size_t delta_size(const Atom& atom) const {
    if (atom.kind == Atom::Kind::Relation)
      return graph_.at(atom.relation).range(View::Delta).size();
    std::size_t size = 0;
    for (const RelationIndex index : graph_.changed()) {
      size += graph_.at(index).range(View::Delta).size();
    }
    return size;
  }

  /// Takes note of what a plan came to, and whether that is far from what was expected.
  void learn(const Request& request, const std::vector<std::uint64_t>& rows) {
    DeltaPlan& plan = *request.cached;
    const auto sum =
        static_cast<double>(std::accumulate(rows.begin(), rows.end(), std::uint64_t{0}));
    if (request.delta == 0 || sum < kFew) return;
    for (const Match& match : plan.plan.plan.matches) {
      if (match.step == 0 || rows[match.before] < kFew / 4) continue;
      plan.fanouts.set(
          match.atom, match.bound,
          static_cast<double>(rows[match.step]) / static_cast<double>(rows[match.before]));
    }
    const double growth = static_cast<double>(request.delta) / static_cast<double>(plan.delta + 1);
    const double expected = plan.plan.plan.cost * std::max(1.0, growth);
    plan.astray = sum > 4 * expected + 10.0 * kFew;
  }

  std::vector<std::size_t> sizes_of(const Clause& clause) const {
    std::vector<std::size_t> sizes;
    for (const Atom& atom : clause.atoms) sizes.push_back(size_of(atom));
    return sizes;
  }

  std::size_t size_of(const Atom& atom) const {
    return atom.kind == Atom::Kind::Relation ? graph_.at(atom.relation).visible()
                                             : graph_.visible_count();
  }

  /// An order of joins is chosen again when something has grown to twice its size, when much more
  /// or much less is new, and when it has gone astray.
  bool outgrown(const DeltaPlan& cached, const Clause& clause, std::size_t atom) const {
    if (clause.atoms.size() < 2) return false;
    if (cached.astray) return true;
    const std::size_t delta = delta_size(clause.atoms[atom]);
    if (std::max(delta, cached.delta) > kFew &&
        (delta > 4 * cached.delta || cached.delta > 4 * delta)) {
      return true;
    }
    for (std::size_t i = 0; i < clause.atoms.size(); ++i) {
      if (size_of(clause.atoms[i]) > 2 * cached.sizes[i] + 16) return true;
    }
    return false;
  }

  const Program& program_;
  const EvaluateOptions& options_;
  const kg::Interner& interner_;
  Limits& limits_;
  BaseFacts facts_;
  WorkingGraph& graph_ = facts_.graph();
  LocalTerms& terms_ = graph_.terms();
  TripleTerms triple_terms_;
  Workshop workshop_;
  Workers workers_;
  JobRunner runner_;
  std::vector<Request> requests_;
  std::vector<Clause> clauses_;
  std::vector<std::vector<std::unique_ptr<DeltaPlan>>> delta_plans_;  ///< by rule and atom
  std::optional<bool> uses_triple_terms_;
  Inferences result_;
};

}  // namespace

namespace {

Inferences all_inferences(const Program& program, BaseFacts base, kg::Interner& interner,
                          const EvaluateOptions& options, Limits& limits) {
  Evaluation evaluation(program, std::move(base), interner, options, limits);
  evaluation.run();
  std::vector<kg::Inference> triples = evaluation.collect();
  Inferences result = evaluation.take_result();
  result.triples = std::move(triples);
  return result;
}

}  // namespace

Inferences evaluate(const Program& program, const kg::GraphView& base, kg::Interner& interner,
                    const EvaluateOptions& options) {
  Limits limits(options);
  return all_inferences(program, read_base(program, base, limits), interner, options, limits);
}

Inferences evaluate(const Program& program, BaseFacts base, kg::Interner& interner,
                    const EvaluateOptions& options) {
  Limits limits(options);
  return all_inferences(program, std::move(base), interner, options, limits);
}

struct Evaluated::State {
  EvaluateOptions options;
  Limits limits{options};
  Evaluation evaluation;

  State(const Program& program, BaseFacts base, kg::Interner& interner,
        const EvaluateOptions& given)
      : options(given), evaluation(program, std::move(base), interner, options, limits) {}
};

Evaluated::Evaluated(const Program& program, BaseFacts base, kg::Interner& interner,
                     const EvaluateOptions& options)
    : state_(std::make_unique<State>(program, std::move(base), interner, options)) {
  state_->evaluation.run();
}

Evaluated::~Evaluated() = default;

const Inferences& Evaluated::summary() const { return state_->evaluation.result(); }

void Evaluated::for_each(const std::function<void(const kg::Inference&)>& visit) const {
  state_->evaluation.for_each(visit);
}

}  // namespace rules
