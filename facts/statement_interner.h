#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "facts/load.h"
#include "parser/ntriples.h"

namespace facts {

/// Interns the terms of the statements of one source. A subject, predicate or graph that stood at
/// the same place of the statement before is not looked up again, and an IRI that the dictionary
/// has is not copied.
class StatementInterner {
 public:
  /// All three must outlive this object.
  StatementInterner(kg::Interner& interner, const BlankNodeScope& scope, const ReadOptions& options)
      : interner_(interner), scope_(scope), options_(options) {}

  /// The ids of a statement; nothing if it is not wanted.
  std::optional<kg::Quad> operator()(const parser::RdfStatement& statement);
  std::optional<kg::Quad> operator()(const parser::StatementView& statement);

  /// Statements in named graphs that were left out.
  std::size_t in_named_graphs() const { return in_named_graphs_; }

 private:
  /// An IRI or a blank node as its source writes it.
  struct Last {
    rdf::TermKind kind = rdf::TermKind::Iri;
    std::string text;
    kg::TermId id = kg::TermId::None;  ///< `None`: not seen yet, or not wanted
    bool is(rdf::TermKind k, std::string_view t) const { return k == kind && t == text; }
  };

  /// For both forms of a statement; `graph` is null in the default graph.
  template <typename Statement, typename Term>
  std::optional<kg::Quad> read(const Statement& statement, const Term* graph);
  /// Sets `predicate_`.
  bool is_wanted(std::string_view predicate);
  template <typename Term>
  kg::TermId intern(const Term& term, Last& last);
  template <typename Term>
  kg::TermId intern(const Term& term);

  kg::Interner& interner_;
  const BlankNodeScope& scope_;
  const ReadOptions& options_;
  std::size_t in_named_graphs_ = 0;
  Last subject_;
  Last predicate_;
  Last graph_;
  rdf::Term scratch_;
};

}  // namespace facts
