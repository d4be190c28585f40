#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "rules/explain/page.h"
#include "rules/explain/phrases.h"
#include "rules/explain/render.h"
#include "rules/explain/text_width.h"

namespace explain {

namespace {

/// What a text has shown so far, and under which numbers.
struct ShownSteps {
  std::map<kg::Triple, std::string> triples;
  std::map<std::pair<rules::RuleIndex, match::Bindings>, std::string> steps;
};

std::string below_number(const std::string& number, std::size_t premise) {
  return number + (number.empty() ? "" : ".") + std::to_string(premise);
}

/// Walks a derivation from the conclusion down and makes its lines.
class Tree {
 public:
  Tree(const Derivation& derivation, const Evidence& evidence, const ontology::Labels& labels,
       const RenderOptions& options, ShownSteps& shown)
      : numbers(numbering(derivation)),
        derivation_(derivation),
        evidence_(evidence),
        labels_(labels),
        phrases_(derivation, evidence, labels),
        limit_(std::min(options.depth.value_or(kDeepestNumber), kDeepestNumber)),
        shown_(shown),
        met_(derivation.nodes.size()) {
    if (!options.number.empty()) {
      for (std::string& number : numbers) {
        number = options.number + (number.empty() ? "" : ".") + number;
      }
    }
    show(NodeIndex{0}, "", "", options.number);
    while (!open_.empty()) go_on();
  }

  std::vector<Line> lines;
  /// By node: where it is shown; if it is not, where it would be.
  std::vector<std::string> numbers;
  /// Whether the conclusion is a step of an earlier derivation.
  bool told_before = false;

 private:
  enum class Met : std::uint8_t { No, LeftOut, Shown };

  /// Of what an aggregate counts so much is shown; the rest is said to be left out.
  static constexpr std::size_t kMostCounted = 50;

  /// A step whose premises are being shown.
  struct Frame {
    NodeIndex node;
    std::string number;
    std::string bars;  ///< in front of its premises
    std::size_t premise = 0;
  };

  static std::size_t place(NodeIndex index) { return static_cast<std::size_t>(index); }

  void go_on() {
    const Node& above = derivation_[open_.back().node];
    const auto& premises = above.premises;
    if (open_.back().premise == premises.size()) {
      open_.pop_back();
      return;
    }
    Frame& frame = open_.back();
    if (above.kind == NodeKind::Aggregate && frame.premise == kMostCounted &&
        premises.size() > kMostCounted + 1) {
      const std::string below = frame.bars;
      const std::vector<NodeIndex> rest(premises.begin() + kMostCounted, premises.end());
      open_.pop_back();
      add_rest(rest, below);
      return;
    }
    const NodeIndex premise = premises[frame.premise++];
    const bool last = frame.premise == premises.size();
    const std::string number = below_number(frame.number, frame.premise);
    const std::string bars = frame.bars;
    show(premise, bars + (last ? "└─ " : "├─ "), bars + (last ? "   " : "│  "), number);
  }

  void show(NodeIndex index, const std::string& bars, const std::string& below,
            const std::string& number) {
    const Node& node = derivation_[index];
    Line line;
    line.bars = bars;
    line.number = number;
    line.text = phrases_.statement(node);
    line.absent = node.kind == NodeKind::Absent;
    line.conclusion = bars.empty();
    if (std::string reference = refer(index, number); !reference.empty()) {
      told_before = line.conclusion;
      line.below = below + "  ";
      line.note = std::move(reference);
      lines.push_back(std::move(line));
      return;
    }
    met_[place(index)] = Met::Shown;
    numbers[place(index)] = number;
    if (is_triple(node)) shown_.triples.try_emplace(node.triple, number);
    if (node.kind == NodeKind::Derived && node.rule) {
      shown_.steps.try_emplace({*node.rule, node.bindings}, number);
    }
    const std::string trunk = below + (node.premises.empty() ? "  " : "│ ");
    line.below = trunk;
    line.note = phrases_.origin(node, line.conclusion);
    lines.push_back(std::move(line));
    add_sentence(node, trunk);
    if (open_.size() < limit_) {
      open_.push_back({index, number, below});
    } else {
      add_rest(node.premises, below);
    }
  }

  static bool is_triple(const Node& node) {
    return node.kind == NodeKind::Fact || node.kind == NodeKind::Derived ||
           node.kind == NodeKind::Given;
  }

  /// Where a step that is shown already is shown; empty for another.
  std::string refer(NodeIndex index, const std::string& number) {
    const Words& w = words(labels_.language());
    if (met_[place(index)] == Met::Shown) {
      return fmt::format("{} {}", w.as_shown_at, numbers[place(index)]);
    }
    const Node& node = derivation_[index];
    if (const auto earlier = shown_.triples.find(node.triple);
        is_triple(node) && earlier != shown_.triples.end()) {
      number_like(index, earlier->second);
      return fmt::format("{} {}", w.as_shown_at, earlier->second);
    }
    if (node.kind != NodeKind::Derived || !node.rule) return {};
    const auto step = shown_.steps.find({*node.rule, node.bindings});
    if (step == shown_.steps.end()) return {};
    met_[place(index)] = Met::Shown;
    numbers[place(index)] = number;
    shown_.triples.try_emplace(node.triple, number);
    return fmt::format("{} {}", w.in_the_step_of, step->second);
  }

  /// Gives what an earlier derivation shows, and all below it, the numbers that it has there.
  void number_like(NodeIndex index, const std::string& number) {
    std::vector<std::pair<NodeIndex, std::string>> open = {{index, number}};
    while (!open.empty()) {
      const auto [next, its_number] = std::move(open.back());
      open.pop_back();
      if (met_[place(next)] == Met::Shown) continue;
      met_[place(next)] = Met::Shown;
      numbers[place(next)] = its_number;
      const auto& premises = derivation_[next].premises;
      for (std::size_t i = premises.size(); i > 0; --i) {
        const Node& premise = derivation_[premises[i - 1]];
        const auto shown = shown_.triples.find(premise.triple);
        const bool known = is_triple(premise) && shown != shown_.triples.end();
        open.emplace_back(premises[i - 1], known ? shown->second : below_number(its_number, i));
      }
    }
  }

  void add_sentence(const Node& node, const std::string& trunk) {
    if (node.kind != NodeKind::Derived || !node.rule) return;
    Line line;
    line.kind = Line::Kind::Sentence;
    line.bars = line.below = trunk;
    line.text = sentence(evidence_.program.rules.rule(*node.rule), node.bindings, labels_);
    if (!line.text.empty()) lines.push_back(std::move(line));
  }

  /// Says how many steps are left out.
  void add_rest(std::vector<NodeIndex> open, const std::string& below) {
    std::size_t count = 0;
    while (!open.empty()) {
      const NodeIndex next = open.back();
      open.pop_back();
      if (met_[place(next)] != Met::No) continue;
      met_[place(next)] = Met::LeftOut;
      ++count;
      open.insert(open.end(), derivation_[next].premises.begin(), derivation_[next].premises.end());
    }
    if (count == 0) return;
    const Words& w = words(labels_.language());
    Line line;
    line.kind = Line::Kind::More;
    line.bars = below + "└─ ";
    line.below = below + "   ";
    line.text =
        count == 1 ? std::string(w.more_step) : fmt::format(fmt::runtime(w.more_steps), count);
    lines.push_back(std::move(line));
  }

  const Derivation& derivation_;
  const Evidence& evidence_;
  const ontology::Labels& labels_;
  Phrases phrases_;
  std::size_t limit_;
  ShownSteps& shown_;
  std::vector<Met> met_;
  std::vector<Frame> open_;
};

std::string to_text(const Derivation& derivation, const Evidence& evidence,
                    const ontology::Labels& labels, const RenderOptions& options,
                    ShownSteps& shown) {
  const Tree tree(derivation, evidence, labels, options, shown);
  std::string text = lay_out(tree.lines, options);
  const std::string summary = Phrases(derivation, evidence, labels).summary(tree.numbers);
  if (summary.empty() || tree.told_before) return text;
  const std::vector<std::string> lines =
      options.width == 0 ? std::vector{summary} : wrap(summary, options.width);
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

}  // namespace

std::string to_text(const Derivation& derivation, const Evidence& evidence,
                    const ontology::Labels& labels, const RenderOptions& options) {
  return TextRenderer(evidence, labels).render(derivation, options);
}

struct TextRenderer::Shown : ShownSteps {};

TextRenderer::TextRenderer(const Evidence& evidence, const ontology::Labels& labels)
    : evidence_(evidence), labels_(labels), shown_(std::make_unique<Shown>()) {}

TextRenderer::~TextRenderer() = default;

std::string TextRenderer::render(const Derivation& derivation, const RenderOptions& options) {
  return to_text(derivation, evidence_, labels_, options, *shown_);
}

}  // namespace explain
