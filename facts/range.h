#pragma once

#include <optional>

#include "kg/dictionary.h"
#include "ontology/schema.h"

namespace facts {

/// Holds objects against the ranges of properties, as far as their kind goes.
class Ranges {
 public:
  enum class Fit : std::uint8_t {
    Yes,
    No,      ///< a literal where a thing must stand, or the other way round; or no value of the
             ///< datatype
    Loose,   ///< a literal of another datatype, which may have been meant so
    ByClass  ///< a thing where a thing must stand: its classes decide
  };

  Ranges(const ontology::Schema& schema, const kg::Dictionary& terms)
      : schema_(schema), terms_(terms) {}

  Fit fit(kg::TermId object, const ontology::AnyOf& range) const;
  /// Of rdfs:Resource and owl:Thing.
  bool holds_everything(kg::TermId class_) const;

 private:
  Fit fit_literal(const rdf::Term& literal, const std::string& datatype) const;

  const ontology::Schema& schema_;
  const kg::Dictionary& terms_;
};

}  // namespace facts
