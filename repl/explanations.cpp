#include "repl/explanations.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "kg/rdf/vocabulary.h"
#include "repl/wording.h"

namespace repl {

namespace {

constexpr std::size_t kMostRulesNamed = 5;

/// Triples about a term, at most `limit`; `left_out` counts the others. Those it is the subject of
/// come first, and of either kind its types, then what was concluded last: it says most.
std::vector<kg::Triple> about(Session& session, kg::TermId term, std::size_t limit,
                              std::size_t& left_out) {
  using Rank = std::tuple<bool, bool, kg::Order, kg::Triple>;
  const auto type = session.terms().find(rdf::Term::iri(std::string(rdf::vocabulary::kType)));
  std::vector<Rank> found;
  const auto take = [&](const kg::Triple& triple, kg::Order order) {
    found.emplace_back(triple.subject != term, triple.predicate != type, order, triple);
    return true;
  };
  const auto none = kg::TermId::None;
  session.graph().scan({term, none, none}, kg::Part::Inference, take);
  session.graph().scan({none, none, term}, kg::Part::Inference,
                       [&](const kg::Triple& triple, kg::Order order) {
                         return triple.subject == term || take(triple, order);
                       });
  std::sort(found.begin(), found.end(), [](const Rank& a, const Rank& b) {
    return std::tuple(std::get<0>(a), std::get<1>(a), std::get<2>(b), std::get<3>(a)) <
           std::tuple(std::get<0>(b), std::get<1>(b), std::get<2>(a), std::get<3>(b));
  });
  left_out = found.size() > limit ? found.size() - limit : 0;
  std::vector<kg::Triple> triples;
  for (const Rank& rank : found) {
    if (triples.size() < limit) triples.push_back(std::get<kg::Triple>(rank));
  }
  return triples;
}

bool same_step(const explain::Node& a, const explain::Node& b) {
  return a.kind == explain::NodeKind::Derived && b.kind == a.kind && a.rule == b.rule &&
         a.bindings == b.bindings;
}

bool may_conclude(const rules::Rule& rule, const kg::TripleMask& mask,
                  const kg::Dictionary& terms) {
  const auto fits = [&](const match::Slot& slot, kg::TermId term, match::Bindings& bindings) {
    return term == kg::TermId::None || match::unify(slot, term, terms, bindings);
  };
  return std::any_of(rule.head.begin(), rule.head.end(), [&](const match::TriplePattern& head) {
    match::Bindings bindings(rule.variables.size(), kg::TermId::None);
    return fits(head.subject, mask.subject, bindings) &&
           fits(head.predicate, mask.predicate, bindings) &&
           fits(head.object, mask.object, bindings);
  });
}

/// The question as Turtle writes it.
std::string words(const Question& question, const ontology::Labels& labels) {
  const kg::TermId terms[] = {question.mask.subject, question.mask.predicate, question.mask.object};
  std::string text;
  for (std::size_t i = 0; i < 3; ++i) {
    if (i > 0) text += " ";
    text += question.variables[i].empty() ? labels.turtle(terms[i]) : "?" + question.variables[i];
  }
  return text;
}

}  // namespace

Explanations explain_all(Session& session, const rules::Program& program, const Question& question,
                         std::size_t limit) {
  Explanations result;
  std::vector<kg::Triple> triples = question.term
                                        ? about(session, *question.term, limit, result.left_out)
                                        : matching(session, question, limit + 1);
  if (triples.size() > limit) {
    triples.resize(limit);
    ++result.left_out;
  }
  const explain::Evidence evidence = session.evidence(program);
  for (const kg::Triple& triple : triples) {
    auto derivation = explain::why(evidence, triple);
    if (!derivation) continue;
    const auto same =
        std::find_if(result.all.begin(), result.all.end(), [&](const Explained& other) {
          return same_step(other.derivation.nodes.front(), derivation->nodes.front());
        });
    if (same != result.all.end()) {
      same->triples.push_back(triple);
    } else {
      result.all.push_back({{triple}, std::move(*derivation)});
    }
  }
  return result;
}

std::string to_text(const Explanations& explanations, Session& session,
                    const rules::Program& program, const explain::RenderOptions& options) {
  std::string text;
  const explain::Evidence evidence = session.evidence(program);
  explain::TextRenderer renderer(evidence, session.labels());
  for (std::size_t i = 0; i < explanations.all.size(); ++i) {
    const Explained& explained = explanations.all[i];
    explain::RenderOptions each = options;
    if (explanations.all.size() > 1) {
      each.number += (each.number.empty() ? "" : ".") + std::to_string(i + 1);
    }
    if (i > 0) text += "\n";
    text += renderer.render(explained.derivation, each);
    if (explained.triples.size() == 1) continue;
    text += "By the same step:\n";
    for (std::size_t j = 1; j < explained.triples.size(); ++j) {
      text += "  " + session.labels().of(explained.triples[j]) + "\n";
    }
  }
  if (explanations.left_out > 0) {
    text += fmt::format("\nThere is more, left out here: {}.\n",
                        counted(explanations.left_out, "conclusion"));
  }
  return text;
}

std::string to_json(const Explanations& explanations, const Question& question, Session& session,
                    const rules::Program& program) {
  const explain::Evidence evidence = session.evidence(program);
  std::vector<std::string> parts;
  for (const Explained& explained : explanations.all) {
    parts.push_back(explain::to_json(explained.derivation, evidence, session.labels()));
  }
  if (!question.term && parts.size() == 1) return parts.front();
  const rdf::Term asked =
      question.term ? session.terms().term(*question.term) : rdf::Term::string("");
  std::string text = "{\n";
  if (question.term) {
    text += "\"term\": " + nlohmann::json(rdf::to_ntriples(asked)).dump() +
            ",\n\"label\": " + nlohmann::json(session.labels().of(*question.term)).dump() + ",\n";
  }
  text += "\"conclusions\": [\n";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    while (parts[i].ends_with('\n')) parts[i].pop_back();
    text += parts[i] + (i + 1 < parts.size() ? ",\n" : "\n");
  }
  return text + "]\n}\n";
}

void report_absent(const Question& question, Session& session, const rules::Program& program,
                   parser::Diagnostics& diagnostics) {
  const ontology::Labels& labels = session.labels();
  if (question.term) {
    diagnostics.error("not-concluded",
                      "nothing was concluded about " + labels.turtle(*question.term),
                      "`.describe` in the shell shows what is stated about it");
    return;
  }
  std::vector<std::string> names;
  for (const rules::Rule& rule : program.rules.rules) {
    if (!may_conclude(rule, question.mask, session.terms())) continue;
    names.push_back(fmt::format("{} ({}:{})", rules::display_name(rule, session.prefixes()),
                                rule.location.source, rule.location.position.line));
  }
  const bool open = std::any_of(question.variables.begin(), question.variables.end(),
                                [](const std::string& name) { return !name.empty(); });
  diagnostics.error("not-concluded",
                    words(question, labels) + (open ? " matches nothing that is stated or concluded"
                                                    : " is neither stated nor concluded"),
                    names.empty() ? "no rule could conclude it"
                                  : "what could conclude it: " + listed(names, kMostRulesNamed));
}

}  // namespace repl
