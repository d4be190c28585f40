#include "rules/match/pattern.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <string>
#include <utility>

#include "kg/rdf/nesting.h"
#include "kg/rdf/term.h"
#include "kg/term_encoding.h"
#include "kg/term_id.h"

namespace match {

namespace {

/// Whether the two may be subject and predicate of a triple or triple term.
bool legal(kg::TermId subject, kg::TermId predicate) {
  return (kg::is_iri(subject) || kg::is_blank_node(subject)) && kg::is_iri(predicate);
}

/// A path between two ends, written out as triple patterns.
class PathWriter {
 public:
  PathWriter(Variables& variables, kg::Interner& interner, parser::Span span)
      : variables_(variables), interner_(interner), span_(span) {}

  void write(const parser::Path& path, const Slot& from, const Slot& to) {
    switch (path.kind) {
      case parser::Path::Kind::Predicate:
        patterns.push_back({from, Slot::of(interner_.intern(path.predicate)), to, span_});
        break;
      case parser::Path::Kind::Inverse:
        write(path.parts.front(), to, from);
        break;
      case parser::Path::Kind::Sequence:
        write_sequence(path, from, to);
        break;
      default:
        assert(false && "only paths of / and ^ can be written out as triple patterns");
    }
  }

  std::vector<TriplePattern> patterns;

 private:
  void write_sequence(const parser::Path& path, const Slot& from, const Slot& to) {
    Slot left = from;
    for (std::size_t i = 0; i < path.parts.size(); ++i) {
      const bool last = i + 1 == path.parts.size();
      Slot right = last ? to : Slot::of_variable(variables_.fresh());
      write(path.parts[i], left, right);
      left = std::move(right);
    }
  }

  Variables& variables_;
  kg::Interner& interner_;
  parser::Span span_;
};

}  // namespace

VariableIndex Variables::index(const std::string& name) {
  if (const auto found = find(name)) return *found;
  names_.push_back(name);
  constexpr std::size_t kMany = 64;
  if (names_.size() == kMany) {
    for (std::size_t i = 0; i < kMany; ++i) {
      places_.emplace(names_[i], static_cast<VariableIndex>(i));
    }
  } else if (names_.size() > kMany) {
    places_.emplace(name, static_cast<VariableIndex>(names_.size() - 1));
  }
  return static_cast<VariableIndex>(names_.size() - 1);
}

std::optional<VariableIndex> Variables::find(const std::string& name) const {
  if (!places_.empty()) {
    const auto place = places_.find(name);
    return place == places_.end() ? std::nullopt : std::optional(place->second);
  }
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found == names_.end()) return std::nullopt;
  return static_cast<VariableIndex>(found - names_.begin());
}

VariableIndex Variables::fresh() {
  // No blank node label holds a slash, so that joints and blank nodes do not meet.
  return index(" /" + std::to_string(names_.size()));
}

Slot compile(const parser::Node& node, Variables& variables, kg::Interner& interner,
             BlankNodes blank_nodes) {
  switch (node.kind) {
    case parser::Node::Kind::Variable:
      return Slot::of_variable(variables.index(node.variable));
    case parser::Node::Kind::Term:
      if (!node.term.is_blank_node()) return Slot::of(interner.intern(node.term));
      // No blank node label holds a caret, so that those of head and body do not meet.
      return Slot::of_variable(
          variables.index((blank_nodes == BlankNodes::OfBody ? " " : " ^") + node.term.lexical));
    case parser::Node::Kind::TripleTerm:
      break;
  }
  Slot slot;
  slot.kind = Slot::Kind::TripleTerm;
  bool constant = true;
  for (const parser::Node& part : node.components) {
    slot.components.push_back(compile(part, variables, interner, blank_nodes));
    constant = constant && slot.components.back().kind == Slot::Kind::Constant;
  }
  if (!constant) return slot;
  const kg::TermId term = substitute(slot, {}, interner);
  // An illegal triple term is no term; it stays a slot, which no term matches.
  return term == kg::TermId::None ? slot : Slot::of(term);
}

std::vector<TriplePattern> compile(const parser::TriplePattern& pattern, Variables& variables,
                                   kg::Interner& interner, BlankNodes blank_nodes) {
  Slot subject = compile(pattern.subject, variables, interner, blank_nodes);
  if (!pattern.path) {
    std::vector<TriplePattern> result(1);
    result[0].subject = std::move(subject);
    result[0].predicate = compile(pattern.predicate, variables, interner, blank_nodes);
    result[0].object = compile(pattern.object, variables, interner, blank_nodes);
    result[0].span = pattern.span;
    return result;
  }
  const Slot object = compile(pattern.object, variables, interner, blank_nodes);
  PathWriter writer(variables, interner, pattern.span);
  writer.write(*pattern.path, subject, object);
  return std::move(writer.patterns);
}

void collect_variables(const Slot& slot, std::vector<VariableIndex>& into) {
  if (slot.kind == Slot::Kind::Variable) into.push_back(slot.variable);
  for (const Slot& component : slot.components) collect_variables(component, into);
}

void collect_variables(const TriplePattern& pattern, std::vector<VariableIndex>& into) {
  collect_variables(pattern.subject, into);
  collect_variables(pattern.predicate, into);
  collect_variables(pattern.object, into);
}

void collect_variables(const Negation& negation, std::vector<VariableIndex>& into) {
  for (const auto& element : negation.body) {
    if (const auto* pattern = std::get_if<TriplePattern>(&element)) {
      collect_variables(*pattern, into);
    } else {
      collect_variables(std::get<Filter>(element).condition, into);
    }
  }
}

void collect_variables(const Aggregate& aggregate, std::vector<VariableIndex>& into) {
  for (const auto& element : aggregate.body) {
    if (const auto* filter = std::get_if<Filter>(&element)) {
      collect_variables(filter->condition, into);
    } else if (const auto* pattern = std::get_if<TriplePattern>(&element)) {
      collect_variables(*pattern, into);
    } else {
      collect_variables(std::get<Negation>(element), into);
    }
  }
  if (aggregate.argument) collect_variables(*aggregate.argument, into);
}

std::optional<kg::Triple> components(kg::TermId term, const kg::Dictionary& dictionary) {
  return dictionary.components(term);
}

bool unify(const Slot& slot, kg::TermId term, const kg::Dictionary& dictionary,
           Bindings& bindings) {
  if (slot.kind == Slot::Kind::Constant) return slot.constant == term;
  if (slot.kind == Slot::Kind::Variable) {
    kg::TermId& bound = bindings[slot.variable];
    if (bound == kg::TermId::None) bound = term;
    return bound == term;
  }
  const auto parts = components(term, dictionary);
  if (!parts) return false;
  return unify(slot.components[0], parts->subject, dictionary, bindings) &&
         unify(slot.components[1], parts->predicate, dictionary, bindings) &&
         unify(slot.components[2], parts->object, dictionary, bindings);
}

bool unify(const TriplePattern& pattern, const kg::Triple& triple, const kg::Dictionary& dictionary,
           Bindings& bindings) {
  return unify(pattern.predicate, triple.predicate, dictionary, bindings) &&
         unify(pattern.subject, triple.subject, dictionary, bindings) &&
         unify(pattern.object, triple.object, dictionary, bindings);
}

kg::TermId substitute(const Slot& slot, const Bindings& bindings, kg::Interner& interner) {
  if (slot.kind == Slot::Kind::Constant) return slot.constant;
  if (slot.kind == Slot::Kind::Variable) return bindings[slot.variable];
  const kg::TermId subject = substitute(slot.components[0], bindings, interner);
  const kg::TermId predicate = substitute(slot.components[1], bindings, interner);
  const kg::TermId object = substitute(slot.components[2], bindings, interner);
  if (!legal(subject, predicate) || object == kg::TermId::None) return kg::TermId::None;
  // Too deep is as good as not legal: nobody could read it back.
  if (kg::is_triple_term(object) &&
      rdf::nesting(interner.term(object)) >= rdf::kDeepestTripleTerm) {
    return kg::TermId::None;
  }
  std::string buffer;
  return interner.intern_bytes(kg::encode_triple_term({subject, predicate, object}, buffer));
}

std::optional<kg::Triple> substitute(const TriplePattern& pattern, const Bindings& bindings,
                                     kg::Interner& interner) {
  const kg::Triple triple{substitute(pattern.subject, bindings, interner),
                          substitute(pattern.predicate, bindings, interner),
                          substitute(pattern.object, bindings, interner)};
  if (!legal(triple.subject, triple.predicate) || triple.object == kg::TermId::None) {
    return std::nullopt;
  }
  return triple;
}

kg::TermId lookup(const Slot& slot, const Bindings& bindings, const kg::Dictionary& dictionary) {
  if (slot.kind == Slot::Kind::Constant) return slot.constant;
  if (slot.kind == Slot::Kind::Variable) return bindings[slot.variable];
  std::vector<rdf::Term> parts;
  for (const Slot& component : slot.components) {
    const kg::TermId part = lookup(component, bindings, dictionary);
    if (part == kg::TermId::None) return kg::TermId::None;
    parts.push_back(dictionary.term(part));
  }
  const auto found = dictionary.find(
      rdf::Term::triple_term(std::move(parts[0]), std::move(parts[1]), std::move(parts[2])));
  return found.value_or(kg::TermId::None);
}

}  // namespace match
