#include "rules/vocabulary_check.h"

#include <set>
#include <string>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "kg/rdf/vocabulary.h"
#include "ontology/known_terms.h"
#include "parser/write.h"

namespace rules {

namespace {

/// What a term is used as.
enum class Role : std::uint8_t { Property, Class, Thing };

bool is_type(const parser::TriplePattern& triple) {
  return !triple.path && triple.predicate.kind == parser::Node::Kind::Term &&
         triple.predicate.term.lexical == rdf::vocabulary::kType;
}

/// Visits the IRIs of a document, in the order of the text.
template <class Visit>
class Walk {
 public:
  explicit Walk(Visit visit) : visit_(visit) {}

  void walk(const parser::RuleDocument& document) {
    for (const parser::DataBlock& block : document.data) elements(block.triples);
    for (const parser::Rule& rule : document.rules) {
      elements(rule.head);
      for (const auto& element : rule.body) any(element);
    }
  }

 private:
  template <class Elements>
  void elements(const Elements& all) {
    for (const auto& element : all) one(element);
  }

  template <class Element>
  void any(const Element& element) {
    std::visit([this](const auto& inner) { one(inner); }, element);
  }

  void one(const parser::TriplePattern& triple) {
    node(triple.subject, Role::Thing);
    if (triple.path) {
      path(*triple.path);
    } else {
      node(triple.predicate, Role::Property);
    }
    node(triple.object, is_type(triple) ? Role::Class : Role::Thing);
  }
  void one(const parser::Filter& filter) { expression(filter.condition); }
  void one(const parser::Assignment& assignment) { expression(assignment.value); }
  void one(const parser::Negation& negation) {
    for (const auto& inner : negation.body) any(inner);
  }
  void one(const parser::Aggregate& aggregate) {
    for (const auto& inner : aggregate.body) any(inner);
    if (aggregate.argument) expression(*aggregate.argument);
  }

  void node(const parser::Node& node, Role role) {
    if (node.kind == parser::Node::Kind::Term && node.term.is_iri()) {
      visit_(node.term, role, node.span);
    }
    for (std::size_t i = 0; i < node.components.size(); ++i) {
      this->node(node.components[i], i == 1 ? Role::Property : Role::Thing);
    }
  }

  void path(const parser::Path& path) {
    if (path.kind == parser::Path::Kind::Predicate) {
      visit_(path.predicate, Role::Property, path.span);
    }
    for (const parser::Path& part : path.parts) this->path(part);
  }

  void expression(const parser::Expression& expression) {
    if (expression.op == parser::Operator::Leaf) node(expression.node, Role::Thing);
    for (const parser::Expression& operand : expression.operands) this->expression(operand);
  }

  Visit visit_;
};

/// Subjects of heads and DATA blocks: rules say something of them.
std::set<std::string> subjects_of(std::span<const RuleSource> sources) {
  std::set<std::string> subjects;
  const auto add = [&](const std::vector<parser::TriplePattern>& triples) {
    for (const parser::TriplePattern& triple : triples) {
      if (triple.subject.kind == parser::Node::Kind::Term) {
        subjects.insert(triple.subject.term.lexical);
      }
    }
  };
  for (const RuleSource& source : sources) {
    for (const parser::DataBlock& block : source.document.data) add(block.triples);
    for (const parser::Rule& rule : source.document.rules) add(rule.head);
  }
  return subjects;
}

class Checker {
 public:
  Checker(const ontology::Schema& schema, const kg::GraphView& graph, const kg::Dictionary& terms,
          std::set<std::string> subjects)
      : schema_(schema),
        known_(schema, graph, terms),
        terms_(terms),
        subjects_(std::move(subjects)) {}

  bool knows(const rdf::Term& term, Role role) {
    if (!schema_.is_governed(term.lexical)) return true;
    const auto id = terms_.find(term);
    if (role == Role::Property) return id && schema_.is_property(*id);
    if (role == Role::Class) return id && schema_.is_class(*id);
    return subjects_.contains(term.lexical) || (id && known_.is_described(*id));
  }

  std::optional<std::string> nearest(const rdf::Term& term, Role role) {
    switch (role) {
      case Role::Property:
        return known_.nearest_property(term.lexical);
      case Role::Class:
        return known_.nearest_class(term.lexical);
      case Role::Thing:
        break;
    }
    return known_.nearest_term(term.lexical);
  }

 private:
  const ontology::Schema& schema_;
  ontology::KnownTerms known_;
  const kg::Dictionary& terms_;
  std::set<std::string> subjects_;
};

std::string message(Role role, const std::string& term) {
  switch (role) {
    case Role::Property:
      return fmt::format("unknown property '{}'", term);
    case Role::Class:
      return fmt::format("unknown class '{}'", term);
    case Role::Thing:
      break;
  }
  return fmt::format("nothing is stated of '{}'", term);
}

std::string_view code(Role role) {
  switch (role) {
    case Role::Property:
      return "unknown-property";
    case Role::Class:
      return "unknown-class";
    case Role::Thing:
      break;
  }
  return "unknown-term";
}

}  // namespace

void check_vocabulary(std::span<const RuleSource> sources, const ontology::Schema& schema,
                      const kg::GraphView& graph, const kg::Dictionary& terms, bool strict,
                      parser::Diagnostics& diagnostics) {
  if (schema.empty()) return;
  Checker checker(schema, graph, terms, subjects_of(sources));
  for (const RuleSource& source : sources) {
    std::set<std::string> met;
    const auto visit = [&](const rdf::Term& term, Role role, parser::Span span) {
      if (checker.knows(term, role) || !met.insert(term.lexical).second) return;
      const parser::Prefixes& prefixes = source.document.prefixes;
      const auto near = checker.nearest(term, role);
      std::string hint =
          near ? fmt::format("did you mean '{}'?",
                             parser::to_turtle(rdf::Term::iri(*near), prefixes))
               : std::string(role == Role::Thing ? "a rule that asks for it never applies"
                                                 : "declare it in the vocabulary");
      std::string text = message(role, parser::to_turtle(term, prefixes));
      if (strict) {
        diagnostics.error(code(role), source.source, span, std::move(text), std::move(hint));
      } else {
        diagnostics.warning(code(role), source.source, span, std::move(text), std::move(hint));
      }
    };
    Walk(visit).walk(source.document);
  }
}

}  // namespace rules
