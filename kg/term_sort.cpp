#include "kg/term_sort.h"

#include <algorithm>
#include <cstring>

namespace kg {

namespace {

/// Three-way quicksort by eight bytes at a time, which stand beside the number of the string:
/// comparing reads no string, and those that share the eight bytes go on with the next eight.
/// std::sort with memcmp took three times as long for a million IRIs, most of it waiting for the
/// strings.
struct Item {
  std::uint64_t bytes;  ///< big-endian, zeros after the end of the string
  std::uint32_t number;
};

class StringSorter {
 public:
  explicit StringSorter(const std::vector<std::string_view>& strings) : strings_(strings) {}

  std::vector<std::uint32_t> run() {
    std::vector<Item> items(strings_.size());
    for (std::size_t i = 0; i < items.size(); ++i) items[i].number = static_cast<std::uint32_t>(i);
    pending_.push_back({items.data(), items.data() + items.size(), 0});
    while (!pending_.empty()) {
      const Group group = pending_.back();
      pending_.pop_back();
      sort_group(group);
    }
    std::vector<std::uint32_t> order;
    order.reserve(items.size());
    for (const Item& item : items) order.push_back(item.number);
    return order;
  }

 private:
  /// Strings that agree up to `depth`.
  struct Group {
    Item* begin;
    Item* end;
    std::size_t depth;
  };

  std::uint64_t bytes_at(std::uint32_t number, std::size_t depth) const {
    const std::string_view s = strings_[number];
    if (depth >= s.size()) return 0;
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, s.data() + depth, std::min<std::size_t>(8, s.size() - depth));
    return __builtin_bswap64(bytes);
  }

  void sort_group(const Group& group) {
    const auto count = group.end - group.begin;
    if (count < 2) return;
    if (count <= kSmall) return sort_small(group);
    for (Item* item = group.begin; item != group.end; ++item) {
      item->bytes = bytes_at(item->number, group.depth);
    }
    std::sort(group.begin, group.end,
              [](const Item& a, const Item& b) { return a.bytes < b.bytes; });
    for (Item* begin = group.begin; begin != group.end;) {
      Item* end = begin + 1;
      while (end != group.end && end->bytes == begin->bytes) ++end;
      if (end - begin > 1) sort_equal(begin, end, group.depth);
      begin = end;
    }
  }

  /// Strings with the same eight bytes. The shorter ones may end among them, since a zero byte
  /// looks like the end.
  void sort_equal(Item* begin, Item* end, std::size_t depth) {
    Item* longer = std::partition(
        begin, end, [&](const Item& item) { return strings_[item.number].size() <= depth + 8; });
    std::sort(begin, longer, [&](const Item& a, const Item& b) {
      return strings_[a.number].size() < strings_[b.number].size();
    });
    pending_.push_back({longer, end, depth + 8});
  }

  void sort_small(const Group& group) {
    std::sort(group.begin, group.end, [&](const Item& a, const Item& b) {
      return strings_[a.number].substr(group.depth) < strings_[b.number].substr(group.depth);
    });
  }

  static constexpr std::ptrdiff_t kSmall = 8;
  const std::vector<std::string_view>& strings_;
  std::vector<Group> pending_;
};

}  // namespace

std::vector<std::uint32_t> sort_strings(const std::vector<std::string_view>& strings) {
  return StringSorter(strings).run();
}

}  // namespace kg
