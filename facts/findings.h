#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "kg/rdf/term.h"
#include "parser/diagnostic.h"
#include "parser/syntax.h"

namespace facts {

/// Something wrong with a statement. The document gave its line, not the places of its terms.
struct Finding {
  parser::Severity severity = parser::Severity::Warning;
  std::string code;
  std::uint32_t line = 0;  ///< where the object of the statement stands
  rdf::Term at;            ///< the term of the statement that is to be underlined
  bool is_object = false;  ///< whether that is the object: then it stands last
  std::string message;
  std::string hint;
  std::vector<parser::Note> notes;
};

/// Reports findings of a document in the order of its lines, of each code so many, and then how
/// many more there are. A term is looked for as the prefixes let it be written, in the line and
/// those above.
void report(std::vector<Finding> findings, const parser::Source& source,
            const parser::Prefixes& prefixes, parser::Diagnostics& diagnostics);

}  // namespace facts
