#include "kg/commit_inferences.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "kg/commit_sorted.h"
#include "kg/key_encoding.h"
#include "kg/leapfrog.h"
#include "kg/varint.h"

namespace kg {

namespace {

/// An entry of one of the orders.
struct OrderedInference {
  std::array<TermId, 3> ids;
  Order order = Order::Asserted;
  bool erase = false;
};
static_assert(sizeof(OrderedInference) == 32);

constexpr auto words_of = [](const OrderedInference& entry) {
  return std::array{word_of(entry.ids[0]), word_of(entry.ids[1]), word_of(entry.ids[2])};
};

void write(const OrderedInference& entry, ChangeSink& sink) {
  TripleKey key;
  for (std::size_t i = 0; i < entry.ids.size(); ++i)
    write_id(key.data() + i * kIdBytes, entry.ids[i]);
  if (entry.erase) return sink.erase(view(key));
  std::string value;  // short enough to need no memory of its own
  append_varint(value, static_cast<std::uint64_t>(entry.order));
  sink.put(view(key), value);
}

}  // namespace

InferenceChanges::InferenceChanges(const PendingState& pending) {
  if (pending.inferences) {
    replace(pending);
  } else {
    keep(pending);
  }
}

void InferenceChanges::leave(std::size_t given) {
  if (left_.empty()) left_.assign(given_.size(), false);
  left_[given] = true;
  ++left_count_;
}

/// In one walk over what is given and what the store has.
void InferenceChanges::replace(const PendingState& pending) {
  given_ = *pending.inferences;
  count_ = given_.size();
  const SortedTriples<StatedQuad>& asserted = pending.quads.added();
  const bool none_stored = pending.store.counts().inferred == 0;
  if (none_stored && asserted.size() == 0) return;
  Cursor stored = pending.store.view().cursor(Table::InferredSpo);
  stored.seek("");
  const auto take_stored = [&] {
    gone_.push_back(read_triple_key(KeyOrder::Spo, stored.key()));
    stored.next();
  };
  for (std::size_t i = 0; i < given_.size(); ++i) {
    const Inference& inference = given_[i];
    // Asserted after it was inferred: then it is no inference.
    if (asserted.find(inference.triple) != nullptr) {
      leave(i);
      --count_;
      continue;
    }
    const TripleKey key = triple_key(KeyOrder::Spo, inference.triple);
    while (stored.valid() && stored.key() < view(key)) take_stored();
    if (!stored.valid() || stored.key() != view(key)) continue;
    std::string_view order = stored.value();
    if (static_cast<Order>(take_varint(order)) == inference.order) leave(i);
    stored.next();
  }
  while (stored.valid()) take_stored();
}

void InferenceChanges::keep(const PendingState& pending) {
  count_ = pending.store.counts().inferred;
  if (count_ == 0) return;
  Leapfrog stored(pending.store.view().cursor(Table::InferredSpo));
  pending.quads.for_each_change([&](const QuadChange& change) {
    if (change.quad.graph != TermId::None || change.was || !change.will_be()) return;
    if (!stored.find(view(triple_key(KeyOrder::Spo, change.quad.triple)))) return;
    gone_.push_back(change.quad.triple);
    --count_;
  });
}

template <typename Visit>
void InferenceChanges::visit(KeyOrder order, const Visit& visit) const {
  for (std::size_t i = 0; i < given_.size(); ++i) {
    if (is_written(i)) visit({permute(order, given_[i].triple), given_[i].order, false});
  }
  for (const Triple& triple : gone_) visit({permute(order, triple), Order::Asserted, true});
}

/// Of the order in which they are already.
void InferenceChanges::write_stretch(std::size_t part, std::size_t parts, ChangeSink& sink) const {
  std::size_t i = given_.size() * part / parts;
  const std::size_t end = given_.size() * (part + 1) / parts;
  // Of those that go, each stretch has what stands before the next one's first.
  const auto gone_before = [&](std::size_t given) {
    if (given == given_.size()) return gone_.end();
    return std::lower_bound(gone_.begin(), gone_.end(), given_[given].triple);
  };
  auto gone = part == 0 ? gone_.begin() : gone_before(i);
  const auto gone_end = gone_before(end);
  while (i < end || gone != gone_end) {
    if (i == end || (gone != gone_end && *gone < given_[i].triple)) {
      write({permute(KeyOrder::Spo, *gone++), Order::Asserted, true}, sink);
      continue;
    }
    if (is_written(i)) {
      const Inference& inference = given_[i];
      write({permute(KeyOrder::Spo, inference.triple), inference.order, false}, sink);
    }
    ++i;
  }
}

void InferenceChanges::append(std::vector<TableChange>& out) const {
  if (size() == 0) return;
  for (const auto& [table, order] : {std::pair(Table::InferredPos, KeyOrder::Pos),
                                     std::pair(Table::InferredOsp, KeyOrder::Osp)}) {
    const auto visit_all = [this, order = order](const auto& take) { visit(order, take); };
    append_sorted<OrderedInference>(table, size(), visit_all, words_of, write, out);
  }
  const std::size_t parts = parts_for(given_.size(), sizeof(Inference));
  for (std::size_t part = 0; part < parts; ++part) {
    out.push_back({Table::InferredSpo,
                   [this, part, parts](ChangeSink& sink) { write_stretch(part, parts, sink); }});
  }
}

}  // namespace kg
