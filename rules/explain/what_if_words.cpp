#include "rules/explain/what_if_words.h"

namespace explain {

namespace {

constexpr WhatIfWords kEnglish = {
    .nothing_changes = "No conclusion would change.",
    .counts = "Conclusions lost: {}, gained: {}, kept for another reason: {}.",
    .lost = "Lost",
    .gained = "Gained",
    .other_reason = "Kept for another reason",
    .others = "other conclusions",
    .and_more = "… and {} more",
    .and_about_it = "and {} more about it",
    .now_because = "Now: {}",
    .gone = "no longer: {}",
    .stated = "now: {}",
    .present = "now in the way: {}",
    .absent = "no longer in the way: {}",
    .rule_gone = "without rule {}",
    .rule_new = "by rule {}, which is new",
    .reasons_bounded =
        "So many conclusions may rest on something else that not all were looked at.",
    .if_ = "If",
    .without_source = "without {} ({} facts)",
    .without_rules_of = "without the rules of {}",
    .with_rules = "with the rules of {}",
    .without_rule = "without rule {}",
    .as_it_is = "As it is:",
    .as_it_would_be = "As it would be:",
};

constexpr WhatIfWords kDutch = {
    .nothing_changes = "Er zou geen enkele conclusie veranderen.",
    .counts = "Conclusies vervallen: {}, erbij: {}, om een andere reden behouden: {}.",
    .lost = "Vervalt",
    .gained = "Komt erbij",
    .other_reason = "Blijft om een andere reden",
    .others = "andere conclusies",
    .and_more = "… en nog {}",
    .and_about_it = "en nog {} hierover",
    .now_because = "Nu: {}",
    .gone = "niet meer: {}",
    .stated = "nu wel: {}",
    .present = "staat nu in de weg: {}",
    .absent = "staat niet meer in de weg: {}",
    .rule_gone = "zonder regel {}",
    .rule_new = "volgens regel {}, die nieuw is",
    .reasons_bounded =
        "Zo veel conclusies rusten mogelijk op iets anders dat niet alle zijn bekeken.",
    .if_ = "Als",
    .without_source = "zonder {} ({} feiten)",
    .without_rules_of = "zonder de regels van {}",
    .with_rules = "met de regels van {}",
    .without_rule = "zonder regel {}",
    .as_it_is = "Zoals het is:",
    .as_it_would_be = "Zoals het zou zijn:",
};

}  // namespace

const WhatIfWords& what_if_words(std::string_view language) {
  return language.substr(0, language.find('-')) == "nl" ? kDutch : kEnglish;
}

}  // namespace explain
