#include "ontology/schema.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <optional>

#include "kg/rdf/vocabulary.h"
#include "kg/term_id.h"

namespace ontology {

namespace {

namespace names = rdf::vocabulary;

constexpr std::array kClassKinds = {
    std::pair{names::kRdfs, std::string_view("Class")},
    std::pair{names::kRdfs, std::string_view("Datatype")},
    std::pair{names::kOwl, std::string_view("Class")},
};

constexpr std::array kPropertyKinds = {
    std::pair{names::kRdf, std::string_view("Property")},
    std::pair{names::kOwl, std::string_view("ObjectProperty")},
    std::pair{names::kOwl, std::string_view("DatatypeProperty")},
    std::pair{names::kOwl, std::string_view("AnnotationProperty")},
    std::pair{names::kOwl, std::string_view("FunctionalProperty")},
    std::pair{names::kOwl, std::string_view("InverseFunctionalProperty")},
    std::pair{names::kOwl, std::string_view("TransitiveProperty")},
    std::pair{names::kOwl, std::string_view("SymmetricProperty")},
    std::pair{names::kOwl, std::string_view("AsymmetricProperty")},
    std::pair{names::kOwl, std::string_view("ReflexiveProperty")},
    std::pair{names::kOwl, std::string_view("IrreflexiveProperty")},
};

constexpr std::array kNotGoverned = {std::string_view("http://www.w3.org/"),
                                     std::string_view("http://purl.org/dc/")};

/// Which terms lead on to which others.
using Links = std::unordered_map<kg::TermId, std::vector<kg::TermId>>;

/// What is reached from a term, with it, sorted.
std::vector<kg::TermId> reached(kg::TermId from, const Links& links) {
  std::vector<kg::TermId> open = {from};
  std::unordered_set<kg::TermId> met = {from};
  for (std::size_t i = 0; i < open.size(); ++i) {
    const auto next = links.find(open[i]);
    if (next == links.end()) continue;
    for (const kg::TermId term : next->second) {
      if (met.insert(term).second) open.push_back(term);
    }
  }
  std::sort(open.begin(), open.end());
  return open;
}

}  // namespace

std::string_view namespace_of(std::string_view iri) {
  const std::size_t end = iri.find_last_of("#/");
  return iri.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

/// Reads declarations into a schema.
class Schema::Reader {
 public:
  Reader(const kg::GraphView& graph, const kg::Dictionary& dictionary, Schema& schema)
      : graph_(graph), dictionary_(dictionary), schema_(schema) {}

  void read() {
    read_terms();
    read_classes();
    read_properties();
    for (const kg::TermId term : schema_.classes_) add_to_namespace(term, &Namespace::classes);
    for (const kg::TermId term : schema_.declared_properties_) {
      add_to_namespace(term, &Namespace::properties);
    }
    for (auto& [iri, one] : schema_.namespaces_) find_languages(one);
  }

 private:
  std::optional<kg::TermId> term(std::string_view name_space, std::string_view name) const {
    return dictionary_.find(rdf::Term::iri(std::string(name_space) + std::string(name)));
  }

  template <class Visit>
  void scan(std::optional<kg::TermId> subject, std::string_view name_space, std::string_view name,
            std::optional<kg::TermId> object, Visit visit) const {
    const auto predicate = term(name_space, name);
    if (!predicate) return;
    const kg::TripleMask mask{subject.value_or(kg::TermId::None), *predicate,
                              object.value_or(kg::TermId::None)};
    graph_.scan(mask, kg::Part::Base, [&](const kg::Triple& triple, kg::Order) {
      visit(triple);
      return true;
    });
  }

  /// The statements that something is of a class.
  template <class Visit>
  void scan_members(std::string_view name_space, std::string_view name, Visit visit) const {
    const auto kind = term(name_space, name);
    if (kind) scan({}, names::kRdf, "type", kind, visit);
  }

  void read_terms() {
    const auto read = [&](const auto& kinds, std::unordered_set<kg::TermId>& into) {
      for (const auto& [name_space, name] : kinds) {
        scan_members(name_space, name, [&](const kg::Triple& t) { into.insert(t.subject); });
      }
    };
    read(kClassKinds, schema_.classes_);
    read(kPropertyKinds, schema_.declared_properties_);
  }

  void read_classes() {
    Links wider;
    scan({}, names::kRdfs, "subClassOf", {},
         [&](const kg::Triple& t) { wider[t.subject].push_back(t.object); });
    scan({}, names::kOwl, "equivalentClass", {}, [&](const kg::Triple& t) {
      wider[t.subject].push_back(t.object);
      wider[t.object].push_back(t.subject);
    });
    for (const auto& [narrow, others] : wider) {
      schema_.wider_.emplace(narrow, reached(narrow, wider));
      schema_.classes_.insert(narrow);
    }
    const auto add = [&](kg::TermId left, kg::TermId right) {
      schema_.disjoint_.insert({left, right});
      schema_.disjoint_.insert({right, left});
    };
    scan({}, names::kOwl, "disjointWith", {},
         [&](const kg::Triple& t) { add(t.subject, t.object); });
    scan_members(names::kOwl, "AllDisjointClasses", [&](const kg::Triple& all) {
      scan(all.subject, names::kOwl, "members", {}, [&](const kg::Triple& t) {
        const std::vector<kg::TermId> members = list(t.object);
        for (const kg::TermId left : members) {
          for (const kg::TermId right : members) {
            if (left != right) add(left, right);
          }
        }
      });
    });
  }

  void read_properties() {
    std::unordered_map<kg::TermId, Property> own;
    scan({}, names::kRdfs, "domain", {}, [&](const kg::Triple& t) {
      const AnyOf classes = any_of(t.object);
      if (!classes.empty()) own[t.subject].domains.push_back(classes);
    });
    scan({}, names::kRdfs, "range", {}, [&](const kg::Triple& t) {
      const AnyOf classes = any_of(t.object);
      if (!classes.empty()) own[t.subject].ranges.push_back(classes);
    });
    scan_members(names::kOwl, "FunctionalProperty",
                 [&](const kg::Triple& t) { own[t.subject].functional = true; });
    Links wider;
    scan({}, names::kRdfs, "subPropertyOf", {}, [&](const kg::Triple& t) {
      wider[t.subject].push_back(t.object);
      schema_.declared_properties_.insert(t.subject);
    });
    for (const auto& [property, said] : own) schema_.declared_properties_.insert(property);
    for (const kg::TermId property : schema_.declared_properties_) {
      Property whole;
      for (const kg::TermId other : reached(property, wider)) {
        const auto found = own.find(other);
        if (found == own.end()) continue;
        const Property& said = found->second;
        whole.domains.insert(whole.domains.end(), said.domains.begin(), said.domains.end());
        whole.ranges.insert(whole.ranges.end(), said.ranges.begin(), said.ranges.end());
        whole.functional = whole.functional || said.functional;
      }
      if (whole.functional || !whole.domains.empty() || !whole.ranges.empty()) {
        schema_.properties_.emplace(property, std::move(whole));
      }
    }
  }

  /// A named class, or the named classes of a union. Empty for what this cannot tell.
  AnyOf any_of(kg::TermId class_) const {
    if (kg::is_iri(class_)) return {class_};
    AnyOf result;
    scan(class_, names::kOwl, "unionOf", {}, [&](const kg::Triple& t) { result = list(t.object); });
    const bool named = std::all_of(result.begin(), result.end(), kg::is_iri);
    return named ? result : AnyOf{};
  }

  std::vector<kg::TermId> list(kg::TermId cell) const {
    std::vector<kg::TermId> members;
    std::unordered_set<kg::TermId> met;
    for (std::optional<kg::TermId> at = cell; at && met.insert(*at).second;) {
      const kg::TermId here = *at;
      at.reset();
      scan(here, names::kRdf, "first", {},
           [&](const kg::Triple& t) { members.push_back(t.object); });
      scan(here, names::kRdf, "rest", {}, [&](const kg::Triple& t) { at = t.object; });
    }
    return members;
  }

  void add_to_namespace(kg::TermId id, std::vector<std::string> Namespace::*names) {
    if (!kg::is_iri(id)) return;
    const std::string iri = dictionary_.term(id).lexical;
    const std::string_view name_space = namespace_of(iri);
    const bool free =
        std::any_of(kNotGoverned.begin(), kNotGoverned.end(),
                    [&](std::string_view start) { return name_space.starts_with(start); });
    if (free || name_space.empty()) return;
    Namespace& one = schema_.namespaces_[std::string(name_space)];
    (one.*names).push_back(iri.substr(name_space.size()));
    std::set<std::string> languages;
    scan(id, names::kRdfs, "label", {},
         [&](const kg::Triple& t) { languages.insert(dictionary_.term(t.object).language); });
    for (const std::string& language : languages) ++one.labels[language];
  }

  static void find_languages(Namespace& one) {
    std::sort(one.classes.begin(), one.classes.end());
    std::sort(one.properties.begin(), one.properties.end());
    const std::size_t terms = one.classes.size() + one.properties.size();
    for (const auto& [language, count] : one.labels) {
      if (!language.empty() && 2 * count > terms) one.languages.insert(language);
    }
  }

  const kg::GraphView& graph_;
  const kg::Dictionary& dictionary_;
  Schema& schema_;
};

Schema::Schema(const kg::GraphView& graph, const kg::Dictionary& dictionary) {
  Reader(graph, dictionary, *this).read();
}

const Property* Schema::property(kg::TermId term) const {
  const auto found = properties_.find(term);
  return found == properties_.end() ? nullptr : &found->second;
}

bool Schema::is_subclass(kg::TermId narrow, kg::TermId wide) const {
  if (narrow == wide) return true;
  const auto found = wider_.find(narrow);
  return found != wider_.end() &&
         std::binary_search(found->second.begin(), found->second.end(), wide);
}

bool Schema::are_disjoint(kg::TermId left, kg::TermId right) const {
  if (disjoint_.empty()) return false;
  const auto wider = [this](kg::TermId one) {
    const auto found = wider_.find(one);
    return found == wider_.end() ? std::vector{one} : found->second;
  };
  const std::vector<kg::TermId> others = wider(right);
  for (const kg::TermId one : wider(left)) {
    for (const kg::TermId other : others) {
      if (disjoint_.contains({one, other})) return true;
    }
  }
  return false;
}

const Schema::Namespace* Schema::find(std::string_view iri) const {
  const auto found = namespaces_.find(namespace_of(iri));
  return found == namespaces_.end() ? nullptr : &found->second;
}

bool Schema::is_governed(std::string_view iri) const { return find(iri) != nullptr; }

std::vector<std::string> Schema::class_names(std::string_view iri) const {
  const Namespace* const found = find(iri);
  return found == nullptr ? std::vector<std::string>{} : found->classes;
}

std::vector<std::string> Schema::property_names(std::string_view iri) const {
  const Namespace* const found = find(iri);
  return found == nullptr ? std::vector<std::string>{} : found->properties;
}

const std::set<std::string>& Schema::languages(std::string_view iri) const {
  static const std::set<std::string> kNone;
  const Namespace* const found = find(iri);
  return found == nullptr ? kNone : found->languages;
}

}  // namespace ontology
