#include <algorithm>
#include <array>
#include <cassert>
#include <span>

#include "kg/commit.h"
#include "kg/pending_quads.h"
#include "kg/pending_terms.h"
#include "kg/row_sort.h"
#include "kg/storage_error.h"
#include "kg/store_state.h"
#include "kg/term_id.h"

namespace kg {

struct Transaction::State {
  TripleStore::State& store;
  StoreReader before;
  PendingTerms terms;
  PendingQuads quads;
  std::optional<std::vector<Inference>> inferences;
  /// The same to read.
  SortedTriples<Inference> inferred;
  std::map<std::string, std::string> prefixes;
  std::string buffer;
  std::vector<TermId> batch_ids;
  bool committed = false;

  explicit State(TripleStore::State& of)
      : store(of), before(of.database.view()), terms(before), quads(before) {
    store.transaction_open = true;
  }
  ~State() {
    if (!committed) store.transaction_open = false;
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  bool scan_base(const TripleMask& mask, const TripleVisitor& visit) const;
  bool scan_inference(const TripleMask& mask, const TripleVisitor& visit) const;
};

Transaction TripleStore::begin() {
  if (state_->mode == OpenMode::ReadOnly) {
    throw StorageError("the store '" + state_->path.string() +
                       "' is open read-only. Open it for writing to change it");
  }
  assert(!state_->transaction_open && "one transaction at a time");
  return Transaction(std::make_unique<Transaction::State>(*state_));
}

Transaction::Transaction(std::unique_ptr<State> state) : state_(std::move(state)) {}
Transaction::~Transaction() = default;
Transaction::Transaction(Transaction&&) noexcept = default;

std::optional<TermId> Transaction::find(const rdf::Term& term) const {
  if (const auto id = try_inline(term)) return id;
  std::string buffer;
  const auto bytes = encode_known(term, *this, buffer);
  return bytes ? state_->terms.find(*bytes) : std::nullopt;
}

rdf::Term Transaction::term(TermId id) const {
  if (is_inline(id)) return decode_inline(id);
  const auto bytes = state_->terms.new_term(id);
  return bytes ? decode(*bytes, *this) : state_->before.term(id);
}

TermId Transaction::intern(const rdf::Term& term) {
  assert(!state_->committed);
  if (const auto id = try_inline(term)) return *id;
  return state_->terms.intern(encode_interning(term, *this, state_->buffer));
}

void Transaction::replace_source(std::string_view name) { state_->quads.replace_source(name); }

void Transaction::state(const Quad& quad, std::uint32_t line) {
  assert(!state_->committed);
  state_->quads.state(quad, line);
}

void Transaction::state(const QuadBatch& batch) {
  assert(!state_->committed);
  std::vector<TermId>& ids = state_->batch_ids;
  state_->terms.intern(batch, ids);
  for (const QuadBatch::Row& row : batch.rows()) {
    const auto& [s, p, o] = row.terms;
    const TermId graph = row.graph == QuadBatch::kDefaultGraph ? TermId::None : ids[row.graph];
    state_->quads.state({{ids[s], ids[p], ids[o]}, graph}, row.line);
  }
}

void Transaction::replace_rules(std::string_view name, std::string_view text) {
  state_->quads.replace_rules(name, text);
}

bool Transaction::remove_source(std::string_view name) { return state_->quads.remove_source(name); }

void Transaction::set_prefix(std::string_view prefix, std::string_view iri) {
  state_->prefixes.insert_or_assign(std::string(prefix), std::string(iri));
}

void Transaction::replace_inferences(std::vector<Inference> inferences) {
  const auto words = [](const Inference& inference) {
    const auto word = [](TermId id) { return static_cast<std::uint64_t>(id); };
    const Triple& t = inference.triple;
    return std::array{word(t.subject), word(t.predicate), word(t.object),
                      static_cast<std::uint64_t>(inference.order)};
  };
  RowSorter<Inference, decltype(words)>(words).sort_in_parallel(std::span(inferences));
  auto same = [](const Inference& a, const Inference& b) { return a.triple == b.triple; };
  inferences.erase(std::unique(inferences.begin(), inferences.end(), same), inferences.end());
  assert(std::none_of(inferences.begin(), inferences.end(),
                      [&](const Inference& i) { return find(i.triple, Part::Base); }) &&
         "an inferred triple is not asserted");
  state_->inferences = std::move(inferences);
  state_->inferred.reset(*state_->inferences, [](const Inference&) { return true; });
}

bool Transaction::State::scan_base(const TripleMask& mask, const TripleVisitor& visit) const {
  const TripleRows& removed = quads.removed();
  const bool all = before.scan(mask, Part::Base, [&](const Triple& triple, Order order) {
    return removed.find(triple) != nullptr || visit(triple, order);
  });
  return all && quads.added().scan(mask, [&](const StatedQuad& row) {
    return visit(row.triple, Order::Asserted);
  });
}

bool Transaction::State::scan_inference(const TripleMask& mask, const TripleVisitor& visit) const {
  // What the transaction asserts is no inference any more.
  const auto& added = quads.added();
  auto pass = [&](const Triple& triple, Order order) {
    return added.find(triple) != nullptr || visit(triple, order);
  };
  if (!inferences) return before.scan(mask, Part::Inference, pass);
  return inferred.scan(
      mask, [&](const Inference& inference) { return pass(inference.triple, inference.order); });
}

bool Transaction::scan(const TripleMask& mask, Part part, const TripleVisitor& visit) const {
  state_->quads.settle();
  if (part != Part::Inference && !state_->scan_base(mask, visit)) return false;
  return part == Part::Base || state_->scan_inference(mask, visit);
}

std::optional<Order> Transaction::find(const Triple& triple, Part part) const {
  state_->quads.settle();
  const bool asserted =
      state_->quads.added().find(triple) != nullptr ||
      (state_->quads.removed().find(triple) == nullptr && state_->before.find(triple, Part::Base));
  if (asserted) return part == Part::Inference ? std::nullopt : std::optional(Order::Asserted);
  if (part == Part::Base) return std::nullopt;
  if (!state_->inferences) return state_->before.find(triple, Part::Inference);
  const Inference* inference = state_->inferred.find(triple);
  return inference == nullptr ? std::nullopt : std::optional(inference->order);
}

GraphView::WholeScan Transaction::whole_scan() const {
  // What is new has no order by predicate.
  if (state_->before.counts().asserted == 0) return {.worth_from = 0};
  return state_->before.whole_scan();
}

bool Transaction::scan_all(const TripleVisitor& visit) const {
  state_->quads.settle();
  const TripleRows& removed = state_->quads.removed();
  const bool all = state_->before.scan_all([&](const Triple& triple, Order order) {
    return removed.find(triple) != nullptr || visit(triple, order);
  });
  return all && state_->quads.added().scan(
                    {}, [&](const StatedQuad& row) { return visit(row.triple, Order::Asserted); });
}

std::size_t Transaction::estimate(const TripleMask& mask, Part part) const {
  state_->quads.settle();
  std::size_t count = 0;
  if (part != Part::Inference) {
    count = state_->before.estimate(mask, Part::Base) + state_->quads.added().estimate(mask);
    count -= std::min(count, state_->quads.removed().estimate(mask));
  }
  if (part != Part::Base) {
    count += state_->inferences ? state_->inferred.estimate(mask)
                                : state_->before.estimate(mask, Part::Inference);
  }
  return count;
}

std::vector<Statement> Transaction::statements(const Triple& triple) const {
  state_->quads.settle();
  const std::optional<QuadChange> change = state_->quads.change({triple});
  if (!change) return state_->before.statements(triple);
  std::map<std::uint32_t, std::string_view> names;
  for (const auto& [name, source] : state_->quads.sources()) names[source.id] = name;
  std::vector<Statement> found;
  for (const StoredStatement& statement : state_->quads.statements(*change)) {
    const auto name = names.find(statement.source);
    found.push_back({name == names.end() ? state_->before.source_name(statement.source)
                                         : std::string(name->second),
                     statement.line});
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<SourceRecord> Transaction::sources() const {
  state_->quads.settle();
  std::map<std::string, SourceRecord> records;
  for (const auto& [name, source] : state_->before.sources()) {
    records[name] = {name, source.rules, source.quads};
  }
  for (const auto& [name, source] : state_->quads.sources()) {
    if (source.becomes == PendingSource::Becomes::Nothing) {
      records.erase(name);
    } else {
      records[name] = {name, source.becomes == PendingSource::Becomes::Rules, source.quads};
    }
  }
  std::vector<SourceRecord> found;
  for (auto& [name, record] : records) found.push_back(std::move(record));
  return found;
}

std::optional<std::string> Transaction::rule_text(std::string_view source) const {
  const auto at = state_->quads.sources().find(source);
  if (at == state_->quads.sources().end()) return state_->before.rule_text(source);
  if (at->second.becomes != PendingSource::Becomes::Rules) return std::nullopt;
  return at->second.text;
}

void Transaction::commit(CommitPath path) {
  assert(!state_->committed && "a transaction is committed once");
  kg::commit(state_->store.database,
             {state_->before, state_->terms, state_->quads, state_->inferences, state_->prefixes},
             path);
  state_->committed = true;
  state_->store.transaction_open = false;
}

}  // namespace kg
