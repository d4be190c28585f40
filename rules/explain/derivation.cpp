#include "rules/explain/derivation.h"

#include <charconv>
#include <set>
#include <system_error>

namespace explain {

namespace {

std::size_t place(NodeIndex index) { return static_cast<std::size_t>(index); }

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string result;
  for (const std::string& part : parts) {
    if (!result.empty()) result += between;
    result += part;
  }
  return result;
}

}  // namespace

std::string Sought::text() const {
  std::string result = joined(patterns_text, " . ");
  for (const std::string& condition : conditions_text) {
    result += (result.empty() ? "FILTER ( " : " FILTER ( ") + condition + " )";
  }
  return result;
}

std::vector<std::string> numbering(const Derivation& derivation) {
  struct Open {
    NodeIndex node;
    std::size_t premise = 0;
  };
  std::vector<std::string> numbers(derivation.nodes.size());
  std::vector<bool> met(derivation.nodes.size());
  if (derivation.nodes.empty()) return numbers;
  met[0] = true;
  std::vector<Open> open = {{NodeIndex{0}}};
  while (!open.empty()) {
    const auto& premises = derivation[open.back().node].premises;
    if (open.back().premise == premises.size() || open.size() > kDeepestNumber) {
      open.pop_back();
      continue;
    }
    const NodeIndex premise = premises[open.back().premise++];
    if (met[place(premise)]) continue;
    met[place(premise)] = true;
    const std::string& above = numbers[place(open.back().node)];
    numbers[place(premise)] =
        above + (above.empty() ? "" : ".") + std::to_string(open.back().premise);
    open.push_back({premise});
  }
  return numbers;
}

std::optional<NodeIndex> find_number(const Derivation& derivation, std::string_view number) {
  if (derivation.nodes.empty()) return std::nullopt;
  NodeIndex node{0};
  while (!number.empty()) {
    std::size_t premise = 0;
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), premise);
    const auto& premises = derivation[node].premises;
    if (error != std::errc() || premise == 0 || premise > premises.size()) return std::nullopt;
    node = premises[premise - 1];
    number.remove_prefix(static_cast<std::size_t>(end - number.data()));
    if (number.empty()) break;
    if (number.front() != '.' || number.size() == 1) return std::nullopt;
    number.remove_prefix(1);
  }
  return node;
}

void count_facts(Derivation& derivation) {
  std::set<kg::TermId> documents;
  std::set<std::string> files;
  derivation.fact_count = 0;
  for (const Node& node : derivation.nodes) {
    if (node.kind != NodeKind::Fact) continue;
    ++derivation.fact_count;
    for (const ontology::Citation& citation : node.citations) documents.insert(citation.source);
    if (!node.citations.empty()) continue;
    for (const kg::Statement& statement : node.statements) files.insert(statement.source);
  }
  derivation.source_count = documents.size() + files.size();
}

Derivation subtree(const Derivation& derivation, NodeIndex root) {
  Derivation result;
  std::vector<std::optional<NodeIndex>> copies(derivation.nodes.size());
  // Depth first, so that the copies stand in the order of the whole.
  std::vector<NodeIndex> open = {root};
  std::vector<NodeIndex> originals;
  while (!open.empty()) {
    const NodeIndex next = open.back();
    open.pop_back();
    if (copies[place(next)]) continue;
    copies[place(next)] = static_cast<NodeIndex>(originals.size());
    originals.push_back(next);
    const auto& premises = derivation[next].premises;
    open.insert(open.end(), premises.rbegin(), premises.rend());
  }
  for (const NodeIndex original : originals) {
    Node& node = result.nodes.emplace_back(derivation[original]);
    for (NodeIndex& premise : node.premises) premise = *copies[place(premise)];
    for (Counted& counted : node.counted) {
      for (NodeIndex& premise : counted.premises) premise = *copies[place(premise)];
    }
  }
  count_facts(result);
  result.least_bounded = derivation.least_bounded;
  result.critical_bounded = derivation[root].kind == NodeKind::Derived;
  result.cut_sets_bounded = result.critical_bounded;
  return result;
}

}  // namespace explain
