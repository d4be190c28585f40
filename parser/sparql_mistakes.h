#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parser/sparql_reading.h"

/// Syntax errors as what the user most likely did.
namespace parser::sparql {

/// Where a statement cannot go on.
struct Failure {
  const char* statement;    ///< where it begins
  const char* at;           ///< where nothing that was wanted stands; not at a blank
  std::string_view word;    ///< what stands there; empty at the end of the text
  std::string_view next;    ///< what follows that
  std::string_view before;  ///< what stands before it, within the statement
};

/// What to say of a failure.
struct Advice {
  std::string code = "syntax";
  std::string message;  ///< empty: what was wanted and what was found
  std::string hint;
};

/// Reports the failure of the statement that begins at `statement`.
void report_failure(Reading& reading, const char* statement);

/// What the language of rules knows of the failure.
std::optional<Advice> advise_on_rules(const Reading& reading, const Failure& failure);
/// What the language of queries knows of it.
std::optional<Advice> advise_on_query(const Reading& reading, const Failure& failure);

bool is_word(std::string_view found, std::string_view word);

}  // namespace parser::sparql
