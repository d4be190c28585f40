#include "repl/why_not.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "kg/rdf/vocabulary.h"
#include "parser/parse.h"
#include "repl/wording.h"
#include "rules/explain/rule_heads.h"

namespace repl {

namespace {

/// Conclusions of one kind that are looked at for one about something like the term.
constexpr std::size_t kMostSiblings = 500;

explain::WhyNotOptions options(Session& session) {
  explain::WhyNotOptions result;
  result.nearest = [&session](kg::TermId term) -> std::optional<kg::TermId> {
    const auto near = near_term(session, session.terms().term(term));
    return near ? session.terms().find(*near) : std::nullopt;
  };
  return result;
}

/// What rules conclude of others of a term's classes and not of it.
class Candidates {
 public:
  Candidates(Session& session, const rules::Program& program, kg::TermId term)
      : session_(session), term_(term) {
    type_ = session.terms().find(rdf::Term::iri(std::string(rdf::vocabulary::kType)));
    if (type_) {
      graph().scan({term, *type_, {}}, kg::Part::Evaluation, [&](const auto& triple, auto) {
        classes_.insert(triple.object);
        return true;
      });
    }
    std::set<std::pair<kg::TermId, kg::TermId>> heads;
    for (const rules::Rule& rule : program.rules.rules) {
      for (const match::TriplePattern& head : rule.head) {
        if (head.predicate.kind != match::Slot::Kind::Constant) continue;
        const bool constant = head.object.kind == match::Slot::Kind::Constant;
        const kg::TermId object = constant ? head.object.constant : kg::TermId::None;
        if (!heads.emplace(head.predicate.constant, object).second) continue;
        add({kg::TermId::None, head.predicate.constant, object}, true);
        if (!constant) add({kg::TermId::None, head.predicate.constant, object}, false);
      }
    }
  }

  std::vector<kg::TripleMask> masks;

 private:
  const kg::GraphView& graph() const { return session_.graph(); }

  void add(const kg::TripleMask& concluded, bool as_subject) {
    kg::TripleMask mask = concluded;
    (as_subject ? mask.subject : mask.object) = term_;
    const auto stop = [](const kg::Triple&, kg::Order) { return false; };
    if (!graph().scan(mask, kg::Part::Evaluation, stop)) return;
    std::size_t left = kMostSiblings;
    const bool none =
        graph().scan(concluded, kg::Part::Inference, [&](const kg::Triple& triple, kg::Order) {
          return !is_like(as_subject ? triple.subject : triple.object) && --left > 0;
        });
    if (!none && left > 0) masks.push_back(mask);
  }

  bool is_like(kg::TermId other) const {
    if (!type_ || classes_.empty()) return true;
    return std::any_of(classes_.begin(), classes_.end(), [&](kg::TermId one) {
      return graph().find({other, *type_, one}, kg::Part::Evaluation).has_value();
    });
  }

  Session& session_;
  kg::TermId term_;
  std::optional<kg::TermId> type_;
  std::set<kg::TermId> classes_;
};

/// What a term would be, if a rule made it: of the classes that rules say things are of.
std::vector<kg::TripleMask> made_of_classes(Session& session, const rules::Program& program,
                                            kg::TermId term) {
  const auto type = session.terms().find(rdf::Term::iri(std::string(rdf::vocabulary::kType)));
  std::set<kg::TermId> classes;
  for (const rules::Rule& rule : program.rules.rules) {
    for (const match::TriplePattern& head : rule.head) {
      if (type && head.predicate.constant == *type && rule.run_once &&
          head.subject.kind == match::Slot::Kind::Variable &&
          head.object.kind == match::Slot::Kind::Constant) {
        classes.insert(head.object.constant);
      }
    }
  }
  std::vector<kg::TripleMask> masks;
  for (const kg::TermId one : classes) masks.push_back({term, *type, one});
  return masks;
}

/// Leaves of what could conclude it the rules that would set a variable to a term that the store
/// does not know, as asked for. False if there is none.
bool keep_makers(explain::WhyNot& why_not, const kg::Dictionary& terms,
                 const kg::Snapshot& snapshot) {
  auto& attempts = why_not.goals.front().attempts;
  std::erase_if(attempts, [&](const explain::Attempt& attempt) {
    return std::none_of(attempt.elements.begin(), attempt.elements.end(), [&](const auto& element) {
      return element.standing == explain::Standing::Holds &&
             element.node.kind == explain::NodeKind::Value &&
             element.node.result != kg::TermId::None &&
             !snapshot.find(terms.term(element.node.result));
    });
  });
  return !attempts.empty();
}

/// How far it is from holding; what many rules conclude, of all kinds of things, says less and
/// counts as further.
double distance(const explain::WhyNot& why_not) {
  const explain::Attempt* attempt = explain::nearest(why_not);
  return attempt == nullptr
             ? std::numeric_limits<double>::infinity()
             : attempt->fix.cost + static_cast<double>(why_not.goals.front().attempts.size());
}

}  // namespace

WhyNotAnswer explain_absence(Session& session, const rules::Program& program,
                             const Question& question, std::size_t limit) {
  WhyNotAnswer answer;
  const explain::Evidence evidence = session.evidence(program);
  if (!question.term) {
    if (auto one = explain::why_not(evidence, question.mask, options(session))) {
      one->goals.front().open_names = question.variables;
      for (std::string& name : one->goals.front().open_names) {
        if (!name.empty()) name.insert(name.begin(), '?');
      }
      answer.all.push_back(std::move(*one));
    }
    return answer;
  }
  for (const kg::TripleMask& mask : Candidates(session, program, *question.term).masks) {
    auto one = explain::why_not(evidence, mask, options(session));
    if (one && !one->goals.front().attempts.empty()) answer.all.push_back(std::move(*one));
  }
  std::stable_sort(answer.all.begin(), answer.all.end(),
                   [](const explain::WhyNot& left, const explain::WhyNot& right) {
                     return distance(left) < distance(right);
                   });
  if (answer.all.size() > limit) {
    answer.left_out = answer.all.size() - limit;
    answer.all.resize(limit);
  }
  return answer;
}

std::optional<std::pair<Question, WhyNotAnswer>> explain_made_up(
    Session& session, const rules::Program& program, std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  parser::Diagnostics ignored;
  std::vector<kg::TripleMask> masks;
  Question question;
  if (split_terms(text).size() == 1) {
    const auto term = parser::parse_term({"<term>", text}, session.prefixes(), ignored);
    if (!term || !term->is_iri() || ignored.has_errors()) return std::nullopt;
    question.term = session.terms().intern(*term);
    masks = made_of_classes(session, program, *question.term);
  } else {
    const auto triple = parser::parse_triple({"<triple>", text}, session.prefixes(), ignored);
    if (!triple || ignored.has_errors()) return std::nullopt;
    for (const parser::Node* node : {&triple->subject, &triple->predicate, &triple->object}) {
      if (node->kind != parser::Node::Kind::Term || node->term.is_blank_node()) return std::nullopt;
    }
    question.mask = {session.terms().intern(triple->subject.term),
                     session.terms().intern(triple->predicate.term),
                     session.terms().intern(triple->object.term)};
    masks = {question.mask};
  }
  WhyNotAnswer answer;
  for (const kg::TripleMask& mask : masks) {
    auto one = explain::why_not(session.evidence(program), mask, options(session));
    if (one && keep_makers(*one, session.terms(), session.snapshot())) {
      answer.all.push_back(std::move(*one));
    }
  }
  if (answer.all.empty()) return std::nullopt;
  return std::pair(std::move(question), std::move(answer));
}

std::string to_text(const WhyNotAnswer& answer, Session& session, const rules::Program& program,
                    const explain::WhyNotStyle& style) {
  std::string text;
  for (std::size_t i = 0; i < answer.all.size(); ++i) {
    explain::WhyNotStyle each = style;
    if (answer.all.size() > 1) {
      each.most_rules = std::max<std::size_t>(1, each.most_rules / 2);
      each.page.number += (each.page.number.empty() ? "" : ".") + std::to_string(i + 1);
    }
    if (i > 0) text += "\n";
    text += explain::to_text(answer.all[i], session.evidence(program), session.labels(), each);
  }
  if (answer.left_out > 0) {
    text +=
        fmt::format("\nFurther away, left out here: {}.\n", counted(answer.left_out, "conclusion"));
  }
  return text;
}

std::string to_json(const WhyNotAnswer& answer, const Question& question, Session& session,
                    const rules::Program& program) {
  std::vector<std::string> parts;
  for (const explain::WhyNot& one : answer.all) {
    parts.push_back(explain::to_json(one, session.evidence(program), session.labels()));
  }
  if (!question.term && parts.size() == 1) return parts.front();
  std::string text = "{\n";
  if (question.term) {
    const rdf::Term asked = session.terms().term(*question.term);
    text += "\"term\": " + nlohmann::json(rdf::to_ntriples(asked)).dump() + ",\n";
    text += "\"label\": " + nlohmann::json(session.labels().of(*question.term)).dump() + ",\n";
  }
  text += "\"absent\": [\n";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    while (parts[i].ends_with('\n')) parts[i].pop_back();
    text += parts[i] + (i + 1 < parts.size() ? ",\n" : "\n");
  }
  return text + "]\n}\n";
}

void report_nothing_absent(kg::TermId term, Session& session, parser::Diagnostics& diagnostics) {
  diagnostics.error("nothing-absent",
                    "nothing that rules conclude of others like it is lacking of " +
                        session.labels().turtle(term),
                    "name a triple: S P O");
}

}  // namespace repl
