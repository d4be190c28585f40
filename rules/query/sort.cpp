#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "kg/rdf/value.h"
#include "kg/term_id.h"
#include "rules/query/modifiers.h"

namespace query {

namespace {

/// A term to be sorted. Its value is worked out once, however often it is compared.
struct Sortable {
  kg::TermId id;
  rdf::Value value;
};

bool comes_before(const Sortable& left, const Sortable& right) {
  if (kg::kind(left.id) == kg::IdKind::Integer && kg::kind(right.id) == kg::IdKind::Integer) {
    return kg::inline_integer(left.id) < kg::inline_integer(right.id);
  }
  return rdf::order(left.value, right.value) < 0;
}

}  // namespace

SortEnd::SortEnd(Run& run, const Algebra& order_by, std::vector<match::VariableIndex> columns,
                 std::optional<std::uint64_t> wanted, Operator& next)
    : run_(run),
      order_by_(order_by),
      columns_(std::move(columns)),
      wanted_(wanted),
      next_(next),
      width_(columns_.size() + order_by.formulas.size()) {}

bool SortEnd::push(Row& row) {
  for (const match::VariableIndex column : columns_) cells_.push_back(row[column]);
  for (const Formula& key : order_by_.formulas) {
    if (key.varies) run_.begin_solution();
    cells_.push_back(run_.evaluate(key, row).value_or(kg::TermId::None));
  }
  return !run_.stopped();
}

bool SortEnd::pass_on(Row& row) {
  std::vector<kg::TermId> outside;
  for (const match::VariableIndex column : columns_) outside.push_back(row[column]);
  bool go_on = true;
  for (const std::size_t at : sorted()) {
    const kg::TermId* cell = cells_.data() + at * width_;
    for (const match::VariableIndex column : columns_) row[column] = *cell++;
    go_on = next_.push(row);
    if (!go_on) break;
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) row[columns_[i]] = outside[i];
  return go_on;
}

/// The numbers of the solutions in order.
std::vector<std::size_t> SortEnd::sorted() const {
  std::vector<std::vector<std::uint32_t>> keys;
  for (std::size_t key = 0; key < order_by_.formulas.size(); ++key) keys.push_back(ranks(key));
  std::vector<std::size_t> order(count());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto before = [&](std::size_t left, std::size_t right) {
    for (std::size_t key = 0; key < keys.size(); ++key) {
      const std::uint32_t of_left = keys[key][left];
      const std::uint32_t of_right = keys[key][right];
      if (of_left != of_right) return (of_left < of_right) != order_by_.descending[key];
    }
    return left < right;
  };
  if (wanted_ && *wanted_ < order.size()) {
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(*wanted_);
    std::partial_sort(order.begin(), end, order.end(), before);
    order.erase(end, order.end());
  } else {
    std::sort(order.begin(), order.end(), before);
  }
  return order;
}

/// The places of a key's values among its distinct values in order, by solution; terms of the same
/// value, such as 1 and 1.0, have the same place. They are compared once for all the solutions that
/// share them.
std::vector<std::uint32_t> SortEnd::ranks(std::size_t key) const {
  std::unordered_map<kg::TermId, std::uint32_t> rank_of;
  std::vector<Sortable> values;
  for (std::size_t at = columns_.size() + key; at < cells_.size(); at += width_) {
    const kg::TermId id = cells_[at];
    if (id == kg::TermId::None || !rank_of.try_emplace(id, 0).second) continue;
    values.push_back({id, rdf::value_of(run_.interner.term(id))});
  }
  std::sort(values.begin(), values.end(), comes_before);
  // No value comes first.
  std::uint32_t rank = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i == 0 || comes_before(values[i - 1], values[i])) ++rank;
    rank_of[values[i].id] = rank;
  }
  rank_of[kg::TermId::None] = 0;
  std::vector<std::uint32_t> result;
  result.reserve(count());
  for (std::size_t at = columns_.size() + key; at < cells_.size(); at += width_) {
    result.push_back(rank_of[cells_[at]]);
  }
  return result;
}

}  // namespace query
