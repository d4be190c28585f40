#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "kg/hash_index.h"
#include "rules/rule_set.h"

namespace rules {

/// A triple pattern of a body or template of a head but for the names of its variables: those with
/// the same shape match the same. Patterns with a triple term inside have none.
struct Shape {
  /// By position: a constant's id or, by order of appearance, a variable's number.
  std::array<std::uint64_t, 3> parts{};
  std::uint64_t kinds = 0;  ///< two bits a position: constant, variable, blank node

  bool operator==(const Shape&) const = default;
};

/// `head_blank` as in `Rule`; empty for a pattern of a body.
std::optional<Shape> shape_of(const match::TriplePattern& triple,
                              const std::vector<bool>& head_blank);

/// Numbers triples by their shapes, from 0.
class Shapes {
 public:
  /// The number of a triple, a new one if need be.
  std::uint32_t add(const match::TriplePattern& triple, const std::vector<bool>& head_blank);

 private:
  std::vector<Shape> shapes_;  ///< by number; an empty one for a triple that has none
  kg::HashIndex index_;
};

/// The distinct triple templates of rule heads.
class Templates {
 public:
  explicit Templates(const RuleSet& rules);

  std::uint32_t size() const { return static_cast<std::uint32_t>(all_.size()); }
  /// The rules with a template, each as often as it has it.
  const std::vector<std::pair<std::uint32_t, RuleIndex>>& makers() const { return makers_; }

  /// Appends the numbers of templates that may make what a pattern asks for, in ascending order.
  void matching(const match::TriplePattern& pattern, const kg::Dictionary& dictionary,
                std::vector<std::uint32_t>& into) const;

 private:
  /// Which positions are constant, a bit each: subject, predicate, object.
  using Positions = unsigned;
  using Constants = std::array<kg::TermId, 3>;

  struct Template {
    const match::TriplePattern* triple;
    const std::vector<bool>* head_blank;
    Constants constants;
  };

  static Constants constants_of(const match::TriplePattern& triple);
  static Positions positions_of(const Constants& constants);
  const std::vector<std::uint32_t>& sorted_by(Positions group, Positions known) const;
  std::span<const std::uint32_t> candidates(Positions group, Positions known,
                                            const Constants& wanted) const;

  std::vector<Template> all_;
  std::vector<std::pair<std::uint32_t, RuleIndex>> makers_;
  std::array<std::vector<std::uint32_t>, 8> groups_;  ///< by the positions that are constant
  /// Each group by the constants at some of these positions, as far as anyone asked.
  mutable std::map<std::pair<Positions, Positions>, std::vector<std::uint32_t>> sorted_;
};

}  // namespace rules
