#pragma once

#include <iosfwd>
#include <span>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "parser/syntax.h"
#include "repl/term_text.h"
#include "rules/query/query.h"

/// Answers for other programs, in the W3C's formats.
namespace repl {

/// SPARQL 1.2 Query Results CSV and TSV. An ASK is one line, `true` or `false`, which the formats
/// leave open.
void write_csv(const query::Answer& answer, const kg::Dictionary& dictionary, std::ostream& out);
void write_tsv(const query::Answer& answer, const kg::Dictionary& dictionary, std::ostream& out);

/// SPARQL 1.2 Query Results JSON, for SELECT and ASK.
void write_json(const query::Answer& answer, const kg::Dictionary& dictionary, std::ostream& out);

/// Canonical N-Triples, in the order given.
void write_ntriples(std::span<const kg::Triple> triples, const kg::Dictionary& dictionary,
                    std::ostream& out);

/// Canonical N-Triples one after another, of any number. Complete when this object goes.
class NTriplesWriter {
 public:
  NTriplesWriter(const kg::Dictionary& dictionary, std::ostream& out)
      : text_(dictionary, rdf::to_ntriples, kKeptTexts), out_(out) {}

  void write(const kg::Triple& triple) {
    out_ << text_(triple.subject) << " ";
    out_ << text_(triple.predicate) << " ";
    out_ << text_(triple.object) << " .\n";
  }

 private:
  static constexpr std::size_t kKeptTexts = std::size_t{1} << 19U;

  TermText text_;
  Output out_;
};

/// Turtle: triples that follow each other and share a subject share its statement. Declares those
/// of the prefixes that it uses.
void write_turtle(std::span<const kg::Triple> triples, const kg::Dictionary& dictionary,
                  const parser::Prefixes& prefixes, std::ostream& out);

}  // namespace repl
