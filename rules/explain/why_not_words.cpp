#include "rules/explain/why_not_words.h"

namespace explain {

namespace {

constexpr WhyNotWords kEnglish = {
    .neither = "neither stated nor concluded",
    .holding = "{} of {} conditions hold",
    .would_say = "Would say: {}",
    .not_stated = "not stated",
    .not_concluded = "not concluded",
    .nearest_rule = "{}: {} of {} hold",
    .other_rules = "other rules for it: {}",
    .more_rules = "{} more",
    .rests_on_itself = "would rest on itself",
    .not_looked_into = "not looked into any further",
    .search_cut_short = "not all values were tried",
    .hangs_on_lacking = "hangs on what is lacking",
    .stated_instead = "known instead: {}",
    .stated_of = "known of: {}",
    .and_more = "{} more",
    .unused = "nothing is known of {}",
    .unused_predicate = "{} is used nowhere",
    .did_you_mean = "; did you mean {}?",
    .off_by = "off by {}",
    .no_value = "gives no value",
    .wanted = "{}, where {} is asked for",
    .present = "should be absent:",
    .falls_without = "falls without any of: {}",
    .falls_without_one = "falls without: {}",
    .many_reasons = "falls without no single fact",
    .more_present = "… and more like it",
    .no_rule = "No rule could ever conclude {}.",
    .near_heads = "Rules do conclude what is called almost so: {}.",
    .of_subject = "Of {} rules conclude: {}.",
    .would_hold = "It would hold with these changes:",
    .would_hold_unchecked =
        "It takes these changes; whether other rules then get in the way was not tried:",
    .in_the_way =
        "With these changes the conditions of rule {} are met, but other rules get in the way:",
    .nearest_open = "The nearest change, with something left open:",
    .nothing_named = "No change of facts was found that would make it hold.",
    .only_stated = "It would hold only if it were stated.",
    .apart = "What tells them apart, by",
    .nothing_apart = "No condition tells them apart.",
    .both_meet = "What both meet:",
};

constexpr WhyNotWords kDutch = {
    .neither = "niet gesteld en niet afgeleid",
    .holding = "{} van {} voorwaarden vervuld",
    .would_say = "Zou zeggen: {}",
    .not_stated = "niet gesteld",
    .not_concluded = "niet afgeleid",
    .nearest_rule = "{}: {} van {} vervuld",
    .other_rules = "andere regels hiervoor: {}",
    .more_rules = "nog {}",
    .rests_on_itself = "zou op zichzelf rusten",
    .not_looked_into = "niet verder uitgezocht",
    .search_cut_short = "niet alle waarden zijn geprobeerd",
    .hangs_on_lacking = "hangt af van wat ontbreekt",
    .stated_instead = "wel bekend: {}",
    .stated_of = "wel bekend van: {}",
    .and_more = "nog {}",
    .unused = "van {} is niets bekend",
    .unused_predicate = "{} wordt nergens gebruikt",
    .did_you_mean = "; bedoelde u {}?",
    .off_by = "het scheelt {}",
    .no_value = "geeft geen waarde",
    .wanted = "{}, waar {} gevraagd is",
    .present = "mag er niet zijn:",
    .falls_without = "vervalt zonder een van: {}",
    .falls_without_one = "vervalt zonder: {}",
    .many_reasons = "vervalt niet zonder een enkel feit",
    .more_present = "… en meer van die aard",
    .no_rule = "Geen regel kan ooit leiden tot {}.",
    .near_heads = "Regels leiden wel tot wat bijna zo heet: {}.",
    .of_subject = "Over {} leiden regels af: {}.",
    .would_hold = "Het zou gelden met deze wijzigingen:",
    .would_hold_unchecked =
        "Deze wijzigingen zijn nodig; of andere regels dan in de weg staan, is niet geprobeerd:",
    .in_the_way =
        "Met deze wijzigingen is aan regel {} voldaan, maar dan staan andere regels in de weg:",
    .nearest_open = "De naaste wijziging, met iets dat open blijft:",
    .nothing_named = "Er is geen wijziging van feiten gevonden waarmee het zou gelden.",
    .only_stated = "Het zou alleen gelden als het werd gesteld.",
    .apart = "Wat hen onderscheidt, volgens",
    .nothing_apart = "Geen voorwaarde onderscheidt hen.",
    .both_meet = "Waaraan beide voldoen:",
};

}  // namespace

const WhyNotWords& why_not_words(std::string_view language) {
  return language.substr(0, language.find('-')) == "nl" ? kDutch : kEnglish;
}

}  // namespace explain
