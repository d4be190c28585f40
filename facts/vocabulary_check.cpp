#include "facts/vocabulary_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "facts/findings.h"
#include "facts/load.h"
#include "facts/range.h"
#include "kg/rdf/vocabulary.h"
#include "kg/term_id.h"
#include "ontology/known_terms.h"
#include "parser/write.h"

namespace facts {

using parser::Severity;

namespace {

/// For messages about terms that a document has no prefix for.
const parser::Prefixes kCommonPrefixes = {{"xsd", std::string(rdf::vocabulary::kXsd)},
                                          {"rdf", std::string(rdf::vocabulary::kRdf)},
                                          {"rdfs", std::string(rdf::vocabulary::kRdfs)}};

/// Whether two IRIs differ as by one slip of the pen: a letter or two in one place. Numbers differ
/// on purpose.
bool is_slip(std::string_view one, std::string_view other) {
  while (!one.empty() && !other.empty() && one.front() == other.front()) {
    one.remove_prefix(1);
    other.remove_prefix(1);
  }
  while (!one.empty() && !other.empty() && one.back() == other.back()) {
    one.remove_suffix(1);
    other.remove_suffix(1);
  }
  const auto number = [](std::string_view rest) {
    return rest.find_first_of("0123456789") != std::string_view::npos;
  };
  return one.size() <= 2 && other.size() <= 2 && !number(one) && !number(other);
}

}  // namespace

class VocabularyCheck::Check {
 public:
  Check(const ontology::Schema& schema, const kg::GraphView& graph,
        const kg::Provenance& provenance, kg::Interner& terms, bool strict,
        parser::Diagnostics& diagnostics)
      : schema_(schema),
        graph_(graph),
        provenance_(provenance),
        terms_(terms),
        known_(schema, graph, terms),
        ranges_(schema, terms),
        strict_(strict),
        diagnostics_(diagnostics),
        type_(terms.find(rdf::Term::iri(std::string(rdf::vocabulary::kType)))),
        label_(terms.find(rdf::Term::iri(std::string(rdf::vocabulary::kLabel)))) {}

  void document(const parser::Source& source, parser::RdfFormat format) {
    if (schema_.empty()) return;
    findings_.clear();
    reported_.clear();
    prefixes_.clear();
    parser::Diagnostics ignored;
    read_data(
        source, format, terms_,
        [&](const kg::Quad& quad, std::uint32_t line) { statement(quad.triple, line); }, prefixes_,
        ignored);
    words_ = kCommonPrefixes;
    words_.insert(words_.end(), prefixes_.begin(), prefixes_.end());
    say();
    report(std::move(findings_), source, prefixes_, diagnostics_);
  }

 private:
  /// A mistake, whose words are made when the document's prefixes are known.
  struct Mistake {
    enum class Kind : std::uint8_t {
      UnknownProperty,
      UnknownClass,
      UnknownTerm,
      Undescribed,
      Domain,
      Range,
      TwoValues,
      Disjoint,
      NoLabel
    };
    Kind kind;
    Severity severity;
    std::uint32_t line;
    kg::Triple triple;
    kg::TermId at;                        ///< the term that is wrong
    kg::TermId other = kg::TermId::None;  ///< a class that it has, or its other value
    std::vector<kg::TermId> wanted = {};  ///< classes
    std::string language = {};            ///< of a missing label
  };

  /// What is known of a term, asked for once.
  struct Resource {
    std::optional<std::vector<kg::TermId>> types;
    bool subject_checked = false;
    bool object_checked = false;
  };

  void statement(const kg::Triple& triple, std::uint32_t line) {
    if (triple.predicate != predicate_) {
      predicate_ = triple.predicate;
      property_ = schema_.property(predicate_);
      check_property(triple, line);
    }
    const bool type = type_ && triple.predicate == *type_;
    check_subject(triple, line);
    if (type) {
      check_type(triple, line);
    } else if (kg::is_iri(triple.object)) {
      check_object(triple, line);
    }
    if (property_ == nullptr) return;
    for (const ontology::AnyOf& domain : property_->domains) check_domain(triple, domain, line);
    for (const ontology::AnyOf& range : property_->ranges) check_range(triple, range, line);
    if (property_->functional) check_single(triple, line);
  }

  void add(Mistake mistake) {
    // The same mistake again and again says nothing new.
    const std::uint64_t key =
        static_cast<std::uint64_t>(mistake.at) * 16 + static_cast<std::uint64_t>(mistake.kind);
    const bool about_term = mistake.kind <= Mistake::Kind::Undescribed;
    if (about_term && !reported_.insert(key).second) return;
    if (strict_) mistake.severity = Severity::Error;
    mistakes_.push_back(std::move(mistake));
  }

  void check_property(const kg::Triple& triple, std::uint32_t line) {
    if (schema_.is_property(predicate_) || !known_.is_governed(predicate_)) return;
    add({Mistake::Kind::UnknownProperty, Severity::Warning, line, triple, predicate_});
  }

  void check_type(const kg::Triple& triple, std::uint32_t line) {
    const kg::TermId type = triple.object;
    if (kg::is_iri(type) && !schema_.is_class(type) && known_.is_governed(type)) {
      add({Mistake::Kind::UnknownClass, Severity::Warning, line, triple, type});
    }
    for (const kg::TermId other : types_of(triple.subject)) {
      // Of the two statements, that whose class comes second is reported.
      if (other >= type || !schema_.are_disjoint(type, other)) continue;
      add({Mistake::Kind::Disjoint, Severity::Error, line, triple, type, other});
    }
  }

  void check_subject(const kg::Triple& triple, std::uint32_t line) {
    const kg::TermId subject = triple.subject;
    if (subject == subject_) return;
    subject_ = subject;
    Resource& resource = resources_[subject];
    if (std::exchange(resource.subject_checked, true) || !kg::is_iri(subject)) return;
    const bool declared = schema_.is_class(subject) || schema_.is_property(subject);
    const bool governed = known_.is_governed(subject);
    const bool described = declared || !types_of(subject).empty() || !languages_of(subject).empty();
    if (governed && !described) {
      add({Mistake::Kind::Undescribed, Severity::Warning, line, triple, subject});
    }
    check_labels(triple, declared, line);
  }

  void check_labels(const kg::Triple& triple, bool declared, std::uint32_t line) {
    const std::set<std::string>* wanted = known_.languages(triple.subject);
    for (const kg::TermId type : types_of(triple.subject)) {
      if (wanted != nullptr) break;
      wanted = known_.languages(type);
    }
    if (wanted == nullptr) return;
    const std::set<std::string> there = languages_of(triple.subject);
    // A label without a language is a name in all of them. What nobody labelled may do without.
    if (there.contains("") || (there.empty() && !declared)) return;
    for (const std::string& language : *wanted) {
      if (there.contains(language)) continue;
      add({Mistake::Kind::NoLabel,
           Severity::Warning,
           line,
           triple,
           triple.subject,
           kg::TermId::None,
           {},
           language});
    }
  }

  void check_object(const kg::Triple& triple, std::uint32_t line) {
    Resource& resource = resources_[triple.object];
    if (std::exchange(resource.object_checked, true)) return;
    if (!known_.is_governed(triple.object) || known_.is_described(triple.object)) return;
    add({Mistake::Kind::UnknownTerm, Severity::Warning, line, triple, triple.object});
  }

  void check_domain(const kg::Triple& triple, const ontology::AnyOf& domain, std::uint32_t line) {
    check_member(Mistake::Kind::Domain, triple, triple.subject, domain, line);
  }

  void check_range(const kg::Triple& triple, const ontology::AnyOf& range, std::uint32_t line) {
    switch (ranges_.fit(triple.object, range)) {
      case Ranges::Fit::Yes:
        break;
      case Ranges::Fit::No:
        add({Mistake::Kind::Range, Severity::Error, line, triple, triple.object, kg::TermId::None,
             range});
        break;
      case Ranges::Fit::Loose:
        add({Mistake::Kind::Range, Severity::Warning, line, triple, triple.object, kg::TermId::None,
             range});
        break;
      case Ranges::Fit::ByClass:
        check_member(Mistake::Kind::Range, triple, triple.object, range, line);
    }
  }

  /// The world is open: a thing without a class may be of any, and one of a wide class of a
  /// narrower one.
  void check_member(Mistake::Kind kind, const kg::Triple& triple, kg::TermId member,
                    const ontology::AnyOf& classes, std::uint32_t line) {
    kg::TermId other = kg::TermId::None;
    for (const kg::TermId type : types_of(member)) {
      if (!schema_.is_class(type)) continue;
      for (const kg::TermId wanted : classes) {
        if (ranges_.holds_everything(wanted) || schema_.is_subclass(type, wanted) ||
            schema_.is_subclass(wanted, type)) {
          return;
        }
      }
      if (other == kg::TermId::None) other = type;
    }
    if (other == kg::TermId::None) return;
    const std::vector<kg::TermId>& types = types_of(member);
    const bool impossible = std::all_of(classes.begin(), classes.end(), [&](kg::TermId wanted) {
      return std::any_of(types.begin(), types.end(),
                         [&](kg::TermId type) { return schema_.are_disjoint(type, wanted); });
    });
    add({kind, impossible ? Severity::Error : Severity::Warning, line, triple, member, other,
         classes});
  }

  void check_single(const kg::Triple& triple, std::uint32_t line) {
    std::optional<kg::TermId> other;
    graph_.scan({triple.subject, triple.predicate, kg::TermId::None}, kg::Part::Base,
                [&](const kg::Triple& found, kg::Order) {
                  if (found.object < triple.object) other = found.object;
                  return !other;
                });
    if (!other) return;
    // Two IRIs may name one thing.
    const bool literals = kg::is_literal(*other) && kg::is_literal(triple.object);
    add({Mistake::Kind::TwoValues, literals ? Severity::Error : Severity::Warning, line, triple,
         triple.object, *other});
  }

  const std::vector<kg::TermId>& types_of(kg::TermId term) {
    std::optional<std::vector<kg::TermId>>& types = resources_[term].types;
    if (!types) {
      types.emplace();
      if (type_) {
        graph_.scan({term, *type_, kg::TermId::None}, kg::Part::Base,
                    [&](const kg::Triple& triple, kg::Order) {
                      types->push_back(triple.object);
                      return true;
                    });
      }
    }
    return *types;
  }

  std::set<std::string> languages_of(kg::TermId term) const {
    std::set<std::string> languages;
    if (!label_) return languages;
    graph_.scan({term, *label_, kg::TermId::None}, kg::Part::Base,
                [&](const kg::Triple& triple, kg::Order) {
                  languages.insert(terms_.term(triple.object).language);
                  return true;
                });
    return languages;
  }

  // Words

  void say() {
    for (Mistake& mistake : mistakes_) {
      Finding finding;
      finding.severity = mistake.severity;
      finding.line = mistake.line;
      finding.at = terms_.term(mistake.at);
      finding.is_object =
          mistake.kind != Mistake::Kind::Domain && mistake.at == mistake.triple.object;
      say(mistake, finding);
      if (!finding.message.empty()) findings_.push_back(std::move(finding));
    }
    mistakes_.clear();
  }

  void say(const Mistake& mistake, Finding& finding) {
    const std::string at = written(mistake.at);
    switch (mistake.kind) {
      case Mistake::Kind::UnknownProperty:
        finding.code = "unknown-property";
        finding.message = fmt::format("unknown property '{}'", at);
        finding.hint =
            hint(known_.nearest_property(finding.at.lexical), "declare it in the vocabulary");
        return;
      case Mistake::Kind::UnknownClass:
        finding.code = "unknown-class";
        finding.message = fmt::format("unknown class '{}'", at);
        finding.hint =
            hint(known_.nearest_class(finding.at.lexical), "declare it in the vocabulary");
        return;
      case Mistake::Kind::UnknownTerm:
        finding.code = "unknown-term";
        finding.message = fmt::format("nothing is stated of '{}'", at);
        finding.hint = hint(known_.nearest_term(finding.at.lexical), "say what it is");
        return;
      case Mistake::Kind::Undescribed: {
        // Only where it looks like a slip: statements about a thing need not say what it is.
        const auto near = known_.nearest_term(finding.at.lexical);
        if (!near || !is_slip(*near, finding.at.lexical)) return;
        finding.code = "unknown-term";
        finding.message = fmt::format("'{}' has neither a class nor a label", at);
        finding.hint = hint(near, "");
        return;
      }
      case Mistake::Kind::Domain:
      case Mistake::Kind::Range:
        return say_member(mistake, finding);
      case Mistake::Kind::TwoValues:
        finding.code = "not-functional";
        finding.message = fmt::format("'{}' has one value at most, and {} has {} and {}",
                                      written(mistake.triple.predicate),
                                      written(mistake.triple.subject), written(mistake.other), at);
        add_notes({mistake.triple.subject, mistake.triple.predicate, mistake.other}, finding);
        return;
      case Mistake::Kind::Disjoint:
        finding.code = "disjoint-classes";
        finding.message = fmt::format("{} is a {} and a {}, which have no member in common",
                                      written(mistake.triple.subject), written(mistake.other), at);
        add_notes({mistake.triple.subject, mistake.triple.predicate, mistake.other}, finding);
        return;
      case Mistake::Kind::NoLabel:
        finding.code = "missing-label";
        finding.message = fmt::format("{} has no label in '{}'", at, mistake.language);
        return;
    }
  }

  void say_member(const Mistake& mistake, Finding& finding) {
    const std::string property = written(mistake.triple.predicate);
    const std::string at = written(mistake.at);
    std::string wanted;
    for (const kg::TermId one : mistake.wanted) {
      wanted += (wanted.empty() ? "" : " or ") + written(one);
    }
    const bool domain = mistake.kind == Mistake::Kind::Domain;
    finding.code = domain ? "wrong-domain" : "wrong-range";
    const std::string rule = domain ? fmt::format("'{}' is said of a {}", property, wanted)
                                    : fmt::format("'{}' leads to a {}", property, wanted);
    if (mistake.other == kg::TermId::None) {
      finding.message = fmt::format("{}, not to {}", rule, at);
    } else {
      finding.message = fmt::format("{}, but {} is a {}", rule, at, written(mistake.other));
    }
  }

  void add_notes(const kg::Triple& triple, Finding& finding) const {
    for (const kg::Statement& statement : provenance_.statements(triple)) {
      parser::Note note;
      note.source = statement.source;
      note.position = {statement.line, 1};
      note.message = "the other is stated here";
      finding.notes.push_back(std::move(note));
    }
  }

  std::string hint(const std::optional<std::string>& near, const std::string& otherwise) const {
    if (!near) return otherwise;
    return fmt::format("did you mean '{}'?", parser::to_turtle(rdf::Term::iri(*near), words_));
  }

  std::string written(kg::TermId term) const {
    return parser::to_turtle(terms_.term(term), words_);
  }

  const ontology::Schema& schema_;
  const kg::GraphView& graph_;
  const kg::Provenance& provenance_;
  kg::Interner& terms_;
  ontology::KnownTerms known_;
  Ranges ranges_;
  bool strict_;
  parser::Diagnostics& diagnostics_;
  std::optional<kg::TermId> type_;
  std::optional<kg::TermId> label_;

  parser::Prefixes prefixes_;  ///< of the document
  parser::Prefixes words_;     ///< for messages
  std::vector<Mistake> mistakes_;
  std::vector<Finding> findings_;
  std::unordered_set<std::uint64_t> reported_;
  std::unordered_map<kg::TermId, Resource> resources_;
  /// Of the statement before: mostly the same.
  kg::TermId subject_ = kg::TermId::None;
  kg::TermId predicate_ = kg::TermId::None;
  const ontology::Property* property_ = nullptr;
};

VocabularyCheck::VocabularyCheck(const ontology::Schema& schema, const kg::GraphView& graph,
                                 const kg::Provenance& provenance, kg::Interner& terms, bool strict,
                                 parser::Diagnostics& diagnostics)
    : check_(std::make_unique<Check>(schema, graph, provenance, terms, strict, diagnostics)) {}

VocabularyCheck::~VocabularyCheck() = default;

void VocabularyCheck::check(const parser::Source& source, parser::RdfFormat format) {
  check_->document(source, format);
}

}  // namespace facts
