#pragma once

#include <string_view>

namespace explain {

/// The words of an explanation of what does not hold, in one language. `{}` is filled in.
struct WhyNotWords {
  std::string_view neither;    ///< neither stated nor concluded
  std::string_view holding;    ///< `{}`: how many, of how many
  std::string_view would_say;  ///< `{}`: the rule's sentence
  std::string_view not_stated;
  std::string_view not_concluded;
  std::string_view nearest_rule;  ///< `{}`: rule, how many hold
  std::string_view other_rules;   ///< `{}`: rules
  std::string_view more_rules;    ///< `{}`: how many
  std::string_view rests_on_itself;
  std::string_view not_looked_into;
  std::string_view search_cut_short;
  std::string_view hangs_on_lacking;
  std::string_view stated_instead;     ///< `{}`: objects
  std::string_view stated_of;          ///< `{}`: subjects
  std::string_view and_more;           ///< `{}`: how many
  std::string_view unused;             ///< `{}`: term
  std::string_view unused_predicate;   ///< `{}`: term
  std::string_view did_you_mean;       ///< `{}`: term
  std::string_view off_by;             ///< `{}`: distance
  std::string_view no_value;           ///< a SET whose expression is an error
  std::string_view wanted;             ///< `{}`: what a SET gives, what was asked for
  std::string_view present;            ///< before what should be absent
  std::string_view falls_without;      ///< `{}`: facts
  std::string_view falls_without_one;  ///< `{}`: facts
  std::string_view many_reasons;
  std::string_view more_present;
  std::string_view no_rule;     ///< `{}`: the triple
  std::string_view near_heads;  ///< `{}`: predicates
  std::string_view of_subject;  ///< `{}`: subject, predicates
  std::string_view would_hold;
  std::string_view would_hold_unchecked;
  std::string_view in_the_way;
  std::string_view nearest_open;
  std::string_view nothing_named;
  std::string_view only_stated;
  std::string_view apart;  ///< before the rule and what the other lacks
  std::string_view nothing_apart;
  std::string_view both_meet;
};

/// English for a language that there are no words of.
const WhyNotWords& why_not_words(std::string_view language);

}  // namespace explain
