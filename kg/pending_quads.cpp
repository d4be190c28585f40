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

bool less_stated(const StatedQuad& a, const StatedQuad& b) {
  if (a.quad != b.quad) return less_by_graph(a.quad, b.quad);
  return a.statement < b.statement;
}

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
  auto of_source = [&](const StatedQuad& stated) { return stated.statement.source == source; };
  const auto first_unsorted = stated_.begin() + static_cast<std::ptrdiff_t>(sorted_);
  sorted_ -= static_cast<std::size_t>(std::count_if(stated_.begin(), first_unsorted, of_source));
  std::erase_if(stated_, of_source);
}

void PendingQuads::replace_source(std::string_view name) {
  current_ = pending(name, Becomes::Data).id;
}

void PendingQuads::state(const Quad& quad, std::uint32_t line) {
  assert(current_ != 0 && "a quad is stated in a source: call replace_source first");
  stated_.push_back({quad, {current_, line}});
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
  const auto words = [](const StatedQuad& stated) {
    const auto word = [](TermId id) { return static_cast<std::uint64_t>(id); };
    const Triple& triple = stated.quad.triple;
    return std::array{word(stated.quad.graph), word(triple.subject), word(triple.predicate),
                      word(triple.object),
                      std::uint64_t{stated.statement.source} << 32U | stated.statement.line};
  };
  const auto middle = stated_.begin() + static_cast<std::ptrdiff_t>(sorted_);
  RowSorter<StatedQuad, decltype(words)>(words).sort_in_parallel(std::span(middle, stated_.end()));
  if (sorted_ != 0) std::inplace_merge(stated_.begin(), middle, stated_.end(), less_stated);
  auto same = [](const StatedQuad& a, const StatedQuad& b) {
    return a.quad == b.quad && a.statement == b.statement;
  };
  stated_.erase(std::unique(stated_.begin(), stated_.end(), same), stated_.end());
  sorted_ = stated_.size();
}

void PendingQuads::count_quads() const {
  std::map<std::uint32_t, std::uint64_t> counts;
  const StatedQuad* last = nullptr;
  std::uint64_t* count = nullptr;
  for (const StatedQuad& stated : stated_) {
    const bool same_source = last && last->statement.source == stated.statement.source;
    if (!same_source) count = &counts[stated.statement.source];
    if (!same_source || last->quad != stated.quad) ++*count;
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
  settled_ = true;
  rows_built_ = false;
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
        at == stated_.size() || (old != before.end() && less_by_graph(*old, stated_[at].quad));
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
  change.quad = stated_[stated_first].quad;
  change.restated = true;
  change.stated_first = stated_first;
  std::size_t end = stated_first + 1;
  while (end < stated_.size() && stated_[end].quad == change.quad) ++end;
  change.stated_count = static_cast<std::uint32_t>(end - stated_first);
  return change;
}

std::vector<StoredStatement> PendingQuads::statements(const QuadChange& change) const {
  const auto kept = kept_.begin() + static_cast<std::ptrdiff_t>(change.kept_first);
  std::vector<StoredStatement> all(kept, kept + change.kept_count);
  for (std::uint64_t i = 0; i < change.stated_count; ++i) {
    all.push_back(stated_[change.stated_first + i].statement);
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::string PendingQuads::value(const QuadChange& change) const {
  std::string bytes;
  if (change.kept_count == 0) {
    for (std::uint64_t i = 0; i < change.stated_count; ++i) {
      append_statement(bytes, stated_[change.stated_first + i].statement);
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
  const auto stated = std::lower_bound(stated_.begin(), stated_.end(), quad,
                                       [](const StatedQuad& there, const Quad& sought) {
                                         return less_by_graph(there.quad, sought);
                                       });
  if (stated == stated_.end() || stated->quad != quad) return std::nullopt;
  return new_quad(static_cast<std::size_t>(stated - stated_.begin()));
}

void PendingQuads::build_rows() const {
  const std::lock_guard lock(settling_);
  assert(settled_);
  if (rows_built_) return;
  added_.clear();
  removed_.clear();
  for_each_change([&](const QuadChange& change) {
    if (change.quad.graph != TermId::None || change.was == change.will_be()) return;
    (change.was ? removed_ : added_).insert(change.quad.triple, 0);
  });
  rows_built_ = true;
}

const TripleRows& PendingQuads::added() const {
  build_rows();
  return added_;
}

const TripleRows& PendingQuads::removed() const {
  build_rows();
  return removed_;
}

}  // namespace kg
