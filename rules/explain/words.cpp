#include "rules/explain/words.h"

namespace explain {

namespace {

constexpr Words kEnglish = {
    .rule = "rule",
    .fact = "fact",
    .given = "given",
    .inferred = "inferred; no rule concludes it now",
    .not_found = "not found:",
    .looked_for = "looked for",
    .in_base_graph = "among the facts",
    .filter = "filter",
    .set = "set",
    .as_shown_at = "as shown at",
    .in_the_step_of = "in the same step as",
    .something = "something",
    .and_ = "and",
    .or_ = "or",
    .with = "with",
    .more_step = "… 1 more step",
    .more_steps = "… {} more steps",
    .rests_on = "Rests on {} from {}, in {}.",
    .rests_on_nothing = "Rests on no fact, in {}.",
    .one_fact = "1 fact",
    .facts = "{} facts",
    .one_source = "1 source",
    .sources = "{} sources",
    .no_source = "no known source",
    .one_way = "1 way",
    .ways = "{} ways",
    .ways_or_more = "{} ways or more",
    .falls_without_one = "It falls without {}",
    .falls_without_any = "It falls without any of: {}",
    .or_once = "; or once {} is asserted",
    .falls_once = "It falls once {} is asserted",
    .nothing_critical = "It does not hang on any single fact.",
    .perhaps_more_critical = "There may be more that it cannot do without.",
    .critical_unknown = "What it cannot do without was not worked out.",
    .perhaps_shorter = "There may be a shorter proof: not all were looked at.",
    .others = "{} more",
};

constexpr Words kDutch = {
    .rule = "regel",
    .fact = "feit",
    .given = "gegeven",
    .inferred = "afgeleid; geen regel leidt er nu nog toe",
    .not_found = "niet gevonden:",
    .looked_for = "gezocht naar",
    .in_base_graph = "onder de feiten",
    .filter = "voorwaarde",
    .set = "waarde",
    .as_shown_at = "zoals getoond bij",
    .in_the_step_of = "in dezelfde stap als",
    .something = "iets",
    .and_ = "en",
    .or_ = "of",
    .with = "waarbij",
    .more_step = "… nog 1 stap",
    .more_steps = "… nog {} stappen",
    .rests_on = "Rust op {} uit {}, op {}.",
    .rests_on_nothing = "Rust op geen enkel feit, op {}.",
    .one_fact = "1 feit",
    .facts = "{} feiten",
    .one_source = "1 bron",
    .sources = "{} bronnen",
    .no_source = "onbekende bron",
    .one_way = "1 manier",
    .ways = "{} manieren",
    .ways_or_more = "{} manieren of meer",
    .falls_without_one = "Vervalt zonder {}",
    .falls_without_any = "Vervalt zonder een van: {}",
    .or_once = "; of zodra {} wordt gesteld",
    .falls_once = "Vervalt zodra {} wordt gesteld",
    .nothing_critical = "Hangt niet af van een enkel feit.",
    .perhaps_more_critical = "Mogelijk is er meer dat niet gemist kan worden.",
    .critical_unknown = "Wat niet gemist kan worden, is niet uitgezocht.",
    .perhaps_shorter = "Mogelijk is er een korter bewijs: niet alle zijn bekeken.",
    .others = "nog {}",
};

}  // namespace

const Words& words(std::string_view language) {
  return language.substr(0, language.find('-')) == "nl" ? kDutch : kEnglish;
}

}  // namespace explain
