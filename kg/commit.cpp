#include "kg/commit.h"

#include <array>

#include "kg/commit_entries.h"
#include "kg/commit_inferences.h"
#include "kg/commit_sorted.h"
#include "kg/commit_sources.h"
#include "kg/commit_terms.h"
#include "kg/key_encoding.h"

namespace kg {

namespace {

/// An entry of one of the orders of quads.
struct OrderedKey {
  TermId graph = TermId::None;
  std::array<TermId, 3> ids;
  bool erase = false;
};

/// Of an OrderedKey, for sorting.
constexpr auto words_of = [](const OrderedKey& key) {
  return std::array{word_of(key.graph), word_of(key.ids[0]), word_of(key.ids[1]),
                    word_of(key.ids[2])};
};

/// The same for what is only added to the default graph, which bulk loads do.
struct AddedKey {
  std::array<TermId, 3> ids;
};
constexpr auto words_of_added = [](const AddedKey& key) {
  return std::array{word_of(key.ids[0]), word_of(key.ids[1]), word_of(key.ids[2])};
};

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
      visit({change.quad.graph, permute(order, change.quad.triple), !change.will_be()});
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
  const InferenceChanges inferences(pending);
  // The longest first, since they are written side by side.
  std::vector<TableChange> changes;
  append_term_changes(pending.terms, pending.store, changes);
  append_quad_changes(pending.quads, changes);
  inferences.append(changes);
  append_source_changes(pending, changes);
  append_entries(Table::Metadata, metadata_entries(pending, inferences.count()), changes);
  if (changes.empty()) return;
  const std::size_t size =
      pending.quads.totals().written + inferences.size() + pending.terms.new_terms();
  const bool bulk =
      path == CommitPath::Files || (path == CommitPath::Automatic && size > kBulkChanges);
  database.apply(changes, bulk);
}

}  // namespace kg
