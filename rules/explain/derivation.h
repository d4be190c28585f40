#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
  Given,      ///< a triple of a DATA block
  Aggregate   ///< a SET that counts, adds up or chooses
};

/// What a NOT looked for.
struct Sought {
  /// Its triple patterns with the values of the rule instance filled in; the variables left are
  /// those of the rule.
  std::vector<match::TriplePattern> patterns;
  /// The same as the rule language writes them, then the conditions, with values filled in.
  std::vector<std::string> patterns_text;
  std::vector<std::string> conditions_text;
  /// `NOT DATA`, or a NOT in a `WHERE DATA`: looked for in the base graph only.
  bool base_graph_only = false;

  std::string text() const;
};

/// A solution that an aggregate counts.
struct Counted {
  /// The variables of the aggregate's own body that the user wrote, and their values.
  std::vector<std::pair<std::string, kg::TermId>> bindings;
  /// Of the argument; `None` for `*`, and for an error.
  kg::TermId value = kg::TermId::None;
  std::vector<NodeIndex> premises;  ///< what it rests on
};

/// One step of a derivation. Which members are meant depends on `kind`.
struct Node {
  NodeKind kind = NodeKind::Fact;
  /// Fact, Derived, Given: what it says.
  kg::Triple triple;
  kg::Order order = kg::Order::Asserted;

  /// Derived: the rule, the values of its variables, and the nodes of its body in the order of the
  /// text. Without a rule: it was inferred, but no rule of the program concludes it now. Absent,
  /// Condition, Value, Aggregate: the rule that it belongs to. Aggregate: what it counts rests on
  /// these premises, each once.
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

  /// Absent, Condition, Value, Aggregate: the body element, an index into the body of `rule`.
  std::uint32_t element = 0;
  Sought sought;  ///< Absent
  /// Condition, Value and Aggregate: the expression as the rule language writes it, the same with
  /// the values filled in, and its variables with their values in the order in which they occur.
  std::string expression;
  std::string evaluated;
  std::vector<std::pair<std::string, kg::TermId>> inputs;
  std::string variable;                  ///< Value, Aggregate: the name of the variable that is set
  kg::TermId result = kg::TermId::None;  ///< Value, Aggregate
  std::vector<Counted> counted;          ///< Aggregate: in the order of values, then of terms

  /// Derived: its rule is one that the reader did not want to see; see `without_hidden`.
  bool hidden = false;
};

/// A proof as a graph: a step used twice is one node. Node 0 is the conclusion; a node comes before
/// its premises, unless these were met before it.
struct Derivation {
  std::vector<Node> nodes;
  /// Facts without any of which no proof is left, and absences that all proofs need, in the order
  /// they are met. Speaks of the rule instances that there are now, not of those that would come to
  /// be when a fact is gone.
  std::vector<NodeIndex> critical;
  std::vector<NodeIndex> critical_absences;
  /// Whether looking for these was cut short by its bound: those named are critical, but there may
  /// be more.
  bool critical_bounded = false;
  /// The smallest sets of other facts, two or more, without all of which no proof is left: smaller
  /// ones first. The facts may be of other proofs than this one.
  std::vector<std::vector<Node>> cut_sets;
  /// Whether there may be more of these.
  bool cut_sets_bounded = false;
  /// Whether the bound cut the search for the least proof short: this one is valid, but there may
  /// be a smaller one.
  bool least_bounded = false;
  std::size_t fact_count = 0;    ///< distinct asserted triples it rests on
  std::size_t source_count = 0;  ///< distinct documents these cite; sources where nothing is cited

  const Node& operator[](NodeIndex index) const { return nodes[static_cast<std::size_t>(index)]; }
};

/// Deeper than this a node has no number: a proof of many thousands of steps would be all numbers.
inline constexpr std::size_t kDeepestNumber = 64;

/// The number under which each node is shown: `1.2.1` is the first premise of the second premise of
/// the first premise of the conclusion, whose own number is empty. A node that is used several
/// times has the number of the place where it is met first, reading from the top. Empty for what is
/// deeper than `kDeepestNumber`.
std::vector<std::string> numbering(const Derivation& derivation);

/// The node at a number such as `1.2.1`, whether it is met there first or not; the conclusion for
/// an empty one. Nothing if there is no such node.
std::optional<NodeIndex> find_number(const Derivation& derivation, std::string_view number);

/// Sets `fact_count` and `source_count` from the nodes.
void count_facts(Derivation& derivation);

/// The part of a derivation that proves one of its nodes. What is critical for that node is not
/// known from the whole: `critical` is empty and `critical_bounded` set, unless the node is a leaf.
/// `why` tells of a triple.
Derivation subtree(const Derivation& derivation, NodeIndex root);

}  // namespace explain
