#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "kg/rdf/term.h"
#include "parser/diagnostic.h"
#include "parser/scan.h"
#include "parser/source.h"
#include "parser/syntax.h"

namespace parser {

/// Where the text of a source begins: behind a byte order mark, if there is one.
std::uint32_t text_begin(const Source& source);
/// Reports the first byte that is not UTF-8.
void check_utf8(const Source& source, Diagnostics& diagnostics);

/// What the grammars of one document share while they read it: the text, the base and the prefixes
/// in force, blank nodes made up so far, and the one way in which syntax errors are reported.
class Scope {
 public:
  /// Reports bytes that are not UTF-8. The source and the diagnostics must outlive the scope.
  Scope(const Source& source, std::string_view base, Diagnostics& diagnostics);

  const Source& source() const { return source_; }
  Diagnostics& diagnostics() { return diagnostics_; }
  /// Where the text begins (behind a byte order mark) and ends.
  const char* begin() const { return begin_; }
  const char* end() const { return end_; }
  Span span(const char* first, const char* last) const;
  std::uint32_t offset(const char* at) const;

  const std::string& base() const { return base_; }
  void set_base(std::string iri) { base_ = std::move(iri); }
  void declare_prefix(std::string_view prefix, std::string iri);
  /// The two halves of a declaration. If the second never comes, because it is wrong, the prefix is
  /// not reported as unknown.
  void name_prefix(std::string prefix);
  void declare_named_prefix(std::string iri);
  /// Prefixes in the order of declaration.
  const Prefixes& prefixes() const { return prefixes_; }

  /// The IRI that `<reference>` at `span` stands for. Reports a relative one where there is no
  /// base.
  std::string resolve(std::string reference, Span span);
  /// The IRI of a declared prefix; reports an unknown one, once, and returns nullptr.
  const std::string* expand(std::string_view prefix, Span span);
  /// A blank node that no user can write.
  rdf::Term fresh_blank_node();

  /// The last token that a terminal read.
  Span token;
  /// How many brackets are open, counted by `nested`.
  unsigned depth = 0;

  /// Keeps what is wrong inside a token until it turns out that nothing else fits there.
  void keep(Mistake mistake) { mistake_ = std::move(mistake); }
  bool has_mistake_at(const char* at) const { return mistake_.token == at; }
  /// Reports that `expected` does not stand at `at` (blanks are skipped first), or the mistake
  /// inside the token there. Returns where the mistake is. `expected` is a phrase, as the names of
  /// grammar rules are: "an object", "'.'".
  Diagnostic& report(const char* at, std::string_view expected, std::string hint = {});
  /// The word at `at` in quotes, or "the end of the text".
  std::string quote(const char* at) const { return quote_token(at, end_); }

 private:
  const Source& source_;
  Diagnostics& diagnostics_;
  const char* begin_;
  const char* end_;
  std::string base_;
  Prefixes prefixes_;
  std::unordered_map<std::string, std::string> namespaces_;
  /// The entry used last: runs of names mostly share a prefix.
  std::pair<const std::string, std::string>* last_used_ = nullptr;
  std::string named_prefix_;
  /// Reported, or not worth reporting.
  std::unordered_set<std::string> unknown_prefixes_;
  std::unordered_set<std::uint32_t> relative_iris_;
  std::uint64_t blank_nodes_ = 0;
  Mistake mistake_;
};

}  // namespace parser
