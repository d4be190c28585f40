#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace kg {

/// Sorts byte strings as keys sort; returns their numbers in that order. Made for many strings with
/// long common prefixes, as IRIs are.
std::vector<std::uint32_t> sort_strings(const std::vector<std::string_view>& strings);

}  // namespace kg
