#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace kg {

/// Identifies a term in a dictionary; kg/term_id.h says how the bits are used. `None` is no term:
/// an unbound variable or position, and as a graph the default graph.
enum class TermId : std::uint64_t { None = 0 };

struct Triple {
  TermId subject = TermId::None;
  TermId predicate = TermId::None;
  TermId object = TermId::None;

  bool operator==(const Triple&) const = default;
  auto operator<=>(const Triple&) const = default;
};

struct Quad {
  Triple triple;
  /// `None` for the default graph.
  TermId graph = TermId::None;

  bool operator==(const Quad&) const = default;
  auto operator<=>(const Quad&) const = default;
};

/// How old a triple of the evaluation graph is. A derived triple is the conclusion of some rule
/// instance whose positive premises are all strictly older; that alone lets proofs be rebuilt.
enum class Order : std::uint32_t {
  Asserted = 0,  ///< in the base graph
  Given = 1,     ///< in a DATA block of a rule set
  FirstRound =
      2  ///< derived in the first round of the first stratum; later rounds and strata count on
};

struct Inference {
  Triple triple;
  Order order = Order::FirstRound;
};

}  // namespace kg

template <>
struct std::hash<kg::Triple> {
  std::size_t operator()(const kg::Triple& t) const noexcept {
    auto mix = [](std::uint64_t h, kg::TermId id) {
      h ^= static_cast<std::uint64_t>(id);
      h *= 0x9E3779B97F4A7C15ULL;
      return h ^ (h >> 29);
    };
    return static_cast<std::size_t>(mix(mix(mix(0, t.subject), t.predicate), t.object));
  }
};
