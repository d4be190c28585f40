#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

#include "kg/dictionary.h"
#include "kg/graph_view.h"
#include "parser/parse.h"
#include "rules/query/query.h"

/// Data in memory and questions about it, for tests.
struct QueryWorld {
  kg::MemoryDictionary dictionary;
  kg::MemoryGraph graph;
  parser::Prefixes prefixes = {{"", "http://e/"},
                               {"xsd", "http://www.w3.org/2001/XMLSchema#"},
                               {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}};

  explicit QueryWorld(const std::string& data = {}) {
    parser::Diagnostics diagnostics;
    const parser::Source source{
        "data.ttl",
        "PREFIX : <http://e/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX rdf: "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n" +
            data};
    parser::Prefixes of_data;
    parser::parse_rdf(
        source, parser::RdfFormat::Turtle, "http://e/",
        [&](parser::RdfStatement&& s) {
          graph.assert_triple({dictionary.intern(s.subject), dictionary.intern(s.predicate),
                               dictionary.intern(s.object)});
        },
        of_data, diagnostics);
    INFO(parser::render(diagnostics));
    REQUIRE_FALSE(diagnostics.has_errors());
  }

  void add(const std::string& subject, const std::string& predicate, const std::string& object) {
    graph.assert_triple({iri(subject), iri(predicate), iri(object)});
  }

  kg::TermId iri(const std::string& name) {
    return dictionary.intern(rdf::Term::iri("http://e/" + name));
  }

  std::optional<parser::Query> parse(const std::string& text, parser::Diagnostics& diagnostics) {
    return parser::parse_query({"<query>", text}, "http://e/", prefixes, diagnostics);
  }

  query::Answer answer(const std::string& text, const query::QueryOptions& options = {}) {
    parser::Diagnostics diagnostics;
    const auto query = parse(text, diagnostics);
    INFO(text << '\n' << parser::render(diagnostics));
    REQUIRE(query);
    auto found =
        query::evaluate(*query, {"<query>", text}, graph, dictionary, diagnostics, options);
    INFO(parser::render(diagnostics));
    REQUIRE(found);
    return std::move(*found);
  }

  /// The rows of a SELECT in their order, such as `a 1 -`: local names of IRIs, lexical forms of
  /// literals, `_` for a blank node, `-` for no value.
  std::vector<std::string> rows(const std::string& text) { return rows(answer(text)); }
  std::vector<std::string> rows(const query::Answer& answer) const {
    std::vector<std::string> lines;
    for (const auto& row : answer.table.rows) {
      std::string line;
      for (const kg::TermId cell : row) line += (line.empty() ? "" : " ") + show(cell);
      lines.push_back(line);
    }
    return lines;
  }

  /// The same, sorted.
  std::vector<std::string> bag(const std::string& text) {
    auto lines = rows(text);
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  /// The triples of a CONSTRUCT, in the same form, sorted.
  std::vector<std::string> triples(const std::string& text) {
    std::vector<std::string> lines;
    for (const kg::Triple& t : answer(text).triples) {
      lines.push_back(show(t.subject) + ' ' + show(t.predicate) + ' ' + show(t.object));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  bool ask(const std::string& text) { return answer(text).yes; }

  std::string show(kg::TermId id) const {
    if (id == kg::TermId::None) return "-";
    return show(dictionary.term(id));
  }

  static std::string show(const rdf::Term& term) {
    if (term.is_blank_node()) return "_";
    if (term.is_triple_term()) {
      return "(" + show(term.components[0]) + ' ' + show(term.components[1]) + ' ' +
             show(term.components[2]) + ")";
    }
    return term.is_iri() ? term.lexical.substr(term.lexical.find_last_of("/#") + 1) : term.lexical;
  }
};

using Lines = std::vector<std::string>;
