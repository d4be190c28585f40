#pragma once

#include <cstdint>

#include "kg/triple.h"

/// Hashes of terms one after the other, all of whose bits serve.
namespace query {

constexpr std::uint64_t hash_more(std::uint64_t hash, kg::TermId term) {
  hash = (hash ^ static_cast<std::uint64_t>(term)) * 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 32U);
}

constexpr std::uint64_t hash_end(std::uint64_t hash) { return hash * 0xD6E8FEB86659FD93ULL; }

}  // namespace query
