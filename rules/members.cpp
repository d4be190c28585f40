#include "rules/members.h"

#include "rules/relation.h"

namespace rules {

namespace {

void set(BigArray<std::uint64_t>& bits, LocalId term, LocalId term_count) {
  if (term / 64 >= bits.size()) {
    const std::size_t more = std::size_t{term_count} / 64 + 1 - bits.size();
    std::fill_n(bits.grow_by(more), more, std::uint64_t{0});
  }
  bits[term / 64] |= std::uint64_t{1} << (term % 64);
}

}  // namespace

void Members::add(LocalId term, LocalId term_count) {
  set(all_, term, term_count);
  set(delta_, term, term_count);
  fresh_.push_back(term);
}

void Members::settle() {
  for (const LocalId term : fresh_) delta_[term / 64] = 0;
  fresh_.clear();
}

bool Members::has(LocalId term, View view) const {
  if (view == View::Delta) return is_set(delta_, term);
  return is_set(all_, term) && (view == View::All || !is_set(delta_, term));
}

}  // namespace rules
