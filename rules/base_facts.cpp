#include "rules/base_facts.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "kg/hand_over.h"
#include "rules/clause.h"
#include "rules/working_graph.h"

namespace rules {

namespace {

/// Object and subject.
using Row = std::pair<kg::TermId, kg::TermId>;

Row row_of(const LocalTerms& terms, Pair row) {
  return {terms.term(object_of(row)), terms.term(subject_of(row))};
}

/// Whether relations go by their predicates and their rows by objects and subjects, as when a store
/// was read.
bool is_by_ids(const WorkingGraph& graph) {
  const LocalTerms& terms = graph.terms();
  const auto relation_at = [&](std::size_t i) -> const Relation& {
    return graph.at(static_cast<RelationIndex>(i));
  };
  for (std::size_t r = 0; r < graph.relation_count(); ++r) {
    const Relation& relation = relation_at(r);
    if (r > 0 && terms.term(relation_at(r - 1).predicate()) > terms.term(relation.predicate())) {
      return false;
    }
    const auto before = [&](Pair a, Pair b) { return row_of(terms, a) < row_of(terms, b); };
    if (!std::is_sorted(relation.rows(), relation.rows() + relation.visible(), before)) {
      return false;
    }
  }
  return true;
}

kg::TripleMask of_predicate(kg::TermId predicate) {
  return {kg::TermId::None, predicate, kg::TermId::None};
}

/// From so many triples on a store is read by a thread of its own.
constexpr std::size_t kWorthThread = 200'000;

/// Scans in another thread, so that unpacking what a store has goes on beside taking it in.
template <typename Scan>
void read_ahead(const Scan& scan, const kg::TripleVisitor& take) {
  using Piece = std::vector<kg::Triple>;
  constexpr std::size_t kPiece = std::size_t{1} << 13;
  kg::HandOver<Piece> pieces;
  const auto fill = [&] {
    Piece* piece = pieces.to_fill();
    const auto add = [&](const kg::Triple& triple, kg::Order) {
      piece->push_back(triple);
      if (piece->size() < kPiece) return true;
      pieces.filled();
      piece = pieces.to_fill();
      return piece != nullptr;
    };
    if (piece != nullptr && scan(add)) pieces.filled();
  };
  pieces.run(fill, [&](Piece& piece) {
    const bool go_on = std::all_of(piece.begin(), piece.end(), [&](const kg::Triple& triple) {
      return take(triple, kg::Order::Asserted);
    });
    piece.clear();
    return go_on;
  });
}

}  // namespace

BaseFacts::BaseFacts(const Program& program) : graph_(std::make_unique<WorkingGraph>()) {
  const std::vector<Rule>& rules = program.rules.rules;
  for (const Rule& rule : rules) all_ = !collect_predicates(rule, predicates_) || all_;
  for (const kg::Triple& triple : program.rules.data) predicates_.push_back(triple.predicate);
  std::sort(predicates_.begin(), predicates_.end());
  predicates_.erase(std::unique(predicates_.begin(), predicates_.end()), predicates_.end());
  // A rule that gathers values, for GROUP_CONCAT say, sees them in the order of rows: that of their
  // ids then, in which all views agree.
  by_ids_ = !all_ &&
            std::any_of(rules.begin(), rules.end(), [](const Rule& rule) { return rule.run_once; });
}

BaseFacts::~BaseFacts() = default;
BaseFacts::BaseFacts(BaseFacts&&) noexcept = default;
BaseFacts& BaseFacts::operator=(BaseFacts&&) noexcept = default;

bool BaseFacts::wants(kg::TermId predicate) const {
  return all_ || std::binary_search(predicates_.begin(), predicates_.end(), predicate);
}

void BaseFacts::add(const kg::Triple& triple) {
  distinct_ = false;
  put(triple);
}

void BaseFacts::put(const kg::Triple& triple) {
  LocalTerms& terms = graph_->terms();
  const LocalId predicate = terms.of(triple.predicate);
  const LocalId subject = terms.of(triple.subject);
  graph_->add_base(subject, predicate, terms.of(triple.object));
}

/// Whether what is wanted of a graph is read most quickly by going through all of it.
bool BaseFacts::is_worth_all(const kg::GraphView& graph, double from_share) const {
  if (all_ || from_share == 0) return true;
  // Rows are to go in the order of ids, in which those of a predicate come.
  if (by_ids_) return false;
  // Going to where a predicate begins takes as long as some of its triples do.
  constexpr std::size_t kAtLeast = 100;
  const double from = from_share * static_cast<double>(graph.estimate({}, kg::Part::Base));
  std::size_t wanted = 0;
  return std::any_of(predicates_.begin(), predicates_.end(), [&](kg::TermId predicate) {
    wanted += std::max(kAtLeast, graph.estimate(of_predicate(predicate), kg::Part::Base));
    return static_cast<double>(wanted) >= from;
  });
}

void BaseFacts::add_all(const kg::GraphView& graph,
                        const std::function<bool(std::size_t added)>& go_on) {
  if (!all_ && predicates_.empty()) return;
  const kg::GraphView::WholeScan whole = graph.whole_scan();
  const bool scans_all = is_worth_all(graph, whole.worth_from);
  distinct_ = distinct_ && graph_->relation_count() == 0 && (!scans_all || whole.distinct);
  std::size_t added = 0;
  const auto take = [&](const kg::Triple& triple, kg::Order) {
    put(triple);
    return go_on(++added);
  };
  const auto is_wanted = [&](kg::TermId predicate) {
    return graph_->find(graph_->terms().find(predicate)) != kNoRelation || wants(predicate);
  };
  const auto take_wanted = [&](const kg::Triple& triple, kg::Order order) {
    return !is_wanted(triple.predicate) || take(triple, order);
  };
  const auto scan = [&](const kg::TripleVisitor& visit) {
    if (scans_all) return graph.scan_all(visit);
    return std::all_of(predicates_.begin(), predicates_.end(), [&](kg::TermId predicate) {
      return graph.scan(of_predicate(predicate), kg::Part::Base, visit);
    });
  };
  const kg::TripleVisitor visit =
      scans_all && !all_ ? kg::TripleVisitor(take_wanted) : kg::TripleVisitor(take);
  if (graph.estimate({}, kg::Part::Base) < kWorthThread) {
    scan(visit);
  } else {
    read_ahead(scan, visit);
  }
}

void BaseFacts::seal() {
  graph_->seal_base(distinct_);
  if (by_ids_ && !is_by_ids(*graph_)) sort_by_ids();
}

void BaseFacts::sort_by_ids() {
  const WorkingGraph& from = *graph_;
  auto to = std::make_unique<WorkingGraph>();
  LocalTerms& terms = to->terms();
  std::vector<Row> rows;
  for (const kg::TermId predicate : predicates_) {
    const RelationIndex index = from.find(from.terms().find(predicate));
    if (index == kNoRelation) continue;
    rows.clear();
    const Relation& relation = from.at(index);
    for (std::size_t i = 0; i < relation.visible(); ++i) {
      rows.push_back(row_of(from.terms(), relation.rows()[i]));
    }
    std::sort(rows.begin(), rows.end());
    const LocalId local = terms.of(predicate);
    for (const auto& [object, subject] : rows) {
      const LocalId local_subject = terms.of(subject);
      to->add_base(local_subject, local, terms.of(object));
    }
  }
  to->seal_base(/*distinct=*/true);
  graph_ = std::move(to);
}

}  // namespace rules
