#include "rules/query/reach.h"

#include <algorithm>

#include "rules/query/hash.h"

namespace query {

bool TermSet::insert(kg::TermId term) {
  if (find(term) != kg::HashIndex::kNone) return false;
  index_.insert(hash_end(hash_more(0, term)), static_cast<std::uint32_t>(terms_.size()));
  terms_.push_back(term);
  return true;
}

bool TermSet::contains(kg::TermId term) const { return find(term) != kg::HashIndex::kNone; }

std::uint32_t TermSet::find(kg::TermId term) const {
  return index_.find(hash_end(hash_more(0, term)),
                     [&](std::uint32_t number) { return terms_[number] == term; });
}

Reach::Reach(const Automaton& automaton, kg::TermId start) : automaton_(automaton) {
  arrive(start, 0);
}

std::optional<kg::TermId> Reach::at(std::size_t i, Run& run) {
  while (i >= found_.size() && !is_exhausted() && !run.stopped()) leave_next_place(run);
  return i < found_.size() ? std::optional(found_[i]) : std::nullopt;
}

bool Reach::contains(kg::TermId term, Run& run) {
  while (!found_.contains(term)) {
    if (is_exhausted() || run.stopped()) return false;
    leave_next_place(run);
  }
  return true;
}

void Reach::arrive(kg::TermId term, std::uint32_t state) {
  const std::uint64_t hash =
      hash_end(hash_more(hash_more(0, term), static_cast<kg::TermId>(std::uint64_t{state})));
  const auto same = [&](std::uint32_t number) {
    return places_[number].term == term && places_[number].state == state;
  };
  if (visited_.find(hash, same) != kg::HashIndex::kNone) return;
  visited_.insert(hash, static_cast<std::uint32_t>(places_.size()));
  places_.push_back({term, state});
  if (automaton_.states[state].accepts) found_.insert(term);
}

void Reach::leave_next_place(Run& run) {
  const Place place = places_[left_++];
  for (const Automaton::Move& move : automaton_.states[place.state].moves) {
    kg::TripleMask mask;
    (move.backwards ? mask.object : mask.subject) = place.term;
    mask.predicate = move.predicate;
    run.graph.scan(mask, kg::Part::Evaluation, [&](const kg::Triple& triple, kg::Order) {
      if (run.stopped()) return false;
      const bool excluded = std::find(move.excluded.begin(), move.excluded.end(),
                                      triple.predicate) != move.excluded.end();
      if (!excluded) arrive(move.backwards ? triple.subject : triple.object, move.to);
      return true;
    });
  }
}

}  // namespace query
