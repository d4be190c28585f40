#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kg/term_encoding.h"
#include "kg/triple.h"

/// What the values of the store's tables hold, and the keys that are no ids. docs/storage.md shows
/// the bytes. What reads throws StorageError for bytes that only a damaged store can hold.
namespace kg {

/// Numbers that the store keeps about itself.
struct StoreCounts {
  std::uint64_t terms = 0;    ///< the highest serial
  std::uint64_t sources = 0;  ///< the highest source id
  std::uint64_t asserted = 0;
  std::uint64_t inferred = 0;
};
inline constexpr std::string_view kCountsKey = "counts";
/// Followed by the prefix.
inline constexpr std::string_view kPrefixKey = "prefix ";
std::string write_counts(const StoreCounts& counts);
StoreCounts read_counts(std::string_view value);

/// Where a quad was stated; sources have numbers that are never given twice.
struct StoredStatement {
  std::uint32_t source = 0;
  std::uint32_t line = 0;

  bool operator==(const StoredStatement&) const = default;
  auto operator<=>(const StoredStatement&) const = default;
};
void append_statement(std::string& out, const StoredStatement& statement);
std::vector<StoredStatement> read_statements(std::string_view value);

struct StoredSource {
  std::uint32_t id = 0;
  bool rules = false;
  std::uint64_t quads = 0;
  std::uint32_t chunks = 0;
};
std::string write_source(const StoredSource& source);
StoredSource read_source(std::string_view value);

/// Of the tables SourceQuads and, with chunk 0, RuleTexts.
std::string source_key(std::uint32_t source, std::uint32_t chunk);

/// A chunk of the quads that a source states, sorted as the keys of the table Spo.
inline constexpr std::size_t kChunkQuads = 4096;
class QuadChunkWriter {
 public:
  void add(const Quad& quad);
  std::size_t size() const { return size_; }
  /// The chunk so far; begins a new one.
  std::string take();

 private:
  std::string bytes_;
  Quad last_;
  std::size_t size_ = 0;
};
void read_quad_chunk(std::string_view value, std::vector<Quad>& out);

/// Terms whose bytes are longer than this stand in the table Ids under a hash of the rest.
inline constexpr std::size_t kMaxKeyPayload = 240;
inline constexpr char kHashedKey = static_cast<char>(0x80);
inline bool has_hashed_key(const TermBytes& bytes) { return bytes.payload.size() > kMaxKeyPayload; }
std::string ids_key(const TermBytes& bytes);

/// The order of the tables Spo and SourceQuads.
bool less_by_graph(const Quad& a, const Quad& b);

/// The first key after all keys that start with `prefix`; it has a byte other than 0xFF.
std::string after_prefix(std::string prefix);

}  // namespace kg
