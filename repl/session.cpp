#include "repl/session.h"

#include <map>
#include <utility>

#include "kg/rdf/vocabulary.h"
#include "parser/iri.h"
#include "repl/rule_sources.h"
#include "repl/unknown_terms.h"

namespace repl {

namespace {

/// Known in every store, unless it uses the names otherwise.
const std::pair<std::string, std::string_view> kCommonPrefixes[] = {
    {"rdf", rdf::vocabulary::kRdf},   {"rdfs", rdf::vocabulary::kRdfs},
    {"xsd", rdf::vocabulary::kXsd},   {"owl", rdf::vocabulary::kOwl},
    {"skos", rdf::vocabulary::kSkos}, {"dct", rdf::vocabulary::kDct},
    {"w", rdf::vocabulary::kW}};

}  // namespace

/// What is read between two commits. The members refer to each other, so it stays where it was
/// made.
struct Session::View {
  View(kg::Snapshot of, const std::string& language)
      : snapshot(std::move(of)), terms(snapshot), labels(make_labels(language)) {}

  ontology::Labels make_labels(const std::string& language) const {
    std::map<std::string, std::string> by_name = snapshot.prefixes();
    for (const auto& [prefix, iri] : kCommonPrefixes) by_name.try_emplace(prefix, iri);
    parser::Prefixes known(by_name.begin(), by_name.end());
    return {snapshot, terms, language, std::move(known)};
  }

  kg::Snapshot snapshot;
  kg::ScratchDictionary terms;
  std::optional<ontology::Labels> labels;
  std::optional<rules::Program> program;
  std::optional<LabelIndex> label_index;
  std::unique_ptr<Supposition> supposition;  ///< stands on the others
};

Session::Session(const std::filesystem::path& store, kg::OpenMode mode, std::string language)
    : mode_(mode), language_(std::move(language)), store_(kg::TripleStore::open(store, mode)) {
  refresh();
}

Session::~Session() = default;

void Session::refresh() { view_ = std::make_unique<View>(store_.snapshot(), language_); }

void Session::set_language(std::string language) {
  language_ = std::move(language);
  view_->labels.emplace(view_->make_labels(language_));
  if (view_->supposition) view_->supposition->set_language(language_);
}

void Session::set_prefix(std::string_view prefix, std::string_view iri) {
  kg::Transaction transaction = store_.begin();
  transaction.set_prefix(prefix, iri);
  transaction.commit();
  refresh();
}

std::optional<parser::Query> Session::parse(const parser::Source& question,
                                            parser::Diagnostics& diagnostics) const {
  auto query = parser::parse_query(question, parser::base_iri(""), prefixes(), diagnostics);
  return diagnostics.has_errors() ? std::nullopt : std::move(query);
}

std::optional<query::Answer> Session::ask(const parser::Source& question,
                                          parser::Diagnostics& diagnostics,
                                          const query::QueryOptions& options) {
  const auto query = parse(question, diagnostics);
  if (!query) return std::nullopt;
  query::QueryOptions with_cancel = options;
  if (!with_cancel.cancel) with_cancel.cancel = cancel_;
  const Operation operation(progress_);
  report({"answering"});
  with_cancel.progress = [this](std::uint64_t tried) {
    report({"answering", 0, tried, "rows tried"});
  };
  auto answer = query::evaluate(*query, question, graph(), terms(), diagnostics, with_cancel);
  if (answer && !answer->incomplete && !answer->yes && answer->table.rows.empty() &&
      answer->triples.empty()) {
    report_unknown_terms(*query, question, *this, diagnostics);
  }
  return answer;
}

const rules::Program* Session::program(parser::Diagnostics& diagnostics) {
  return view_->supposition ? &view_->supposition->program() : stored_program(diagnostics);
}

const rules::Program* Session::stored_program(parser::Diagnostics& diagnostics) {
  if (!view_->program) {
    view_->program = rules::load_program(rule_sources(snapshot()), view_->terms, diagnostics);
  }
  return view_->program ? &*view_->program : nullptr;
}

bool Session::suppose(const std::vector<Assumption>& assumptions,
                      parser::Diagnostics& diagnostics) {
  const Operation operation(progress_);
  const rules::Program* stored = stored_program(diagnostics);
  if (!stored) return false;
  auto made = Supposition::make({view_->snapshot, view_->terms, *stored, *view_->labels},
                                assumptions, {cancel_, progress_}, diagnostics);
  if (!made) return false;
  view_->supposition = std::move(made);
  return true;
}

void Session::report(const Step& step) const {
  if (progress_) progress_(step);
}

void Session::suppose_nothing() { view_->supposition.reset(); }
Supposition* Session::supposition() { return view_->supposition.get(); }

std::optional<explain::Derivation> Session::why(const kg::Triple& triple,
                                                parser::Diagnostics& diagnostics) {
  const rules::Program* rules = program(diagnostics);
  if (!rules) return std::nullopt;
  return explain::why(evidence(*rules), triple);
}

explain::Evidence Session::evidence(const rules::Program& program) {
  return {program, graph(), provenance(), terms()};
}

const LabelIndex& Session::label_index() {
  if (view_->supposition) return view_->supposition->label_index();
  if (!view_->label_index) view_->label_index.emplace(view_->snapshot, view_->terms);
  return *view_->label_index;
}

const kg::Snapshot& Session::snapshot() const { return view_->snapshot; }

const kg::GraphView& Session::graph() const {
  if (view_->supposition) return view_->supposition->graph();
  return view_->snapshot;
}

const kg::Provenance& Session::provenance() const {
  if (view_->supposition) return view_->supposition->graph();
  return view_->snapshot;
}

kg::Interner& Session::terms() {
  return view_->supposition ? view_->supposition->terms() : view_->terms;
}

const ontology::Labels& Session::labels() const {
  return view_->supposition ? view_->supposition->labels() : *view_->labels;
}

const parser::Prefixes& Session::prefixes() const { return view_->labels->prefixes(); }

}  // namespace repl
