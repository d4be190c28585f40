#include "rules/joined_index.h"

namespace rules {

JoinedIndex::JoinedIndex(const Relation& first, Side first_key, const Relation& second,
                         Side second_key)
    : first_rows_(first.visible()), second_rows_(second.visible()) {
  const auto visit_all = [&](const auto& visit) {
    for (std::size_t i = 0; i < first_rows_; ++i) {
      const Pair row = first.rows()[i];
      const LocalId between = side_of(row, other(first_key));
      const Run<LocalId> run = second.find(other(second_key), between, View::All);
      for (std::uint32_t k = 0; k < run.count; ++k) {
        visit(make_pair(side_of(row, first_key), run.begin[k]), between);
      }
    }
  };
  visit_all([&](Pair key, LocalId) { keys_.add(key); });
  lists_.build(
      [&](const auto& visit) {
        visit_all([&](Pair key, LocalId between) { visit(keys_.find(key), between); });
      },
      keys_.size());
}

std::size_t JoinedIndex::size(const Relation& first, Side first_key, const Relation& second,
                              Side second_key) {
  std::size_t result = 0;
  for (std::size_t i = 0; i < first.visible(); ++i) {
    const LocalId between = side_of(first.rows()[i], other(first_key));
    result += second.find(other(second_key), between, View::All).count;
  }
  return result;
}

}  // namespace rules
