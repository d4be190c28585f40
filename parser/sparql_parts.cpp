#include "parser/sparql_parts.h"

#include "parser/sparql_mistakes.h"
#include "parser/sparql_tokens.h"

namespace parser::sparql {

bool read_statement(const char*& first, Reading& reading,
                    bool (*part)(const char*& first, const char* last, Reading& reading)) {
  const char* at = first;
  reading.begin_statement(first);
  try {
    if (part(at, reading.scope.end(), reading)) {
      first = at;
      return true;
    }
    report_failure(reading, first);
  } catch (const x3::expectation_failure<const char*>&) {
    report_failure(reading, first);
  } catch (const Abandoned&) {
    // Reported where it was thrown.
  }
  return false;
}

}  // namespace parser::sparql
