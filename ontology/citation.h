#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"

namespace ontology {

/// Where a fact is stated, as an annotation says it: `{| dct:source ex:report ; w:locator "§3.2"
/// |}`.
struct Citation {
  /// The document; its label or dct:title is how it is called. `None` where only a locator was
  /// given.
  kg::TermId source = kg::TermId::None;
  std::string locator;  ///< e.g. `§3.2`; empty where none was given

  bool operator==(const Citation&) const = default;
};

/// Reads the citations of triples: their reifiers' dct:source and w:locator in the asserted graph.
class CitationReader {
 public:
  /// Both must outlive it.
  CitationReader(const kg::GraphView& graph, const kg::Dictionary& dictionary);

  /// Sorted, distinct. Where one reifier has several sources and several locators each goes with
  /// each.
  std::vector<Citation> of(const kg::Triple& triple) const;

 private:
  void add(kg::TermId reifier, std::vector<Citation>& citations) const;

  const kg::GraphView& graph_;
  const kg::Dictionary& dictionary_;
  std::optional<kg::TermId> reifies_;
  std::optional<kg::TermId> source_;
  std::optional<kg::TermId> locator_;
};

/// The citations of one triple, as CitationReader reads them.
std::vector<Citation> citations(const kg::Triple& triple, const kg::GraphView& graph,
                                const kg::Dictionary& dictionary);

}  // namespace ontology
