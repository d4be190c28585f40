#include "rules/stratify.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "parser/built_ins.h"
#include "rules/components.h"

namespace rules {

namespace {

using Cycle = std::vector<Dependency>;

/// The place in the text of a dependency's body element.
parser::Span span_of(const Rule& rule, std::uint32_t element) {
  return std::visit([](const auto& e) { return e.span; }, rule.body[element]);
}

/// What closes a closed dependency: a NOT, else what makes the rule one that runs once.
struct Closing {
  parser::Span span;
  std::string what;  ///< how the message goes on after "… closed: "
};

Closing closing_of(const Rule& rule, const Dependency& dependency) {
  if (const auto* negation = std::get_if<match::Negation>(&rule.body[dependency.element])) {
    return {negation->span, "this NOT can only be decided when they are complete"};
  }
  if (const auto* aggregate = std::get_if<match::Aggregate>(&rule.body[dependency.element])) {
    return {aggregate->span, fmt::format("this {} can only be made when they are complete",
                                         parser::name_of(aggregate->function))};
  }
  for (const match::Element& element : rule.body) {
    if (const auto* aggregate = std::get_if<match::Aggregate>(&element)) {
      return {aggregate->span,
              fmt::format("this {} makes the rule run once, when they are complete",
                          parser::name_of(aggregate->function))};
    }
    if (const auto* assignment = std::get_if<match::Assignment>(&element)) {
      return {assignment->span, "this SET makes the rule run once, when they are complete"};
    }
  }
  for (const match::TriplePattern& triple : rule.head) {
    std::vector<match::VariableIndex> variables;
    match::collect_variables(triple, variables);
    const bool blank = std::any_of(variables.begin(), variables.end(),
                                   [&](match::VariableIndex v) { return rule.head_blank[v]; });
    if (blank) {
      return {triple.span, "this new blank node makes the rule run once, when they are complete"};
    }
    if (triple.object.kind == match::Slot::Kind::TripleTerm) {
      return {triple.span, "this new triple term makes the rule run once, when they are complete"};
    }
  }
  return {span_of(rule, dependency.element), "this must be complete first"};
}

/// Finds and reports the cycles that cannot be stratified, one a component.
class Reporter {
 public:
  Reporter(const RuleSet& rules, const DependencyGraph& graph, const Components& components,
           std::span<const RuleSource> sources, parser::Diagnostics& diagnostics)
      : rules_(rules), graph_(graph), components_(components), diagnostics_(diagnostics) {
    for (const RuleSource& source : sources) sources_.emplace(source.source.name, &source.source);
  }

  void report(std::size_t component) {
    const Cycle cycle = shortest_cycle(component);
    const Rule& first = rules_.rule(cycle.front().from);
    const Closing closing = closing_of(first, cycle.front());
    std::string message = "these rules cannot be put in an order: " + way_round(cycle);
    const parser::Source* source = source_of(first);
    const std::string hint =
        "let the rule read something that does not depend on its own conclusions, or match "
        "asserted triples only, with NOT DATA or WHERE DATA";
    parser::Diagnostic& diagnostic =
        source == nullptr
            ? diagnostics_.error("not-stratified", std::move(message), hint)
            : diagnostics_.error("not-stratified", *source, closing.span, std::move(message), hint);
    add_notes(cycle, closing, diagnostic);
  }

 private:
  /// A search goes back from a closed dependency to where it starts; each takes the time of a look
  /// at the component, so that only so many are tried.
  static constexpr std::size_t kMaxSearches = 200;
  /// Rules of a cycle that are named.
  static constexpr std::size_t kMostShown = 10;

  std::string name(const Rule& rule) const { return display_name(rule, rules_.prefixes); }

  const parser::Source* source_of(const Rule& rule) const {
    const auto found = sources_.find(rule.location.source);
    return found == sources_.end() ? nullptr : found->second;
  }

  /// `:a depends on :b, which depends on :a`.
  std::string way_round(const Cycle& cycle) const {
    std::string result = name(rules_.rule(cycle.front().from));
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      if (i + 1 == kMostShown && cycle.size() > kMostShown) {
        return result + fmt::format(", which leads back to it through {} more rules",
                                    cycle.size() - kMostShown);
      }
      result +=
          fmt::format("{} depends on {}", i == 0 ? "" : ", which", name(rules_.rule(cycle[i].to)));
    }
    return result;
  }

  void add_notes(const Cycle& cycle, const Closing& closing, parser::Diagnostic& diagnostic) {
    for (const Dependency& dependency : cycle) {
      if (diagnostic.notes.size() == kMostShown) return;
      const Rule& rule = rules_.rule(dependency.from);
      const parser::Source* source = source_of(rule);
      if (source == nullptr) continue;
      const std::string reads =
          fmt::format("{} matches what {} concludes", name(rule), name(rules_.rule(dependency.to)));
      const bool closes = &dependency == &cycle.front();
      diagnostic.notes.push_back(
          parser::note_at(*source, span_of(rule, dependency.element),
                          closes ? fmt::format("{}; {}", reads, closing.what) : reads));
    }
  }

  Cycle shortest_cycle(std::size_t component) {
    Cycle best;
    std::size_t searches = 0;
    for (const DependencyGraph::Node node : components_.members(component)) {
      if (!graph_.is_rule(node)) break;
      const auto rule = static_cast<RuleIndex>(node);
      if (!is_closed_inside(rule)) continue;
      for (const Dependency& dependency : graph_.of(rule)) {
        if (!dependency.closed || components_.of(dependency.to) != component) continue;
        if (++searches > kMaxSearches && !best.empty()) return best;
        Cycle cycle = close(dependency, component);
        if (best.empty() || cycle.size() < best.size()) best = std::move(cycle);
        if (best.size() == 1) return best;
      }
    }
    assert(!best.empty() && "a component is reported for a closed dependency in it");
    return best;
  }

  bool is_closed_inside(RuleIndex rule) const {
    const auto patterns = graph_.targets(static_cast<DependencyGraph::Node>(rule));
    const auto readings = graph_.readings(rule);
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      if (readings[i].closed && components_.of(patterns[i]) == components_.of(rule)) return true;
    }
    return false;
  }

  /// The shortest cycle that starts with the dependency: a search by breadth from its end.
  Cycle close(const Dependency& start, std::size_t component) {
    Cycle cycle = {start};
    if (start.from == start.to) return cycle;
    std::unordered_map<RuleIndex, Dependency> reached;
    std::vector<RuleIndex> queue = {start.to};
    for (std::size_t i = 0; i < queue.size() && !reached.contains(start.from); ++i) {
      for (const Dependency& dependency : graph_.of(queue[i])) {
        if (components_.of(dependency.to) != component || dependency.to == start.to) continue;
        if (reached.emplace(dependency.to, dependency).second) queue.push_back(dependency.to);
      }
    }
    for (RuleIndex at = start.from; at != start.to; at = reached.at(at).from) {
      cycle.push_back(reached.at(at));
    }
    std::reverse(cycle.begin() + 1, cycle.end());
    return cycle;
  }

  const RuleSet& rules_;
  const DependencyGraph& graph_;
  const Components& components_;
  std::unordered_map<std::string, const parser::Source*> sources_;
  parser::Diagnostics& diagnostics_;
};

/// The stratum of each component: as high as what it depends on, one higher where that is closed.
/// Components come dependencies first, so that one pass does.
std::vector<std::size_t> levels(const DependencyGraph& graph, const Components& components,
                                std::vector<std::size_t>& unstratified) {
  std::vector<std::size_t> result(components.size(), 0);
  for (std::size_t i = 0; i < result.size(); ++i) {
    bool closed_inside = false;
    for (const DependencyGraph::Node node : components.members(i)) {
      const auto targets = graph.targets(node);
      for (std::size_t k = 0; k < targets.size(); ++k) {
        if (graph.targets(targets[k]).empty()) continue;  // a pattern that no rule fills
        const bool closed =
            graph.is_rule(node) && graph.readings(static_cast<RuleIndex>(node))[k].closed;
        const std::size_t to = components.of(targets[k]);
        if (to == i) {
          closed_inside = closed_inside || closed;
        } else {
          result[i] = std::max(result[i], result[to] + (closed ? 1 : 0));
        }
      }
    }
    if (closed_inside) unstratified.push_back(i);
  }
  return result;
}

}  // namespace

std::optional<std::vector<Stratum>> stratify(const RuleSet& rules,
                                             const DependencyGraph& dependencies,
                                             std::span<const RuleSource> sources,
                                             parser::Diagnostics& diagnostics) {
  const Components components(dependencies);
  std::vector<std::size_t> unstratified;
  const std::vector<std::size_t> level = levels(dependencies, components, unstratified);
  if (!unstratified.empty()) {
    Reporter reporter(rules, dependencies, components, sources, diagnostics);
    for (const std::size_t component : unstratified) reporter.report(component);
    return std::nullopt;
  }
  std::vector<Stratum> strata;
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    const auto rule = static_cast<RuleIndex>(i);
    const std::size_t at = level[components.of(rule)];
    if (at >= strata.size()) strata.resize(at + 1);
    Stratum& stratum = strata[at];
    (rules.rules[i].run_once ? stratum.once : stratum.general).push_back(rule);
  }
  return strata;
}

}  // namespace rules
