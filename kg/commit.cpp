#include "kg/commit.h"

#include <algorithm>
#include <array>

#include "kg/commit_entries.h"
#include "kg/commit_sources.h"
#include "kg/commit_terms.h"
#include "kg/key_encoding.h"
#include "kg/leapfrog.h"
#include "kg/row_sort.h"
#include "kg/varint.h"

namespace kg {

namespace {

/// An entry of one of the orders.
struct OrderedKey {
  TermId graph = TermId::None;
  std::array<TermId, 3> ids;
  Order order = Order::Asserted;
  bool erase = false;
};

/// Of an OrderedKey, for sorting.
constexpr auto words_of = [](const OrderedKey& key) {
  const auto word = [](TermId id) { return static_cast<std::uint64_t>(id); };
  return std::array{word(key.graph), word(key.ids[0]), word(key.ids[1]), word(key.ids[2])};
};

/// The same for what is only added to the default graph, which bulk loads do.
struct AddedKey {
  std::array<TermId, 3> ids;
};
constexpr auto words_of_added = [](const AddedKey& key) {
  const auto word = [](TermId id) { return static_cast<std::uint64_t>(id); };
  return std::array{word(key.ids[0]), word(key.ids[1]), word(key.ids[2])};
};

/// So many entries of an order are sorted at once, which bounds the memory of a commit.
template <typename Key>
constexpr std::size_t kSortedAtOnce = (std::size_t{320} << 20) / sizeof(Key);

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
  pending.quads.for_each_change([&](const QuadChange& change) {
    if (change.quad.graph != TermId::None || change.was || !change.will_be()) return;
    if (!stored.find(view(triple_key(KeyOrder::Spo, change.quad.triple)))) return;
    result.changes.push_back({{change.quad.triple, Order::Asserted}, true});
    --result.count;
  });
  return result;
}

/// Adds the writing of a table whose entries come in another order: in parts, of which two can be
/// sorted and written at the same time. `visit_all(visitor)` passes all keys to its argument.
template <typename Key, typename VisitAll, typename Words, typename Write>
void append_sorted(Table table, std::size_t count, const VisitAll& visit_all, const Words& words,
                   const Write& write, std::vector<TableChange>& out) {
  constexpr std::size_t kPartKeys = 1'000'000;
  constexpr std::size_t kPartsForBalance = 4;
  const std::size_t parts =
      std::max(count / kSortedAtOnce<Key> + 1, std::min(count / kPartKeys + 1, kPartsForBalance));
  const SortedParts<Key, Words> cut(visit_all, count, parts, words);
  for (std::size_t part = 0; part < parts; ++part) {
    out.push_back({table, [cut, visit_all, write, part](ChangeSink& sink) {
                     cut.sort(visit_all, part, [&](const Key& key) { write(key, sink); });
                   }});
  }
}

void write_inference(KeyOrder order, const OrderedKey& key, ChangeSink& sink) {
  const TripleKey bytes = triple_key(order, unpermute(order, key.ids));
  if (key.erase) return sink.erase(view(bytes));
  std::string value;  // short enough to need no memory of its own
  append_varint(value, static_cast<std::uint64_t>(key.order));
  sink.put(view(bytes), value);
}

void append_inference_changes(const InferenceChanges& inferences, std::vector<TableChange>& out) {
  if (inferences.changes.empty()) return;
  const auto visit_in = [&inferences](KeyOrder order) {
    return [&inferences, order](const auto& visit) {
      for (const auto& [inference, erase] : inferences.changes) {
        visit({TermId::None, permute(order, inference.triple), inference.order, erase});
      }
    };
  };
  out.push_back({Table::InferredSpo, [visit_in](ChangeSink& sink) {
                   visit_in(KeyOrder::Spo)([&](const OrderedKey& key) {  // in order already
                     write_inference(KeyOrder::Spo, key, sink);
                   });
                 }});
  for (const auto& [table, order] : {std::pair(Table::InferredPos, KeyOrder::Pos),
                                     std::pair(Table::InferredOsp, KeyOrder::Osp)}) {
    const auto write = [order = order](const OrderedKey& key, ChangeSink& sink) {
      write_inference(order, key, sink);
    };
    append_sorted<OrderedKey>(table, inferences.changes.size(), visit_in(order), words_of, write,
                              out);
  }
}

void write_spo(const PendingQuads& quads, ChangeSink& sink) {
  quads.for_each_change([&](const QuadChange& change) {
    if (change.restated) sink.put(view(quad_key(KeyOrder::Spo, change.quad)), quads.value(change));
    if (change.was && !change.will_be()) sink.erase(view(quad_key(KeyOrder::Spo, change.quad)));
  });
}

/// For a commit that does nothing but add so many triples to the default graph.
void append_added(const PendingQuads& quads, Table table, KeyOrder order, std::size_t count,
                  std::vector<TableChange>& out) {
  const auto visit_all = [&quads, order](const auto& visit) {
    quads.added().scan({}, [&](const StatedQuad& stated) {
      visit(AddedKey{permute(order, stated.triple)});
      return true;
    });
  };
  const auto write = [order](const AddedKey& key, ChangeSink& sink) {
    sink.put(view(quad_key(order, {unpermute(order, key.ids), TermId::None})), {});
  };
  append_sorted<AddedKey>(table, count, visit_all, words_of_added, write, out);
}

/// `count` is how many quads come or go.
void append_permuted(const PendingQuads& quads, Table table, KeyOrder order, std::size_t count,
                     std::vector<TableChange>& out) {
  const auto visit_all = [&quads, order](const auto& visit) {
    quads.for_each_change([&](const QuadChange& change) {
      if (change.was == change.will_be()) return;
      visit({change.quad.graph, permute(order, change.quad.triple), Order::Asserted,
             !change.will_be()});
    });
  };
  const auto write = [order](const OrderedKey& key, ChangeSink& sink) {
    const QuadKey bytes = quad_key(order, {unpermute(order, key.ids), key.graph});
    if (key.erase) {
      sink.erase(view(bytes));
    } else {
      sink.put(view(bytes), {});
    }
  };
  append_sorted<OrderedKey>(table, count, visit_all, words_of, write, out);
}

void append_quad_changes(const PendingQuads& quads, std::vector<TableChange>& out) {
  const QuadTotals totals = quads.totals();
  if (totals.written == 0) return;
  out.push_back({Table::Spo, [&quads](ChangeSink& sink) { write_spo(quads, sink); }});
  const std::size_t moved = totals.added + totals.removed;
  const auto append = quads.only_adds_triples() ? append_added : append_permuted;
  append(quads, Table::Pos, KeyOrder::Pos, moved, out);
  append(quads, Table::Osp, KeyOrder::Osp, moved, out);
}

Entries metadata_entries(const PendingState& pending, std::uint64_t inferred) {
  Entries entries;
  const StoreCounts& before = pending.store.counts();
  StoreCounts counts;
  counts.terms = before.terms + pending.terms.new_terms();
  counts.sources = pending.quads.highest_source();
  const QuadTotals totals = pending.quads.totals();
  counts.asserted = before.asserted + totals.added - totals.removed;
  counts.inferred = inferred;
  if (write_counts(counts) != write_counts(before)) {
    entries[std::string(kCountsKey)] = write_counts(counts);
  }
  for (const auto& [prefix, iri] : pending.prefixes) {
    entries[std::string(kPrefixKey) + prefix] = iri;
  }
  return entries;
}

}  // namespace

void commit(Database& database, const PendingState& pending, CommitPath path) {
  pending.quads.settle();
  const InferenceChanges inferences =
      pending.inferences ? replace_inferences(pending) : keep_inferences(pending);
  // The longest first, since they are written side by side.
  std::vector<TableChange> changes;
  append_term_changes(pending.terms, pending.store, changes);
  append_quad_changes(pending.quads, changes);
  append_inference_changes(inferences, changes);
  append_source_changes(pending, changes);
  append_entries(Table::Metadata, metadata_entries(pending, inferences.count), changes);
  if (changes.empty()) return;
  const std::size_t size =
      pending.quads.totals().written + inferences.changes.size() + pending.terms.new_terms();
  const bool bulk =
      path == CommitPath::Files || (path == CommitPath::Automatic && size > kBulkChanges);
  database.apply(changes, bulk);
}

}  // namespace kg
