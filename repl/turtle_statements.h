#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kg/triple.h"
#include "parser/syntax.h"
#include "repl/term_text.h"

namespace repl {

/// `PREFIX` lines, and an empty line after them if there are any.
void write_prefixes(const parser::Prefixes& prefixes, Output& out);

/// Writes triples one after another as statements of Turtle: triples that follow each other and
/// share a subject share its statement, those that share the predicate too its list of objects. An
/// empty line stands between statements.
class TurtleStatements {
 public:
  /// `text` is to write terms in Turtle; `indent` goes before every line.
  TurtleStatements(TermText& text, const kg::Dictionary& terms, Output& out,
                   std::string_view indent = {});

  void write(const kg::Triple& triple);
  /// Ends the last statement. Afterwards another run of triples may follow.
  void end();

 private:
  TermText& text_;
  Output& out_;
  std::string indent_;
  /// rdf:type, which is written `a`.
  std::optional<kg::TermId> type_;
  kg::Triple last_;
};

}  // namespace repl
