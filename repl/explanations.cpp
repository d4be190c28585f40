#include "repl/explanations.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "kg/rdf/vocabulary.h"
#include "parser/parse.h"
#include "repl/wording.h"
#include "rules/explain/hide.h"
#include "rules/explain/phrases.h"

namespace repl {

namespace {

constexpr std::size_t kMostRulesNamed = 5;
constexpr std::size_t kNoLimit = static_cast<std::size_t>(-1);

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

bool is_triple(const Question& question) {
  return !question.term && std::all_of(question.variables.begin(), question.variables.end(),
                                       [](const std::string& name) { return name.empty(); });
}

/// Adds the proof of a triple, or the triple to what the same step concludes.
void add(const kg::Triple& triple, const explain::Evidence& evidence, Explanations& result) {
  auto derivation = explain::why(evidence, triple);
  if (!derivation) return;
  const auto same = std::find_if(result.all.begin(), result.all.end(), [&](const Explained& other) {
    return same_step(other.derivation.nodes.front(), derivation->nodes.front());
  });
  if (same != result.all.end()) {
    same->triples.push_back(triple);
  } else {
    result.all.push_back({{triple}, std::move(*derivation)});
  }
}

void leave_out(const rules::Program& program, const ExplainOptions& options, Explanations& result) {
  std::vector<bool> hidden;
  for (const rules::Rule& rule : program.rules.rules) {
    hidden.push_back(rule.metadata.hidden && !options.show_hidden);
  }
  for (const rules::RuleIndex rule : options.hidden) hidden[static_cast<std::size_t>(rule)] = true;
  // Of a term only what its reader wants to see; what was asked for by name is shown.
  if (result.term) {
    const auto wanted = std::stable_partition(
        result.all.begin(), result.all.end(), [&](const Explained& explained) {
          const auto& rule = explained.derivation.nodes.front().rule;
          return !rule || !hidden[static_cast<std::size_t>(*rule)];
        });
    if (wanted != result.all.begin()) result.all.erase(wanted, result.all.end());
  }
  for (Explained& explained : result.all) {
    explain::mark_hidden(explained.derivation, hidden);
    if (options.keep_hidden) continue;
    explained.derivation = explain::without_hidden(explained.derivation);
  }
}

}  // namespace

const std::vector<std::string>& explanation_formats() {
  static const std::vector<std::string> names = {"text", "prose", "json", "dot", "prov", "html"};
  return names;
}

std::optional<ExplanationFormat> explanation_format(std::string_view name) {
  const auto& names = explanation_formats();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<ExplanationFormat>(found - names.begin());
}

Explanations explain_all(Session& session, const rules::Program& program, const Question& question,
                         std::size_t limit) {
  ExplainOptions options;
  options.limit = limit;
  return explain_all(session, program, question, options);
}

Explanations explain_all(Session& session, const rules::Program& program, const Question& question,
                         const ExplainOptions& options) {
  Explanations result;
  result.term = question.term;
  const std::size_t limit = options.limit;
  std::vector<kg::Triple> triples =
      question.term ? about(session, *question.term, limit, result.left_out)
                    : matching(session, question, limit == kNoLimit ? limit : limit + 1);
  if (triples.size() > limit) {
    triples.resize(limit);
    ++result.left_out;
  }
  const explain::Evidence evidence = session.evidence(program);
  if (options.proofs > 1 && is_triple(question) && !triples.empty()) {
    auto each = explain::why_each(evidence, triples.front(), options.proofs);
    result.alternatives = true;
    result.all_alternatives = each->complete;
    for (auto& proof : each->proofs) result.all.push_back({{triples.front()}, std::move(proof)});
  } else {
    for (const kg::Triple& triple : triples) add(triple, evidence, result);
  }
  leave_out(program, options, result);
  return result;
}

std::optional<std::vector<rules::RuleIndex>> read_rule_names(const std::vector<std::string>& names,
                                                             Session& session,
                                                             const rules::Program& program,
                                                             parser::Diagnostics& diagnostics) {
  std::vector<rules::RuleIndex> found;
  std::vector<std::string> known;
  const auto& rules = program.rules.rules;
  for (const rules::Rule& rule : rules) {
    known.push_back(rules::display_name(rule, session.prefixes()));
  }
  bool good = true;
  for (const std::string& name : names) {
    const std::size_t before = found.size();
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const auto& titles = rules[i].metadata.titles;
      const bool called = name == known[i] ||
                          (rules[i].name && name == rdf::to_ntriples(*rules[i].name)) ||
                          std::any_of(titles.begin(), titles.end(),
                                      [&](const rules::Text& title) { return title.text == name; });
      if (called) found.push_back(static_cast<rules::RuleIndex>(i));
    }
    if (found.size() > before) continue;
    const std::string near = parser::nearest(name, known);
    diagnostics.error(
        "unknown-rule", "there is no rule called '" + name + "'",
        near.empty() ? "`.rules` in the shell lists them" : "did you mean '" + near + "'?");
    good = false;
  }
  return good ? std::optional(std::move(found)) : std::nullopt;
}

std::string to_text(const Explanations& explanations, Session& session,
                    const rules::Program& program, const explain::RenderOptions& options) {
  std::string text;
  const explain::Evidence evidence = session.evidence(program);
  std::optional<explain::TextRenderer> renderer;
  for (std::size_t i = 0; i < explanations.all.size(); ++i) {
    const Explained& explained = explanations.all[i];
    explain::RenderOptions each = options;
    if (explanations.all.size() > 1) {
      each.number += (each.number.empty() ? "" : ".") + std::to_string(i + 1);
    }
    // Proofs of one triple do not show the same steps, but all hang on the same facts.
    if (explanations.alternatives || !renderer) renderer.emplace(evidence, session.labels());
    each.summary = !explanations.alternatives || i + 1 == explanations.all.size();
    if (i > 0) text += "\n";
    text += renderer->render(explained.derivation, each);
    if (explained.triples.size() == 1) continue;
    text += "By the same step:\n";
    for (std::size_t j = 1; j < explained.triples.size(); ++j) {
      text += "  " + session.labels().of(explained.triples[j]) + "\n";
    }
  }
  if (explanations.alternatives) {
    text += explain::proofs_told(explanations, explain::words(session.labels().language())) + "\n";
  }
  if (explanations.left_out > 0) {
    text += fmt::format("\nThere is more, left out here: {}.\n",
                        counted(explanations.left_out, "conclusion"));
  }
  return text;
}

std::string render(const Explanations& explanations, ExplanationFormat format, Session& session,
                   const rules::Program& program, const explain::RenderOptions& options) {
  const explain::Evidence evidence = session.evidence(program);
  const ontology::Labels& labels = session.labels();
  switch (format) {
    case ExplanationFormat::Text:
      return to_text(explanations, session, program, options);
    case ExplanationFormat::Prose:
      return explain::to_prose(explanations, evidence, labels, options);
    case ExplanationFormat::Json:
      return explain::to_json(explanations, evidence, labels) + "\n";
    case ExplanationFormat::Dot:
      return explain::to_dot(explanations, evidence, labels);
    case ExplanationFormat::Prov:
      return explain::to_prov(explanations, evidence, labels);
    case ExplanationFormat::Html:
      return explain::to_html(explanations, evidence, labels, options);
  }
  return {};
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
