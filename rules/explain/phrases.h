#pragma once

#include <string>

#include "ontology/label.h"
#include "rules/explain/account.h"
#include "rules/explain/derivation.h"
#include "rules/explain/outline.h"
#include "rules/explain/why.h"
#include "rules/explain/words.h"

/// The parts of an explanation as text, without their layout.
namespace explain {

/// Of proofs of the same triple: whether there are others.
std::string proofs_told(const Account& account, const Words& words);

class Phrases {
 public:
  Phrases(const Derivation& derivation, const Evidence& evidence, const ontology::Labels& labels);

  /// What a step says: a statement in words, `5 >= 3`, `not found: …`.
  std::string statement(const Node& node) const;
  /// Where a step comes from: its rule, its citations and places, what was looked for.
  std::string origin(const Node& node, bool is_conclusion) const;
  /// What it cites: a fact its documents and the places in them, a conclusion those of its rule.
  std::string cited(const Node& node) const;
  /// `as shown at 1.2`, of an entry that refers to another.
  std::string reference(const OutlineEntry& entry) const;
  /// `… 3 more steps`, of an entry of that kind.
  std::string left_out(const OutlineEntry& entry) const;
  /// Where a file states a fact: its name without the path, if no other source of the derivation
  /// has the same, and the line. Empty for what was typed.
  std::string place(const kg::Statement& statement) const;
  /// `10 facts`, `2 sources`, `1 way`: what the whole rests on.
  std::string facts() const;
  std::string sources() const;
  std::string ways() const;
  /// The few cut sets that a text tells, those of facts that the proof shows before others.
  std::vector<const std::vector<Node>*> told_sets() const;
  /// What the whole rests on and what makes it fall. `numbers` are the numbers of the nodes.
  std::string summary(const std::vector<std::string>& numbers) const;

 private:
  std::string aggregate(const Node& node) const;
  std::string sought(const Sought& sought, const rules::Rule& rule) const;
  std::string slot(const match::Slot& slot, const rules::Rule& rule) const;
  std::string citations(const std::vector<ontology::Citation>& citations) const;
  std::string rule_citations(const rules::Rule& rule) const;
  std::string critical(const std::vector<std::string>& numbers) const;
  std::string cut_sets(const std::vector<std::string>& numbers) const;
  /// Facts by their numbers, those of other proofs by what they say.
  std::string joined(const std::vector<Node>& facts, const std::vector<std::string>& numbers) const;
  std::string list(const std::vector<NodeIndex>& nodes, const std::vector<std::string>& numbers,
                   std::string_view last) const;

  const Derivation& derivation_;
  const Evidence& evidence_;
  const ontology::Labels& labels_;
  const Words& words_;
  /// Whether two sources of the derivation have the same file name, so that paths are shown.
  bool full_paths_ = false;
};

}  // namespace explain
