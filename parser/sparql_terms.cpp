#include "parser/sparql_terms.h"

#include <fmt/format.h>

#include <utility>

#include "kg/rdf/vocabulary.h"
#include "parser/characters.h"
#include "parser/sparql_path.h"
#include "parser/terms.h"

namespace parser::sparql {
namespace {

using ReadTerm = const char* (*)(Scope&, const char*, rdf::Term&);

const char* push(Reading& reading, const char* first, ReadTerm read) {
  // The term is made where it is to stand.
  Node& node = reading.nodes.emplace_back();
  const char* const end = read(reading.scope, first, node.term);
  if (end == nullptr) {
    reading.nodes.pop_back();
    return nullptr;
  }
  node.span = reading.scope.token = reading.scope.span(first, end);
  return end;
}

const char* read_any_case_boolean(Scope& scope, const char* first, rdf::Term& term) {
  for (const bool value : {true, false}) {
    const std::string_view word = value ? "true" : "false";
    if (const char* const end = scan_keyword(first, scope.end(), word, Case::Insensitive)) {
      term = rdf::Term::boolean(value);
      return end;
    }
  }
  return nullptr;
}

/// `<` may also begin a triple term or a comparison.
bool begins_iriref(const char* first, const char* last) {
  return last - first >= 2 && first[1] != '<' && first[1] != '=' && !is_space(first[1]);
}

}  // namespace

const char* read_variable_node(Reading& reading, const char* first) {
  std::string name;
  const char* const end = read_variable(reading.scope, first, name);
  if (end == nullptr) return nullptr;
  reading.scope.token = reading.scope.span(first, end);
  if (reading.triples.mode == TripleMode::Data) {
    reading.error(
        "variable-in-data", reading.token(),
        fmt::format("DATA states triples as they are: the variable '{}' cannot stand here",
                    reading.text(reading.token())),
        "what depends on other triples is a rule: RULE { … } WHERE { … }");
  }
  reading.push_variable(std::move(name));
  return end;
}

const char* read_iri_node(Reading& reading, const char* first) {
  if (first == reading.scope.end()) return nullptr;
  if (*first == '<' && !begins_iriref(first, reading.scope.end())) return nullptr;
  return push(reading, first, read_iri);
}

const char* read_literal_node(Reading& reading, const char* first) {
  if (first == reading.scope.end()) return nullptr;
  if (*first == '"' || *first == '\'') return push(reading, first, read_rdf_literal);
  const char* const end = push(reading, first, read_number);
  return end != nullptr ? end : push(reading, first, read_any_case_boolean);
}

const char* read_constant_or_variable(Reading& reading, const char* first) {
  if (first == reading.scope.end()) return nullptr;
  switch (*first) {
    case '?':
    case '$':
      return read_variable_node(reading, first);
    case '<':
    case ':':
      return read_iri_node(reading, first);
    case '"':
    case '\'':
    case '+':
    case '-':
    case '.':
      return read_literal_node(reading, first);
    default:
      break;
  }
  if (is_digit(*first)) return push(reading, first, read_number);
  const char* const end = read_iri_node(reading, first);
  return end != nullptr ? end : push(reading, first, read_any_case_boolean);
}

const char* read_simple_node(Reading& reading, const char* first) {
  if (first != reading.scope.end() && *first == '_') {
    return push(reading, first, read_blank_node_label);
  }
  return read_constant_or_variable(reading, first);
}

const char* read_component(Reading& reading, const char* first) {
  if (first != reading.scope.end() && *first == '[') return push(reading, first, read_anon);
  return read_simple_node(reading, first);
}

const char* read_reifier(Reading& reading, const char* first) {
  if (first == reading.scope.end()) return nullptr;
  if (*first == '?' || *first == '$') return read_variable_node(reading, first);
  if (*first == '_' || *first == '[') return push(reading, first, read_blank_node);
  return read_iri_node(reading, first);
}

const char* read_iri_or_a(Reading& reading, const char* first) {
  if (const char* const end = scan_keyword(first, reading.scope.end(), "a", Case::Sensitive)) {
    reading.scope.token = reading.scope.span(first, end);
    reading.push(rdf::Term::iri(std::string(rdf::vocabulary::kType)));
    return end;
  }
  return read_iri_node(reading, first);
}

const char* read_plain_predicate(Reading& reading, const char* first) {
  const char* const end = read_iri_or_a(reading, first);
  if (end == nullptr) return nullptr;
  const char* const next = skip_blanks(end, reading.scope.end());
  const bool goes_on = next == reading.scope.end() || *next == '/' || *next == '|' ||
                       *next == '*' || read_plus(reading, next) != nullptr ||
                       read_question_mark(reading, next) != nullptr;
  if (!goes_on) return end;
  reading.nodes.pop_back();
  return nullptr;
}

const char* read_verb(Reading& reading, const char* first) {
  if (const char* const end = read_variable_node(reading, first)) return end;
  return read_iri_or_a(reading, first);
}

}  // namespace parser::sparql
