#pragma once

#include <string>
#include <string_view>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "parser/syntax.h"

namespace ontology {

/// The names of terms for people.
class Labels {
 public:
  /// `language` is a language tag such as `en` or `nl`.
  Labels(const kg::GraphView& graph, const kg::Dictionary& dictionary, std::string language,
         parser::Prefixes prefixes);

  /// The rdfs:label in the language, else in English, else one without a language, else any, else
  /// the term as Turtle writes it; of a literal its lexical form. A triple term is the labels of
  /// its parts.
  std::string of(kg::TermId term) const;
  /// The term as Turtle writes it.
  std::string turtle(kg::TermId term) const;
  const std::string& language() const { return language_; }
  const parser::Prefixes& prefixes() const { return prefixes_; }

 private:
  const kg::GraphView& graph_;
  const kg::Dictionary& dictionary_;
  std::string language_;
  parser::Prefixes prefixes_;
};

}  // namespace ontology
