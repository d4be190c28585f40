#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "parser/syntax.h"

namespace ontology {

/// The names of terms for people. Remembers what it has looked up: the graph must not change
/// meanwhile, and one thread uses it.
class Labels {
 public:
  /// `language` is a language tag such as `en` or `nl`.
  Labels(const kg::GraphView& graph, const kg::Dictionary& dictionary, std::string language,
         parser::Prefixes prefixes);

  /// The rdfs:label in the language, else in English, else one without a language, else any; else
  /// the dct:title, chosen likewise; else the term as Turtle writes it. Of a literal its lexical
  /// form. A triple term is the labels of its parts.
  const std::string& of(kg::TermId term) const;
  /// The triple as a sentence: the labels of subject, predicate and object. A property's label
  /// reads as a verb.
  std::string of(const kg::Triple& triple) const;
  /// The term as Turtle writes it.
  std::string turtle(kg::TermId term) const;
  /// The triple as Turtle writes it, without the full stop.
  std::string turtle(const kg::Triple& triple) const;
  const std::string& language() const { return language_; }
  const parser::Prefixes& prefixes() const { return prefixes_; }

 private:
  std::string name(kg::TermId term) const;
  std::optional<std::string> best(kg::TermId term, std::optional<kg::TermId> property) const;

  const kg::GraphView& graph_;
  const kg::Dictionary& dictionary_;
  std::string language_;
  parser::Prefixes prefixes_;
  std::optional<kg::TermId> label_;
  std::optional<kg::TermId> title_;
  mutable std::unordered_map<kg::TermId, std::string> names_;
};

/// How well a literal's language tag suits a reader of `language`; smaller is better. The language
/// itself, a dialect of it, English, no language, any other.
int language_distance(std::string_view tag, std::string_view language);

}  // namespace ontology
