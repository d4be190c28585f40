#include "repl/supposition.h"

#include <utility>

namespace repl {

Supposition::Supposition(const Ground& ground)
    : ground_(ground), terms_(ground.terms), graph_(ground.snapshot, ground.snapshot) {
  set_language(ground.labels.language());
}

Supposition::~Supposition() = default;

void Supposition::set_language(const std::string& language) {
  labels_.emplace(graph_, terms_, language, ground_.labels.prefixes());
}

const LabelIndex& Supposition::label_index() {
  if (!label_index_) label_index_.emplace(graph_, terms_);
  return *label_index_;
}

explain::Evidence Supposition::evidence_before() const {
  return {ground_.program, ground_.snapshot, ground_.snapshot, ground_.terms};
}

const explain::Difference& Supposition::difference() {
  if (!difference_) {
    std::vector<kg::Triple> changed;
    for (const Assumed& assumed : assumed_) {
      changed.insert(changed.end(), assumed.triples.begin(), assumed.triples.end());
    }
    difference_ = explain::compare(evidence_before(), evidence(program_), changed);
  }
  return *difference_;
}

}  // namespace repl
