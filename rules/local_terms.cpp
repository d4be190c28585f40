#include "rules/local_terms.h"

#include <limits>
#include <stdexcept>

namespace rules {

LocalTerms::LocalTerms() { terms_.push_back(kg::TermId::None); }

LocalId LocalTerms::find_other(kg::TermId id) const {
  const std::uint32_t found =
      others_.find(hash(id), [&](std::uint32_t number) { return terms_[number] == id; });
  return found == kg::HashIndex::kNone ? kNoTerm : found;
}

LocalId LocalTerms::add(kg::TermId id) {
  if (terms_.size() >= std::numeric_limits<LocalId>::max()) {
    throw std::length_error("more terms than a run can number");
  }
  const auto local = static_cast<LocalId>(terms_.size());
  terms_.push_back(id);
  const std::uint64_t page = page_of(id);
  if (page == kNoPage) {
    others_.insert(hash(id), local);
    return local;
  }
  if (page >= pages_.size()) pages_.resize(page + page / 4 + 1);
  if (!pages_[page]) pages_[page] = std::make_unique<LocalId[]>(kPageSize);
  pages_[page][kg::serial(id) % kPageSize] = local;
  return local;
}

}  // namespace rules
