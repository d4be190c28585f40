#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "kg/rdf/vocabulary.h"
#include "repl/shell.h"
#include "repl/wording.h"

namespace repl {

namespace {

/// How many conclusions the greeting looks at.
constexpr std::size_t kSample = 5'000;

/// What the store's own conclusions offer to try.
struct Sample {
  std::optional<kg::TermId> type;     ///< the class that most things were concluded to belong to
  std::optional<kg::TermId> subject;  ///< something concluded about, if possible with a label
  std::optional<kg::TermId> object;   ///< something else that occurs there
};

bool is_labelled_iri(Session& session, kg::TermId term) {
  return session.terms().term(term).is_iri() &&
         session.labels().of(term) != session.labels().turtle(term);
}

Sample take_sample(Session& session, kg::Part part) {
  const auto type = session.terms().find(rdf::Term::iri(std::string(rdf::vocabulary::kType)));
  std::vector<kg::Triple> triples;
  session.graph().scan({}, part, [&](const kg::Triple& triple, kg::Order) {
    triples.push_back(triple);
    return triples.size() < kSample;
  });
  std::map<kg::TermId, std::size_t> classes;
  Sample sample;
  for (const kg::Triple& triple : triples) {
    if (triple.predicate == type) ++classes[triple.object];
  }
  const auto most =
      std::max_element(classes.begin(), classes.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most != classes.end()) sample.type = most->first;
  for (const kg::Triple& triple : triples) {
    const bool of_type =
        !sample.type || (triple.predicate == type && triple.object == *sample.type);
    if (!sample.subject && of_type && is_labelled_iri(session, triple.subject)) {
      sample.subject = triple.subject;
    }
    if (!sample.object && triple.predicate != type && triple.subject != triple.object &&
        is_labelled_iri(session, triple.object)) {
      sample.object = triple.object;
    }
  }
  if (!sample.subject && !triples.empty()) sample.subject = triples.front().subject;
  return sample;
}

std::vector<std::string> suggestions(Session& session, bool concluded) {
  const Sample sample =
      take_sample(session, concluded ? kg::Part::Inference : kg::Part::Evaluation);
  const ontology::Labels& labels = session.labels();
  std::vector<std::string> lines;
  lines.push_back(sample.type
                      ? fmt::format("SELECT ?x WHERE {{ ?x a {} }}", labels.turtle(*sample.type))
                      : "SELECT * WHERE { ?s ?p ?o } LIMIT 20");
  if (sample.subject && concluded) lines.push_back(".why " + labels.turtle(*sample.subject));
  if (sample.object) {
    lines.push_back(".describe " + labels.turtle(*sample.object));
  } else if (sample.subject) {
    lines.push_back(".describe " + labels.turtle(*sample.subject));
  }
  if (lines.size() < 3) lines.emplace_back(".schema");
  return lines;
}

}  // namespace

std::string greeting(Session& session) {
  const kg::StoreStatistics statistics = session.snapshot().statistics();
  std::string text = fmt::format("warrant {} · {}{}\n", WARRANT_VERSION, session.path().string(),
                                 session.read_only() ? " (read-only)" : "");
  if (statistics.asserted + statistics.inferred == 0) {
    return text +
           "The store is empty. `.load PATH` reads files or folders of facts and rules.\n"
           "`.help` shows everything, `.quit` leaves.\n";
  }
  text += fmt::format("{} and {}. Try\n", counted(statistics.asserted, "fact"),
                      counted(statistics.inferred, "conclusion"));
  for (const std::string& line : suggestions(session, statistics.inferred > 0)) {
    text += "  " + line + "\n";
  }
  return text + "`.help` shows everything, `.quit` leaves.\n";
}

}  // namespace repl
