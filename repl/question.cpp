#include "repl/question.h"

#include <algorithm>
#include <set>

#include "kg/rdf/vocabulary.h"
#include "parser/parse.h"
#include "parser/write.h"

namespace repl {

namespace {

constexpr std::size_t kMostNames = 100'000;

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Where a quoted string that begins at `at` ends, with its quotes.
std::size_t string_end(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string triple(3, quote);
  const bool is_long = text.substr(at, 3) == triple;
  for (std::size_t i = at + (is_long ? 3 : 1); i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (is_long ? text.substr(i, 3) == triple : text[i] == quote) {
      return i + (is_long ? 3 : 1);
    }
  }
  return text.size();
}

/// Where the term that begins at `at` ends.
std::size_t term_end(std::string_view text, std::size_t at) {
  int depth = 0;  // of triple terms
  while (at < text.size() && (depth > 0 || !blank(text[at]))) {
    if (text[at] == '"' || text[at] == '\'') {
      at = string_end(text, at);
    } else if (text.substr(at, 3) == "<<(") {
      ++depth;
      at += 3;
    } else if (text.substr(at, 3) == ")>>") {
      --depth;
      at += 3;
    } else if (text[at] == '<') {
      at = std::min(text.size(), text.find('>', at)) + 1;
    } else {
      ++at;
    }
  }
  return std::min(at, text.size());
}

/// The text in plain quotes, without them.
std::optional<std::string_view> in_quotes(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || string_end(text, 0) != text.size()) {
    return std::nullopt;
  }
  return text.substr(1, text.size() - 2);
}

/// Whether a text cannot be a term as Turtle writes it, so that only a label can be meant.
bool is_bare(std::string_view text) {
  static constexpr std::string_view kMarks = "<\"'?$_[(+-.0123456789";
  return !text.empty() && kMarks.find(text.front()) == std::string_view::npos &&
         text.find(':') == std::string_view::npos && text != "true" && text != "false";
}

std::optional<kg::TermId> read_label(Session& session, std::string_view label,
                                     parser::Diagnostics& diagnostics) {
  const std::vector<kg::TermId> terms = labelled(session, label);
  if (terms.size() == 1) return terms.front();
  const std::string quoted = "'" + std::string(label) + "'";
  if (terms.empty()) {
    std::vector<std::string> names;
    for (const LabelIndex::Entry& entry : session.label_index().all()) {
      if (names.size() < kMostNames) names.push_back(entry.label);
    }
    const std::string near = parser::nearest(label, names);
    diagnostics.error("unknown-term", "nothing in the store is called " + quoted,
                      near.empty() ? "" : "did you mean '" + near + "'?");
    return std::nullopt;
  }
  std::string choices;
  for (const kg::TermId term : terms) {
    choices += (choices.empty() ? "" : ", ") + session.labels().turtle(term);
  }
  diagnostics.error("ambiguous-label", quoted + " is the label of several terms",
                    "say which: " + choices);
  return std::nullopt;
}

std::optional<kg::TermId> read_turtle_term(Session& session, std::string_view text,
                                           parser::Diagnostics& diagnostics) {
  const parser::Source source{"<term>", std::string(text)};
  const auto term = parser::parse_term(source, session.prefixes(), diagnostics);
  if (!term || diagnostics.has_errors()) return std::nullopt;
  if (const auto id = session.terms().find(*term)) return id;
  diagnostics.error("unknown-term",
                    "the store does not know " + parser::to_turtle(*term, session.prefixes()),
                    near_name(session, *term));
  return std::nullopt;
}

bool holds(Session& session, const kg::TripleMask& mask) {
  return !session.graph().scan(mask, kg::Part::Evaluation,
                               [](const kg::Triple&, kg::Order) { return false; });
}

/// Reads the three terms of a triple into `question`. The object is read last, when what it is the
/// object of is known.
bool read_triple(Session& session, std::span<const std::string> words, Question& question,
                 parser::Diagnostics& diagnostics) {
  kg::TermId* const places[] = {&question.mask.subject, &question.mask.predicate,
                                &question.mask.object};
  bool good = true;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string& word = words[i];
    if (word.size() > 1 && (word.front() == '?' || word.front() == '$')) {
      question.variables[i] = word.substr(1);
      continue;
    }
    std::optional<kg::TermId> term;
    if (i == 1 && word == "a") {
      term = session.terms().intern(rdf::Term::iri(std::string(rdf::vocabulary::kType)));
    } else if (i == 2 && in_quotes(word)) {
      parser::Diagnostics not_a_literal;
      term = read_turtle_term(session, word, not_a_literal);
      if (term) *places[i] = *term;
      if (!term || !good || !holds(session, question.mask)) {
        term = read_label(session, *in_quotes(word), diagnostics);
      }
    } else {
      term = read_term(session, word, diagnostics);
    }
    if (term) *places[i] = *term;
    good = good && term.has_value();
  }
  return good;
}

}  // namespace

std::optional<rdf::Term> near_term(Session& session, const rdf::Term& term) {
  if (!term.is_iri()) return std::nullopt;
  const std::size_t end = term.lexical.find_last_of("/#");
  if (end == std::string::npos) return std::nullopt;
  const std::string space = term.lexical.substr(0, end + 1);
  std::vector<std::string> names;
  for (const std::string& iri : session.snapshot().iris_starting_with(space, kMostNames)) {
    names.push_back(iri.substr(space.size()));
  }
  const std::string name = term.lexical.substr(space.size());
  const std::string near = parser::nearest(name, names);
  if (near.empty() || near == name) return std::nullopt;
  return rdf::Term::iri(space + near);
}

std::string near_name(Session& session, const rdf::Term& term) {
  const auto near = near_term(session, term);
  return near ? "did you mean " + parser::to_turtle(*near, session.prefixes()) + "?"
              : std::string();
}

std::vector<std::string> split_terms(std::string_view text) {
  std::vector<std::string> terms;
  std::size_t at = 0;
  while (true) {
    while (at < text.size() && blank(text[at])) ++at;
    if (at == text.size()) break;
    const std::size_t end = term_end(text, at);
    terms.emplace_back(text.substr(at, end - at));
    at = end;
  }
  if (!terms.empty() && terms.back() == ".") terms.pop_back();
  return terms;
}

std::vector<kg::TermId> labelled(Session& session, std::string_view text) {
  const std::span<const LabelIndex::Entry> named = session.label_index().named(text);
  const bool exactly = std::any_of(named.begin(), named.end(),
                                   [&](const auto& entry) { return entry.label == text; });
  std::set<kg::TermId> terms;
  for (const LabelIndex::Entry& entry : named) {
    if (!exactly || entry.label == text) terms.insert(entry.term);
  }
  return {terms.begin(), terms.end()};
}

std::optional<kg::TermId> read_term(Session& session, std::string_view text,
                                    parser::Diagnostics& diagnostics) {
  if (const auto label = in_quotes(text)) return read_label(session, *label, diagnostics);
  if (is_bare(text)) return read_label(session, text, diagnostics);
  return read_turtle_term(session, text, diagnostics);
}

std::optional<Question> read_question(Session& session, std::span<const std::string> words,
                                      parser::Diagnostics& diagnostics) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  std::vector<std::string> terms =
      words.size() == 3 ? std::vector<std::string>(words.begin(), words.end()) : split_terms(text);
  Question question;
  if (terms.size() != 1 && is_bare(text)) {  // a label of several words
    const std::vector<kg::TermId> named = labelled(session, text);
    if (named.size() == 1 || terms.size() != 3) {
      question.term = read_label(session, text, diagnostics);
      return question.term ? std::optional(question) : std::nullopt;
    }
  }
  if (terms.size() == 1) {
    question.term = read_term(session, terms.front(), diagnostics);
    return question.term ? std::optional(question) : std::nullopt;
  }
  if (terms.size() != 3) {
    diagnostics.error("wrong-question",
                      "expected one term or three, subject, predicate and object, but found " +
                          std::to_string(terms.size()),
                      "a label of several words stands in quotes");
    return std::nullopt;
  }
  if (!read_triple(session, terms, question, diagnostics)) return std::nullopt;
  return question;
}

std::vector<kg::Triple> matching(Session& session, const Question& question, std::size_t limit) {
  std::vector<kg::Triple> triples;
  const auto& names = question.variables;
  const auto same = [&](std::size_t i, std::size_t j) {
    return !names[i].empty() && names[i] == names[j];
  };
  for (const kg::Part part : {kg::Part::Inference, kg::Part::Base}) {
    if (triples.size() >= limit) break;
    session.graph().scan(question.mask, part, [&](const kg::Triple& triple, kg::Order) {
      if ((same(0, 1) && triple.subject != triple.predicate) ||
          (same(0, 2) && triple.subject != triple.object) ||
          (same(1, 2) && triple.predicate != triple.object)) {
        return true;
      }
      triples.push_back(triple);
      return triples.size() < limit;
    });
  }
  return triples;
}

}  // namespace repl
