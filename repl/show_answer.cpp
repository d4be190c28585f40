#include "repl/show_answer.h"

#include <algorithm>
#include <ostream>

#include "kg/rdf/vocabulary.h"
#include "repl/text_width.h"
#include "repl/wording.h"
#include "repl/write_results.h"

namespace repl {

namespace {

using parser::QueryForm;

constexpr std::pair<std::string_view, Format> kFormats[] = {
    {"table", Format::Table},  {"records", Format::Records}, {"csv", Format::Csv},
    {"tsv", Format::Tsv},      {"json", Format::Json},       {"ntriples", Format::NTriples},
    {"turtle", Format::Turtle}};

bool is_number(const rdf::Term& term) {
  namespace v = rdf::vocabulary;
  return term.is_literal() && (term.datatype == v::kInteger || term.datatype == v::kDecimal ||
                               term.datatype == v::kDouble || term.datatype == v::kFloat);
}

std::string cell(kg::TermId id, const rdf::Term& term, const ontology::Labels& labels,
                 bool with_labels) {
  const std::string text = term.is_literal()                      ? term.lexical
                           : with_labels && !term.is_blank_node() ? labels.of(id)
                                                                  : labels.turtle(id);
  return printable(text);
}

/// The answers of SELECT, or the triples of CONSTRUCT, as texts.
TextTable texts(const std::vector<std::string>& titles,
                const std::vector<std::vector<kg::TermId>>& rows, Session& session,
                const AnswerStyle& style) {
  TextTable table;
  if (style.numbered) table.columns.push_back({"", true});
  const std::size_t first = table.columns.size();
  std::vector<bool> numbers(titles.size(), true);
  for (const std::string& title : titles) table.columns.push_back({title, false});
  for (const auto& row : rows) {
    std::vector<std::string>& line = table.rows.emplace_back();
    if (style.numbered) line.push_back(std::to_string(table.rows.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i] == kg::TermId::None) {
        line.emplace_back();
        continue;
      }
      const rdf::Term term = session.terms().term(row[i]);
      numbers[i] = numbers[i] && is_number(term);
      line.push_back(cell(row[i], term, session.labels(), style.labels));
    }
  }
  for (std::size_t i = 0; i < titles.size(); ++i) {
    table.columns[first + i].right_aligned = numbers[i] && !rows.empty();
  }
  return table;
}

std::vector<std::vector<kg::TermId>> rows_of(const std::vector<kg::Triple>& triples) {
  std::vector<std::vector<kg::TermId>> rows;
  for (const kg::Triple& triple : triples) {
    rows.push_back({triple.subject, triple.predicate, triple.object});
  }
  return rows;
}

/// For people: tables and words.
void show_text(const query::Answer& answer, Session& session, const AnswerStyle& style,
               std::ostream& out) {
  if (answer.form == QueryForm::Ask) {
    out << (answer.yes ? "yes\n" : answer.incomplete ? "unknown\n" : "no\n");
    return;
  }
  const TextTable table =
      answer.form == QueryForm::Select
          ? texts(answer.table.variables, answer.table.rows, session, style)
          : texts({"subject", "predicate", "object"}, rows_of(answer.triples), session, style);
  out << (style.format == Format::Records ? render_records(table, style.table)
                                          : render(table, style.table));
}

}  // namespace

std::optional<Format> format_named(std::string_view name) {
  for (const auto& [known, format] : kFormats) {
    if (known == name) return format;
  }
  return std::nullopt;
}

const std::vector<std::string>& format_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& entry : kFormats) all.emplace_back(entry.first);
    return all;
  }();
  return names;
}

bool show(const query::Answer& answer, Session& session, const AnswerStyle& style,
          std::ostream& out, parser::Diagnostics& diagnostics) {
  const bool construct = answer.form == QueryForm::Construct;
  Format format = style.format;
  if (format == Format::Default) format = construct ? Format::Turtle : Format::Table;
  const bool of_triples = format == Format::NTriples || format == Format::Turtle;
  const bool of_rows = format == Format::Csv || format == Format::Tsv || format == Format::Json;
  if (construct ? of_rows : of_triples) {
    diagnostics.error(
        "wrong-format",
        construct ? "CONSTRUCT gives triples, which this format cannot hold"
                  : "SELECT and ASK give no triples, and this format holds nothing else",
        construct ? "take table, turtle or ntriples" : "take table, records, csv, tsv or json");
    return false;
  }
  switch (format) {
    case Format::Csv:
      write_csv(answer, session.terms(), out);
      break;
    case Format::Tsv:
      write_tsv(answer, session.terms(), out);
      break;
    case Format::Json:
      write_json(answer, session.terms(), out);
      break;
    case Format::NTriples:
      write_ntriples(answer.triples, session.terms(), out);
      break;
    case Format::Turtle:
      write_turtle(answer.triples, session.terms(), session.prefixes(), out);
      break;
    default:
      show_text(answer, session, style, out);
  }
  return true;
}

std::string size_of(const query::Answer& answer) {
  switch (answer.form) {
    case QueryForm::Ask:
      return answer.yes ? "yes" : answer.incomplete ? "unknown" : "no";
    case QueryForm::Construct:
      return counted(answer.triples.size(), "triple");
    default:
      return counted(answer.table.rows.size(), "row");
  }
}

std::string incomplete_note(const query::Answer& answer) {
  if (!answer.incomplete) return {};
  return answer.form == QueryForm::Ask
             ? "incomplete: stopped before there was an answer\n"
             : "incomplete: stopped after " + size_of(answer) + ", there may be more\n";
}

}  // namespace repl
