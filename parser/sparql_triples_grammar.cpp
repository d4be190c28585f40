#include <fmt/format.h>

#include <utility>

#include "kg/rdf/vocabulary.h"
#include "parser/sparql_parts.h"
#include "parser/sparql_terms.h"
#include "parser/sparql_tokens.h"

namespace parser::sparql {
namespace {

constexpr Token kSimpleNode{read_simple_node, {"a term"}};
constexpr Token kComponent{read_component, {"a term"}};
constexpr Token kVariableVerb{read_variable_node, {"a variable"}};
constexpr Token kPlainVerb{read_plain_predicate, {"a predicate"}};
constexpr Token kVerb{read_verb, {"a predicate"}};
constexpr Token kReifierId{read_reifier, {"a reifier", true}};
constexpr Symbol kTilde{"'~'", "", true};
constexpr Symbol kOpenAnnotation{"'{|'", "", true};
constexpr Symbol kCloseAnnotation{"'|}'"};

void begin(Reading& reading) { reading.begins.push_back(reading.token().begin); }

/// The text since the matching `begin`.
Span end(Reading& reading) {
  const Span span{reading.begins.back(), reading.token().end};
  reading.begins.pop_back();
  return span;
}

void place_last(Reading& reading) {
  reading.composite = false;
  reading.triples.place(std::move(reading.nodes.back()));
  reading.nodes.pop_back();
}

void place_anonymous(Reading& reading) {
  const Span span = end(reading);
  reading.composite = false;
  reading.triples.place(reading.triples.fresh_node(span));
}

void place_nil(Reading& reading) {
  const Span span = end(reading);
  Node nil;
  nil.term = rdf::Term::iri(std::string(rdf::vocabulary::kNil));
  nil.span = span;
  reading.composite = false;
  reading.triples.place(std::move(nil));
}

void close(Reading& reading) {
  reading.triples.close();
  reading.composite = true;
}

void set_verb(Reading& reading) {
  reading.triples.verb(std::move(reading.nodes.back()));
  reading.nodes.pop_back();
}

void report_path_in_template(Reading& reading, Span path) {
  const bool data = reading.triples.mode == TripleMode::Data;
  const std::string_view place = data                                  ? "DATA"
                                 : reading.language == Language::Rules ? "the head of a rule"
                                                                       : "a template";
  reading.error("path-in-template", path,
                fmt::format("the path '{}' cannot stand in {}: it stands for no single triple",
                            reading.text(path), place),
                "write the triples out, one after the other");
}

void set_path(Reading& reading) {
  Path path = std::move(reading.paths.back());
  reading.paths.pop_back();
  const bool predicate = path.kind == Path::Kind::Predicate;
  const bool in_brackets = std::exchange(reading.path_in_brackets, false);
  if (reading.triples.mode != TripleMode::Pattern && (!predicate || in_brackets)) {
    report_path_in_template(reading, path.span);
  }
  if (!predicate) {
    reading.triples.verb(std::move(path));
    return;
  }
  Node verb;
  verb.term = std::move(path.predicate);
  verb.span = path.span;
  reading.triples.verb(std::move(verb));
}

void no_reifier(Reading& reading) { reading.reifier.reset(); }

void take_reifier(Reading& reading) { reading.reifier = reading.pop_node(); }

void reify_triple(Reading& reading) {
  const Span span = reading.reifier ? reading.reifier->span : reading.token();
  reading.triples.reifier(std::exchange(reading.reifier, std::nullopt), span);
}

void make_triple_term(Reading& reading) {
  Node term;
  term.kind = Node::Kind::TripleTerm;
  term.span = end(reading);
  term.components.resize(3);
  for (std::size_t i = 3; i-- > 0;) term.components[i] = reading.pop_node();
  reading.nodes.push_back(std::move(term));
}

/// The subject of a triple is no triple term; a literal only in SPARQL-RL, with its symmetric
/// triples.
void make_expression_triple_term(Reading& reading) {
  make_triple_term(reading);
  const Node& subject = reading.nodes.back().components[0];
  const bool literal = subject.kind == Node::Kind::Term && subject.term.is_literal();
  if (subject.kind != Node::Kind::TripleTerm && !(literal && reading.language == Language::Query)) {
    return;
  }
  reading.error("triple-term-subject", subject.span,
                fmt::format("the subject of a triple term in an expression cannot be a {}",
                            literal ? "literal" : "triple term"));
}

void make_reified(Reading& reading) {
  Node object = reading.pop_node();
  Node predicate = reading.pop_node();
  Node subject = reading.pop_node();
  const Span span = end(reading);
  reading.nodes.push_back(
      reading.triples.reified(std::move(subject), std::move(predicate), std::move(object),
                              std::exchange(reading.reifier, std::nullopt), span));
}

void place_reified(Reading& reading) {
  place_last(reading);
  reading.composite = true;
}

bool property_list(const char*& first, const char* last, Reading& reading);
bool graph_node(const char*& first, const char* last, Reading& reading);

/// Behind its `<<(`.
bool triple_term(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto node = (kOpenTriple > Part(triple_term)) | kComponent;
  static const auto grammar =
      act(begin) > bracketed[
           called("a subject")[node]
         > kVerb
         > called("an object")[node]]
      > kCloseTriple > act(make_triple_term);
  // clang-format on
  return run(grammar, first, last, reading);
}

const auto kReifier = kTilde > act(no_reifier) > -(kReifierId > act(take_reifier));

/// Behind its `<<`.
bool reified_triple(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto node =
        (kOpenTriple > Part(triple_term))
      | (kOpenReified > Part(reified_triple))
      | kComponent;
  static const auto grammar =
      act(begin) > bracketed[
           called("a subject")[node]
         > kVerb
         > called("an object")[node]]
      > act(no_reifier) > -kReifier
      > kCloseReified > act(make_reified);
  // clang-format on
  return run(grammar, first, last, reading);
}

/// What may be a subject or an object.
bool graph_node(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto in_bracket =
        (kCloseBracket >> act(place_anonymous))
      | (act([](Reading& r) { r.triples.open_blank(end(r)); })
         > Part(property_list) > kCloseBracket > act(close));
  static const auto in_list =
        (kCloseParen >> act(place_nil))
      | (act([](Reading& r) { r.triples.open_list(end(r)); })
         > +called("an item of the list")[Part(graph_node)] > kCloseParen > act(close));
  static const auto grammar =
        (kSimpleNode >> act(place_last))
      | (kOpenBracket > act(begin) > bracketed[in_bracket])
      | (kOpenParen > act(begin) > bracketed[in_list])
      | (kOpenTriple > Part(triple_term) > act(place_last))
      | (kOpenReified > Part(reified_triple) > act(place_reified));
  // clang-format on
  return run(grammar, first, last, reading);
}

bool annotations(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto block =
        kOpenAnnotation
      > act([](Reading& r) { r.triples.open_annotation(r.token()); })
      > bracketed[Part(property_list)]
      > kCloseAnnotation
      > act(close);
  static const auto grammar = *((kReifier > act(reify_triple)) | block);
  // clang-format on
  return run(grammar, first, last, reading);
}

bool property_list(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto verb =
      called("a predicate")[((kVariableVerb | kPlainVerb) >> act(set_verb))
                            | (Part(path) >> act(set_path))];
  static const auto object = called("an object")[Part(graph_node)] > Part(annotations);
  static const auto said = verb > object > *(kComma > object);
  static const auto grammar = said > *(kSemicolon > -said);
  // clang-format on
  return run(grammar, first, last, reading);
}

bool same_subject(const char*& first, const char* last, Reading& reading) {
  static const auto subject = called("a triple")[Part(graph_node)];
  static const auto required = x3::eps > Part(property_list);
  static const auto optional = -Part(property_list);
  reading.triples.begin_subject();
  const bool here = run(subject, first, last, reading);
  if (here && reading.composite) {
    run(optional, first, last, reading);
  } else if (here) {
    run(required, first, last, reading);
  }
  reading.triples.end_subject();
  return here;
}

}  // namespace

bool triples_block(const char*& first, const char* last, Reading& reading) {
  static const auto grammar = Part(same_subject) >> *(kDot >> Part(same_subject)) >> -kDot;
  return run(grammar, first, last, reading);
}

bool expression_triple_term(const char*& first, const char* last, Reading& reading) {
  static constexpr Token kConstantOrVariable{read_constant_or_variable, {"a term"}};
  // clang-format off
  static const auto object =
      called("an object")[Part(expression_triple_term) | kConstantOrVariable];
  static const auto subject =
      called("a subject")[Part(expression_triple_term) | kConstantOrVariable];
  static const auto grammar =
      kOpenTriple > act(begin)
      > bracketed[subject > kVerb > object]
      > kCloseTriple > act(make_expression_triple_term);
  // clang-format on
  return run(grammar, first, last, reading);
}

}  // namespace parser::sparql
