#include "repl/look.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "kg/rdf/vocabulary.h"
#include "parser/iri.h"
#include "repl/text_width.h"
#include "repl/typed_rules.h"
#include "repl/wording.h"

namespace repl {

namespace {

constexpr std::size_t kMostRows = 200;

std::string origin(Session& session, const kg::Triple& triple) {
  const std::vector<kg::Statement> statements = session.provenance().statements(triple);
  if (statements.empty()) return "concluded";
  std::string text = fmt::format("{}:{}", statements.front().source, statements.front().line);
  if (statements.size() > 1) text += fmt::format(" and {} more", statements.size() - 1);
  return text;
}

std::string shown(Session& session, kg::TermId term) {
  const rdf::Term value = session.terms().term(term);
  return printable(value.is_literal() ? value.lexical : session.labels().turtle(term));
}

/// Appends the triples that match as rows; what is beyond the limit is counted.
std::size_t add_rows(Session& session, const kg::TripleMask& mask, std::size_t limit,
                     std::vector<kg::Triple>& triples) {
  std::size_t more = 0;
  for (const kg::Part part : {kg::Part::Inference, kg::Part::Base}) {
    session.graph().scan(mask, part, [&](const kg::Triple& triple, kg::Order) {
      if (limit > 0) {
        --limit;
        triples.push_back(triple);
      } else {
        ++more;
      }
      return true;
    });
  }
  return more;
}

std::string more_rows(std::size_t more) {
  return more > 0 ? fmt::format("and {} more\n", grouped(more)) : "";
}

std::string title_of(const rules::Rule& rule, const std::string& language) {
  const auto& titles = rule.metadata.titles;
  const auto best = std::min_element(titles.begin(), titles.end(),
                                     [&](const rules::Text& a, const rules::Text& b) {
                                       return ontology::language_distance(a.language, language) <
                                              ontology::language_distance(b.language, language);
                                     });
  return best == titles.end() ? "" : best->text;
}

std::string place(const rules::Rule& rule) {
  return fmt::format("{}:{}", rule.location.source, rule.location.position.line);
}

/// The text of a compiled rule, looked up in its source.
std::optional<std::string> source_text(Session& session, const rules::Rule& rule) {
  const auto text = session.snapshot().rule_text(rule.location.source);
  if (!text) return std::nullopt;
  const parser::Source source{rule.location.source, *text};
  parser::Diagnostics ignored;
  const auto document = parser::parse_rules(source, parser::base_iri(source.name), {}, ignored);
  if (!document) return std::nullopt;
  for (const parser::Rule& candidate : document->rules) {
    const std::uint32_t first = source.position(candidate.span.begin).line;
    const std::uint32_t last = source.position(candidate.span.end).line;
    const std::uint32_t line = rule.location.position.line;
    if (candidate.name == rule.name && first <= line && line <= last) {
      return std::string(text_of(candidate, *text));
    }
  }
  return std::nullopt;
}

}  // namespace

std::string describe(Session& session, kg::TermId term, const TableStyle& style,
                     std::vector<kg::Triple>& triples) {
  const auto none = kg::TermId::None;
  const std::string name = session.labels().turtle(term);
  const std::string label = session.labels().of(term);
  std::string text = printable(label == name ? name : name + " · " + label) + "\n";
  TextTable table{{{"", true}, {"property"}, {"value"}, {"from"}}, {}};
  const std::size_t more = add_rows(session, {term, none, none}, kMostRows, triples);
  for (const kg::Triple& triple : triples) {
    table.rows.push_back({std::to_string(table.rows.size() + 1), shown(session, triple.predicate),
                          shown(session, triple.object), origin(session, triple)});
  }
  if (!table.rows.empty()) text += "\n" + render(table, style) + more_rows(more);
  const std::size_t as_subject = triples.size();
  const std::size_t more_of = add_rows(session, {none, none, term}, kMostRows, triples);
  TextTable of{{{"", true}, {"subject"}, {"property"}, {"from"}}, {}};
  for (std::size_t i = as_subject; i < triples.size(); ++i) {
    of.rows.push_back({std::to_string(i + 1), shown(session, triples[i].subject),
                       shown(session, triples[i].predicate), origin(session, triples[i])});
  }
  if (!of.rows.empty()) text += "\nIt is the value of\n" + render(of, style) + more_rows(more_of);
  if (triples.empty()) text += "nothing is known about it\n";
  return text;
}

std::string schema(Session& session, const TableStyle& style) {
  std::map<kg::TermId, std::uint64_t> classes;
  std::map<kg::TermId, std::uint64_t> properties;
  const auto type = session.terms().find(rdf::Term::iri(std::string(rdf::vocabulary::kType)));
  session.graph().scan({}, kg::Part::Evaluation, [&](const kg::Triple& triple, kg::Order) {
    ++properties[triple.predicate];
    if (type && triple.predicate == *type) ++classes[triple.object];
    return true;
  });
  const auto table_of = [&](const std::string& title, const auto& counts) {
    TextTable table{{{title}, {"label"}, {"used", true}}, {}};
    for (const auto& [term, count] : counts) {
      const std::string name = shown(session, term);
      const std::string& label = session.labels().of(term);
      table.rows.push_back({name, label == name ? "" : printable(label), grouped(count)});
    }
    std::sort(table.rows.begin(), table.rows.end());
    return render(table, style);
  };
  return table_of("class", classes) + "\n" + table_of("property", properties);
}

std::string find(Session& session, std::string_view text, const TableStyle& style,
                 std::vector<kg::TermId>& terms) {
  const std::vector<LabelIndex::Entry> found = session.label_index().containing(text, kMostRows);
  TextTable table{{{"", true}, {"term"}, {"label"}}, {}};
  for (const LabelIndex::Entry& entry : found) {
    table.rows.push_back({std::to_string(table.rows.size() + 1), shown(session, entry.term),
                          printable(entry.label)});
    terms.push_back(entry.term);
  }
  if (found.empty()) return "no label has '" + printable(text) + "' in it\n";
  return render(table, style);
}

std::string list_rules(Session& session, const rules::Program& program, const TableStyle& style) {
  TextTable table{{{"rule"}, {"title"}, {"from"}}, {}};
  for (const rules::Rule& rule : program.rules.rules) {
    table.rows.push_back({rules::display_name(rule, session.prefixes()),
                          printable(title_of(rule, session.language())), place(rule)});
  }
  if (table.rows.empty()) return "there are no rules\n";
  return render(table, style);
}

std::vector<std::string> rule_names(Session& session, const rules::Program& program) {
  std::vector<std::string> names;
  for (const rules::Rule& rule : program.rules.rules) {
    names.push_back(rules::display_name(rule, session.prefixes()));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::optional<std::string> show_rule(Session& session, const rules::Program& program,
                                     std::string_view name) {
  std::string text;
  for (const rules::Rule& rule : program.rules.rules) {
    const bool named = rules::display_name(rule, session.prefixes()) == name ||
                       (rule.name && "<" + rule.name->lexical + ">" == name) || place(rule) == name;
    if (!named) continue;
    if (!text.empty()) text += "\n";
    text += "# " + place(rule) + "\n" + source_text(session, rule).value_or("") + "\n";
  }
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace repl
