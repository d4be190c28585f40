#include "ontology/label.h"

#include <string_view>
#include <utility>

#include "kg/rdf/vocabulary.h"
#include "kg/term_id.h"
#include "parser/write.h"

namespace ontology {

namespace {

/// `en` of `en-GB`.
std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

std::optional<kg::TermId> find_iri(const kg::Dictionary& dictionary, std::string_view iri) {
  return dictionary.find(rdf::Term::iri(std::string(iri)));
}

}  // namespace

int language_distance(std::string_view tag, std::string_view language) {
  if (tag.empty()) return 4;
  if (tag == language) return 0;
  if (primary(tag) == primary(language)) return 1;
  if (tag == "en") return 2;
  return primary(tag) == "en" ? 3 : 5;
}

Labels::Labels(const kg::GraphView& graph, const kg::Dictionary& dictionary, std::string language,
               parser::Prefixes prefixes)
    : graph_(graph),
      dictionary_(dictionary),
      language_(std::move(language)),
      prefixes_(std::move(prefixes)),
      label_(find_iri(dictionary, rdf::vocabulary::kLabel)),
      title_(find_iri(dictionary, rdf::vocabulary::kDctTitle)) {}

const std::string& Labels::of(kg::TermId term) const {
  const auto found = names_.find(term);
  if (found != names_.end()) return found->second;
  return names_.emplace(term, name(term)).first->second;
}

std::string Labels::of(const kg::Triple& triple) const {
  return of(triple.subject) + ' ' + of(triple.predicate) + ' ' + of(triple.object);
}

std::string Labels::turtle(kg::TermId term) const {
  return parser::to_turtle(dictionary_.term(term), prefixes_);
}

std::string Labels::turtle(const kg::Triple& triple) const {
  return turtle(triple.subject) + ' ' + turtle(triple.predicate) + ' ' + turtle(triple.object);
}

std::string Labels::name(kg::TermId term) const {
  if (kg::is_literal(term)) return dictionary_.term(term).lexical;
  if (auto label = best(term, label_)) return *std::move(label);
  if (auto title = best(term, title_)) return *std::move(title);
  if (!kg::is_triple_term(term)) return turtle(term);
  std::string parts;
  for (const rdf::Term& component : dictionary_.term(term).components) {
    if (!parts.empty()) parts += ' ';
    const auto id = dictionary_.find(component);
    parts += id ? of(*id) : parser::to_turtle(component, prefixes_);
  }
  return parts;
}

std::optional<std::string> Labels::best(kg::TermId term, std::optional<kg::TermId> property) const {
  if (!property) return std::nullopt;
  std::optional<std::pair<int, std::string>> best;
  const kg::TripleMask mask{term, *property, kg::TermId::None};
  graph_.scan(mask, kg::Part::Evaluation, [&](const kg::Triple& triple, kg::Order) {
    if (!kg::is_literal(triple.object)) return true;
    rdf::Term literal = dictionary_.term(triple.object);
    std::pair<int, std::string> candidate{language_distance(literal.language, language_),
                                          std::move(literal.lexical)};
    // Of several that suit equally the first in the alphabet, so that the name does not change.
    if (!best || candidate < *best) best = std::move(candidate);
    return true;
  });
  if (!best) return std::nullopt;
  return std::move(best->second);
}

}  // namespace ontology
