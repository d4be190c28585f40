#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "kg/graph_view.h"
#include "kg/triple.h"

/// The keys of the store: ids of eight bytes each, big-endian, so that keys sort as ids do and
/// every bound position at the front of an order is a prefix of its keys.
///
///   triple key   24 bytes   the three ids in one of the orders
///   quad key     32 bytes   the graph's id, then a triple key
namespace kg {

enum class KeyOrder : std::uint8_t { Spo, Pos, Osp };

inline constexpr std::size_t kIdBytes = 8;
inline constexpr std::size_t kTripleKeyBytes = 3 * kIdBytes;
inline constexpr std::size_t kQuadKeyBytes = 4 * kIdBytes;
using TripleKey = std::array<char, kTripleKeyBytes>;
using QuadKey = std::array<char, kQuadKeyBytes>;

/// The ids of a triple in the sequence of an order.
constexpr std::array<TermId, 3> permute(KeyOrder order, const Triple& t) {
  switch (order) {
    case KeyOrder::Spo:
      return {t.subject, t.predicate, t.object};
    case KeyOrder::Pos:
      return {t.predicate, t.object, t.subject};
    case KeyOrder::Osp:
      break;
  }
  return {t.object, t.subject, t.predicate};
}

/// The inverse of `permute`.
constexpr Triple unpermute(KeyOrder order, const std::array<TermId, 3>& ids) {
  switch (order) {
    case KeyOrder::Spo:
      return {ids[0], ids[1], ids[2]};
    case KeyOrder::Pos:
      return {ids[2], ids[0], ids[1]};
    case KeyOrder::Osp:
      break;
  }
  return {ids[1], ids[2], ids[0]};
}

/// The order in which the bound positions of a mask come first, and how many they are.
struct Access {
  KeyOrder order = KeyOrder::Spo;
  std::size_t bound = 0;
};
Access choose_access(const TripleMask& mask);

void write_id(char* out, TermId id);
TermId read_id(const char* in);
/// Big-endian, like ids.
void append_u32(std::string& out, std::uint32_t value);
std::uint32_t read_u32(const char* in);

TripleKey triple_key(KeyOrder order, const Triple& triple);
QuadKey quad_key(KeyOrder order, const Quad& quad);
/// `key` must be a triple key of that order.
Triple read_triple_key(KeyOrder order, std::string_view key);
Quad read_quad_key(KeyOrder order, std::string_view key);

template <std::size_t N>
std::string_view view(const std::array<char, N>& bytes) {
  return {bytes.data(), bytes.size()};
}

}  // namespace kg
