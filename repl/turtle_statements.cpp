#include "repl/turtle_statements.h"

#include "kg/rdf/vocabulary.h"

namespace repl {

void write_prefixes(const parser::Prefixes& prefixes, Output& out) {
  for (const auto& [prefix, iri] : prefixes) out << "PREFIX " << prefix << ": <" << iri << ">\n";
  if (!prefixes.empty()) out << "\n";
}

TurtleStatements::TurtleStatements(TermText& text, const kg::Dictionary& terms, Output& out,
                                   std::string_view indent)
    : text_(text),
      out_(out),
      indent_(indent),
      type_(terms.find(rdf::Term::iri(std::string(rdf::vocabulary::kType)))) {}

void TurtleStatements::write(const kg::Triple& triple) {
  const bool first = last_.subject == kg::TermId::None;
  const bool same_subject = triple.subject == last_.subject;
  if (same_subject && triple.predicate == last_.predicate) {
    out_ << ", ";
  } else {
    if (same_subject) {
      out_ << " ;\n" << indent_ << "    ";
    } else {
      out_ << (first ? "" : " .\n\n") << indent_ << text_(triple.subject) << " ";
    }
    out_ << (triple.predicate == type_ ? "a" : std::string_view(text_(triple.predicate))) << " ";
  }
  out_ << text_(triple.object);
  last_ = triple;
}

void TurtleStatements::end() {
  if (last_.subject != kg::TermId::None) out_ << " .\n";
  last_ = {};
}

}  // namespace repl
