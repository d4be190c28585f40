#pragma once

#include <string_view>

namespace explain {

/// The words of a comparison of two states, in one language. `{}` is filled in.
struct WhatIfWords {
  std::string_view nothing_changes;
  std::string_view counts;  ///< `{}`: lost, gained, kept for another reason
  std::string_view lost;
  std::string_view gained;
  std::string_view other_reason;
  std::string_view others;        ///< of a section: conclusions that are no things
  std::string_view and_more;      ///< `{}`: how many
  std::string_view and_about_it;  ///< `{}`: how many
  std::string_view now_because;   ///< `{}`: sentence
  std::string_view gone;          ///< `{}`: triple
  std::string_view stated;
  std::string_view present;
  std::string_view absent;
  std::string_view rule_gone;  ///< `{}`: rule
  std::string_view rule_new;
  std::string_view reasons_bounded;
  std::string_view if_;
  std::string_view without_source;    ///< `{}`: source, how many facts
  std::string_view without_rules_of;  ///< `{}`: source
  std::string_view with_rules;        ///< `{}`: source
  std::string_view without_rule;      ///< `{}`: rule
  std::string_view as_it_is;
  std::string_view as_it_would_be;
};

/// English for a language that there are no words of.
const WhatIfWords& what_if_words(std::string_view language);

}  // namespace explain
