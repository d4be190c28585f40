#include "rules/triple_terms.h"

#include "kg/term_id.h"
#include "rules/match/pattern.h"

namespace rules {

void TripleTerms::update() {
  ++updates_;
  // Parts that are new terms are looked at in turn, since the loop goes on to them.
  for (; next_ < terms_.size(); ++next_) {
    const kg::TermId id = terms_.term(next_);
    if (!kg::is_triple_term(id)) continue;
    const auto triple = match::components(id, dictionary_);
    if (!triple) continue;
    const Parts parts = {terms_.of(triple->subject), terms_.of(triple->predicate),
                         terms_.of(triple->object)};
    static_cast<void>(numbers_.add(next_, terms_.size()));
    parts_.push_back(parts);
    by_parts_.emplace(parts, next_);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      by_part_[i].append(parts[i], next_, updates_, terms_.size());
    }
  }
}

}  // namespace rules
