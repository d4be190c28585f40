#pragma once

#include <string>

#include "ontology/label.h"
#include "rules/explain/derivation.h"
#include "rules/explain/why.h"
#include "rules/explain/words.h"

/// The parts of an explanation as text, without their layout.
namespace explain {

class Phrases {
 public:
  Phrases(const Derivation& derivation, const Evidence& evidence, const ontology::Labels& labels);

  /// What a step says: a statement in words, `5 >= 3`, `not found: …`.
  std::string statement(const Node& node) const;
  /// Where a step comes from: its rule, its citations and places, what was looked for.
  std::string origin(const Node& node, bool is_conclusion) const;
  /// What the whole rests on and what makes it fall. `numbers` are the numbers of the nodes.
  std::string summary(const std::vector<std::string>& numbers) const;

 private:
  std::string aggregate(const Node& node) const;
  std::string sought(const Sought& sought, const rules::Rule& rule) const;
  std::string slot(const match::Slot& slot, const rules::Rule& rule) const;
  std::string place(const kg::Statement& statement) const;
  std::string citations(const std::vector<ontology::Citation>& citations) const;
  std::string rule_citations(const rules::Rule& rule) const;
  std::string critical(const std::vector<std::string>& numbers) const;
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
