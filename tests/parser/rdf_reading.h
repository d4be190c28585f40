#pragma once

#include <string>
#include <vector>

#include "parser/parse.h"

/// A document and all that came of it.
struct Reading {
  std::vector<parser::RdfStatement> statements;
  parser::Prefixes prefixes;
  parser::Diagnostics diagnostics;
  bool ok = false;

  /// The statements in N-Quads, one a line.
  std::string quads() const;
};

Reading read(const std::string& text, parser::RdfFormat format, const std::string& name = "test",
             const std::string& base = "http://base/");
