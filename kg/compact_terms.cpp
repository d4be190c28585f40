#include "kg/compact_terms.h"

#include <array>

// Terms are short: the hash inlined here takes a third of the time of a call into the library.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "kg/storage_error.h"

namespace kg {

namespace {

/// Numbers of which one place is written down.
constexpr std::uint32_t kGroup = 4;
constexpr std::size_t kShortestPrefix = 8;
/// More prefixes than this are no longer what many terms begin with.
constexpr std::size_t kMostPrefixes = std::size_t{1} << 20;
constexpr std::size_t kCandidates = 4096;

std::uint64_t hash_of(std::string_view bytes, IdKind kind) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), static_cast<std::uint64_t>(kind));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// How many bytes of an IRI may be those of others too: all before the number at its end, or else
/// before the name at its end. 0 for terms that are written in one piece.
std::size_t prefix_size(const TermBytes& bytes) {
  if (bytes.kind != IdKind::Iri) return 0;
  std::size_t size = bytes.payload.size();
  while (size > 0 && is_digit(bytes.payload[size - 1])) --size;
  if (size == bytes.payload.size()) size = bytes.payload.find_last_of("/#:") + 1;
  return size < kShortestPrefix ? 0 : size;
}

/// What a record begins with.
struct Header {
  std::uint64_t length = 0;
  IdKind kind = IdKind::None;
  bool has_prefix = false;
};

std::uint64_t read_number(const char*& at) {
  std::uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(*at++);
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return value;
  }
}

char* write_number(char* at, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) *at++ = static_cast<char>(value | 0x80);
  *at++ = static_cast<char>(value);
  return at;
}

Header read_header(const char*& at) {
  const std::uint64_t value = read_number(at);
  return {value >> 5, static_cast<IdKind>(value >> 1 & 15), (value & 1) != 0};
}

}  // namespace

bool CompactTerms::Pieces::operator==(const TermBytes& bytes) const {
  return bytes.kind == kind && bytes.payload.size() == first.size() + second.size() &&
         bytes.payload.ends_with(second) && bytes.payload.starts_with(first);
}

TermBytes CompactTerms::Pieces::joined(std::string& buffer) const {
  if (first.empty()) return {kind, second};
  buffer.assign(first);
  buffer += second;
  return {kind, buffer};
}

std::uint64_t CompactTerms::hash(const TermBytes& bytes) {
  return hash_of(bytes.payload, bytes.kind);
}

std::optional<std::uint32_t> CompactTerms::find(const TermBytes& bytes, std::uint64_t hash) const {
  const std::uint32_t number =
      index_.find(hash, [&](std::uint32_t candidate) { return at(candidate) == bytes; });
  if (number == TagIndex::kNone) return std::nullopt;
  return number;
}

std::uint32_t CompactTerms::insert(const TermBytes& bytes, std::uint64_t hash) {
  if (bytes.payload.size() > UINT32_MAX || size_ >= TagIndex::kNone - 1) {
    throw StorageError(
        "too much for one dictionary: a term has more than 4 GiB, or there are more than 4 billion "
        "terms");
  }
  const std::size_t split = prefix_size(bytes);
  const std::uint32_t prefix = split == 0 ? kNoPrefix : prefix_of(bytes.payload.substr(0, split));
  const std::string_view rest = prefix == kNoPrefix ? bytes.payload : bytes.payload.substr(split);
  std::array<char, 20> header{};
  char* end = write_number(header.data(), std::uint64_t{rest.size()} << 5 |
                                              static_cast<std::uint64_t>(bytes.kind) << 1 |
                                              (prefix == kNoPrefix ? 0U : 1U));
  if (prefix != kNoPrefix) end = write_number(end, prefix);
  if (size_ % kGroup == 0) groups_.push_back(records_.size());
  records_.append({header.data(), end});
  records_.append(rest);
  std::string buffer;
  index_.insert(hash, size_, [&](std::uint32_t number) {
    return CompactTerms::hash(at(number).joined(buffer));
  });
  return size_++;
}

CompactTerms::Pieces CompactTerms::at(std::uint32_t number) const {
  const char* record = records_.data() + groups_[number / kGroup];
  for (std::uint32_t skip = number % kGroup;; --skip) {
    const Header header = read_header(record);
    const std::uint64_t prefix = header.has_prefix ? read_number(record) : 0;
    if (skip == 0) {
      return {header.kind,
              header.has_prefix ? std::string_view(prefixes_[prefix]) : "",
              {record, header.length}};
    }
    record += header.length;
  }
}

/// The number of a prefix, if it is known or has just been seen for the second time.
std::uint32_t CompactTerms::prefix_of(std::string_view prefix) {
  // Terms that begin alike come together.
  if (last_prefix_ != kNoPrefix && prefixes_[last_prefix_] == prefix) return last_prefix_;
  const std::uint64_t hash = hash_of(prefix, IdKind::None);
  const std::uint32_t known = prefix_index_.find(
      hash, [&](std::uint32_t candidate) { return prefixes_[candidate] == prefix; });
  if (known != kNoPrefix) return last_prefix_ = known;
  if (prefixes_.size() >= kMostPrefixes) return kNoPrefix;
  if (candidates_.empty()) candidates_.resize(kCandidates);
  std::uint32_t& candidate = candidates_[hash % kCandidates];
  if (candidate != static_cast<std::uint32_t>(hash >> 32)) {
    candidate = static_cast<std::uint32_t>(hash >> 32);
    return kNoPrefix;
  }
  last_prefix_ = static_cast<std::uint32_t>(prefixes_.size());
  prefixes_.emplace_back(prefix);
  prefix_index_.insert(hash, last_prefix_);
  return last_prefix_;
}

}  // namespace kg
