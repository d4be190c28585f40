#include "facts/statement_interner.h"

namespace facts {

namespace {

void copy(rdf::Term& to, const rdf::Term& term) { to = term; }
void copy(rdf::Term& to, const rdf::TermView& view) { parser::assign(to, view); }

}  // namespace

std::optional<kg::Quad> StatementInterner::operator()(const parser::RdfStatement& statement) {
  return read(statement, statement.graph ? &*statement.graph : nullptr);
}

std::optional<kg::Quad> StatementInterner::operator()(const parser::StatementView& statement) {
  return read(statement, statement.has_graph ? &statement.graph : nullptr);
}

template <typename Statement, typename Term>
std::optional<kg::Quad> StatementInterner::read(const Statement& statement, const Term* graph) {
  if (options_.default_graph_only && graph != nullptr) {
    ++in_named_graphs_;
    return std::nullopt;
  }
  const bool choose = options_.wanted != nullptr;
  if (choose && !is_wanted(statement.predicate.lexical)) return std::nullopt;
  kg::Quad quad;
  quad.triple.subject = intern(statement.subject, subject_);
  quad.triple.predicate = choose ? predicate_.id : intern(statement.predicate, predicate_);
  quad.triple.object = intern(statement.object);
  if (graph != nullptr) quad.graph = intern(*graph, graph_);
  return quad;
}

bool StatementInterner::is_wanted(std::string_view predicate) {
  // No IRI is empty, so this is never the text of one not looked up yet.
  if (predicate != predicate_.text) {
    predicate_.text.assign(predicate);
    const auto known = interner_.find_iri(predicate);
    predicate_.id = known && options_.wanted(*known) ? *known : kg::TermId::None;
  }
  return predicate_.id != kg::TermId::None;
}

template <typename Term>
kg::TermId StatementInterner::intern(const Term& term, Last& last) {
  if (last.id != kg::TermId::None && last.is(term.kind, term.lexical)) return last.id;
  last.kind = term.kind;
  last.text.assign(term.lexical);
  last.id = intern(term);
  return last.id;
}

template <typename Term>
kg::TermId StatementInterner::intern(const Term& term) {
  if (term.kind == rdf::TermKind::Iri) return interner_.intern_iri(term.lexical);
  copy(scratch_, term);
  scope_.apply(scratch_);
  return interner_.intern(scratch_);
}

}  // namespace facts
