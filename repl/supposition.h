#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kg/overlay_graph.h"
#include "kg/triple_store.h"
#include "ontology/label.h"
#include "parser/diagnostic.h"
#include "repl/label_index.h"
#include "repl/progress.h"
#include "rules/explain/what_if.h"
#include "rules/explain/why.h"
#include "rules/program.h"

namespace repl {

/// One thing that is supposed to be otherwise than the store has it.
struct Assumption {
  enum class Kind : std::uint8_t {
    Assert,    ///< facts: Turtle text, or `@FILE`
    Retract,   ///< likewise, facts that are stated
    Withdraw,  ///< a source, or all sources below a folder
    Rule,      ///< a file of rules; a rule takes the place of one of the same name
    Without    ///< a rule, by its name
  };
  Kind kind = Kind::Assert;
  std::string text;
};

/// What an assumption came to.
struct Assumed {
  Assumption assumption;
  std::vector<kg::Triple> triples;  ///< asserted or taken back
  std::vector<std::string> names;   ///< sources, or rules
};

/// A state that is as the store would be under assumptions: graph, terms, rules and conclusions, in
/// memory. The store is not touched, and nothing is left when this goes.
class Supposition {
 public:
  /// What it stands on. All must outlive it and stay as it is.
  struct Ground {
    const kg::Snapshot& snapshot;
    kg::Interner& terms;
    const rules::Program& program;
    const ontology::Labels& labels;
  };

  /// Applies the assumptions in their order and runs the rules. Nothing, with diagnostics that name
  /// what is near, if one of them speaks of what is not there, cannot be read, or if the run was
  /// cancelled. Throws kg::OutOfMemory.
  static std::unique_ptr<Supposition> make(const Ground& ground,
                                           const std::vector<Assumption>& assumptions,
                                           const Supervision& supervision,
                                           parser::Diagnostics& diagnostics);
  ~Supposition();

  const std::vector<Assumed>& assumed() const { return assumed_; }
  const kg::OverlayGraph& graph() const { return graph_; }
  kg::Interner& terms() { return terms_; }
  const rules::Program& program() const { return program_; }
  const ontology::Labels& labels() const { return *labels_; }
  const LabelIndex& label_index();
  void set_language(const std::string& language);
  explain::Evidence evidence(const rules::Program& program) {
    return {program, graph_, graph_, terms_};
  }
  /// The state of the store that it stands on.
  explain::Evidence evidence_before() const;
  const ontology::Labels& labels_before() const { return ground_.labels; }
  /// What it changes of the conclusions; worked out when first asked for.
  const explain::Difference& difference();

 private:
  friend class SuppositionBuilder;
  explicit Supposition(const Ground& ground);

  Ground ground_;
  kg::ScratchDictionary terms_;
  kg::OverlayGraph graph_;
  rules::Program program_;
  std::vector<Assumed> assumed_;
  std::optional<ontology::Labels> labels_;
  std::optional<LabelIndex> label_index_;
  std::optional<explain::Difference> difference_;
};

}  // namespace repl
