#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What a run did, for people who want to know why it takes so long.
namespace rules {

enum class RuleIndex : std::uint32_t;

/// What a rule did in all of its plans.
struct RuleProfile {
  std::uint64_t tried = 0;       ///< rows that the steps of its plans came to
  std::uint64_t solutions = 0;   ///< of its body
  std::uint64_t inferences = 0;  ///< new triples
  /// Of the processor, if several worked on it.
  std::chrono::nanoseconds time{0};
};

/// A step of a plan in words.
struct StepNote {
  std::string text;         ///< empty for what is of no interest
  double expected = 0;      ///< rows after it, as planned
  std::uint32_t depth = 0;  ///< 1 inside of a NOT
};

/// What was expected of a plan and what it did.
struct PlanProfile {
  RuleIndex rule{};
  /// The pattern of the body, counted from 0, that was matched with what the round before had
  /// added; nothing for a plan that finds all solutions.
  std::optional<std::size_t> delta;
  std::vector<StepNote> steps;      ///< the first is what it starts from
  std::vector<std::uint64_t> rows;  ///< by step: after it, in all runs
  std::uint64_t runs = 0;
  std::chrono::nanoseconds time{0};
};

}  // namespace rules
