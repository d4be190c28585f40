#include "rules/explain/outline.h"

#include <algorithm>

namespace explain {

std::string below_number(const std::string& number, std::size_t premise) {
  return number + (number.empty() ? "" : ".") + std::to_string(premise);
}

bool is_triple(const Node& node) {
  return node.kind == NodeKind::Fact || node.kind == NodeKind::Derived ||
         node.kind == NodeKind::Given;
}

class OutlineWalk {
 public:
  OutlineWalk(const Derivation& derivation, const OutlineOptions& options, Outliner& shown)
      : derivation_(derivation),
        limit_(std::min(options.depth.value_or(kDeepestNumber), kDeepestNumber)),
        shown_(shown),
        met_(derivation.nodes.size()) {
    result.numbers = numbering(derivation);
    if (!options.number.empty()) {
      for (std::string& number : result.numbers) {
        number = options.number + (number.empty() ? "" : ".") + number;
      }
    }
    show(NodeIndex{0}, options.number, true);
    while (!open_.empty()) go_on();
  }

  Outline result;

 private:
  enum class Met : std::uint8_t { No, LeftOut, Shown };

  /// Of what an aggregate counts so much is shown; the rest is said to be left out.
  static constexpr std::size_t kMostCounted = 50;

  /// A step whose premises are being shown.
  struct Frame {
    NodeIndex node;
    std::string number;
    std::size_t premise = 0;
  };

  static std::size_t place(NodeIndex index) { return static_cast<std::size_t>(index); }

  void go_on() {
    Frame& frame = open_.back();
    const Node& above = derivation_[frame.node];
    const auto& premises = above.premises;
    if (frame.premise == premises.size()) {
      open_.pop_back();
      return;
    }
    if (above.kind == NodeKind::Aggregate && frame.premise == kMostCounted &&
        premises.size() > kMostCounted + 1) {
      const NodeIndex node = frame.node;
      open_.pop_back();
      add_rest(node, {premises.begin() + std::ptrdiff_t{kMostCounted}, premises.end()});
      return;
    }
    const NodeIndex premise = premises[frame.premise++];
    show(premise, below_number(frame.number, frame.premise), frame.premise == premises.size());
  }

  void show(NodeIndex index, const std::string& number, bool last) {
    OutlineEntry entry;
    entry.node = index;
    entry.depth = open_.size();
    entry.last = last;
    entry.number = number;
    if (refer(index, entry)) {
      result.told_before = result.told_before || entry.depth == 0;
      result.entries.push_back(std::move(entry));
      return;
    }
    const Node& node = derivation_[index];
    met_[place(index)] = Met::Shown;
    result.numbers[place(index)] = number;
    if (is_triple(node)) shown_.triples_.try_emplace(node.triple, number);
    if (node.kind == NodeKind::Derived && node.rule) {
      shown_.steps_.try_emplace({*node.rule, node.bindings}, number);
    }
    result.entries.push_back(std::move(entry));
    if (open_.size() < limit_) {
      open_.push_back({index, number});
    } else {
      add_rest(index, derivation_[index].premises);
    }
  }

  /// Whether a step is shown already; says where.
  bool refer(NodeIndex index, OutlineEntry& entry) {
    const Node& node = derivation_[index];
    entry.kind = OutlineEntry::Kind::AsShown;
    if (met_[place(index)] == Met::Shown) {
      entry.shown_at = result.numbers[place(index)];
      return true;
    }
    if (const auto earlier = shown_.triples_.find(node.triple);
        is_triple(node) && earlier != shown_.triples_.end()) {
      entry.shown_at = earlier->second;
      number_like(index, earlier->second);
      return true;
    }
    if (node.kind == NodeKind::Derived && node.rule) {
      const auto step = shown_.steps_.find({*node.rule, node.bindings});
      if (step != shown_.steps_.end()) {
        entry.kind = OutlineEntry::Kind::SameStep;
        entry.shown_at = step->second;
        met_[place(index)] = Met::Shown;
        result.numbers[place(index)] = entry.number;
        shown_.triples_.try_emplace(node.triple, entry.number);
        return true;
      }
    }
    entry.kind = OutlineEntry::Kind::Step;
    return false;
  }

  /// Gives what an earlier derivation shows, and all below it, the numbers that it has there.
  void number_like(NodeIndex index, const std::string& number) {
    std::vector<std::pair<NodeIndex, std::string>> open = {{index, number}};
    while (!open.empty()) {
      const auto [next, its_number] = std::move(open.back());
      open.pop_back();
      if (met_[place(next)] == Met::Shown) continue;
      met_[place(next)] = Met::Shown;
      result.numbers[place(next)] = its_number;
      const bool deep = static_cast<std::size_t>(
                            std::count(its_number.begin(), its_number.end(), '.')) > kDeepestNumber;
      const auto& premises = derivation_[next].premises;
      for (std::size_t i = premises.size(); i > 0; --i) {
        const Node& premise = derivation_[premises[i - 1]];
        const auto shown = shown_.triples_.find(premise.triple);
        const bool known = is_triple(premise) && shown != shown_.triples_.end();
        const std::string below = deep || its_number.empty() ? "" : below_number(its_number, i);
        open.emplace_back(premises[i - 1], known ? shown->second : below);
      }
    }
  }

  /// Says how many steps are left out below one: these, and what they rest on.
  void add_rest(NodeIndex index, std::vector<NodeIndex> open) {
    OutlineEntry entry;
    entry.kind = OutlineEntry::Kind::More;
    entry.node = index;
    entry.depth = open_.size() + 1;
    while (!open.empty()) {
      const NodeIndex next = open.back();
      open.pop_back();
      if (met_[place(next)] != Met::No) continue;
      met_[place(next)] = Met::LeftOut;
      ++entry.left_out;
      open.insert(open.end(), derivation_[next].premises.begin(), derivation_[next].premises.end());
    }
    if (entry.left_out > 0) result.entries.push_back(std::move(entry));
  }

  const Derivation& derivation_;
  std::size_t limit_;
  Outliner& shown_;
  std::vector<Met> met_;
  std::vector<Frame> open_;
};

Outline Outliner::outline(const Derivation& derivation, const OutlineOptions& options) {
  return OutlineWalk(derivation, options, *this).result;
}

}  // namespace explain
