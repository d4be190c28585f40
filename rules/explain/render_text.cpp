#include <algorithm>
#include <utility>

#include "rules/explain/page.h"
#include "rules/explain/phrases.h"
#include "rules/explain/render.h"
#include "rules/explain/text_width.h"

namespace explain {

namespace {

/// Turns an outline into lines.
class Tree {
 public:
  Tree(const Derivation& derivation, const Outline& outline, const Evidence& evidence,
       const ontology::Labels& labels, bool bindings)
      : derivation_(derivation),
        evidence_(evidence),
        labels_(labels),
        bindings_(bindings),
        phrases_(derivation, evidence, labels) {
    for (const OutlineEntry& entry : outline.entries) add(entry);
  }

  std::vector<Line> lines;

 private:
  void add(const OutlineEntry& entry) {
    trunks_.resize(entry.depth + 1);
    trunks_.back() = entry.depth > 0 && entry.last;
    std::string bars;
    for (std::size_t i = 1; i < entry.depth; ++i) bars += trunks_[i] ? "   " : "│  ";
    const std::string below = bars + (entry.depth == 0 ? "" : entry.last ? "   " : "│  ");
    if (entry.depth > 0) bars += entry.last ? "└─ " : "├─ ";
    if (entry.kind == OutlineEntry::Kind::More) {
      add_rest(entry, std::move(bars), below);
    } else {
      add_step(entry, std::move(bars), below);
    }
  }

  void add_step(const OutlineEntry& entry, std::string bars, const std::string& below) {
    const Node& node = derivation_[entry.node];
    const bool shown = entry.kind == OutlineEntry::Kind::Step;
    const std::string trunk = below + (!shown || node.premises.empty() ? "  " : "│ ");
    Line line;
    line.bars = std::move(bars);
    line.below = trunk;
    line.number = entry.number;
    line.text = phrases_.statement(node);
    line.absent = node.kind == NodeKind::Absent;
    line.conclusion = entry.depth == 0;
    line.note = shown ? phrases_.origin(node, line.conclusion) : phrases_.reference(entry);
    lines.push_back(std::move(line));
    if (shown) add_sentence(node, trunk);
  }

  void add_sentence(const Node& node, const std::string& trunk) {
    if (node.kind != NodeKind::Derived || !node.rule) return;
    const rules::Rule& rule = evidence_.program.rules.rule(*node.rule);
    add_below(sentence(rule, node.bindings, labels_), trunk);
    if (!bindings_) return;
    add_below(title(rule, node.bindings, labels_), trunk);
    add_below(values(node, rule, labels_), trunk);
  }

  void add_below(std::string text, const std::string& trunk) {
    if (text.empty()) return;
    Line line;
    line.kind = Line::Kind::Sentence;
    line.bars = line.below = trunk;
    line.text = std::move(text);
    lines.push_back(std::move(line));
  }

  void add_rest(const OutlineEntry& entry, std::string bars, const std::string& below) {
    Line line;
    line.kind = Line::Kind::More;
    line.bars = std::move(bars);
    line.below = below;
    line.text = phrases_.left_out(entry);
    lines.push_back(std::move(line));
  }

  const Derivation& derivation_;
  const Evidence& evidence_;
  const ontology::Labels& labels_;
  bool bindings_;
  Phrases phrases_;
  std::vector<bool> trunks_;  ///< by depth: whether the step there is the last of its siblings
};

}  // namespace

std::string to_text(const Derivation& derivation, const Evidence& evidence,
                    const ontology::Labels& labels, const RenderOptions& options) {
  return TextRenderer(evidence, labels).render(derivation, options);
}

std::string TextRenderer::render(const Derivation& derivation, const RenderOptions& options) {
  const Outline outline = outliner_.outline(derivation, {options.depth, options.number});
  const Tree tree(derivation, outline, evidence_, labels_, options.bindings);
  std::string text = lay_out(tree.lines, options);
  const std::string summary = Phrases(derivation, evidence_, labels_).summary(outline.numbers);
  if (summary.empty() || outline.told_before || !options.summary) return text;
  const std::vector<std::string> lines =
      options.width == 0 ? std::vector{summary} : wrap(summary, options.width);
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

}  // namespace explain
