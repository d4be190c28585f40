#include "kg/pending_quads.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <span>

#include "kg/key_encoding.h"
#include "kg/leapfrog.h"
#include "kg/row_sort.h"
#include "kg/storage_error.h"

namespace kg {

namespace {

using Becomes = PendingSource::Becomes;

}  // namespace

PendingSource& PendingQuads::pending(std::string_view name, Becomes becomes) {
  auto at = sources_.find(name);
  if (at == sources_.end()) {
    PendingSource source;
    source.before = store_.source(name);
    source.id = source.before ? source.before->id : 0;
    at = sources_.emplace(name, source).first;
  } else if (at->second.becomes == Becomes::Data) {
    drop_stated(at->second.id);
  }
  PendingSource& source = at->second;
  if (source.id == 0 && becomes != Becomes::Nothing) {
    if (highest_source() >= UINT32_MAX) throw StorageError("the store has had too many sources");
    ++new_sources_;
    source.id = static_cast<std::uint32_t>(highest_source());
  }
  source.becomes = becomes;
  source.text.clear();
  settled_ = false;
  return source;
}

/// Forgets what the transaction stated in a source so far. The order of the rest stays.
void PendingQuads::drop_stated(std::uint32_t source) {
  auto of_source = [&](const StatedQuad& stated) {
    return origins_[stated.origin].source == source;
  };
  StatedQuad* const begin = stated_.data();
  sorted_ -= static_cast<std::size_t>(std::count_if(begin, begin + sorted_, of_source));
  stated_.truncate(
      static_cast<std::size_t>(std::remove_if(begin, begin + stated_.size(), of_source) - begin));
}

void PendingQuads::replace_source(std::string_view name) {
  current_ = pending(name, Becomes::Data).id;
  current_origins_.clear();
}

/// Of a graph in the current source.
std::uint32_t PendingQuads::origin_of(TermId graph) {
  if (!current_origins_.empty() && graph == last_graph_) return last_origin_;
  const auto [at, is_new] =
      current_origins_.try_emplace(graph, static_cast<std::uint32_t>(origins_.size()));
  if (is_new) origins_.push_back({graph, current_});
  last_graph_ = graph;
  return last_origin_ = at->second;
}

void PendingQuads::state(const Quad& quad, std::uint32_t line) {
  assert(current_ != 0 && "a quad is stated in a source: call replace_source first");
  stated_.push_back({quad.triple, line, origin_of(quad.graph)});
  settled_ = false;
}

void PendingQuads::replace_rules(std::string_view name, std::string_view text) {
  PendingSource& source = pending(name, Becomes::Rules);
  source.text = text;
  if (source.id == current_) current_ = 0;
}

bool PendingQuads::remove_source(std::string_view name) {
  const auto at = sources_.find(name);
  const bool there = at != sources_.end() ? at->second.becomes != Becomes::Nothing
                                          : store_.source(name).has_value();
  if (!there) return false;
  if (pending(name, Becomes::Nothing).id == current_) current_ = 0;
  return true;
}

std::vector<Quad> PendingQuads::quads_before() const {
  std::vector<Quad> quads;
  for (const auto& [name, source] : sources_) {
    if (!source.before || source.before->rules) continue;
    const std::vector<Quad> stated = store_.quads_of(*source.before);
    quads.insert(quads.end(), stated.begin(), stated.end());
  }
  std::sort(quads.begin(), quads.end(), less_by_graph);
  quads.erase(std::unique(quads.begin(), quads.end()), quads.end());
  return quads;
}

void PendingQuads::sort_stated() const {
  const auto words = [this](const StatedQuad& stated) {
    const auto word = [](TermId id) { return static_cast<std::uint64_t>(id); };
    const Origin& origin = origins_[stated.origin];
    const Triple& triple = stated.triple;
    return std::array{word(origin.graph), word(triple.subject), word(triple.predicate),
                      word(triple.object), std::uint64_t{origin.source} << 32U | stated.line};
  };
  StatedQuad* const begin = stated_.data();
  StatedQuad* const end = begin + stated_.size();
  StatedQuad* const middle = begin + sorted_;
  RowSorter<StatedQuad, decltype(words)>(words).sort_in_parallel(std::span(middle, end));
  if (sorted_ != 0) {
    std::inplace_merge(begin, middle, end, [&](const StatedQuad& a, const StatedQuad& b) {
      return words(a) < words(b);
    });
  }
  auto same = [](const StatedQuad& a, const StatedQuad& b) {
    return a.triple == b.triple && a.line == b.line && a.origin == b.origin;
  };
  stated_.truncate(static_cast<std::size_t>(std::unique(begin, end, same) - begin));
  sorted_ = stated_.size();
}

void PendingQuads::count_quads() const {
  std::map<std::uint32_t, std::uint64_t> counts;
  const StatedQuad* last = nullptr;
  std::uint64_t* count = nullptr;
  distinct_ = 0;
  for (const StatedQuad& stated : this->stated()) {
    const std::uint32_t source = origins_[stated.origin].source;
    const bool same_source = last != nullptr && origins_[last->origin].source == source;
    const bool same = last != nullptr && same_quad(*last, stated);
    if (!same_source) count = &counts[source];
    if (!same_source || !same) ++*count;
    if (!same) ++distinct_;
    last = &stated;
  }
  for (auto& [name, source] : sources_) source.quads = counts[source.id];
}

/// Completes the change of a quad that the store has, with these statements.
void PendingQuads::settle_quad(QuadChange& change, std::string_view stored) const {
  change.was = true;
  change.kept_first = kept_.size();
  for (const StoredStatement& statement : read_statements(stored)) {
    if (!replaced_.contains(statement.source)) kept_.push_back(statement);
  }
  change.kept_count = static_cast<std::uint32_t>(kept_.size() - change.kept_first);
  change.restated = change.will_be() && value(change) != stored;
}

void PendingQuads::settle() const {
  const std::lock_guard lock(settling_);
  if (settled_) return;
  sort_stated();
  count_quads();
  settle_all();
  read_changes();
  settled_ = true;
}

void PendingQuads::settle_all() const {
  known_.clear();
  kept_.clear();
  replaced_.clear();
  for (const auto& [name, source] : sources_) {
    if (source.before) replaced_.insert(source.id);
  }
  if (store_.counts().asserted == 0) return;
  const std::vector<Quad> before = quads_before();
  Leapfrog store(store_.view().cursor(Table::Spo));
  auto old = before.begin();
  for (std::size_t at = 0; at < stated_.size() || old != before.end();) {
    const bool from_old =
        at == stated_.size() || (old != before.end() && less_by_graph(*old, quad_of(stated_[at])));
    QuadChange change;
    if (from_old) {
      change.quad = *old;
      change.stated_first = at;
    } else {
      change = new_quad(at);
      at += change.stated_count;
    }
    if (old != before.end() && *old == change.quad) ++old;
    if (!store.find(kg::view(quad_key(KeyOrder::Spo, change.quad)))) continue;
    settle_quad(change, store.value());
    known_.push_back(change);
  }
}

/// The change of a quad that is stated from here on, as long as the store does not have it.
QuadChange PendingQuads::new_quad(std::size_t stated_first) const {
  QuadChange change;
  change.quad = quad_of(stated_[stated_first]);
  change.restated = true;
  change.stated_first = stated_first;
  std::size_t end = stated_first + 1;
  while (end < stated_.size() && same_quad(stated_[end], stated_[stated_first])) ++end;
  change.stated_count = static_cast<std::uint32_t>(end - stated_first);
  return change;
}

std::vector<StoredStatement> PendingQuads::statements(const QuadChange& change) const {
  const auto kept = kept_.begin() + static_cast<std::ptrdiff_t>(change.kept_first);
  std::vector<StoredStatement> all(kept, kept + change.kept_count);
  for (std::uint64_t i = 0; i < change.stated_count; ++i) {
    all.push_back(statement_of(stated_[change.stated_first + i]));
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::string PendingQuads::value(const QuadChange& change) const {
  std::string bytes;
  if (change.kept_count == 0) {
    for (std::uint64_t i = 0; i < change.stated_count; ++i) {
      append_statement(bytes, statement_of(stated_[change.stated_first + i]));
    }
    return bytes;
  }
  for (const StoredStatement& statement : statements(change)) append_statement(bytes, statement);
  return bytes;
}

std::optional<QuadChange> PendingQuads::change(const Quad& quad) const {
  const auto known = std::lower_bound(known_.begin(), known_.end(), quad,
                                      [](const QuadChange& there, const Quad& sought) {
                                        return less_by_graph(there.quad, sought);
                                      });
  if (known != known_.end() && known->quad == quad) return *known;
  const auto all = this->stated();
  const auto stated = std::partition_point(all.begin(), all.end(), [&](const StatedQuad& there) {
    return less_by_graph(quad_of(there), quad);
  });
  if (stated == all.end() || quad_of(*stated) != quad) return std::nullopt;
  return new_quad(static_cast<std::size_t>(stated - all.begin()));
}

QuadTotals PendingQuads::totals() const {
  QuadTotals totals;
  totals.added = totals.written = distinct_;
  for (const QuadChange& change : known_) {
    // Counted as if it were new, if it is stated.
    if (change.stated_count != 0) {
      --totals.added;
      --totals.written;
    }
    const bool removed = !change.will_be();
    totals.removed += std::uint64_t{removed};
    totals.written += std::uint64_t{removed || change.restated};
  }
  return totals;
}

/// Brings `added_` and `removed_` up to date.
void PendingQuads::read_changes() const {
  const auto all = stated();
  // The default graph comes first.
  const auto named = std::partition_point(all.begin(), all.end(), [&](const StatedQuad& stated) {
    return origins_[stated.origin].graph == TermId::None;
  });
  auto known = known_.begin();
  added_.reset(all.first(static_cast<std::size_t>(named - all.begin())),
               [&](const StatedQuad& stated) {
                 while (known != known_.end() && less_by_graph(known->quad, {stated.triple})) {
                   ++known;
                 }
                 return known == known_.end() || known->quad != Quad{stated.triple};
               });
  removed_.clear();
  for (const QuadChange& change : known_) {
    if (change.quad.graph == TermId::None && !change.will_be()) {
      removed_.insert(change.quad.triple, 0);
    }
  }
}

}  // namespace kg
