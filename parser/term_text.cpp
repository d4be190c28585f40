#include <fmt/format.h>

#include "kg/rdf/vocabulary.h"
#include "parser/parse.h"
#include "parser/scope.h"
#include "parser/terms.h"
#include "parser/turtle_mistakes.h"

/// Single terms and triples, as on the command line.
namespace parser {
namespace {

constexpr std::string_view kAnyTerm = "an IRI, a blank node, a literal or a triple term";

/// Reads terms one after another. After the first mistake, which is reported, nothing is read any
/// more.
class TermReader {
 public:
  TermReader(const Source& source, const Prefixes& prefixes, Diagnostics& diagnostics)
      : scope_(source, {}, diagnostics),
        errors_before_(diagnostics.error_count()),
        at_(skip_blanks(scope_.begin(), scope_.end())) {
    for (const auto& [prefix, iri] : prefixes) scope_.declare_prefix(prefix, iri);
  }

  Node subject() { return node("a subject", read_resource); }
  Node predicate() {
    if (const char* const end = scan_keyword(at_, scope_.end(), "a", Case::Sensitive)) {
      return finish(rdf::Term::iri(std::string(rdf::vocabulary::kType)), end);
    }
    return node("a predicate", read_iri);
  }
  Node object() {
    const char* const begin = at_;
    if (!accept("<<(")) return node(kAnyTerm, read_term);
    if (scope_.depth++ == kDeepestDataNesting) {
      fail(begin, fmt::format("triple terms nested at most {} deep", kDeepestDataNesting));
      return {};
    }
    rdf::Term first = subject().term;
    rdf::Term second = predicate().term;
    rdf::Term third = object().term;
    --scope_.depth;
    if (!accept(")>>")) fail(at_, "')>>'");
    Node node;
    node.term = rdf::Term::triple_term(std::move(first), std::move(second), std::move(third));
    node.span = scope_.span(begin, last_end_);
    return node;
  }

  /// Whether all went well and nothing is left.
  bool end(bool dot_allowed) {
    if (dot_allowed) accept(".");
    if (at_ != scope_.end()) fail(at_, "the end of the text");
    return !failed_ && scope_.diagnostics().error_count() == errors_before_;
  }

 private:
  using Read = const char* (*)(Scope&, const char*, rdf::Term&);

  Node node(std::string_view expected, Read read) {
    rdf::Term term;
    const char* const end = failed_ ? nullptr : read(scope_, at_, term);
    if (end != nullptr) return finish(std::move(term), end);
    fail(at_, expected);
    return {};
  }

  Node finish(rdf::Term term, const char* end) {
    Node node;
    node.term = std::move(term);
    node.span = scope_.span(at_, end);
    advance(end);
    return node;
  }

  bool accept(std::string_view sign) {
    const std::string_view rest(at_, static_cast<std::size_t>(scope_.end() - at_));
    if (failed_ || !rest.starts_with(sign)) return false;
    advance(at_ + sign.size());
    return true;
  }

  void advance(const char* end) {
    last_end_ = end;
    at_ = skip_blanks(end, scope_.end());
  }

  void fail(const char* at, std::string_view expected) {
    if (failed_) return;
    failed_ = true;
    report_turtle_mistake(scope_, {scope_.begin(), at, std::string(expected), false, false, {}});
  }

  Scope scope_;
  std::size_t errors_before_;
  const char* at_;
  const char* last_end_ = nullptr;
  bool failed_ = false;
};

}  // namespace

std::optional<TriplePattern> parse_triple(const Source& source, const Prefixes& prefixes,
                                          Diagnostics& diagnostics) {
  TermReader reader(source, prefixes, diagnostics);
  TriplePattern triple;
  triple.subject = reader.subject();
  triple.predicate = reader.predicate();
  triple.object = reader.object();
  triple.span = {triple.subject.span.begin, triple.object.span.end};
  return reader.end(true) ? std::optional(std::move(triple)) : std::nullopt;
}

std::optional<rdf::Term> parse_term(const Source& source, const Prefixes& prefixes,
                                    Diagnostics& diagnostics) {
  TermReader reader(source, prefixes, diagnostics);
  Node node = reader.object();
  return reader.end(false) ? std::optional(std::move(node.term)) : std::nullopt;
}

}  // namespace parser
