#include "rules/evaluate.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

#include "rules/executor.h"
#include "rules/triggers.h"

namespace rules {

namespace {

/// Reads what a program needs of the base graph: the triples of the predicates that its rules and
/// given triples name, or, if a rule has a variable for a predicate, all.
void load_base(const Program& program, const kg::GraphView& base, WorkingGraph& graph) {
  std::vector<kg::TermId> predicates;
  bool constant = true;
  for (const Rule& rule : program.rules.rules)
    constant = collect_predicates(rule, predicates) && constant;
  for (const kg::Triple& triple : program.rules.data) predicates.push_back(triple.predicate);
  if (!constant) predicates = {kg::TermId::None};
  std::sort(predicates.begin(), predicates.end());
  predicates.erase(std::unique(predicates.begin(), predicates.end()), predicates.end());
  LocalTerms& terms = graph.terms();
  for (const kg::TermId predicate : predicates) {
    base.scan({kg::TermId::None, predicate, kg::TermId::None}, kg::Part::Base,
              [&](const kg::Triple& t, kg::Order) {
                const LocalId p = terms.of(t.predicate);
                const LocalId s = terms.of(t.subject);
                graph.add_base(s, p, terms.of(t.object));
                return true;
              });
  }
  graph.seal_base();
}

/// One evaluation of a program.
class Evaluation {
 public:
  Evaluation(const Program& program, kg::Interner& interner, const EvaluateOptions& options)
      : program_(program),
        limits_(options),
        triple_terms_(terms_, interner),
        calculator_(program.rules, interner, terms_, options.now),
        workshop_{graph_, triple_terms_, calculator_, limits_},
        executor_(workshop_) {
    result_.profile.resize(program.rules.rules.size());
  }

  Inferences run(const kg::GraphView& base) {
    load_base(program_, base, graph_);
    make_clauses();
    add_given();
    for (const Stratum& stratum : program_.strata) {
      if (limits_.stopped()) break;
      run_once(stratum.once);
      run_to_fixpoint(stratum.general);
    }
    limits_.check(graph_.added_count());
    result_.outcome = limits_.outcome();
    if (result_.outcome == Outcome::Complete) write_triples();
    return std::move(result_);
  }

 private:
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
      ++result_.rounds;
      for (const Task& task : triggers.tasks(graph_)) {
        if (limits_.stopped()) return;
        run_delta(task);
      }
    }
  }

  /// Finds all solutions of the rules.
  void run_whole(const std::vector<RuleIndex>& rules) {
    graph_.settle();
    ++result_.rounds;
    for (const RuleIndex rule : rules) {
      if (limits_.stopped()) return;
      const Clause& clause = clauses_[static_cast<std::size_t>(rule)];
      if (clause.conclusions.empty() || !may_match(clause, std::nullopt)) continue;
      const Plan plan = make_plan(clause, std::nullopt, {graph_, triple_terms_});
      prepare(plan, graph_);
      executor_.run(plan, rule, {}, result_.profile[static_cast<std::size_t>(rule)]);
    }
  }

  /// Finds the solutions in which an atom matches a row of the delta.
  void run_delta(const Task& task) {
    const Clause& clause = clauses_[task.clause];
    if (clause.conclusions.empty() || !may_match(clause, task.atom)) return;
    std::vector<std::unique_ptr<DeltaPlan>>& plans = delta_plans_[task.clause];
    plans.resize(clause.atoms.size());
    std::unique_ptr<DeltaPlan>& cached = plans[task.atom];
    if (!cached || outgrown(*cached, clause)) {
      cached = std::make_unique<DeltaPlan>();
      cached->sizes = sizes_of(clause);
      cached->plan = make_plan(clause, task.atom, {graph_, triple_terms_});
    }
    prepare(cached->plan, graph_);
    executor_.run(cached->plan, clause.rule, task.list, result_.profile[task.clause]);
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

  /// A plan, and how large what it joins was when it was made.
  struct DeltaPlan {
    Plan plan;
    std::vector<std::size_t> sizes;
  };

  std::vector<std::size_t> sizes_of(const Clause& clause) const {
    std::vector<std::size_t> sizes;
    for (const Atom& atom : clause.atoms) sizes.push_back(size_of(atom));
    return sizes;
  }

  std::size_t size_of(const Atom& atom) const {
    return atom.kind == Atom::Kind::Relation ? graph_.at(atom.relation).visible()
                                             : graph_.visible_count();
  }

  /// An order of joins is chosen again when something has grown to twice its size.
  bool outgrown(const DeltaPlan& cached, const Clause& clause) const {
    for (std::size_t i = 0; clause.atoms.size() > 1 && i < clause.atoms.size(); ++i) {
      if (size_of(clause.atoms[i]) > 2 * cached.sizes[i] + 16) return true;
    }
    return false;
  }

  void write_triples() {
    result_.triples.reserve(graph_.added_count());
    for (const WorkingGraph::Added& added : graph_.log()) {
      const Relation& relation = graph_.at(added.relation);
      const kg::TermId predicate = terms_.term(relation.predicate());
      // The first round of the graph is that of the given triples.
      const auto order =
          static_cast<kg::Order>(static_cast<std::uint32_t>(kg::Order::Given) + added.round - 1);
      for (std::size_t i = added.rows.begin; i < added.rows.end; ++i) {
        const Pair row = relation.rows()[i];
        result_.triples.push_back(
            {{terms_.term(subject_of(row)), predicate, terms_.term(object_of(row))}, order});
      }
    }
  }

  const Program& program_;
  Limits limits_;
  LocalTerms terms_;
  WorkingGraph graph_{terms_};
  TripleTerms triple_terms_;
  Calculator calculator_;
  Workshop workshop_;
  Executor executor_;
  std::vector<Clause> clauses_;
  std::vector<std::vector<std::unique_ptr<DeltaPlan>>> delta_plans_;  ///< by rule and atom
  std::optional<bool> uses_triple_terms_;
  Inferences result_;
};

}  // namespace

Inferences evaluate(const Program& program, const kg::GraphView& base, kg::Interner& interner,
                    const EvaluateOptions& options) {
  return Evaluation(program, interner, options).run(base);
}

}  // namespace rules
