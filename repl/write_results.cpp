#include "repl/write_results.h"

#include <nlohmann/json.hpp>
#include <set>

#include "kg/rdf/vocabulary.h"
#include "parser/write.h"
#include "repl/term_text.h"
#include "repl/turtle_statements.h"

namespace repl {

namespace {

namespace vocabulary = rdf::vocabulary;
using Json = nlohmann::ordered_json;

std::string csv_text(const rdf::Term& term) {
  std::string text =
      term.is_blank_node() || term.is_triple_term() ? rdf::to_ntriples(term) : term.lexical;
  if (text.find_first_of("\",\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

bool has_short_form(const rdf::Term& term) {
  return term.datatype == vocabulary::kInteger || term.datatype == vocabulary::kDecimal ||
         term.datatype == vocabulary::kDouble || term.datatype == vocabulary::kBoolean;
}

std::string tsv_text(const rdf::Term& term) {
  return term.is_literal() && has_short_form(term) ? parser::to_turtle(term, {})
                                                   : rdf::to_ntriples(term);
}

void write_separated(const query::Answer& answer, TermText& text, std::string_view separator,
                     std::string_view line_end, std::string_view variable_mark, Output& out) {
  if (answer.form == parser::QueryForm::Ask) {
    out << (answer.yes ? "true" : "false") << line_end;
    return;
  }
  std::string_view between;
  for (const std::string& variable : answer.table.variables) {
    out << between << variable_mark << variable;
    between = separator;
  }
  out << line_end;
  for (const auto& row : answer.table.rows) {
    between = {};
    for (const kg::TermId cell : row) {
      out << between;
      if (cell != kg::TermId::None) out << text(cell);
      between = separator;
    }
    out << line_end;
  }
}

Json json_of(const rdf::Term& term) {
  switch (term.kind) {
    case rdf::TermKind::Iri:
      return {{"type", "uri"}, {"value", term.lexical}};
    case rdf::TermKind::BlankNode:
      return {{"type", "bnode"}, {"value", term.lexical}};
    case rdf::TermKind::TripleTerm:
      return {{"type", "triple"},
              {"value",
               {{"subject", json_of(term.components[0])},
                {"predicate", json_of(term.components[1])},
                {"object", json_of(term.components[2])}}}};
    case rdf::TermKind::Literal:
      break;
  }
  Json json = {{"type", "literal"}, {"value", term.lexical}};
  if (!term.language.empty()) {
    json["xml:lang"] = term.language;
    if (term.direction != rdf::Direction::None) {
      json["its:dir"] = term.direction == rdf::Direction::LeftToRight ? "ltr" : "rtl";
    }
  } else if (term.datatype != vocabulary::kString) {
    json["datatype"] = term.datatype;
  }
  return json;
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void collect_iris(const rdf::Term& term, std::set<std::string>& iris) {
  if (term.is_iri()) iris.insert(term.lexical);
  if (term.is_literal()) iris.insert(term.datatype);
  for (const rdf::Term& component : term.components) collect_iris(component, iris);
}

/// The prefixes that shorten some term of the triples.
parser::Prefixes used_prefixes(std::span<const kg::Triple> triples,
                               const kg::Dictionary& dictionary, const parser::Prefixes& prefixes,
                               std::optional<kg::TermId> type) {
  std::set<kg::TermId> ids;
  for (const kg::Triple& triple : triples) {
    ids.insert({triple.subject, triple.object});
    if (triple.predicate != type) ids.insert(triple.predicate);
  }
  std::set<std::string> iris;
  for (const kg::TermId id : ids) collect_iris(dictionary.term(id), iris);
  parser::Prefixes used;
  for (const auto& [prefix, iri] : prefixes) {
    const auto first = iris.lower_bound(iri);
    if (first != iris.end() && first->starts_with(iri)) used.emplace_back(prefix, iri);
  }
  return used;
}

}  // namespace

void write_csv(const query::Answer& answer, const kg::Dictionary& dictionary, std::ostream& out) {
  TermText text(dictionary, csv_text);
  Output output(out);
  write_separated(answer, text, ",", "\r\n", "", output);
}

void write_tsv(const query::Answer& answer, const kg::Dictionary& dictionary, std::ostream& out) {
  TermText text(dictionary, tsv_text);
  Output output(out);
  write_separated(answer, text, "\t", "\n", "?", output);
}

void write_json(const query::Answer& answer, const kg::Dictionary& dictionary, std::ostream& out) {
  Output output(out);
  if (answer.form == parser::QueryForm::Ask) {
    output << dump({{"head", Json::object()}, {"boolean", answer.yes}}) << "\n";
    return;
  }
  TermText text(dictionary, [](const rdf::Term& term) { return dump(json_of(term)); });
  std::vector<std::string> names;
  for (const std::string& variable : answer.table.variables) names.push_back(dump(variable));
  output << "{\"head\":" << dump({{"vars", answer.table.variables}})
         << ",\n\"results\":{\"bindings\":[";
  std::string_view before_row = "\n";
  for (const auto& row : answer.table.rows) {
    output << before_row << "{";
    std::string_view before_cell;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i] == kg::TermId::None) continue;
      output << before_cell << names[i] << ":" << text(row[i]);
      before_cell = ",";
    }
    output << "}";
    before_row = ",\n";
  }
  output << "\n]}}\n";
}

void write_ntriples(std::span<const kg::Triple> triples, const kg::Dictionary& dictionary,
                    std::ostream& out) {
  NTriplesWriter writer(dictionary, out);
  for (const kg::Triple& triple : triples) writer.write(triple);
}

void write_turtle(std::span<const kg::Triple> triples, const kg::Dictionary& dictionary,
                  const parser::Prefixes& prefixes, std::ostream& out) {
  const std::optional<kg::TermId> type =
      dictionary.find(rdf::Term::iri(std::string(vocabulary::kType)));
  const parser::Prefixes used = used_prefixes(triples, dictionary, prefixes, type);
  TermText text(dictionary, [&](const rdf::Term& term) { return parser::to_turtle(term, used); });
  Output output(out);
  write_prefixes(used, output);
  TurtleStatements statements(text, dictionary, output);
  for (const kg::Triple& triple : triples) statements.write(triple);
  statements.end();
}

}  // namespace repl
