#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kg/storage_error.h"

/// Numbers of variable length: seven bits a byte, the least significant first, the top bit set on
/// all bytes but the last.
namespace kg {

inline void append_varint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

/// Takes a number off the front. Throws StorageError if there is none, since that only a damaged
/// store can hold.
inline std::uint64_t take_varint(std::string_view& in) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !in.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(in.front());
    in.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return value;
  }
  throw StorageError("the store is damaged: a number in it has no end");
}

}  // namespace kg
