#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/explain/html_page.h"
#include "rules/explain/in_words.h"
#include "rules/explain/phrases.h"
#include "rules/explain/render.h"
#include "rules/explain/text_width.h"

namespace explain {

namespace {

/// A page with more steps than these opens with the deeper ones folded away.
constexpr std::size_t kUnfolded = 80;

/// What the page says that is not the data's own.
struct PageWords {
  std::string_view why;
  std::string_view about;  ///< `{}`: a term
  std::string_view search;
  std::string_view fold;
  std::string_view unfold;
  std::string_view diagram;
  std::string_view values;
  std::string_view steps;  ///< `{}`
  std::string_view found;  ///< `{}` of `{}`
  std::string_view folded;
  std::string_view derived;
  std::string_view fact;
  std::string_view given;
  std::string_view absent;
  std::string_view condition;
  std::string_view value;
  std::string_view aggregate;
  std::string_view needed;
  std::string_view needed_title;
  std::string_view sources;
  std::string_view toggle;
  std::string_view left_out;
  std::string_view same_step;
  std::string_view made_by;
};

constexpr PageWords kEnglish = {
    .why = "Why",
    .about = "What was concluded about {}",
    .search = "Search the steps",
    .fold = "Fold all",
    .unfold = "Unfold all",
    .diagram = "Diagram",
    .values = "Values",
    .steps = "{} steps",
    .found = "{} of {} steps",
    .folded = "… {} below",
    .derived = "conclusion",
    .fact = "fact",
    .given = "given",
    .absent = "not found",
    .condition = "condition",
    .value = "value",
    .aggregate = "taken together",
    .needed = "indispensable",
    .needed_title = "Without this no proof is left",
    .sources = "Sources",
    .toggle = "Fold or unfold",
    .left_out = "More was concluded than is shown here ({}).",
    .same_step = "By the same step: {}.",
    .made_by =
        "Explained by Warrant: every step is a fact with its source, or the instance of a rule.",
};

constexpr PageWords kDutch = {
    .why = "Waarom",
    .about = "Wat is geconcludeerd over {}",
    .search = "Zoek in de stappen",
    .fold = "Alles invouwen",
    .unfold = "Alles uitvouwen",
    .diagram = "Schema",
    .values = "Waarden",
    .steps = "{} stappen",
    .found = "{} van {} stappen",
    .folded = "… {} hieronder",
    .derived = "conclusie",
    .fact = "feit",
    .given = "gegeven",
    .absent = "niet gevonden",
    .condition = "voorwaarde",
    .value = "waarde",
    .aggregate = "samengenomen",
    .needed = "onmisbaar",
    .needed_title = "Zonder dit blijft er geen bewijs over",
    .sources = "Bronnen",
    .toggle = "In- of uitvouwen",
    .left_out = "Er is meer geconcludeerd dan hier is getoond ({}).",
    .same_step = "Door dezelfde stap: {}.",
    .made_by =
        "Uitgelegd door Warrant: elke stap is een feit met zijn bron, of de toepassing van een "
        "regel.",
};

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string element(std::string_view open, std::string_view text, std::string_view close) {
  return text.empty() ? std::string() : fmt::format("<{}>{}</{}>", open, escaped(text), close);
}

std::string_view kind_class(NodeKind kind) {
  switch (kind) {
    case NodeKind::Fact:
      return "fact";
    case NodeKind::Derived:
      return "derived";
    case NodeKind::Absent:
      return "absent";
    case NodeKind::Condition:
      return "condition";
    case NodeKind::Value:
      return "value";
    case NodeKind::Given:
      return "given";
    case NodeKind::Aggregate:
      return "value";
  }
  return "";
}

std::string_view kind_word(NodeKind kind, const PageWords& words) {
  switch (kind) {
    case NodeKind::Fact:
      return words.fact;
    case NodeKind::Derived:
      return words.derived;
    case NodeKind::Absent:
      return words.absent;
    case NodeKind::Condition:
      return words.condition;
    case NodeKind::Value:
      return words.value;
    case NodeKind::Aggregate:
      return words.aggregate;
    case NodeKind::Given:
      return words.given;
  }
  return {};
}

/// What a document is cited for: the places in it, with the numbers of the steps.
using Cited = std::map<std::string, std::map<std::string, std::vector<std::string>>>;

/// One derivation as nested lists.
class TreeWriter {
 public:
  TreeWriter(const Derivation& derivation, const Outline& outline, const Evidence& evidence,
             const ontology::Labels& labels, const PageWords& words, Cited& cited)
      : derivation_(derivation),
        evidence_(evidence),
        labels_(labels),
        words_(words),
        cited_(cited),
        phrases_(derivation, evidence, labels),
        in_words_(evidence, labels),
        needed_(derivation.nodes.size()) {
    for (const NodeIndex node : derivation.critical) needed_[place(node)] = true;
    for (const NodeIndex node : derivation.critical_absences) needed_[place(node)] = true;
    const auto& entries = outline.entries;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const std::size_t next = i + 1 < entries.size() ? entries[i + 1].depth : 0;
      add(entries[i], next > entries[i].depth);
      for (std::size_t depth = entries[i].depth; depth > next; --depth) html += "</ul></li>";
      html += '\n';
    }
  }

  std::string html;
  std::size_t steps = 0;

 private:
  static std::size_t place(NodeIndex index) { return static_cast<std::size_t>(index); }

  void add(const OutlineEntry& entry, bool has_premises) {
    ++steps;
    if (entry.kind == OutlineEntry::Kind::More) {
      html += fmt::format(
          "<li class=\"more\" role=\"treeitem\" aria-level=\"{}\" tabindex=\"-1\"><div "
          "class=\"card\"><p>{}</p></div></li>",
          entry.depth + 1, escaped(phrases_.left_out(entry)));
      return;
    }
    const Node& node = derivation_[entry.node];
    const bool shown = entry.kind == OutlineEntry::Kind::Step;
    const std::string id = "s" + (entry.number.empty() ? "" : "-" + entry.number);
    html += fmt::format(
        "<li class=\"{}{}\" id=\"{}\" role=\"treeitem\" aria-level=\"{}\" "
        "aria-labelledby=\"{}-say\" tabindex=\"-1\"{}>",
        kind_class(node.kind), shown ? "" : " reference", id, entry.depth + 1, id,
        has_premises ? " aria-expanded=\"true\"" : "");
    html += "<div class=\"card\"";
    if (has_premises) {
      html += fmt::format(" data-below=\"{}\"",
                          escaped(fmt::format(fmt::runtime(words_.folded), node.premises.size())));
    }
    html += "><p class=\"top\">" + element("span class=\"number\"", entry.number, "span");
    html += element("span class=\"kind\"", kind_word(node.kind, words_), "span");
    if (shown && needed_[place(entry.node)]) {
      html += fmt::format("<span class=\"needed\" title=\"{}\">{}</span>", words_.needed_title,
                          words_.needed);
    }
    html += "</p>";
    html +=
        fmt::format("<p class=\"statement\" id=\"{}-say\">{}</p>", id, escaped(statement(node)));
    if (shown) {
      add_reasons(node, entry);
    } else {
      html += fmt::format("<p class=\"origin\"><a href=\"#s{}\">{}</a></p>",
                          entry.shown_at.empty() ? "" : "-" + entry.shown_at,
                          escaped(phrases_.reference(entry)));
    }
    if (has_premises) {
      html += fmt::format(
          "<button class=\"fold\" type=\"button\" tabindex=\"-1\" aria-hidden=\"true\" "
          "title=\"{}\"></button></div>\n<ul role=\"group\">",
          words_.toggle);
    } else {
      html += "</div></li>";
    }
  }

  /// The kind of a step stands above it: the statement need not say it.
  std::string statement(const Node& node) const {
    if (node.kind == NodeKind::Condition) return capitalised(in_words_.condition(node));
    if (node.kind == NodeKind::Absent) return capitalised(in_words_.sought(node));
    if (node.kind == NodeKind::Value) return phrases_.statement(node);
    return capitalised(phrases_.statement(node));
  }

  std::string origin(const Node& node) const {
    std::string text = phrases_.origin(node, false);
    if (node.kind == NodeKind::Condition) text += ": " + node.evaluated;
    if (node.kind != NodeKind::Fact && node.kind != NodeKind::Given) return text;
    text = phrases_.cited(node);
    for (const kg::Statement& stated : node.statements) {
      if (stated.source.empty()) continue;
      text += (text.empty() ? "" : " · ") + phrases_.place(stated);
    }
    return text;
  }

  void add_reasons(const Node& node, const OutlineEntry& entry) {
    // The page begins with the sentence of the only conclusion.
    if (node.kind == NodeKind::Derived && node.rule && !entry.number.empty()) {
      const rules::Rule& rule = evidence_.program.rules.rule(*node.rule);
      html += element("p class=\"because\"", sentence(rule, node.bindings, labels_), "p");
    }
    html += element("p class=\"origin\"", origin(node), "p");
    add_values(node);
    for (const ontology::Citation& citation : node.citations) {
      if (citation.source == kg::TermId::None) continue;
      cited_[labels_.of(citation.source)][citation.locator].push_back(entry.number);
    }
  }

  /// The values of the rule's variables, which the page shows when asked to.
  void add_values(const Node& node) {
    if (node.kind != NodeKind::Derived || !node.rule) return;
    const rules::Rule& rule = evidence_.program.rules.rule(*node.rule);
    std::string text = fmt::format("<code>{}:{}</code>", escaped(rule.location.source),
                                   rule.location.position.line);
    const std::string called = title(rule, node.bindings, labels_);
    if (!called.empty()) text = escaped(called) + " · " + text;
    for (std::size_t i = 0; i < node.bindings.size(); ++i) {
      const auto variable = static_cast<match::VariableIndex>(i);
      if (!rule.variables.named(variable) || node.bindings[i] == kg::TermId::None) continue;
      text += fmt::format(" · <code>?{}</code> = {}", escaped(rule.variables.name(variable)),
                          escaped(labels_.of(node.bindings[i])));
    }
    html += "<p class=\"values\">" + text + "</p>";
  }

  const Derivation& derivation_;
  const Evidence& evidence_;
  const ontology::Labels& labels_;
  const PageWords& words_;
  Cited& cited_;
  Phrases phrases_;
  InWords in_words_;
  std::vector<bool> needed_;
};

/// The whole page.
class PageWriter {
 public:
  PageWriter(const Account& account, const Evidence& evidence, const ontology::Labels& labels,
             const RenderOptions& options)
      : account_(account),
        evidence_(evidence),
        labels_(labels),
        words_(labels.language().starts_with("nl") ? kDutch : kEnglish),
        options_(options) {}

  std::string write() {
    const std::string sections = this->sections();
    const std::string heading = this->heading();
    std::string html = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\"{}>\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        // Whatever the data says, the page fetches nothing.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n"
        "<link rel=\"icon\" href=\"data:,\">\n<title>{}</title>\n<style>{}</style>\n</head>\n",
        escaped(labels_.language()), steps_ > kUnfolded ? " data-fold-below=\"2\"" : "",
        escaped(heading), page_style());
    html += "<body>\n" + header(heading) + tools() + "<main>\n" + sections + sources() +
            "</main>\n<footer><p>" + escaped(words_.made_by) + "</p></footer>\n";
    return html + fmt::format("<script>{}</script>\n</body>\n</html>\n", page_script());
  }

 private:
  bool single() const { return account_.all.size() == 1; }

  std::string heading() const {
    if (account_.term) return fmt::format(fmt::runtime(words_.about), labels_.of(*account_.term));
    return capitalised(labels_.of(account_.all.front().triples.front()));
  }

  std::string header(const std::string& heading) const {
    std::string html = fmt::format("<header>\n<p class=\"eyebrow\">{}</p>\n<h1>{}</h1>\n",
                                   words_.why, escaped(heading));
    if (single()) {
      const Node& conclusion = account_.all.front().derivation[NodeIndex{0}];
      if (conclusion.kind == NodeKind::Derived && conclusion.rule) {
        html += element("p class=\"lead\"",
                        sentence(evidence_.program.rules.rule(*conclusion.rule),
                                 conclusion.bindings, labels_),
                        "p") +
                "\n";
      }
      html += rests_.front();
    }
    return html + "</header>\n";
  }

  std::string tools() const {
    std::string html = fmt::format(
        "<div class=\"tools\" role=\"search\">\n<input type=\"search\" placeholder=\"{0}\" "
        "aria-label=\"{0}\">\n<output aria-live=\"polite\" data-all=\"{1}\" "
        "data-found=\"{2}\"></output>\n",
        words_.search, fmt::format(fmt::runtime(words_.steps), steps_), words_.found);
    const auto button = [&](std::string_view name, std::string_view text, bool toggles) {
      html += fmt::format("<button type=\"button\" class=\"{}\"{}>{}</button>\n", name,
                          toggles ? " aria-pressed=\"false\"" : "", text);
    };
    button("fold-all", words_.fold, false);
    button("unfold-all", words_.unfold, false);
    button("view", words_.diagram, true);
    button("values-button", words_.values, true);
    return html + "</div>\n";
  }

  std::string sections() {
    std::string html;
    Outliner outliner;
    for (std::size_t i = 0; i < account_.all.size(); ++i) {
      const Explained& explained = account_.all[i];
      const Derivation& derivation = explained.derivation;
      if (account_.alternatives) outliner = {};
      const Outline outline = outliner.outline(
          derivation, {options_.depth, single() ? std::string() : std::to_string(i + 1)});
      TreeWriter tree(derivation, outline, evidence_, labels_, words_, cited_);
      steps_ += tree.steps;
      const std::string summary =
          outline.told_before ? std::string()
                              : Phrases(derivation, evidence_, labels_).summary(outline.numbers);
      rests_.push_back(element("p class=\"rests\"", summary, "p") + "\n");
      const std::string called = capitalised(labels_.of(explained.triples.front()));
      html += "<section>\n";
      if (!single()) html += fmt::format("<h2>{}. {}</h2>\n", i + 1, escaped(called));
      html += fmt::format("<ul class=\"tree\" role=\"tree\" aria-label=\"{}\">\n{}</ul>\n",
                          escaped(called), tree.html);
      html += also(explained);
      if (!single()) html += rests_.back();
      html += "</section>\n";
    }
    if (account_.alternatives) {
      html += element("p class=\"also\"", proofs_told(account_, explain::words(labels_.language())),
                      "p");
    }
    if (account_.left_out > 0) {
      html += element("p class=\"also\"",
                      fmt::format(fmt::runtime(words_.left_out), account_.left_out), "p");
    }
    return html;
  }

  std::string also(const Explained& explained) const {
    std::string list;
    for (std::size_t i = 1; i < explained.triples.size(); ++i) {
      list += (list.empty() ? "" : "; ") + labels_.of(explained.triples[i]);
    }
    if (list.empty()) return {};
    return element("p class=\"also\"", fmt::format(fmt::runtime(words_.same_step), list), "p") +
           "\n";
  }

  /// The documents that the facts cite, with the steps that do.
  std::string sources() const {
    if (cited_.empty()) return {};
    std::string html =
        fmt::format("<section>\n<h2>{}</h2>\n<ul class=\"sources\">\n", words_.sources);
    for (const auto& [document, places] : cited_) {
      html += "<li>" + escaped(document) + ": ";
      bool first = true;
      for (const auto& [locator, numbers] : places) {
        html += first ? "" : "; ";
        first = false;
        html += escaped(locator);
        std::string links;
        for (const std::string& number : numbers) {
          if (number.empty()) continue;  // the conclusion itself, if that is a fact
          links += fmt::format("{0}<a href=\"#s-{1}\">{1}</a>", links.empty() ? "" : ", ", number);
        }
        if (!links.empty()) html += (locator.empty() ? "(" : " (") + links + ")";
      }
      html += "</li>\n";
    }
    return html + "</ul>\n</section>\n";
  }

  const Account& account_;
  const Evidence& evidence_;
  const ontology::Labels& labels_;
  const PageWords& words_;
  const RenderOptions& options_;
  std::size_t steps_ = 0;
  std::vector<std::string> rests_;
  Cited cited_;
};

}  // namespace

std::string to_html(const Account& account, const Evidence& evidence,
                    const ontology::Labels& labels, const RenderOptions& options) {
  return PageWriter(account, evidence, labels, options).write();
}

}  // namespace explain
