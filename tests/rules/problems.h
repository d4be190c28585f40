#pragma once

#include <string>

#include "kg/dictionary.h"
#include "parser/diagnostic.h"
#include "rules/program.h"

/// What is wrong with a rule document, as users see it; empty if nothing is. The document has the
/// prefix `:` before its first line, without a line of its own, so that line numbers are those of
/// `text`.
inline std::string problems_of(const std::string& text) {
  kg::MemoryDictionary dictionary;
  parser::Diagnostics diagnostics;
  rules::load_program({{"test.srl", "PREFIX : <http://e/> " + text}}, dictionary, diagnostics);
  return parser::render(diagnostics);
}
