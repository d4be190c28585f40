#pragma once

#include <string>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"

namespace ontology {

/// Where a fact is stated, as an annotation says it: `{| dct:source ex:report ; w:locator
/// "§3.2" |}`.
struct Citation {
  kg::TermId source =
      kg::TermId::None;  ///< the document; its label or dct:title is how it is called
  std::string locator;   ///< e.g. `§3.2`; empty where none was given

  bool operator==(const Citation&) const = default;
};

/// The citations of a triple: its reifiers' dct:source and w:locator in the asserted graph. Sorted,
/// distinct.
std::vector<Citation> citations(const kg::Triple& triple, const kg::GraphView& graph,
                                const kg::Dictionary& dictionary);

}  // namespace ontology
