#include "parser/terms.h"

#include <utility>

#include "kg/rdf/vocabulary.h"
#include "parser/characters.h"

namespace parser {
namespace {

std::string_view view(const char* first, const char* last) {
  return {first, static_cast<std::size_t>(last - first)};
}

/// Keeps a mistake inside a part of a token as one of the whole token.
std::nullptr_t keep(Scope& scope, const char* token, Mistake mistake) {
  if (mistake.token != nullptr) {
    mistake.token = token;
    scope.keep(std::move(mistake));
  }
  return nullptr;
}

}  // namespace

const char* read_iriref(Scope& scope, const char* first, rdf::Term& term) {
  Mistake mistake;
  std::string iri;
  const char* const end = scan_iriref(first, scope.end(), iri, mistake);
  if (end == nullptr) return keep(scope, first, std::move(mistake));
  term = rdf::Term::iri(scope.resolve(std::move(iri), scope.span(first, end)));
  return end;
}

const char* read_prefixed_name(Scope& scope, const char* first, rdf::Term& term) {
  const char* const colon = scan_prefix(first, scope.end());
  if (colon == nullptr) return nullptr;
  Mistake mistake;
  std::string iri;
  if (const std::string* const expansion =
          scope.expand(view(first, colon - 1), scope.span(first, colon))) {
    iri = *expansion;
  }
  const char* const end = scan_local(colon, scope.end(), iri, mistake);
  if (end == nullptr) return keep(scope, first, std::move(mistake));
  term = rdf::Term::iri(std::move(iri));
  return end;
}

const char* read_iri(Scope& scope, const char* first, rdf::Term& term) {
  if (first == scope.end()) return nullptr;
  return *first == '<' ? read_iriref(scope, first, term) : read_prefixed_name(scope, first, term);
}

const char* read_blank_node_label(Scope& scope, const char* first, rdf::Term& term) {
  const char* const end = scan_blank_node_label(first, scope.end());
  if (end != nullptr) term = rdf::Term::blank_node(std::string(first + 2, end));
  return end;
}

const char* read_anon(Scope& scope, const char* first, rdf::Term& term) {
  if (first == scope.end() || *first != '[') return nullptr;
  const char* const close = skip_blanks(first + 1, scope.end());
  if (close == scope.end() || *close != ']') return nullptr;
  term = scope.fresh_blank_node();
  return close + 1;
}

const char* read_blank_node(Scope& scope, const char* first, rdf::Term& term) {
  const char* const end = read_blank_node_label(scope, first, term);
  return end != nullptr ? end : read_anon(scope, first, term);
}

const char* read_resource(Scope& scope, const char* first, rdf::Term& term) {
  if (first == scope.end()) return nullptr;
  return *first == '_' || *first == '[' ? read_blank_node(scope, first, term)
                                        : read_iri(scope, first, term);
}

const char* read_nil(Scope& scope, const char* first, rdf::Term& term) {
  if (first == scope.end() || *first != '(') return nullptr;
  const char* const close = skip_blanks(first + 1, scope.end());
  if (close == scope.end() || *close != ')') return nullptr;
  term = rdf::Term::iri(std::string(rdf::vocabulary::kNil));
  return close + 1;
}

const char* read_rdf_literal(Scope& scope, const char* first, rdf::Term& term) {
  Mistake mistake;
  std::string text;
  const char* const end = scan_string(first, scope.end(), text, mistake);
  if (end == nullptr) return keep(scope, first, std::move(mistake));
  const char* const next = skip_blanks(end, scope.end());
  LanguageTag tag;
  if (next != scope.end() && *next == '@') {
    const char* const tag_end = scan_language(next, scope.end(), tag, mistake);
    if (tag_end == nullptr) return keep(scope, first, std::move(mistake));
    term = rdf::Term::language_string(std::move(text), tag.language, tag.direction);
    return tag_end;
  }
  if (!view(next, scope.end()).starts_with("^^")) {
    term = rdf::Term::string(std::move(text));
    return end;
  }
  const char* const datatype = skip_blanks(next + 2, scope.end());
  rdf::Term iri;
  const char* const datatype_end = read_iri(scope, datatype, iri);
  if (datatype_end == nullptr) {
    return keep(scope, first,
                {first, datatype, token_end(datatype, scope.end()), "syntax",
                 "expected the IRI of a datatype after '^^', found " + scope.quote(datatype),
                 "for example xsd:integer"});
  }
  if (iri.lexical == rdf::vocabulary::kLangString ||
      iri.lexical == rdf::vocabulary::kDirLangString) {
    return keep(scope, first,
                {first, datatype, datatype_end, "bad-language",
                 "a string of type " + scope.quote(datatype) + " needs a language",
                 "write the language instead of the datatype, for example \"chat\"@fr"});
  }
  term = rdf::Term::literal(std::move(text), std::move(iri.lexical));
  return datatype_end;
}

const char* read_number(Scope& scope, const char* first, rdf::Term& term) {
  NumberKind kind{};
  const char* const end = scan_number(first, scope.end(), kind);
  if (end == nullptr) return nullptr;
  const std::string_view datatype = kind == NumberKind::Integer   ? rdf::vocabulary::kInteger
                                    : kind == NumberKind::Decimal ? rdf::vocabulary::kDecimal
                                                                  : rdf::vocabulary::kDouble;
  term = rdf::Term::literal(std::string(first, end), std::string(datatype));
  return end;
}

const char* read_boolean(Scope& scope, const char* first, rdf::Term& term) {
  for (const bool value : {true, false}) {
    const std::string_view word = value ? "true" : "false";
    if (const char* const end = scan_keyword(first, scope.end(), word, Case::Sensitive)) {
      term = rdf::Term::boolean(value);
      return end;
    }
  }
  return nullptr;
}

const char* read_literal(Scope& scope, const char* first, rdf::Term& term) {
  if (first == scope.end()) return nullptr;
  if (*first == '"' || *first == '\'') return read_rdf_literal(scope, first, term);
  const char* const end = read_number(scope, first, term);
  return end != nullptr ? end : read_boolean(scope, first, term);
}

const char* read_term(Scope& scope, const char* first, rdf::Term& term) {
  const char* const end = read_resource(scope, first, term);
  return end != nullptr ? end : read_literal(scope, first, term);
}

const char* read_string(Scope& scope, const char* first, std::string& text) {
  Mistake mistake;
  const char* const end = scan_string(first, scope.end(), text, mistake);
  return end != nullptr ? end : keep(scope, first, std::move(mistake));
}

const char* read_short_string(Scope& scope, const char* first, std::string& text) {
  const std::string_view rest = view(first, scope.end());
  if (rest.starts_with("\"\"\"") || rest.starts_with("'''")) return nullptr;
  return read_string(scope, first, text);
}

const char* read_prefix(Scope& scope, const char* first, std::string& prefix) {
  const char* const end = scan_prefix(first, scope.end());
  if (end != nullptr) prefix.assign(first, end - 1);
  return end;
}

const char* read_variable(Scope& scope, const char* first, std::string& name) {
  const char* const end = scan_variable(first, scope.end());
  if (end != nullptr) name.assign(first + 1, end);
  return end;
}

}  // namespace parser
