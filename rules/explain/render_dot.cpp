#include <fmt/format.h>

#include <optional>
#include <string_view>

#include "rules/explain/in_words.h"
#include "rules/explain/phrases.h"
#include "rules/explain/picture.h"
#include "rules/explain/render.h"
#include "rules/explain/text_width.h"

namespace explain {

namespace {

constexpr std::size_t kColumns = 34;

/// As a string of the DOT language, its lines centred.
std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (c == '\n') {
      result += "\\n";
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string broken(const std::string& text) {
  std::string result;
  for (const std::string& line : wrap(text, kColumns))
    result += (result.empty() ? "" : "\n") + line;
  return result;
}

std::string_view look(const Picture::Vertex& vertex) {
  switch (vertex.step().kind) {
    case NodeKind::Fact:
      return "shape=note, fillcolor=\"#eef6ee\"";
    case NodeKind::Derived:
      return vertex.conclusion ? "shape=box, style=\"rounded,filled,bold\", fillcolor=\"#dbe7f7\""
                               : "shape=box, style=\"rounded,filled\", fillcolor=\"#eef3fb\"";
    case NodeKind::Given:
      return "shape=component, fillcolor=\"#eef6ee\"";
    case NodeKind::Absent:
      return "shape=octagon, style=\"filled,dashed\", fillcolor=\"#fdf3e3\"";
    case NodeKind::Condition:
      return "shape=hexagon, fillcolor=\"#f5f5f5\"";
    case NodeKind::Value:
    case NodeKind::Aggregate:
      return "shape=parallelogram, fillcolor=\"#f5f5f5\"";
  }
  return "shape=box";
}

}  // namespace

std::string to_dot(const Account& account, const Evidence& evidence,
                   const ontology::Labels& labels) {
  const Picture picture(account);
  std::string text =
      "digraph derivation {\n"
      "  rankdir=BT;\n"
      "  node [style=filled, fontname=\"Helvetica\", fontsize=10, color=\"#5b6673\"];\n"
      "  edge [color=\"#5b6673\"];\n";
  const Derivation* of = nullptr;
  std::optional<Phrases> phrases;
  const InWords in_words(evidence, labels);
  const auto& vertices = picture.vertices();
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    const Picture::Vertex& vertex = vertices[i];
    if (vertex.derivation != of) phrases.emplace(*(of = vertex.derivation), evidence, labels);
    const Node& node = vertex.step();
    std::string label = broken(node.kind == NodeKind::Condition ? in_words.condition(node)
                                                                : phrases->statement(node));
    const std::string cited = phrases->cited(node);
    if (!cited.empty()) label += "\n" + broken("(" + cited + ")");
    text += fmt::format("  n{} [label={}, {}{}];\n", i, quoted(label), look(vertex),
                        vertex.critical ? ", penwidth=2.5" : "");
  }
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    for (const std::size_t premise : vertices[i].premises) {
      text += fmt::format("  n{} -> n{};\n", premise, i);
    }
  }
  return text + "}\n";
}

}  // namespace explain
