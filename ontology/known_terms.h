#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "ontology/schema.h"

namespace ontology {

/// Which terms a vocabulary and a graph speak of, and which of them is nearest to one that they do
/// not. Remembers what it has looked up: the graph must not change meanwhile.
class KnownTerms {
 public:
  KnownTerms(const Schema& schema, const kg::GraphView& graph, const kg::Dictionary& terms)
      : schema_(schema), graph_(graph), terms_(terms) {}

  /// See `Schema::is_governed`. Of a term that is no IRI false.
  bool is_governed(kg::TermId term);
  /// Whether it is declared, or a subject of an asserted triple.
  bool is_described(kg::TermId term) const;
  /// See `Schema::languages`; null where none is asked for.
  const std::set<std::string>* languages(kg::TermId term);

  // The IRI in the same namespace whose local name is nearest, if one is near.
  std::optional<std::string> nearest_property(std::string_view iri) const;
  std::optional<std::string> nearest_class(std::string_view iri) const;
  /// Of what has a class.
  std::optional<std::string> nearest_term(std::string_view iri);

 private:
  /// To search more of them would take too long for a hint.
  static constexpr std::size_t kMostTerms = 50'000;

  struct OfNamespace {
    bool governed = false;
    const std::set<std::string>* languages = nullptr;
  };

  OfNamespace of_namespace(kg::TermId term);
  void collect_individuals();

  const Schema& schema_;
  const kg::GraphView& graph_;
  const kg::Dictionary& terms_;
  std::unordered_map<kg::TermId, OfNamespace> of_namespace_;
  /// Local names by namespace; made when one is first sought.
  std::optional<std::map<std::string, std::vector<std::string>, std::less<>>> individuals_;
};

}  // namespace ontology
