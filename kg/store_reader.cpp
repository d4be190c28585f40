#include "kg/store_reader.h"

#include <algorithm>
#include <cassert>

#include "kg/key_encoding.h"
#include "kg/storage_error.h"
#include "kg/term_id.h"
#include "kg/varint.h"

namespace kg {

namespace {

constexpr std::array<Table, 3> kBaseTables = {Table::Spo, Table::Pos, Table::Osp};
constexpr std::array<Table, 3> kInferenceTables = {Table::InferredSpo, Table::InferredPos,
                                                   Table::InferredOsp};
/// Ranges up to this many entries are counted. For longer ones the bytes on disk tell the share of
/// the table; they are known to a block, which holds a few hundred entries.
constexpr std::size_t kCountedEntries = 1000;

Table table_of(const std::array<Table, 3>& tables, KeyOrder order) {
  return tables[static_cast<std::size_t>(order)];
}

Triple bounds(const TripleMask& mask) { return {mask.subject, mask.predicate, mask.object}; }

/// What the keys of all matching triples start with, in the tables of quads and in those of
/// inferences.
class Prefix {
 public:
  Prefix(const TripleMask& mask, const Access& access)
      : key_(quad_key(access.order, {bounds(mask), TermId::None})), bound_(access.bound) {}

  std::string_view of_quads() const { return {key_.data(), (bound_ + 1) * kIdBytes}; }
  std::string_view of_triples() const { return {key_.data() + kIdBytes, bound_ * kIdBytes}; }

 private:
  QuadKey key_;
  std::size_t bound_;
};

Order read_order(std::string_view value) { return static_cast<Order>(take_varint(value)); }

std::string id_key(TermId id) {
  std::string key(kIdBytes, '\0');
  write_id(key.data(), id);
  return key;
}

}  // namespace

StoreReader::StoreReader(DatabaseView view) : view_(std::move(view)) {
  std::string value;
  if (view_.get(Table::Metadata, kCountsKey, value)) counts_ = read_counts(value);
}

std::optional<TermId> StoreReader::find(const rdf::Term& term) const {
  if (const auto id = try_inline(term)) return id;
  std::string buffer;
  const auto bytes = encode_known(term, *this, buffer);
  return bytes ? find(*bytes) : std::nullopt;
}

std::optional<TermId> StoreReader::find(const TermBytes& bytes) const {
  std::string value;
  if (!view_.get(Table::Ids, ids_key(bytes), value)) return std::nullopt;
  std::string payload;
  for (std::size_t at = 0; at + kIdBytes <= value.size(); at += kIdBytes) {
    const TermId id = read_id(value.data() + at);
    if (!has_hashed_key(bytes)) return id;
    if (view_.get(Table::Terms, id_key(id), payload) && payload == bytes.payload) return id;
  }
  return std::nullopt;
}

rdf::Term StoreReader::term(TermId id) const {
  if (is_inline(id)) return decode_inline(id);
  std::string payload;
  if (!view_.get(Table::Terms, id_key(id), payload)) {
    assert(serial(id) == 0 || serial(id) > counts_.terms || level(id) != 0);
    throw StorageError("the store is damaged: it has no term of id " +
                       std::to_string(static_cast<std::uint64_t>(id)));
  }
  return decode({kind(id), payload}, *this);
}

bool StoreReader::scan(const TripleMask& mask, Part part, const TripleVisitor& visit) const {
  if (part != Part::Inference && !scan_base(mask, visit)) return false;
  return part == Part::Base || scan_inference(mask, visit);
}

bool StoreReader::scan_base(const TripleMask& mask, const TripleVisitor& visit) const {
  const Access access = choose_access(mask);
  if (access.bound == 3) {
    return !find(bounds(mask), Part::Base) || visit(bounds(mask), Order::Asserted);
  }
  const Prefix whole(mask, access);
  const std::string_view prefix = whole.of_quads();
  Cursor cursor = view_.cursor(table_of(kBaseTables, access.order));
  for (cursor.seek(prefix); cursor.within(prefix); cursor.next()) {
    if (!visit(read_quad_key(access.order, cursor.key()).triple, Order::Asserted)) return false;
  }
  return true;
}

bool StoreReader::scan_inference(const TripleMask& mask, const TripleVisitor& visit) const {
  if (counts_.inferred == 0) return true;
  const Access access = choose_access(mask);
  if (access.bound == 3) {
    const auto order = find(bounds(mask), Part::Inference);
    return !order || visit(bounds(mask), *order);
  }
  const Prefix whole(mask, access);
  const std::string_view prefix = whole.of_triples();
  Cursor cursor = view_.cursor(table_of(kInferenceTables, access.order));
  for (cursor.seek(prefix); cursor.within(prefix); cursor.next()) {
    const Triple triple = read_triple_key(access.order, cursor.key());
    if (!visit(triple, read_order(cursor.value()))) return false;
  }
  return true;
}

std::optional<Order> StoreReader::find(const Triple& triple, Part part) const {
  std::string value;
  if (part != Part::Inference &&
      view_.get(Table::Spo, kg::view(quad_key(KeyOrder::Spo, {triple})), value)) {
    return Order::Asserted;
  }
  if (part == Part::Base || counts_.inferred == 0 ||
      !view_.get(Table::InferredSpo, kg::view(triple_key(KeyOrder::Spo, triple)), value)) {
    return std::nullopt;
  }
  return read_order(value);
}

std::size_t StoreReader::estimate(const TripleMask& mask, Part part) const {
  const Access access = choose_access(mask);
  if (access.bound == 3) return find(bounds(mask), part) ? 1 : 0;
  const Prefix prefix(mask, access);
  std::size_t count = 0;
  if (part != Part::Inference) {
    count += access.bound == 0 ? counts_.asserted
                               : estimate_range(table_of(kBaseTables, access.order),
                                                prefix.of_quads(), counts_.asserted);
  }
  if (part != Part::Base) {
    count += access.bound == 0 ? counts_.inferred
                               : estimate_range(table_of(kInferenceTables, access.order),
                                                prefix.of_triples(), counts_.inferred);
  }
  return count;
}

GraphView::WholeScan StoreReader::whole_scan() const {
  // A triple of a chunk takes a tenth of what one of an order takes, and those that are not wanted
  // are told apart.
  WholeScan whole{.worth_from = 0.2};
  std::size_t stating = 0;
  for (const auto& [name, source] : sources()) stating += std::size_t{source.quads > 0};
  whole.distinct = stating < 2;
  return whole;
}

/// What the sources state is the base graph, and lies there more densely than in the orders.
bool StoreReader::scan_all(const TripleVisitor& visit) const {
  std::vector<Quad> quads;
  std::size_t chunks = 0;
  Cursor cursor = view_.cursor(Table::SourceQuads, "", source_key(UINT32_MAX, UINT32_MAX));
  for (; cursor.valid(); cursor.next(), ++chunks) {
    quads.clear();
    read_quad_chunk(cursor.value(), quads);
    for (const Quad& quad : quads) {
      if (quad.graph == TermId::None && !visit(quad.triple, Order::Asserted)) return false;
    }
  }
  std::size_t expected = 0;
  for (const auto& [name, source] : sources()) expected += source.chunks;
  if (chunks != expected) {
    throw StorageError("the store is damaged: part of what its sources state is missing");
  }
  return true;
}

std::size_t StoreReader::estimate_range(Table table, std::string_view prefix,
                                        std::uint64_t entries) const {
  if (entries == 0) return 0;
  std::size_t counted = 0;
  {
    Cursor cursor = view_.cursor(table);
    for (cursor.seek(prefix); counted < kCountedEntries; cursor.next(), ++counted) {
      if (!cursor.within(prefix)) return counted;
    }
  }
  const std::uint64_t range =
      view_.approximate_bytes(table, prefix, after_prefix(std::string(prefix)));
  const std::uint64_t whole =
      view_.approximate_bytes(table, "", std::string(kQuadKeyBytes, '\xFF'));
  const double share = whole == 0 ? 0 : static_cast<double>(range) / static_cast<double>(whole);
  const auto estimated = static_cast<std::size_t>(share * static_cast<double>(entries));
  return std::clamp<std::size_t>(estimated, counted, std::max<std::size_t>(counted, entries));
}

std::vector<Statement> StoreReader::statements(const Triple& triple) const {
  std::string value;
  std::vector<Statement> found;
  if (!view_.get(Table::Spo, kg::view(quad_key(KeyOrder::Spo, {triple})), value)) return found;
  for (const StoredStatement& statement : read_statements(value)) {
    found.push_back({source_name(statement.source), statement.line});
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool StoreReader::scan_quads(const QuadVisitor& visit) const {
  Cursor cursor = view_.cursor(Table::Spo);
  for (cursor.seek(""); cursor.valid(); cursor.next()) {
    if (!visit(read_quad_key(KeyOrder::Spo, cursor.key()))) return false;
  }
  return true;
}

std::vector<std::string> StoreReader::iris_starting_with(std::string_view prefix,
                                                         std::size_t limit) const {
  std::vector<std::string> found;
  const char kind = static_cast<char>(IdKind::Iri);
  if (prefix.size() <= kMaxKeyPayload) find_iris(kind, prefix, limit, found);
  find_iris(static_cast<char>(kind | kHashedKey), prefix, limit, found);
  std::sort(found.begin(), found.end());
  if (found.size() > limit) found.resize(limit);
  return found;
}

/// Looks among the keys that start with `first`, which says whether they are hashed.
void StoreReader::find_iris(char first, std::string_view prefix, std::size_t limit,
                            std::vector<std::string>& out) const {
  const std::string start = first + std::string(prefix.substr(0, kMaxKeyPayload));
  const bool hashed = (first & kHashedKey) != 0;
  Cursor cursor = view_.cursor(Table::Ids);
  std::size_t found = 0;
  for (cursor.seek(start); found < limit && cursor.within(start); cursor.next()) {
    if (!hashed) {
      out.emplace_back(cursor.key().substr(1));
      ++found;
      continue;
    }
    const std::string_view ids = cursor.value();
    for (std::size_t at = 0; at + kIdBytes <= ids.size(); at += kIdBytes) {
      std::string iri = term(read_id(ids.data() + at)).lexical;
      if (!iri.starts_with(prefix)) continue;
      out.push_back(std::move(iri));
      ++found;
    }
  }
}

std::map<std::string, StoredSource> StoreReader::sources() const {
  std::map<std::string, StoredSource> found;
  Cursor cursor = view_.cursor(Table::Sources);
  for (cursor.seek(""); cursor.valid(); cursor.next()) {
    found.emplace(cursor.key(), read_source(cursor.value()));
  }
  return found;
}

std::optional<StoredSource> StoreReader::source(std::string_view name) const {
  std::string value;
  if (!view_.get(Table::Sources, name, value)) return std::nullopt;
  return read_source(value);
}

std::vector<Quad> StoreReader::quads_of(const StoredSource& source) const {
  std::vector<Quad> quads;
  quads.reserve(source.quads);
  std::string value;
  for (std::uint32_t chunk = 0; chunk < source.chunks; ++chunk) {
    if (!view_.get(Table::SourceQuads, source_key(source.id, chunk), value)) {
      throw StorageError("the store is damaged: part of what a source states is missing");
    }
    read_quad_chunk(value, quads);
  }
  return quads;
}

std::optional<std::string> StoreReader::rule_text(std::string_view name) const {
  const auto found = source(name);
  std::string text;
  if (!found || !found->rules || !view_.get(Table::RuleTexts, source_key(found->id, 0), text)) {
    return std::nullopt;
  }
  return text;
}

std::map<std::string, std::string> StoreReader::prefixes() const {
  std::map<std::string, std::string> found;
  Cursor cursor = view_.cursor(Table::Metadata);
  for (cursor.seek(kPrefixKey); cursor.within(kPrefixKey); cursor.next()) {
    found.emplace(cursor.key().substr(kPrefixKey.size()), cursor.value());
  }
  return found;
}

std::string StoreReader::source_name(std::uint32_t id) const {
  std::call_once(names_read_, [this] {
    for (const auto& [name, source] : sources()) names_[source.id] = name;
  });
  const auto at = names_.find(id);
  if (at == names_.end()) throw StorageError("the store is damaged: a source in it has no name");
  return at->second;
}

}  // namespace kg
