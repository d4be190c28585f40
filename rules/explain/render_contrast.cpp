#include "rules/explain/render_contrast.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "rules/explain/page.h"
#include "rules/explain/phrases.h"
#include "rules/explain/why_not_phrases.h"

namespace explain {

namespace {

// Keeps the members in the order in which they are written.
using Json = nlohmann::ordered_json;

/// What both sides say of a condition, and where it comes from.
class Sides {
 public:
  Sides(const Contrast& contrast, const Evidence& evidence, const ontology::Labels& labels)
      : contrast_(contrast),
        evidence_(evidence),
        phrases_(contrast.why, evidence, labels),
        other_(evidence, labels) {}

  const Node& node(const ContrastRow& row) const { return contrast_.why[row.holds]; }
  std::string statement(const ContrastRow& row) const { return phrases_.statement(node(row)); }
  std::string origin(const ContrastRow& row) const { return phrases_.origin(node(row), false); }
  std::string other_statement(const ContrastRow& row) const {
    return other_.statement(row.other, evidence_.program.rules.rule(row.rule));
  }
  std::string other_origin(const ContrastRow& row) const {
    const TriedElement& other = row.other;
    std::string text;
    if (other.is_pattern && other.standing == Standing::Fails) {
      const bool derived = node(row).kind == NodeKind::Derived;
      text = derived ? other_.words().not_concluded : other_.words().not_stated;
    } else {
      text = other_.origin(other);
    }
    for (const std::string& near : other_.near(other.near)) text += " · " + near;
    return text;
  }
  const WhyNotPhrases& other() const { return other_; }

 private:
  const Contrast& contrast_;
  const Evidence& evidence_;
  Phrases phrases_;
  WhyNotPhrases other_;
};

class Text {
 public:
  Text(const Contrast& contrast, const Evidence& evidence, const ontology::Labels& labels,
       const RenderOptions& options)
      : sides_(contrast, evidence, labels) {
    const Node& conclusion = contrast.why[NodeIndex{0}];
    add("", "", labels.of(conclusion.triple), "", Line::Mark::Holds).conclusion = true;
    add("", "", labels.of(contrast.but_not), "", Line::Mark::Fails).conclusion = true;
    const WhyNotWords& words = sides_.other().words();
    std::vector<Line> shared;
    std::swap(lines_, shared);
    show(contrast.rows, "", "");
    text = lay_out(shared, options);
    text += lines_.empty()
                ? std::string(words.nothing_apart) + '\n'
                : fmt::format("{} {}\n", words.apart, sides_.other().rule_note(*conclusion.rule)) +
                      lay_out(lines_, options);
    if (shared_.empty()) return;
    text += std::string(words.both_meet) + '\n' + lay_out(shared_, options);
  }

  std::string text;

 private:
  Line& add(const std::string& bars, const std::string& number, std::string statement,
            std::string note, Line::Mark mark) {
    Line& line = lines_.emplace_back();
    line.bars = bars;
    line.below = bars + "  ";
    line.number = number;
    line.text = std::move(statement);
    line.note = std::move(note);
    line.mark = mark;
    return line;
  }

  void show(const std::vector<ContrastRow>& rows, const std::string& bars,
            const std::string& number) {
    std::size_t count = 0;
    for (const ContrastRow& row : rows) {
      if (row.other.standing == Standing::Holds) {
        note_shared(row);
        continue;
      }
      const std::string own = number + (number.empty() ? "" : ".") + std::to_string(++count);
      const auto [shown, is_new] = shown_.emplace(std::pair(row.holds, row.other.node.triple), own);
      const bool told = row.other.is_pattern && !is_new;
      const std::string note =
          told ? fmt::format("{} {}", sides_.other().plain().as_shown_at, shown->second)
               : std::string();
      add(bars, own, sides_.statement(row), told ? note : sides_.origin(row), Line::Mark::Holds);
      add(bars + std::string(own.size() + 1, ' '), "", sides_.other_statement(row),
          told ? std::string() : sides_.other_origin(row),
          row.other.standing == Standing::Open ? Line::Mark::Open : Line::Mark::Fails);
      show(row.rows, bars + "  ", own);
    }
  }

  /// What speaks of both is said once.
  void note_shared(const ContrastRow& row) {
    const std::string one = sides_.statement(row);
    const std::string other = sides_.other_statement(row);
    for (const std::string& statement : {one, other}) {
      const bool known = std::any_of(shared_.begin(), shared_.end(),
                                     [&](const Line& line) { return line.text == statement; });
      if (known) continue;
      Line line;
      line.bars = "  ";
      line.below = "    ";
      line.mark = Line::Mark::Holds;
      line.text = statement;
      line.note = statement == one ? sides_.origin(row) : sides_.other_origin(row);
      shared_.push_back(std::move(line));
    }
  }

  Sides sides_;
  std::vector<Line> lines_;
  std::vector<Line> shared_;
  std::map<std::pair<NodeIndex, kg::Triple>, std::string> shown_;
};

std::string_view standing_name(Standing standing) {
  if (standing == Standing::Holds) return "holds";
  return standing == Standing::Fails ? "fails" : "open";
}

Json rows(const std::vector<ContrastRow>& all, const Sides& sides) {
  Json list = Json::array();
  for (const ContrastRow& row : all) {
    list.push_back({{"statement", sides.statement(row)},
                    {"origin", sides.origin(row)},
                    {"node", static_cast<std::uint32_t>(row.holds)},
                    {"other",
                     {{"statement", sides.other_statement(row)},
                      {"standing", standing_name(row.other.standing)},
                      {"origin", sides.other_origin(row)}}},
                    {"rows", rows(row.rows, sides)}});
  }
  return list;
}

}  // namespace

std::string to_text(const Contrast& contrast, const Evidence& evidence,
                    const ontology::Labels& labels, const RenderOptions& options) {
  return Text(contrast, evidence, labels, options).text;
}

std::string to_json(const Contrast& contrast, const Evidence& evidence,
                    const ontology::Labels& labels) {
  const Sides sides(contrast, evidence, labels);
  Json json;
  json["format"] = "warrant-contrast";
  json["version"] = 1;
  json["language"] = labels.language();
  json["statement"] = labels.of(contrast.why[NodeIndex{0}].triple);
  json["but_not"] = labels.of(contrast.but_not);
  json["rows"] = rows(contrast.rows, sides);
  json["why"] = Json::parse(to_json(contrast.why, evidence, labels));
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace explain
