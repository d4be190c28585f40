#include "kg/commit.h"

#include <algorithm>
#include <tuple>

#include "kg/commit_terms.h"
#include "kg/key_encoding.h"
#include "kg/leapfrog.h"
#include "kg/varint.h"

namespace kg {

namespace {

using Becomes = PendingSource::Becomes;
/// Entries of a small table; without a value a key is taken out.
using Entries = std::map<std::string, std::optional<std::string>>;

/// An entry of one of the orders.
struct OrderedKey {
  TermId graph = TermId::None;
  std::array<TermId, 3> ids;
  Order order = Order::Asserted;
  bool erase = false;

  bool operator<(const OrderedKey& other) const {
    return std::tie(graph, ids) < std::tie(other.graph, other.ids);
  }
};

struct InferenceChange {
  Inference inference;
  bool erase = false;
};

struct InferenceChanges {
  std::vector<InferenceChange> changes;
  std::uint64_t count = 0;  ///< of inferred triples after the commit
};

/// Sets what was given against what the store has, in one walk over both.
InferenceChanges replace_inferences(const PendingState& pending) {
  InferenceChanges result;
  Cursor stored = pending.store.view().cursor(Table::InferredSpo);
  stored.seek("");
  auto take_stored = [&](const Triple& triple) {
    result.changes.push_back({{triple, Order::Asserted}, true});
    stored.next();
  };
  for (const Inference& inference : *pending.inferences) {
    // Asserted after it was inferred: then it is no inference.
    if (pending.quads.added().find(inference.triple) != nullptr) continue;
    ++result.count;
    const TripleKey key = triple_key(KeyOrder::Spo, inference.triple);
    while (stored.valid() && stored.key() < view(key)) {
      take_stored(read_triple_key(KeyOrder::Spo, stored.key()));
    }
    std::string_view order;
    const bool there = stored.valid() && stored.key() == view(key);
    if (there) order = stored.value();
    if (!there || static_cast<Order>(take_varint(order)) != inference.order) {
      result.changes.push_back({inference, false});
    }
    if (there) stored.next();
  }
  while (stored.valid()) take_stored(read_triple_key(KeyOrder::Spo, stored.key()));
  return result;
}

/// Without new inferences those stay that the transaction does not assert.
InferenceChanges keep_inferences(const PendingState& pending) {
  InferenceChanges result;
  result.count = pending.store.counts().inferred;
  if (result.count == 0) return result;
  Leapfrog stored(pending.store.view().cursor(Table::InferredSpo));
  for (const QuadChange& change : pending.quads.changes()) {
    if (change.quad.graph != TermId::None || change.was || !change.will_be()) continue;
    if (!stored.find(view(triple_key(KeyOrder::Spo, change.quad.triple)))) continue;
    result.changes.push_back({{change.quad.triple, Order::Asserted}, true});
    --result.count;
  }
  return result;
}

void write_inferences(const InferenceChanges& inferences, KeyOrder order, ChangeSink& sink) {
  std::vector<OrderedKey> keys;
  keys.reserve(inferences.changes.size());
  for (const auto& [inference, erase] : inferences.changes) {
    keys.push_back({TermId::None, permute(order, inference.triple), inference.order, erase});
  }
  if (order != KeyOrder::Spo) std::sort(keys.begin(), keys.end());
  std::string value;
  for (const OrderedKey& key : keys) {
    const TripleKey bytes = triple_key(order, unpermute(order, key.ids));
    if (key.erase) {
      sink.erase(view(bytes));
      continue;
    }
    value.clear();
    append_varint(value, static_cast<std::uint64_t>(key.order));
    sink.put(view(bytes), value);
  }
}

void append_inference_changes(const InferenceChanges& inferences, std::vector<TableChange>& out) {
  if (inferences.changes.empty()) return;
  for (const auto& [table, order] :
       {std::pair(Table::InferredSpo, KeyOrder::Spo), std::pair(Table::InferredPos, KeyOrder::Pos),
        std::pair(Table::InferredOsp, KeyOrder::Osp)}) {
    out.push_back({table, [&inferences, order = order](ChangeSink& sink) {
                     write_inferences(inferences, order, sink);
                   }});
  }
}

void write_spo(const PendingQuads& quads, ChangeSink& sink) {
  for (const QuadChange& change : quads.changes()) {
    if (change.restated) sink.put(view(quad_key(KeyOrder::Spo, change.quad)), quads.value(change));
    if (change.was && !change.will_be()) sink.erase(view(quad_key(KeyOrder::Spo, change.quad)));
  }
}

void write_permuted(const PendingQuads& quads, KeyOrder order, ChangeSink& sink) {
  std::vector<OrderedKey> keys;
  for (const QuadChange& change : quads.changes()) {
    if (change.was == change.will_be()) continue;
    keys.push_back({change.quad.graph, permute(order, change.quad.triple), Order::Asserted,
                    !change.will_be()});
  }
  std::sort(keys.begin(), keys.end());
  for (const OrderedKey& key : keys) {
    const QuadKey bytes = quad_key(order, {unpermute(order, key.ids), key.graph});
    if (key.erase) {
      sink.erase(view(bytes));
    } else {
      sink.put(view(bytes), {});
    }
  }
}

/// How many quads a commit writes or takes out.
std::size_t append_quad_changes(const PendingQuads& quads, std::vector<TableChange>& out) {
  std::size_t written = 0;
  for (const QuadChange& change : quads.changes()) {
    if (change.restated || change.was != change.will_be()) ++written;
  }
  if (written == 0) return 0;
  out.push_back({Table::Spo, [&](ChangeSink& sink) { write_spo(quads, sink); }});
  out.push_back(
      {Table::Pos, [&](ChangeSink& sink) { write_permuted(quads, KeyOrder::Pos, sink); }});
  out.push_back(
      {Table::Osp, [&](ChangeSink& sink) { write_permuted(quads, KeyOrder::Osp, sink); }});
  return written;
}

std::uint32_t chunk_count(const PendingSource& source) {
  if (source.becomes != Becomes::Data) return 0;
  return static_cast<std::uint32_t>((source.quads + kChunkQuads - 1) / kChunkQuads);
}

Entries source_entries(const PendingState& pending) {
  Entries entries;
  for (const auto& [name, source] : pending.quads.sources()) {
    std::optional<std::string>& entry = entries[name];
    if (source.becomes != Becomes::Nothing) {
      const bool rules = source.becomes == Becomes::Rules;
      entry = write_source({source.id, rules, source.quads, chunk_count(source)});
    }
    const auto before = source.before ? std::optional(write_source(*source.before)) : std::nullopt;
    if (entry == before) entries.erase(name);
  }
  return entries;
}

Entries rule_entries(const PendingState& pending) {
  Entries entries;
  for (const auto& [name, source] : pending.quads.sources()) {
    const auto before = pending.store.rule_text(name);
    const auto after = source.becomes == Becomes::Rules ? std::optional(source.text) : std::nullopt;
    if (before != after) entries[source_key(source.id, 0)] = after;
  }
  return entries;
}

/// The chunks that differ from those of the store.
Entries chunk_entries(const PendingState& pending) {
  Entries entries;
  std::string stored;
  auto put = [&](const std::string& key, std::string chunk) {
    const bool same = pending.store.view().get(Table::SourceQuads, key, stored) && stored == chunk;
    if (!same) entries[key] = std::move(chunk);
  };
  struct Writer {
    QuadChunkWriter chunk;
    std::uint32_t chunks = 0;
    Quad last;
  };
  std::map<std::uint32_t, Writer> writers;
  for (const StatedQuad& stated : pending.quads.stated()) {
    Writer& writer = writers[stated.statement.source];
    const bool repeated = writer.chunk.size() != 0 && writer.last == stated.quad;
    if (repeated) continue;
    if (writer.chunk.size() == kChunkQuads) {
      put(source_key(stated.statement.source, writer.chunks++), writer.chunk.take());
    }
    writer.chunk.add(stated.quad);
    writer.last = stated.quad;
  }
  for (auto& [source, writer] : writers)
    put(source_key(source, writer.chunks), writer.chunk.take());
  for (const auto& [name, source] : pending.quads.sources()) {
    const std::uint32_t before = source.before ? source.before->chunks : 0;
    for (std::uint32_t chunk = chunk_count(source); chunk < before; ++chunk) {
      entries[source_key(source.id, chunk)] = std::nullopt;
    }
  }
  return entries;
}

Entries metadata_entries(const PendingState& pending, std::uint64_t inferred) {
  Entries entries;
  const StoreCounts& before = pending.store.counts();
  StoreCounts counts;
  counts.terms = before.terms + pending.terms.new_terms();
  counts.sources = pending.quads.highest_source();
  counts.asserted = before.asserted;
  for (const QuadChange& change : pending.quads.changes()) {
    counts.asserted += std::uint64_t{change.will_be()};
    counts.asserted -= std::uint64_t{change.was};
  }
  counts.inferred = inferred;
  if (write_counts(counts) != write_counts(before)) {
    entries[std::string(kCountsKey)] = write_counts(counts);
  }
  for (const auto& [prefix, iri] : pending.prefixes) {
    entries[std::string(kPrefixKey) + prefix] = iri;
  }
  return entries;
}

void append_entries(Table table, Entries entries, std::vector<TableChange>& out) {
  if (entries.empty()) return;
  out.push_back({table, [entries = std::move(entries)](ChangeSink& sink) {
                   for (const auto& [key, value] : entries) {
                     if (value) {
                       sink.put(key, *value);
                     } else {
                       sink.erase(key);
                     }
                   }
                 }});
}

}  // namespace

void commit(Database& database, const PendingState& pending, CommitPath path) {
  pending.quads.settle();
  const InferenceChanges inferences =
      pending.inferences ? replace_inferences(pending) : keep_inferences(pending);
  // The longest first, since they are written side by side.
  std::vector<TableChange> changes;
  append_term_changes(pending.terms, pending.store, changes);
  const std::size_t quads = append_quad_changes(pending.quads, changes);
  append_inference_changes(inferences, changes);
  append_entries(Table::SourceQuads, chunk_entries(pending), changes);
  append_entries(Table::Sources, source_entries(pending), changes);
  append_entries(Table::RuleTexts, rule_entries(pending), changes);
  append_entries(Table::Metadata, metadata_entries(pending, inferences.count), changes);
  if (changes.empty()) return;
  const std::size_t size = quads + inferences.changes.size() + pending.terms.new_terms();
  const bool bulk =
      path == CommitPath::Files || (path == CommitPath::Automatic && size > kBulkChanges);
  database.apply(changes, bulk);
}

}  // namespace kg
