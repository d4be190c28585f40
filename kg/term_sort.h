#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace kg {

/// A string to sort, which must stay where it is, and its number.
class NumberedString {
 public:
  NumberedString() = default;
  NumberedString(std::string_view string, std::uint32_t number)
      : data_(string.data()), size_(static_cast<std::uint32_t>(string.size())), number_(number) {}

  std::string_view string() const { return {data_, size_}; }
  std::uint32_t number() const { return number_; }

 private:
  friend class StringSorter;

  const char* data_ = nullptr;
  std::uint32_t size_ = 0;
  std::uint32_t number_ = 0;
  std::uint64_t bytes_ = 0;  ///< some of the string while it is sorted, see StringSorter
};

/// Sorts byte strings as keys sort. Made for many strings with long common prefixes, as IRIs are.
void sort_strings(std::span<NumberedString> strings);

}  // namespace kg
