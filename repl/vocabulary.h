#pragma once

#include <span>
#include <vector>

#include "facts/load.h"
#include "kg/triple_store.h"
#include "ontology/schema.h"
#include "rules/rule_set.h"

/// Holding files against the vocabulary, for `load` and `check`.
namespace repl {

/// See facts::VocabularyCheck. Reads the data files again: most loads have no vocabulary to be held
/// against, and need not remember their statements for it.
void check_data_vocabulary(std::span<const facts::File> files, const ontology::Schema& schema,
                           const kg::GraphView& graph, const kg::Provenance& provenance,
                           kg::Interner& terms, bool strict, parser::Diagnostics& diagnostics);

/// What the files say together with what a store says that they do not replace, in memory.
class CheckedKnowledge {
 public:
  /// `store` may be null. Files that cannot be read are left out: that is reported elsewhere.
  CheckedKnowledge(std::span<const facts::File> files, const kg::Snapshot* store);
  ~CheckedKnowledge();

  /// Holds the files, and the rules among them, against the vocabulary of it all.
  void check(std::span<const rules::RuleSource> rules, bool strict,
             parser::Diagnostics& diagnostics);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace repl
