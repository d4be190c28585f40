#include <string>
#include <variant>

#include "kg/rdf/vocabulary.h"
#include "parser/write.h"

namespace parser {
namespace {

/// How tightly the parts of a path bind, loosest first.
enum class Level { Alternative, Sequence, Inverse, Repeated, Primary };

Level level_of(const Path& path) {
  switch (path.kind) {
    case Path::Kind::Alternative:
      return Level::Alternative;
    case Path::Kind::Sequence:
      return Level::Sequence;
    case Path::Kind::Inverse:
      return Level::Inverse;
    case Path::Kind::ZeroOrMore:
    case Path::Kind::OneOrMore:
    case Path::Kind::ZeroOrOne:
      return Level::Repeated;
    case Path::Kind::Predicate:
    case Path::Kind::NegatedSet:
      break;
  }
  return Level::Primary;
}

std::string predicate_text(const rdf::Term& predicate, const Prefixes& prefixes) {
  return predicate.is_iri() && predicate.lexical == rdf::vocabulary::kType
             ? "a"
             : to_turtle(predicate, prefixes);
}

/// In parentheses if it binds less tightly than its place asks for.
std::string part_text(const Path& path, Level least, const Prefixes& prefixes) {
  const std::string text = to_text(path, prefixes);
  return level_of(path) < least ? "(" + text + ")" : text;
}

std::string joined(const Path& path, std::string_view separator, Level least,
                   const Prefixes& prefixes) {
  std::string text;
  for (const Path& part : path.parts) {
    if (!text.empty()) text += separator;
    text += part_text(part, least, prefixes);
  }
  return text;
}

std::string negated_set_text(const Path& path, const Prefixes& prefixes) {
  const std::string parts = joined(path, "|", Level::Inverse, prefixes);
  return path.parts.size() == 1 ? "!" + parts : "!(" + parts + ")";
}

std::string braced(const std::string& text) { return text.empty() ? "{ }" : "{ " + text + " }"; }

/// The elements of a group to text, one by one.
struct ElementText {
  const Prefixes& prefixes;

  std::string operator()(const TriplePattern& pattern) const {
    return to_text(pattern, prefixes) + " .";
  }
  std::string operator()(const Filter& filter) const {
    return "FILTER (" + to_text(filter.condition, prefixes) + ")";
  }
  std::string operator()(const Optional& optional) const {
    return "OPTIONAL " + to_text(optional.group.front(), prefixes);
  }
  std::string operator()(const Union& alternatives) const {
    std::string text;
    for (const GroupPattern& branch : alternatives.branches) {
      if (!text.empty()) text += " UNION ";
      text += to_text(branch, prefixes);
    }
    return text;
  }
  std::string operator()(const Bind& bind) const {
    return "BIND (" + to_text(bind.value, prefixes) + " AS ?" + bind.variable + ")";
  }
};

}  // namespace

std::string to_text(const Node& node, const Prefixes& prefixes) {
  switch (node.kind) {
    case Node::Kind::Term:
      return to_turtle(node.term, prefixes);
    case Node::Kind::Variable:
      return "?" + node.variable;
    case Node::Kind::TripleTerm:
      break;
  }
  std::string text = "<<( ";
  for (const Node& component : node.components) text += to_text(component, prefixes) + ' ';
  return text + ")>>";
}

std::string to_text(const Path& path, const Prefixes& prefixes) {
  switch (path.kind) {
    case Path::Kind::Predicate:
      return predicate_text(path.predicate, prefixes);
    case Path::Kind::Inverse:
      return "^" + part_text(path.parts.front(), Level::Repeated, prefixes);
    case Path::Kind::Sequence:
      return joined(path, "/", Level::Inverse, prefixes);
    case Path::Kind::Alternative:
      return joined(path, "|", Level::Sequence, prefixes);
    case Path::Kind::ZeroOrMore:
      return part_text(path.parts.front(), Level::Primary, prefixes) + "*";
    case Path::Kind::OneOrMore:
      return part_text(path.parts.front(), Level::Primary, prefixes) + "+";
    case Path::Kind::ZeroOrOne:
      return part_text(path.parts.front(), Level::Primary, prefixes) + "?";
    case Path::Kind::NegatedSet:
      break;
  }
  return negated_set_text(path, prefixes);
}

std::string to_text(const TriplePattern& pattern, const Prefixes& prefixes) {
  std::string verb;
  if (pattern.path) {
    verb = to_text(*pattern.path, prefixes);
  } else if (pattern.predicate.kind == Node::Kind::Term) {
    verb = predicate_text(pattern.predicate.term, prefixes);
  } else {
    verb = to_text(pattern.predicate, prefixes);
  }
  return to_text(pattern.subject, prefixes) + ' ' + verb + ' ' + to_text(pattern.object, prefixes);
}

std::string to_text(const GroupPattern& group, const Prefixes& prefixes) {
  std::string text;
  for (const GroupElement& element : group.elements) {
    if (!text.empty()) text += ' ';
    text += std::visit(ElementText{prefixes}, element);
  }
  return braced(text);
}

}  // namespace parser
