#include "kg/stored_values.h"

#include <xxhash.h>

#include <bit>
#include <limits>
#include <tuple>
#include <utility>

#include "kg/key_encoding.h"
#include "kg/storage_error.h"
#include "kg/varint.h"

namespace kg {

namespace {

[[noreturn]] void damaged(const char* what) {
  throw StorageError(std::string("the store is damaged: ") + what);
}

/// With the kind, which is in the top bits, at the bottom, ids of low serials are short as varints.
std::uint64_t kind_last(TermId id) { return std::rotl(static_cast<std::uint64_t>(id), 4); }
TermId kind_first(std::uint64_t value) { return static_cast<TermId>(std::rotr(value, 4)); }

std::uint32_t take_u32(std::string_view& in) {
  const std::uint64_t value = take_varint(in);
  if (value > std::numeric_limits<std::uint32_t>::max()) damaged("a number in it is too large");
  return static_cast<std::uint32_t>(value);
}

/// Which parts of a quad differ from those of the one before.
constexpr char kNewGraph = 1;
constexpr char kNewSubject = 2;
constexpr char kNewPredicate = 4;

}  // namespace

std::string write_counts(const StoreCounts& counts) {
  std::string out;
  for (const std::uint64_t n : {counts.terms, counts.sources, counts.asserted, counts.inferred}) {
    char bytes[kIdBytes];
    write_id(bytes, static_cast<TermId>(n));
    out.append(bytes, kIdBytes);
  }
  return out;
}

StoreCounts read_counts(std::string_view value) {
  if (value.size() != 4 * kIdBytes) damaged("its counts are no counts");
  auto number = [&](std::size_t i) {
    return static_cast<std::uint64_t>(read_id(value.data() + i * kIdBytes));
  };
  return {number(0), number(1), number(2), number(3)};
}

void append_statement(std::string& out, const StoredStatement& statement) {
  append_varint(out, statement.source);
  append_varint(out, statement.line);
}

std::vector<StoredStatement> read_statements(std::string_view value) {
  std::vector<StoredStatement> statements;
  while (!value.empty()) {
    const std::uint32_t source = take_u32(value);
    statements.push_back({source, take_u32(value)});
  }
  return statements;
}

std::string write_source(const StoredSource& source) {
  std::string out(1, source.rules ? 'R' : 'D');
  append_varint(out, source.id);
  append_varint(out, source.quads);
  append_varint(out, source.chunks);
  return out;
}

StoredSource read_source(std::string_view value) {
  if (!value.starts_with('R') && !value.starts_with('D')) damaged("a source in it is no source");
  StoredSource source;
  source.rules = value.starts_with('R');
  value.remove_prefix(1);
  source.id = take_u32(value);
  source.quads = take_varint(value);
  source.chunks = take_u32(value);
  return source;
}

std::string source_key(std::uint32_t source, std::uint32_t chunk) {
  std::string key;
  append_u32(key, source);
  append_u32(key, chunk);
  return key;
}

void QuadChunkWriter::add(const Quad& quad) {
  char flags = 0;
  if (size_ == 0 || quad.graph != last_.graph) flags |= kNewGraph;
  if (size_ == 0 || quad.triple.subject != last_.triple.subject) flags |= kNewSubject;
  if (size_ == 0 || quad.triple.predicate != last_.triple.predicate) flags |= kNewPredicate;
  bytes_ += flags;
  if (flags & kNewGraph) append_varint(bytes_, kind_last(quad.graph));
  if (flags & kNewSubject) append_varint(bytes_, kind_last(quad.triple.subject));
  if (flags & kNewPredicate) append_varint(bytes_, kind_last(quad.triple.predicate));
  append_varint(bytes_, kind_last(quad.triple.object));
  last_ = quad;
  ++size_;
}

std::string QuadChunkWriter::take() {
  size_ = 0;
  return std::exchange(bytes_, {});
}

void read_quad_chunk(std::string_view value, std::vector<Quad>& out) {
  Quad quad;
  while (!value.empty()) {
    const char flags = value.front();
    value.remove_prefix(1);
    if (flags & kNewGraph) quad.graph = kind_first(take_varint(value));
    if (flags & kNewSubject) quad.triple.subject = kind_first(take_varint(value));
    if (flags & kNewPredicate) quad.triple.predicate = kind_first(take_varint(value));
    quad.triple.object = kind_first(take_varint(value));
    out.push_back(quad);
  }
}

std::string ids_key(const TermBytes& bytes) {
  std::string key(1, static_cast<char>(bytes.kind));
  if (!has_hashed_key(bytes)) return key.append(bytes.payload);
  key[0] = static_cast<char>(key[0] | kHashedKey);
  key.append(bytes.payload.substr(0, kMaxKeyPayload));
  XXH128_canonical_t hash;
  XXH128_canonicalFromHash(&hash, XXH3_128bits(bytes.payload.data(), bytes.payload.size()));
  return key.append(reinterpret_cast<const char*>(hash.digest), sizeof hash.digest);
}

bool less_by_graph(const Quad& a, const Quad& b) {
  return std::tie(a.graph, a.triple) < std::tie(b.graph, b.triple);
}

std::string after_prefix(std::string prefix) {
  while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xFF) prefix.pop_back();
  if (!prefix.empty()) ++prefix.back();
  return prefix;
}

}  // namespace kg
