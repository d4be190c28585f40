#pragma once

#include <cstddef>
#include <memory>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "ontology/schema.h"
#include "parser/parse.h"

namespace facts {

/// Holds the statements of data documents against the vocabulary that is declared.
///
/// What contradicts the vocabulary is an error: a member of two disjoint classes, two literals
/// where one value is allowed, a literal where a thing must stand or the other way round. What it
/// does not bear out is a warning: a term that is declared or described nowhere, a subject or
/// object of another class than the property's domain or range, two things as the value of a
/// functional property, a label that is missing in a language. The world is open: nothing is said
/// of a thing without a class, or of one whose class is wider than asked for, and nothing of terms
/// in namespaces where nothing is declared.
class VocabularyCheck {
 public:
  /// The graph holds all that is known, the documents' own statements too. `strict`: warnings are
  /// errors. Borrows everything.
  VocabularyCheck(const ontology::Schema& schema, const kg::GraphView& graph,
                  const kg::Provenance& provenance, kg::Interner& terms, bool strict,
                  parser::Diagnostics& diagnostics);
  ~VocabularyCheck();
  VocabularyCheck(const VocabularyCheck&) = delete;
  VocabularyCheck& operator=(const VocabularyCheck&) = delete;

  /// Checks a document that was read before, without mistakes: in the order of its lines, each
  /// mistake once, of many of a kind the first ones.
  void check(const parser::Source& source, parser::RdfFormat format);

 private:
  class Check;
  std::unique_ptr<Check> check_;
};

}  // namespace facts
