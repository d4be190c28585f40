#include "repl/unknown_terms.h"

#include <set>

#include "parser/write.h"
#include "repl/question.h"

namespace repl {

namespace {

class Reporter {
 public:
  Reporter(const parser::Source& source, Session& session, parser::Diagnostics& diagnostics)
      : source_(source), session_(session), diagnostics_(diagnostics) {}

  void check(const parser::Node& node) {
    if (node.kind == parser::Node::Kind::Term) check(node.term, node.span);
    for (const parser::Node& component : node.components) check(component);
  }

  void check(const parser::Path& path) {
    if (path.kind == parser::Path::Kind::Predicate) check(path.predicate, path.span);
    for (const parser::Path& part : path.parts) check(part);
  }

 private:
  void check(const rdf::Term& term, parser::Span span) {
    if (!term.is_iri() || session_.snapshot().find(term) || supposed(term)) return;
    if (!reported_.insert(term.lexical).second) return;
    diagnostics_.warning("unknown-term", source_, span,
                         "the store does not know " + parser::to_turtle(term, session_.prefixes()),
                         near_name(session_, term));
  }

  /// Whether it is assumed to be said of something, or something of it.
  bool supposed(const rdf::Term& term) {
    if (session_.supposition() == nullptr) return false;
    const auto id = session_.terms().find(term);
    const auto none = kg::TermId::None;
    const auto stop = [](const kg::Triple&, kg::Order) { return false; };
    const kg::GraphView& graph = session_.graph();
    return id && (!graph.scan({*id, none, none}, kg::Part::Evaluation, stop) ||
                  !graph.scan({none, *id, none}, kg::Part::Evaluation, stop) ||
                  !graph.scan({none, none, *id}, kg::Part::Evaluation, stop));
  }

  const parser::Source& source_;
  Session& session_;
  parser::Diagnostics& diagnostics_;
  std::set<std::string> reported_;
};

}  // namespace

void report_unknown_terms(const parser::Query& query, const parser::Source& source,
                          Session& session, parser::Diagnostics& diagnostics) {
  std::vector<const parser::TriplePattern*> patterns;
  collect_patterns(query.where, patterns);
  Reporter reporter(source, session, diagnostics);
  for (const parser::TriplePattern* pattern : patterns) {
    reporter.check(pattern->subject);
    if (pattern->path) {
      reporter.check(*pattern->path);
    } else {
      reporter.check(pattern->predicate);
    }
    reporter.check(pattern->object);
  }
}

void collect_patterns(const parser::GroupPattern& group,
                      std::vector<const parser::TriplePattern*>& patterns) {
  for (const parser::GroupElement& element : group.elements) {
    if (const auto* pattern = std::get_if<parser::TriplePattern>(&element)) {
      patterns.push_back(pattern);
    } else if (const auto* nested = std::get_if<parser::Union>(&element)) {
      for (const parser::GroupPattern& branch : nested->branches) {
        collect_patterns(branch, patterns);
      }
    } else if (const auto* optional = std::get_if<parser::Optional>(&element)) {
      for (const parser::GroupPattern& inner : optional->group) collect_patterns(inner, patterns);
    }
  }
}

}  // namespace repl
