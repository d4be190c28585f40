#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "kg/big_array.h"
#include "kg/sorted_triples.h"
#include "kg/store_reader.h"
#include "kg/stored_values.h"
#include "kg/triple_rows.h"

namespace kg {

/// A quad that a source of a transaction states; PendingQuads knows its graph and source by its
/// origin. There may be a hundred million of them in memory.
struct StatedQuad {
  Triple triple;
  std::uint32_t line = 0;
  std::uint32_t origin = 0;
};
static_assert(sizeof(StatedQuad) == 32);

/// A source that a transaction replaces or takes out.
struct PendingSource {
  enum class Becomes : std::uint8_t { Data, Rules, Nothing };
  Becomes becomes = Becomes::Data;
  std::uint32_t id = 0;
  /// What the store has under this name.
  std::optional<StoredSource> before;
  /// Of rules.
  std::string text;
  /// Distinct quads of data; known once settled.
  std::uint64_t quads = 0;
};

/// What becomes of a quad that some source of a transaction states, or stated before.
struct QuadChange {
  Quad quad;
  /// Whether the store has it.
  bool was = false;
  /// Whether the store's value for it must be written anew.
  bool restated = false;
  /// Statements by other sources, which stay: a range of PendingQuads::kept.
  std::uint32_t kept_count = 0;
  std::uint64_t kept_first = 0;
  /// Statements by sources of the transaction: a range of PendingQuads::stated.
  std::uint64_t stated_first = 0;
  std::uint32_t stated_count = 0;

  bool will_be() const { return kept_count + stated_count != 0; }
};

/// How many quads a transaction changes.
struct QuadTotals {
  std::uint64_t written = 0;  ///< those whose value is written anew, or taken out
  std::uint64_t added = 0;
  std::uint64_t removed = 0;
};

/// The sources of a transaction and what follows from them for the base graph. Stating is quick:
/// what it changes is worked out when someone asks (`settle`), in one walk over the stated quads
/// and the store side by side.
class PendingQuads {
 public:
  /// `store` must outlive it.
  explicit PendingQuads(const StoreReader& store) : store_(store) {}

  void replace_source(std::string_view name);
  /// In the source replaced last.
  void state(const Quad& quad, std::uint32_t line);
  void replace_rules(std::string_view name, std::string_view text);
  bool remove_source(std::string_view name);

  const std::map<std::string, PendingSource, std::less<>>& sources() const { return sources_; }
  /// The number of the last source that got one.
  std::uint64_t highest_source() const { return store_.counts().sources + new_sources_; }

  /// Brings everything below up to date. Several threads may call it, and read, while none changes
  /// anything.
  void settle() const;
  /// Calls `visit` with each change, sorted by `less_by_graph`, each quad once.
  template <typename Visit>
  void for_each_change(const Visit& visit) const;
  /// The value of the table Spo for a quad that will be.
  std::string value(const QuadChange& change) const;
  /// The change of a quad, if there is one.
  std::optional<QuadChange> change(const Quad& quad) const;
  std::vector<StoredStatement> statements(const QuadChange& change) const;
  /// Sorted by quad as `less_by_graph` does, then source and line; distinct.
  std::span<const StatedQuad> stated() const { return stated_.range(0, stated_.size()); }
  Quad quad_of(const StatedQuad& stated) const {
    return {stated.triple, origins_[stated.origin].graph};
  }
  StoredStatement statement_of(const StatedQuad& stated) const {
    return {origins_[stated.origin].source, stated.line};
  }
  QuadTotals totals() const;
  /// Whether it does nothing but add triples to the default graph.
  bool only_adds_triples() const { return known_.empty() && added_.size() == distinct_; }
  /// Triples of the default graph that the commit would add, and take out.
  const SortedTriples<StatedQuad>& added() const { return added_; }
  const TripleRows& removed() const { return removed_; }

 private:
  /// What many stated quads have in common.
  struct Origin {
    TermId graph = TermId::None;
    std::uint32_t source = 0;
  };

  PendingSource& pending(std::string_view name, PendingSource::Becomes becomes);
  std::uint32_t origin_of(TermId graph);
  bool same_quad(const StatedQuad& a, const StatedQuad& b) const {
    return a.triple == b.triple &&
           (a.origin == b.origin || origins_[a.origin].graph == origins_[b.origin].graph);
  }
  void drop_stated(std::uint32_t source);
  std::vector<Quad> quads_before() const;
  void sort_stated() const;
  void count_quads() const;
  void settle_all() const;
  void settle_quad(QuadChange& change, std::string_view stored) const;
  QuadChange new_quad(std::size_t stated_first) const;
  void read_changes() const;

  const StoreReader& store_;
  mutable std::map<std::string, PendingSource, std::less<>> sources_;
  std::uint64_t new_sources_ = 0;
  std::uint32_t current_ = 0;
  /// The origins of this transaction, and those of the source `current_` by their graphs.
  std::vector<Origin> origins_;
  std::unordered_map<TermId, std::uint32_t> current_origins_;
  TermId last_graph_ = TermId::None;
  std::uint32_t last_origin_ = 0;
  mutable BigArray<StatedQuad> stated_;
  mutable std::size_t sorted_ = 0;
  /// Distinct ones of them, named graphs included.
  mutable std::uint64_t distinct_ = 0;
  /// Guards what `settle` brings up to date.
  mutable std::mutex settling_;
  mutable bool settled_ = true;
  /// Ids of sources in the store that the transaction replaces or takes out.
  mutable std::unordered_set<std::uint32_t> replaced_;
  /// The changes of quads that the store has. Those of new ones, which may be very many, follow
  /// from `stated_`.
  mutable std::vector<QuadChange> known_;
  mutable std::vector<StoredStatement> kept_;
  mutable SortedTriples<StatedQuad> added_;
  mutable TripleRows removed_;
};

template <typename Visit>
void PendingQuads::for_each_change(const Visit& visit) const {
  auto known = known_.begin();
  for (std::size_t at = 0; at < stated_.size();) {
    if (known != known_.end() && !less_by_graph(quad_of(stated_[at]), known->quad)) {
      if (known->quad == quad_of(stated_[at])) at += known->stated_count;
      visit(*known++);
    } else {
      const QuadChange change = new_quad(at);
      at += change.stated_count;
      visit(change);
    }
  }
  for (; known != known_.end(); ++known) visit(*known);
}

}  // namespace kg
