#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rules/explain/derivation.h"

/// What of a derivation is shown and in which order, whatever it is shown as.
namespace explain {

/// One step as it stands in a text: a step in full, or where it is shown already.
struct OutlineEntry {
  enum class Kind : std::uint8_t {
    Step,      ///< shown here; what comes next, one level deeper, are its premises
    AsShown,   ///< the same step stands at `shown_at`
    SameStep,  ///< another conclusion of the rule instance that stands at `shown_at`
    More       ///< the premises of `node` are left out: `left_out` steps that stand nowhere else
  };
  Kind kind = Kind::Step;
  NodeIndex node{};
  std::size_t depth = 0;  ///< 0 for the conclusion
  bool last = true;       ///< whether no other premise of the same step follows
  std::string number;     ///< empty for a conclusion that stands alone, and for More
  std::string shown_at;
  std::size_t left_out = 0;
};

struct Outline {
  std::vector<OutlineEntry> entries;
  /// By node: where it is shown; if it is not, where it would be. Empty below `kDeepestNumber`.
  std::vector<std::string> numbers;
  /// Whether the conclusion is a step of an earlier derivation.
  bool told_before = false;
};

struct OutlineOptions {
  /// Steps below this depth are left out; the premises of the conclusion have depth 1. Nothing for
  /// all down to `kDeepestNumber`.
  std::optional<std::size_t> depth;
  /// The number that the conclusion has, in front of those of its premises.
  std::string number = {};
};

/// Walks derivations that belong to one text, from the conclusion down, premises in the order of
/// the rule's body: a step that an earlier place shows is referred to. In linear time, and without
/// recursing on the height of the proof.
class Outliner {
 public:
  /// Each derivation needs a number of its own in the options.
  Outline outline(const Derivation& derivation, const OutlineOptions& options = {});

 private:
  friend class OutlineWalk;
  /// Where triples and rule instances are shown so far.
  std::map<kg::Triple, std::string> triples_;
  std::map<std::pair<rules::RuleIndex, match::Bindings>, std::string> steps_;
};

/// The number of a premise, counted from 1, below that of its conclusion.
std::string below_number(const std::string& number, std::size_t premise);

/// Whether a step is a triple: a fact, derived or given.
bool is_triple(const Node& node);

}  // namespace explain
