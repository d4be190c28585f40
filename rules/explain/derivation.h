#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kg/graph_view.h"
#include "ontology/citation.h"
#include "rules/program.h"

/// Explanations as values: built here, drawn elsewhere.
namespace explain {

enum class NodeIndex : std::uint32_t {};

enum class NodeKind : std::uint8_t {
  Fact,       ///< an asserted triple
  Derived,    ///< the conclusion of a rule
  Absent,     ///< a NOT: what was looked for and not found
  Condition,  ///< a FILTER that holds
  Value,      ///< a SET
  Given       ///< a triple of a DATA block
};

/// One step of a derivation. Which members are meant depends on `kind`.
struct Node {
  NodeKind kind = NodeKind::Fact;
  /// Fact, Derived, Given: what it says.
  kg::Triple triple;
  kg::Order order = kg::Order::Asserted;

  /// Derived: the rule and the values of its variables, and the nodes of its body in the order of
  /// the text.
  std::optional<rules::RuleIndex> rule;
  match::Bindings bindings;
  std::vector<NodeIndex> premises;
  /// Derived: in how many rule instances it is the conclusion of strictly older triples;
  /// `ways_bounded` if there may be more.
  std::size_t ways = 0;
  bool ways_bounded = false;

  /// Fact: where it is stated and what it cites. Given: where the block stands.
  std::vector<kg::Statement> statements;
  std::vector<ontology::Citation> citations;

  /// Absent, Condition, Value: the body element, an index into the body of the rule of the node
  /// above, with the node above's bindings. Absent: the patterns looked for with the values filled
  /// in, as text. Condition and Value: the expression as the rule writes it, and its variables with
  /// their values; Value also the result.
  std::uint32_t element = 0;
  std::vector<std::string> looked_for;
  bool base_graph_only = false;
  std::string expression;
  std::vector<std::pair<std::string, kg::TermId>> inputs;
  std::string variable;
  kg::TermId result = kg::TermId::None;
};

/// A proof as a graph: a step used twice is one node. Node 0 is the conclusion.
struct Derivation {
  std::vector<Node> nodes;
  /// Facts (indexes into `nodes`) without any of which no proof is left, in the order they are met.
  std::vector<NodeIndex> critical;
  /// Whether finding the critical facts was cut short by its bound; `critical` is then incomplete.
  bool critical_bounded = false;
  std::size_t fact_count = 0;    ///< distinct asserted triples it rests on
  std::size_t source_count = 0;  ///< distinct documents these cite; sources where nothing is cited

  const Node& operator[](NodeIndex index) const { return nodes[static_cast<std::size_t>(index)]; }
};

}  // namespace explain
