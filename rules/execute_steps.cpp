#include <algorithm>
#include <numeric>

#include "kg/term_id.h"
#include "rules/executor.h"

/// The steps of the executor that work on a batch in place.
namespace rules {

/// The members by which to tell, if they are indexed.
const Members* Executor::members_of(const Check& check) const {
  const auto side = constant_side_of(check);
  if (!side || check.source.relation == kNoRelation || check.source.view == View::Base) {
    return nullptr;
  }
  const Operand& constant = side == Side::Subject ? check.subject : check.object;
  return graph_.at(check.source.relation).members(*side, constant.constant);
}

bool Executor::apply(const Check& check, Place place) {
  Batch& in = batch(place.depth);
  if (const Members* const members = members_of(check)) {
    const Operand& asked = check.object.is_constant() ? check.subject : check.object;
    for (std::size_t i = 0; i < in.size; ++i) {
      in.keep[i] = members->has(in.value(asked, i), check.source.view);
    }
    in.compact((*place).live);
    return true;
  }
  for (std::size_t i = 0; i < in.size; ++i) {
    in.keys[i] = make_pair(in.value(check.subject, i), in.value(check.object, i));
  }
  const View view = check.source.view;
  const bool fixed = check.source.relation != kNoRelation;
  for (std::size_t begin = 0; begin < in.size;) {
    // Rows of one relation at a time.
    std::size_t end = fixed ? in.size : begin + 1;
    while (end < in.size &&
           in.column(check.source.predicate)[end] == in.column(check.source.predicate)[begin])
      ++end;
    Relation* const relation = relation_of(check.source, in, begin);
    if (relation == nullptr) {
      std::fill_n(in.keep.begin() + static_cast<std::ptrdiff_t>(begin), end - begin,
                  std::uint8_t{0});
    } else {
      if (!fixed) relation->index_rows(view, graph_.terms().size());
      relation->contains(&in.keys[begin], end - begin, view, &in.keep[begin]);
    }
    begin = end;
  }
  in.compact((*place).live);
  return true;
}

bool Executor::apply(const Same& same, Place place) {
  Batch& in = batch(place.depth);
  for (std::size_t i = 0; i < in.size; ++i) {
    in.keep[i] = in.value(same.left, i) == in.value(same.right, i);
  }
  in.compact((*place).live);
  return true;
}

bool Executor::apply(const TakeApart& step, Place place) {
  Batch& in = batch(place.depth);
  std::vector<Column> live = (*place).live;
  for (const Column part : step.parts) {
    if (part != kNoColumn) live.push_back(part);
  }
  for (std::size_t i = 0; i < in.size; ++i) {
    const TripleTerms::Parts* const parts = workshop_.triple_terms.parts(in.column(step.term)[i]);
    in.keep[i] = parts != nullptr;
    for (std::size_t p = 0; p < step.parts.size(); ++p) {
      if (step.parts[p] != kNoColumn)
        in.column(step.parts[p])[i] = parts == nullptr ? kNoTerm : (*parts)[p];
    }
  }
  in.compact(live);
  return true;
}

bool Executor::apply(const FindTerm& step, Place place) {
  Batch& in = batch(place.depth);
  std::vector<Column> live = (*place).live;
  if (step.term != kNoColumn) live.push_back(step.term);
  for (std::size_t i = 0; i < in.size; ++i) {
    const LocalId term = workshop_.triple_terms.find(
        {in.value(step.parts[0], i), in.value(step.parts[1], i), in.value(step.parts[2], i)});
    in.keep[i] = term != kNoTerm;
    if (step.term != kNoColumn) in.column(step.term)[i] = term;
  }
  in.compact(live);
  return true;
}

bool Executor::apply(const Test& test, Place place) {
  Batch& in = batch(place.depth);
  calculator_.test(*test.condition, in);
  in.compact((*place).live);
  return true;
}

bool Executor::apply(const Fix& fix, Place place) {
  Batch& in = batch(place.depth);
  if (fix.column != kNoColumn) std::fill_n(in.column(fix.column), in.size, fix.term);
  return true;
}

bool Executor::apply(const Assign& assign, Place place) {
  Batch& in = batch(place.depth);
  const Calculation& calculation = *assign.calculation;
  calculator_.assign(calculation, rule_, in);
  std::vector<Column> live = (*place).live;
  live.push_back(calculation.target);
  in.compact(live);
  return true;
}

bool Executor::apply(const Make& make, Place place) {
  calculator_.make(*make.term, rule_, batch(place.depth));
  return true;
}

void Executor::begin_inside(const std::vector<Column>& needs, Column origin, Place place) {
  Batch& in = batch(place.depth);
  Batch& inner = batch(place.depth + 1);
  for (const Column c : needs) std::copy_n(in.column(c), in.size, inner.column(c));
  LocalId* const numbers = inner.column(origin);
  std::iota(numbers, numbers + in.size, LocalId{0});
  inner.size = in.size;
}

bool Executor::apply(const Without& without, Place place) {
  Batch& in = batch(place.depth);
  begin_inside(without.needs, without.origin, place);
  std::fill_n(in.keep.begin(), in.size, std::uint8_t{1});
  marks_ = in.keep.data();
  push({&without.steps, 0, place.depth + 1});
  in.compact((*place).live);
  return true;
}

bool Executor::apply(const Fold& fold, Place place) {
  Batch& in = batch(place.depth);
  begin_inside(fold.needs, fold.origin, place);
  groups_.begin(*fold.aggregation, in.size);
  push({&fold.steps, 0, place.depth + 1});
  groups_.finish(in);
  std::vector<Column> live = (*place).live;
  live.push_back(fold.aggregation->target);
  in.compact(live);
  return true;
}

bool Executor::apply(const Gather& gather, Place place) {
  Batch& solutions = batch(place.depth);
  groups_.add(solutions, solutions.column(gather.origin));
  return true;
}

bool Executor::apply(const Mark& mark, Place place) {
  const Batch& in = batch(place.depth);
  const LocalId* const origin = in.column(mark.origin);
  for (std::size_t i = 0; i < in.size; ++i) marks_[origin[i]] = 0;
  return true;
}

bool Executor::apply(const Count&, Place place) {
  tally_->solutions += batch(place.depth).size;
  return true;
}

bool Executor::apply(const Infer& infer, Place place) {
  Batch& in = batch(place.depth);
  const Conclusion& conclusion = *infer.conclusion;
  if (conclusion.relation != kNoRelation) {
    infer_rows(conclusion.predicate.constant, conclusion, in, 0, in.size);
    return true;
  }
  const LocalId* const predicates = in.column(conclusion.predicate.column);
  for (std::size_t begin = 0; begin < in.size;) {
    std::size_t end = begin + 1;
    while (end < in.size && predicates[end] == predicates[begin]) ++end;
    const LocalId predicate = predicates[begin];
    const bool legal =
        !conclusion.check_predicate || (predicate != kNoTerm && kg::is_iri(terms_.at(predicate)));
    if (legal) infer_rows(predicate, conclusion, in, begin, end);
    begin = end;
  }
  return true;
}

void Executor::infer_rows(LocalId predicate, const Conclusion& conclusion, Batch& in,
                          std::size_t begin, std::size_t end) {
  std::size_t count = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const LocalId subject = in.value(conclusion.subject, i);
    const LocalId object = in.value(conclusion.object, i);
    if (conclusion.check_subject) {
      const kg::TermId term = terms_.at(subject);
      if (!kg::is_iri(term) && !kg::is_blank_node(term)) continue;
    }
    // A triple term that could not be made.
    if (object == kNoTerm) continue;
    in.keys[count++] = make_pair(subject, object);
  }
  if (count == 0) return;
  if (harvest_ == nullptr) {
    tally_->inferences += graph_.insert(graph_.add(predicate), in.keys.data(), count);
    return;
  }
  if (harvest_->is_mostly_known()) {
    const RelationIndex known = graph_.find(predicate);
    const std::size_t all = count;
    if (known != kNoRelation) count = graph_.at(known).leave_known(in.keys.data(), count);
    harvest_->note_known(all, all - count);
  }
  harvest_->add(predicate, in.keys.data(), count);
  harvest_->thin_out(graph_, terms_.size());
}

}  // namespace rules
