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

void write_inferences(const InferenceChanges& inferences, KeyOrder order, ChangeSink& sink) {
  std::string value;
  auto write = [&](const OrderedKey& key) {
    const TripleKey bytes = triple_key(order, unpermute(order, key.ids));
    if (key.erase) {
      sink.erase(view(bytes));
      return;
    }
    value.clear();
    append_varint(value, static_cast<std::uint64_t>(key.order));
    sink.put(view(bytes), value);
  };
  auto for_each_key = [&](const auto& visit) {
    for (const auto& [inference, erase] : inferences.changes) {
      visit({TermId::None, permute(order, inference.triple), inference.order, erase});
    }
  };
  if (order == KeyOrder::Spo) {
    for_each_key(write);  // in order already
  } else {
    for_each_sorted<OrderedKey>(for_each_key, inferences.changes.size(), kSortedAtOnce<OrderedKey>,
                                words_of, write);
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
  quads.for_each_change([&](const QuadChange& change) {
    if (change.restated) sink.put(view(quad_key(KeyOrder::Spo, change.quad)), quads.value(change));
    if (change.was && !change.will_be()) sink.erase(view(quad_key(KeyOrder::Spo, change.quad)));
  });
}

/// `count` is how many quads come or go.
void write_permuted(const PendingQuads& quads, KeyOrder order, std::size_t count,
                    ChangeSink& sink) {
  if (quads.only_adds_triples()) {
    auto for_each_added = [&](const auto& visit) {
      quads.added().scan({}, [&](const StatedQuad& stated) {
        visit(AddedKey{permute(order, stated.triple)});
        return true;
      });
    };
    for_each_sorted<AddedKey>(
        for_each_added, count, kSortedAtOnce<AddedKey>, words_of_added, [&](const AddedKey& key) {
          sink.put(view(quad_key(order, {unpermute(order, key.ids), TermId::None})), {});
        });
    return;
  }
  auto for_each_key = [&](const auto& visit) {
    quads.for_each_change([&](const QuadChange& change) {
      if (change.was == change.will_be()) return;
      visit({change.quad.graph, permute(order, change.quad.triple), Order::Asserted,
             !change.will_be()});
    });
  };
  for_each_sorted<OrderedKey>(
      for_each_key, count, kSortedAtOnce<OrderedKey>, words_of, [&](const OrderedKey& key) {
        const QuadKey bytes = quad_key(order, {unpermute(order, key.ids), key.graph});
        if (key.erase) {
          sink.erase(view(bytes));
        } else {
          sink.put(view(bytes), {});
        }
      });
}

void append_quad_changes(const PendingQuads& quads, std::vector<TableChange>& out) {
  const QuadTotals totals = quads.totals();
  const std::size_t moved = totals.added + totals.removed;
  if (totals.written == 0) return;
  for (const auto& [table, order] :
       {std::pair(Table::Osp, KeyOrder::Osp), std::pair(Table::Pos, KeyOrder::Pos)}) {
    out.push_back({table, [&quads, order = order, moved](ChangeSink& sink) {
                     write_permuted(quads, order, moved, sink);
                   }});
  }
  out.push_back({Table::Spo, [&quads](ChangeSink& sink) { write_spo(quads, sink); }});
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
  append_quad_changes(pending.quads, changes);
  append_term_changes(pending.terms, pending.store, changes);
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
