#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"

namespace ontology {

/// Classes of which one is enough: a named class is alone, a union is its members.
using AnyOf = std::vector<kg::TermId>;

/// What is declared of a property, or of one that it is a subproperty of.
struct Property {
  /// What its subjects are, and what its objects are: of each at least one. Datatypes are classes
  /// here.
  std::vector<AnyOf> domains;
  std::vector<AnyOf> ranges;
  bool functional = false;
};

/// The vocabulary of a graph: the classes and properties that its asserted triples declare with the
/// terms of RDFS and OWL, and what they say of them. Read once; the dictionary must outlive it.
class Schema {
 public:
  Schema(const kg::GraphView& graph, const kg::Dictionary& dictionary);

  /// Whether nothing is declared.
  bool empty() const { return namespaces_.empty() && properties_.empty(); }

  bool is_class(kg::TermId term) const { return classes_.contains(term); }
  bool is_property(kg::TermId term) const { return declared_properties_.contains(term); }
  /// What is known of a property that has a domain, a range or one value; null for another.
  const Property* property(kg::TermId term) const;
  /// Whether every member of a class is, as declared, one of another. True of a class and itself.
  bool is_subclass(kg::TermId narrow, kg::TermId wide) const;
  /// Whether two classes, or classes that they are subclasses of, are declared to be disjoint.
  bool are_disjoint(kg::TermId left, kg::TermId right) const;

  /// Whether classes or properties are declared in the namespace of an IRI, so that a term of it
  /// that is declared nowhere is a mistake. The W3C's namespaces and Dublin Core's never are: what
  /// is loaded says only some words about their terms.
  bool is_governed(std::string_view iri) const;
  /// The declared classes, or properties, of its namespace, as local names.
  std::vector<std::string> class_names(std::string_view iri) const;
  std::vector<std::string> property_names(std::string_view iri) const;
  /// The languages in which most of what is declared in its namespace has an rdfs:label.
  const std::set<std::string>& languages(std::string_view iri) const;

 private:
  class Reader;

  struct Namespace {
    std::vector<std::string> classes;
    std::vector<std::string> properties;
    std::map<std::string, std::size_t> labels;  ///< by language, how many terms have one
    std::set<std::string> languages;
  };

  const Namespace* find(std::string_view iri) const;

  std::unordered_set<kg::TermId> classes_;
  std::unordered_set<kg::TermId> declared_properties_;
  std::unordered_map<kg::TermId, Property> properties_;
  /// All classes that a class is declared to be a subclass of, sorted.
  std::unordered_map<kg::TermId, std::vector<kg::TermId>> wider_;
  std::set<std::pair<kg::TermId, kg::TermId>> disjoint_;
  std::map<std::string, Namespace, std::less<>> namespaces_;
};

/// An IRI up to and with its last `#` or `/`: what its prefix stands for, as a rule.
std::string_view namespace_of(std::string_view iri);

}  // namespace ontology
