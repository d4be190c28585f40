#include "rules/templates.h"

#include <algorithm>
#include <cstddef>

#include "rules/match/pattern.h"

namespace rules {

namespace {

constexpr unsigned kAllPositions = 7;

std::uint64_t hash_of(const Shape& shape) {
  std::uint64_t hash = shape.kinds;
  for (const std::uint64_t part : shape.parts) {
    hash = (hash ^ part) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 32U;
  }
  return hash;
}

/// Compares triples of constants at some positions only.
class Before {
 public:
  explicit Before(unsigned positions) : positions_(positions) {}

  bool operator()(const std::array<kg::TermId, 3>& a, const std::array<kg::TermId, 3>& b) const {
    for (std::size_t i = 0; i < 3; ++i) {
      if ((positions_ >> i & 1U) != 0 && a[i] != b[i]) return a[i] < b[i];
    }
    return false;
  }

 private:
  unsigned positions_;
};

}  // namespace

std::optional<Shape> shape_of(const match::TriplePattern& triple,
                              const std::vector<bool>& head_blank) {
  enum : std::uint64_t { Constant, Variable, BlankNode };
  Shape shape;
  std::array<match::VariableIndex, 3> seen{};
  std::size_t count = 0;
  for (const match::Slot* slot : {&triple.subject, &triple.predicate, &triple.object}) {
    const auto i = static_cast<std::size_t>(slot == &triple.predicate) +
                   2 * static_cast<std::size_t>(slot == &triple.object);
    if (slot->kind == match::Slot::Kind::TripleTerm) return std::nullopt;
    if (slot->kind == match::Slot::Kind::Constant) {
      shape.parts[i] = static_cast<std::uint64_t>(slot->constant);
      continue;
    }
    const auto end = seen.begin() + static_cast<std::ptrdiff_t>(count);
    const auto known = std::find(seen.begin(), end, slot->variable);
    shape.parts[i] = static_cast<std::uint64_t>(known - seen.begin());
    if (known == end) seen[count++] = slot->variable;
    const bool blank = slot->variable < head_blank.size() && head_blank[slot->variable];
    shape.kinds |= (blank ? BlankNode : Variable) << 2 * i;
  }
  return shape;
}

std::uint32_t Shapes::add(const match::TriplePattern& triple, const std::vector<bool>& head_blank) {
  const auto number = static_cast<std::uint32_t>(shapes_.size());
  const std::optional<Shape> shape = shape_of(triple, head_blank);
  if (shape) {
    const std::uint64_t hash = hash_of(*shape);
    const std::uint32_t known =
        index_.find(hash, [&](std::uint32_t other) { return shapes_[other] == *shape; });
    if (known != kg::HashIndex::kNone) return known;
    index_.insert(hash, number);
  }
  shapes_.push_back(shape.value_or(Shape()));
  return number;
}

Templates::Templates(const RuleSet& rules) {
  Shapes shapes;
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    const Rule& rule = rules.rules[i];
    for (const match::TriplePattern& triple : rule.head) {
      const std::uint32_t number = shapes.add(triple, rule.head_blank);
      makers_.emplace_back(number, static_cast<RuleIndex>(i));
      if (number < all_.size()) continue;
      all_.push_back({&triple, &rule.head_blank, constants_of(triple)});
      groups_[positions_of(all_.back().constants)].push_back(number);
    }
  }
}

void Templates::matching(const match::TriplePattern& pattern, const kg::Dictionary& dictionary,
                         std::vector<std::uint32_t>& into) const {
  const std::size_t before = into.size();
  const Constants wanted = constants_of(pattern);
  for (Positions group = 0; group <= kAllPositions; ++group) {
    if (groups_[group].empty()) continue;
    for (const std::uint32_t i : candidates(group, group & positions_of(wanted), wanted)) {
      if (match::may_match(pattern, *all_[i].triple, *all_[i].head_blank, dictionary)) {
        into.push_back(i);
      }
    }
  }
  std::sort(into.begin() + static_cast<std::ptrdiff_t>(before), into.end());
}

Templates::Constants Templates::constants_of(const match::TriplePattern& triple) {
  const auto constant = [](const match::Slot& slot) {
    return slot.kind == match::Slot::Kind::Constant ? slot.constant : kg::TermId::None;
  };
  return {constant(triple.subject), constant(triple.predicate), constant(triple.object)};
}

Templates::Positions Templates::positions_of(const Constants& constants) {
  Positions positions = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    if (constants[i] != kg::TermId::None) positions |= 1U << i;
  }
  return positions;
}

std::span<const std::uint32_t> Templates::candidates(Positions group, Positions known,
                                                     const Constants& wanted) const {
  const std::vector<std::uint32_t>& sorted = sorted_by(group, known);
  const Before before(known);
  const auto begin = std::lower_bound(
      sorted.begin(), sorted.end(), wanted,
      [&](std::uint32_t i, const Constants& c) { return before(all_[i].constants, c); });
  const auto end = std::upper_bound(
      begin, sorted.end(), wanted,
      [&](const Constants& c, std::uint32_t i) { return before(c, all_[i].constants); });
  return {begin, end};
}

const std::vector<std::uint32_t>& Templates::sorted_by(Positions group, Positions known) const {
  if (known == 0) return groups_[group];
  std::vector<std::uint32_t>& sorted = sorted_[{group, known}];
  if (sorted.empty()) {
    sorted = groups_[group];
    const Before before(known);
    const auto in_order = [&](std::uint32_t a, std::uint32_t b) {
      return before(all_[a].constants, all_[b].constants);
    };
    // Terms have their ids in the order in which rules name them, so that many need no sorting.
    if (!std::is_sorted(sorted.begin(), sorted.end(), in_order)) {
      std::sort(sorted.begin(), sorted.end(), in_order);
    }
  }
  return sorted;
}

}  // namespace rules
