#include "kg/key_encoding.h"

#include <bit>
#include <cassert>
#include <cstring>

namespace kg {

namespace {

static_assert(std::endian::native == std::endian::little, "keys are swapped on the way out");

std::uint64_t swap_bytes(std::uint64_t value) { return __builtin_bswap64(value); }

void write_triple(char* out, KeyOrder order, const Triple& triple) {
  for (const TermId id : permute(order, triple)) {
    write_id(out, id);
    out += kIdBytes;
  }
}

Triple read_triple(const char* in, KeyOrder order) {
  return unpermute(order, {read_id(in), read_id(in + kIdBytes), read_id(in + 2 * kIdBytes)});
}

}  // namespace

Access choose_access(const TripleMask& mask) {
  const bool s = mask.subject != TermId::None;
  const bool p = mask.predicate != TermId::None;
  const bool o = mask.object != TermId::None;
  const std::size_t bound = std::size_t{s} + std::size_t{p} + std::size_t{o};
  if (o && !p) return {KeyOrder::Osp, bound};
  if (p && !s) return {KeyOrder::Pos, bound};
  return {KeyOrder::Spo, bound};
}

void write_id(char* out, TermId id) {
  const std::uint64_t big = swap_bytes(static_cast<std::uint64_t>(id));
  std::memcpy(out, &big, sizeof big);
}

TermId read_id(const char* in) {
  std::uint64_t big = 0;
  std::memcpy(&big, in, sizeof big);
  return static_cast<TermId>(swap_bytes(big));
}

void append_u32(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
}

std::uint32_t read_u32(const char* in) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(in[i]);
  return value;
}

TripleKey triple_key(KeyOrder order, const Triple& triple) {
  TripleKey key;
  write_triple(key.data(), order, triple);
  return key;
}

QuadKey quad_key(KeyOrder order, const Quad& quad) {
  QuadKey key;
  write_id(key.data(), quad.graph);
  write_triple(key.data() + kIdBytes, order, quad.triple);
  return key;
}

Triple read_triple_key(KeyOrder order, std::string_view key) {
  assert(key.size() == kTripleKeyBytes);
  return read_triple(key.data(), order);
}

Quad read_quad_key(KeyOrder order, std::string_view key) {
  assert(key.size() == kQuadKeyBytes);
  return {read_triple(key.data() + kIdBytes, order), read_id(key.data())};
}

}  // namespace kg
