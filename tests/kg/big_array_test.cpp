#include <catch2/catch.hpp>
#include <cstdint>
#include <utility>

#include "kg/big_array.h"
#include "kg/memory_limit.h"

using kg::BigArray;

TEST_CASE("an array keeps what is in it while it grows from small to large", "[big_array]") {
  BigArray<std::uint64_t> array;
  constexpr std::uint64_t kCount = 3'000'000;
  for (std::uint64_t i = 0; i < kCount; ++i) array.push_back(i * i);
  BigArray<std::uint64_t> moved = std::move(array);
  moved.append(moved.range(0, 0));
  REQUIRE(moved.size() == kCount);
  bool same = true;
  for (std::uint64_t i = 0; i < kCount; ++i) same = same && moved[i] == i * i;
  CHECK(same);
  BigArray<std::uint64_t> other;
  other.assign(1'000'000, 7);
  other.swap(moved);
  CHECK(other[kCount - 1] == (kCount - 1) * (kCount - 1));
  CHECK(moved[999'999] == 7);
  moved.clear();
  moved.push_back(1);
  CHECK(moved.size() == 1);
}

TEST_CASE("a large array grows without taking its memory twice", "[big_array]") {
  BigArray<char> array;
  constexpr std::size_t kBytes = std::size_t{64} << 20U;
  array.assign(kBytes, 1);
  const std::size_t before = kg::resident_memory();
  array.reserve(2 * kBytes);
  CHECK(kg::resident_memory() < before + kBytes / 2);
  CHECK(array[kBytes - 1] == 1);
}
