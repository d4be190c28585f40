#include <algorithm>
#include <utility>

#include "rules/executor.h"

/// The steps of the executor that put several rows in the place of one.
namespace rules {

Relation* Executor::relation_of(const Source& source, const Batch& in, std::size_t row) {
  if (source.relation != kNoRelation) return &graph_.at(source.relation);
  const RelationIndex index = graph_.find(in.column(source.predicate)[row]);
  return index == kNoRelation ? nullptr : &graph_.at(index);
}

void Executor::find_runs(const Probe& probe, Batch& in) {
  const View view = probe.source.view;
  if (const auto& narrowing = probe.narrowing; narrowing && narrowing->joined) {
    const JoinedIndex* const joined = graph_.joined(probe.source.relation, probe.key_side,
                                                    narrowing->relation, narrowing->key_side);
    for (std::size_t i = 0; joined != nullptr && i < in.size; ++i) {
      in.runs[i] = joined->find(in.value(probe.key, i), in.value(narrowing->key, i));
    }
    if (joined != nullptr) return;
  }
  if (probe.source.relation != kNoRelation) {
    const Relation& relation = graph_.at(probe.source.relation);
    for (std::size_t i = 0; i < in.size; ++i) {
      in.runs[i] = relation.find(probe.key_side, in.value(probe.key, i), view);
    }
    return;
  }
  for (std::size_t i = 0; i < in.size; ++i) {
    Relation* const relation = relation_of(probe.source, in, i);
    in.runs[i] = {};
    if (relation == nullptr || relation->range(view).empty()) continue;
    if (!relation->ready(probe.key_side, view)) {
      graph_.index_shared(graph_.find(relation->predicate()), probe.key_side, view);
    }
    in.runs[i] = relation->find(probe.key_side, in.value(probe.key, i), view);
  }
}

bool Executor::apply(const Probe& probe, Place place) {
  Batch& in = batch(place.depth);
  find_runs(probe, in);
  if (probe.once) {
    for (std::size_t i = 0; i < in.size; ++i) in.keep[i] = in.runs[i].count > 0;
    in.compact((*place).live);
    return true;
  }
  const bool from_both_ends = probe.narrowing && probe.narrowing->fewer;
  if (from_both_ends) find_fewer(probe, in);
  emit_runs(probe.value, place, from_both_ends ? &probe : nullptr);
  return false;
}

void Executor::find_fewer(const Probe& probe, Batch& in) {
  const Narrowing& next = *probe.narrowing;
  const Relation& relation = graph_.at(next.relation);
  for (std::size_t i = 0; i < in.size; ++i) {
    const Run<LocalId> found = relation.find(next.key_side, in.value(next.key, i), next.view);
    in.keep[i] = found.count < in.runs[i].count;
    if (in.keep[i] != 0) in.runs[i] = found;
  }
}

std::size_t Executor::hold_against(const Probe& probe, const Batch& in, Batch& out,
                                   std::size_t size) {
  LocalId* const values = out.column(probe.value);
  std::size_t asked = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint32_t source = out.sources[i];
    if (in.keep[source] == 0) continue;
    const LocalId key = in.value(probe.key, source);
    out.keys[asked++] =
        probe.key_side == Side::Subject ? make_pair(key, values[i]) : make_pair(values[i], key);
  }
  graph_.at(probe.source.relation)
      .contains(out.keys.data(), asked, probe.source.view, out.keep.data());
  std::size_t kept = 0;
  const std::uint8_t* answer = out.keep.data();
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint32_t source = out.sources[i];
    if (in.keep[source] != 0 && *answer++ == 0) continue;
    values[kept] = values[i];
    out.sources[kept++] = source;
  }
  return kept;
}

bool Executor::apply(const ProbeTerms& probe, Place place) {
  Batch& in = batch(place.depth);
  for (std::size_t i = 0; i < in.size; ++i) {
    in.runs[i] = workshop_.triple_terms.with(probe.position, in.value(probe.key, i));
  }
  emit_runs(probe.term, place);
  return false;
}

void Executor::emit_runs(Column value, Place place, const Probe* fewer) {
  const Batch& in = batch(place.depth);
  Batch& out = batch(place.depth + 1);
  LocalId* const values = out.column(value);
  const auto hand_over = [&](std::size_t size) {
    const std::size_t kept = fewer == nullptr ? size : hold_against(*fewer, in, out, size);
    tally_->rows[(*place).number] += size - kept;  // tried too
    hand_on(place.deeper(), kept);
  };
  std::size_t n = 0;
  for (std::size_t row = 0; row < in.size; ++row) {
    Run<LocalId> run = in.runs[row];
    while (run.count > 0) {
      const auto take =
          static_cast<std::uint32_t>(std::min<std::size_t>(run.count, kBatchRows - n));
      for (std::uint32_t i = 0; i < take; ++i) {
        values[n + i] = run.begin[i];
        out.sources[n + i] = static_cast<std::uint32_t>(row);
      }
      run.begin += take;
      run.count -= take;
      n += take;
      if (n < kBatchRows) continue;
      hand_over(n);
      if (workshop_.limits.stopped()) return;
      n = 0;
    }
  }
  hand_over(n);
}

/// Triples of any predicate between two known terms.
bool Executor::apply_between(const ProbeAny& probe, Place place) {
  Batch& in = batch(place.depth);
  Batch& out = batch(place.depth + 1);
  std::size_t filled = 0;
  std::size_t looked_at = 0;
  for (std::size_t row = 0; row < in.size; ++row) {
    LocalId end = in.value(*probe.end, row);
    Run<Pair> run = graph_.find_any(probe.key_side, in.value(probe.key, row), probe.view);
    if (probe.fewer) {
      const Run<Pair> from_end = graph_.find_any(other(probe.key_side), end, probe.view);
      if (from_end.count < run.count) {
        run = from_end;
        end = in.value(probe.key, row);
      }
    }
    in.keep[row] = 0;
    looked_at += run.count;
    for (std::uint32_t i = 0; i < run.count; ++i) {
      if (object_of(run.begin[i]) != end) continue;
      in.keep[row] = 1;
      if (probe.predicate == kNoColumn) break;
      out.column(probe.predicate)[filled] = subject_of(run.begin[i]);
      out.sources[filled] = static_cast<std::uint32_t>(row);
      looked_at -= 1;  // `hand_on` counts it
      if (++filled < kBatchRows) continue;
      hand_on(place.deeper(), std::exchange(filled, 0));
      if (workshop_.limits.stopped()) return false;
    }
  }
  tally_->rows[(*place).number] += looked_at;
  if (probe.predicate == kNoColumn) {
    in.compact((*place).live);
    return true;
  }
  hand_on(place.deeper(), filled);
  return false;
}

bool Executor::apply(const ProbeAny& probe, Place place) {
  if (probe.end) return apply_between(probe, place);
  Batch& in = batch(place.depth);
  for (std::size_t i = 0; i < in.size; ++i) {
    in.pair_runs[i] = graph_.find_any(probe.key_side, in.value(probe.key, i), probe.view);
  }
  if (probe.predicate == kNoColumn && probe.value == kNoColumn) {
    for (std::size_t i = 0; i < in.size; ++i) in.keep[i] = in.pair_runs[i].count > 0;
    in.compact((*place).live);
    return true;
  }
  Batch& out = batch(place.depth + 1);
  std::size_t n = 0;
  for (std::size_t row = 0; row < in.size; ++row) {
    const Run<Pair> run = in.pair_runs[row];
    for (std::uint32_t i = 0; i < run.count; ++i) {
      if (probe.predicate != kNoColumn) out.column(probe.predicate)[n] = subject_of(run.begin[i]);
      if (probe.value != kNoColumn) out.column(probe.value)[n] = object_of(run.begin[i]);
      out.sources[n] = static_cast<std::uint32_t>(row);
      if (++n < kBatchRows) continue;
      hand_on(place.deeper(), n);
      if (workshop_.limits.stopped()) return false;
      n = 0;
    }
  }
  hand_on(place.deeper(), n);
  return false;
}

/// Pairs one row with rows of a relation. `rows_from` gives where those from a number on stand; it
/// is asked again in each turn, since later steps may add rows to the relation.
template <class RowsFrom>
void Executor::emit_rows(RowsFrom rows_from, RowRange range, std::size_t row, const ScanAny& to,
                         LocalId predicate, Place place, std::size_t& filled) {
  Batch& out = batch(place.depth + 1);
  while (!range.empty()) {
    const std::size_t n = std::min(kBatchRows - filled, range.size());
    const Pair* const rows = rows_from(range.begin);
    if (to.subject != kNoColumn)
      std::transform(rows, rows + n, out.column(to.subject) + filled, subject_of);
    if (to.object != kNoColumn)
      std::transform(rows, rows + n, out.column(to.object) + filled, object_of);
    if (to.predicate != kNoColumn) std::fill_n(out.column(to.predicate) + filled, n, predicate);
    std::fill_n(out.sources.begin() + static_cast<std::ptrdiff_t>(filled), n,
                static_cast<std::uint32_t>(row));
    range.begin += n;
    filled += n;
    if (filled < kBatchRows) return;
    hand_on(place.deeper(), std::exchange(filled, 0));
    if (workshop_.limits.stopped()) return;
  }
}

const std::vector<Pair>& Executor::rows_asked(const Scan& scan, Place place) {
  const auto [entry, is_new] = asked_.try_emplace(&scan);
  std::vector<Pair>& result = entry->second;
  if (!is_new) return result;
  const Relation& relation = graph_.at(scan.source.relation);
  const RowRange range = relation.range(scan.source.view);
  const std::vector<Column> columns = {scan.asked_subject, scan.asked_object};
  Batch& work = batch(place.depth + 1);
  LocalId* const subjects = work.column(scan.asked_subject);
  LocalId* const objects = work.column(scan.asked_object);
  for (std::size_t begin = range.begin; begin < range.end; begin += kBatchRows) {
    if (workshop_.limits.stopped()) break;
    work.size = std::min(kBatchRows, range.end - begin);
    const Pair* const rows = relation.rows() + begin;
    std::transform(rows, rows + work.size, subjects, subject_of);
    std::transform(rows, rows + work.size, objects, object_of);
    for (const Condition* condition : scan.conditions) {
      calculator_.test(*condition, work);
      work.compact(columns);
    }
    for (std::size_t i = 0; i < work.size; ++i)
      result.push_back(make_pair(subjects[i], objects[i]));
  }
  return result;
}

bool Executor::apply(const Scan& scan, Place place) {
  Batch& in = batch(place.depth);
  const View view = scan.source.view;
  const std::vector<Pair>* const asked =
      scan.conditions.empty() ? nullptr : &rows_asked(scan, place);
  const auto range_in = [&](const Relation* relation) {
    if (asked != nullptr) return RowRange{0, asked->size()};
    return relation == nullptr ? RowRange{} : relation->range(view);
  };
  if (scan.subject == kNoColumn && scan.object == kNoColumn) {
    for (std::size_t i = 0; i < in.size; ++i) {
      in.keep[i] = !range_in(relation_of(scan.source, in, i)).empty();
    }
    in.compact((*place).live);
    return true;
  }
  const ScanAny to{view, scan.subject, kNoColumn, scan.object};
  // A batch goes on when it is full: each row may have a predicate of its own, with few rows.
  std::size_t filled = 0;
  for (std::size_t i = 0; i < in.size && !workshop_.limits.stopped(); ++i) {
    const Relation* const relation = relation_of(scan.source, in, i);
    const auto rows_from = [&](std::size_t begin) {
      return (asked != nullptr ? asked->data() : relation->rows()) + begin;
    };
    emit_rows(rows_from, range_in(relation), i, to, kNoTerm, place, filled);
  }
  hand_on(place.deeper(), filled);
  return false;
}

bool Executor::apply(const ScanAny& scan, Place place) {
  Batch& in = batch(place.depth);
  const std::size_t relations = graph_.relation_count();
  std::size_t filled = 0;
  for (std::size_t r = 0; r < relations; ++r) {
    const Relation& relation = graph_.at(static_cast<RelationIndex>(r));
    const RowRange range = relation.range(scan.view);
    const auto rows_from = [&](std::size_t begin) { return relation.rows() + begin; };
    for (std::size_t i = 0; i < in.size && !range.empty(); ++i) {
      emit_rows(rows_from, range, i, scan, relation.predicate(), place, filled);
      if (workshop_.limits.stopped()) return false;
    }
  }
  hand_on(place.deeper(), filled);
  return false;
}

}  // namespace rules
