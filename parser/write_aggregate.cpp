#include <string>
#include <variant>

#include "parser/built_ins.h"
#include "parser/write.h"

namespace parser {
namespace {

template <typename Body>
std::string body_text(const Body& body, const Prefixes& prefixes);

struct ElementText {
  const Prefixes& prefixes;

  std::string operator()(const TriplePattern& pattern) const { return to_text(pattern, prefixes); }
  std::string operator()(const Filter& filter) const {
    return "FILTER (" + to_text(filter.condition, prefixes) + ")";
  }
  std::string operator()(const Negation& negation) const {
    return (negation.data ? "NOT DATA " : "NOT ") + body_text(negation.body, prefixes);
  }
};

/// Dots stand between triples, and between triples and what follows them.
template <typename Body>
std::string body_text(const Body& body, const Prefixes& prefixes) {
  std::string text = "{ ";
  bool triple = false;
  for (const auto& element : body) {
    if (triple) text += ". ";
    text += std::visit(ElementText{prefixes}, element) + ' ';
    triple = std::holds_alternative<TriplePattern>(element);
  }
  return text + "}";
}

}  // namespace

std::string to_text(const Aggregate& aggregate, const Prefixes& prefixes) {
  std::string text(name_of(aggregate.function));
  text += aggregate.distinct ? "(DISTINCT " : "(";
  text += aggregate.argument ? to_text(*aggregate.argument, prefixes) : "*";
  if (aggregate.separator) {
    text += "; SEPARATOR = " + rdf::to_ntriples(rdf::Term::string(*aggregate.separator));
  }
  return text + (aggregate.data ? ") DATA " : ") ") + body_text(aggregate.body, prefixes);
}

}  // namespace parser
