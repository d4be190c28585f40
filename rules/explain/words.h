#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace explain {

/// The words of an explanation that are not the data's own, in one language.
struct Words {
  std::string_view rule;
  std::string_view fact;
  std::string_view given;
  std::string_view inferred;  ///< what no rule concludes any more
  std::string_view not_found;
  std::string_view looked_for;
  std::string_view in_base_graph;
  std::string_view filter;
  std::string_view set;
  std::string_view counted;  ///< `{}` is what an aggregate came to, as in the next ones
  std::string_view sum;
  std::string_view least;
  std::string_view greatest;
  std::string_view average;
  std::string_view sample;
  std::string_view joined;
  std::string_view nothing_found;
  std::string_view as_shown_at;
  std::string_view in_the_step_of;  ///< another conclusion of the same rule instance
  std::string_view something;
  std::string_view and_;
  std::string_view or_;
  std::string_view with;

  std::string_view more_step;  ///< `{}` is the number
  std::string_view more_steps;
  std::string_view rests_on;          ///< `{}`: facts, sources, ways
  std::string_view rests_on_nothing;  ///< `{}`: ways
  std::string_view one_fact;
  std::string_view facts;
  std::string_view one_source;
  std::string_view sources;
  std::string_view no_source;
  std::string_view one_way;
  std::string_view ways;
  std::string_view ways_or_more;
  std::string_view falls_without_one;  ///< `{}`: number
  std::string_view falls_without_any;  ///< `{}`: numbers
  std::string_view or_once;            ///< `{}`: numbers
  std::string_view falls_once;         ///< `{}`: numbers
  std::string_view nothing_critical;
  std::string_view falls_without_set;  ///< `{}`: a list of facts, all of which are to be gone
  std::string_view or_without_set;     ///< likewise, of a set that is not the first
  std::string_view or_another_set;
  std::string_view or_other_sets;  ///< `{}`: how many
  std::string_view perhaps_more_sets;
  std::string_view sets_unknown;
  std::string_view perhaps_more_critical;
  std::string_view critical_unknown;
  std::string_view perhaps_shorter;
  std::string_view all_proofs;  ///< `{}`: how many
  std::string_view only_proof;
  std::string_view more_proofs;  ///< `{}`: how many are shown
  std::string_view others;       ///< `{}`: how many
};

/// English for a language that there are no words of.
const Words& words(std::string_view language);

}  // namespace explain
