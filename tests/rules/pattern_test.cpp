#include "rules/match/pattern.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "kg/dictionary.h"

using match::Bindings;
using match::Slot;

namespace {

rdf::Term iri(const std::string& name) { return rdf::Term::iri("http://e/" + name); }

/// A node written as `?x`, `_:b`, `"text"`, or the local name of an IRI.
struct Node : parser::Node {
  Node(const char* text) {
    const std::string rest = text;
    if (rest.starts_with('?')) {
      kind = Kind::Variable;
      variable = rest.substr(1);
    } else if (rest.starts_with("_:")) {
      term = rdf::Term::blank_node(rest.substr(2));
    } else if (rest.starts_with('"')) {
      term = rdf::Term::string(rest.substr(1, rest.size() - 2));
    } else {
      term = iri(rest);
    }
  }
  Node(const Node& s, const Node& p, const Node& o) {
    kind = Kind::TripleTerm;
    components = {s, p, o};
  }
};

Node quoted(const Node& s, const Node& p, const Node& o) { return {s, p, o}; }

struct Triple3 {
  Node subject;
  Node predicate;
  Node object;
};

struct Fixture {
  kg::MemoryDictionary dictionary;

  match::TriplePattern pattern(const Triple3& triple, match::Variables& variables,
                               match::BlankNodes blank = match::BlankNodes::OfBody) {
    parser::TriplePattern syntax;
    syntax.subject = triple.subject;
    syntax.predicate = triple.predicate;
    syntax.object = triple.object;
    return match::compile(syntax, variables, dictionary, blank).front();
  }

  bool may_match(const Triple3& body, const Triple3& head) {
    match::Variables of_body;
    match::Variables of_head;
    const auto wanted = pattern(body, of_body);
    const auto made = pattern(head, of_head, match::BlankNodes::OfHead);
    std::vector<bool> blank;
    for (std::size_t i = 0; i < of_head.size(); ++i) {
      blank.push_back(!of_head.named(static_cast<match::VariableIndex>(i)));
    }
    return match::may_match(wanted, made, blank, dictionary);
  }
};

parser::Path step(const std::string& name) {
  parser::Path path;
  path.predicate = iri(name);
  return path;
}
parser::Path path(parser::Path::Kind kind, std::vector<parser::Path> parts) {
  parser::Path result;
  result.kind = kind;
  result.parts = std::move(parts);
  return result;
}

}  // namespace

TEST_CASE("a variable has one number and a blank node is a variable no user can write",
          "[pattern]") {
  Fixture f;
  match::Variables variables;
  const auto pattern = f.pattern({"?x", "?y", "?x"}, variables);
  CHECK(pattern.subject.variable == pattern.object.variable);
  CHECK(pattern.subject.variable != pattern.predicate.variable);
  const auto blank = f.pattern({"_:x", "p", "_:y"}, variables);
  CHECK(blank.subject.kind == Slot::Kind::Variable);
  CHECK(blank.subject.variable != pattern.subject.variable);
  CHECK(blank.subject.variable != blank.object.variable);
  CHECK_FALSE(variables.named(blank.subject.variable));
  CHECK(variables.named(pattern.subject.variable));
  CHECK(f.pattern({"_:x", "p", "_:z"}, variables).subject.variable == blank.subject.variable);
}

TEST_CASE("a blank node of the head is not the one of the same label in the body", "[pattern]") {
  Fixture f;
  match::Variables variables;
  const auto body = f.pattern({"_:x", "p", "?y"}, variables);
  const auto head = f.pattern({"_:x", "p", "?y"}, variables, match::BlankNodes::OfHead);
  CHECK(body.subject.variable != head.subject.variable);
  CHECK(body.object.variable == head.object.variable);
}

TEST_CASE("a path is written out with a new variable at each joint", "[pattern]") {
  Fixture f;
  match::Variables variables;
  parser::TriplePattern syntax;
  syntax.subject = Node("?x");
  syntax.object = Node("?z");
  using Kind = parser::Path::Kind;
  // ?x p/^(q/r)/s ?z
  syntax.path = path(
      Kind::Sequence,
      {step("p"), path(Kind::Inverse, {path(Kind::Sequence, {step("q"), step("r")})}), step("s")});
  const auto patterns = match::compile(syntax, variables, f.dictionary);
  REQUIRE(patterns.size() == 4);
  const auto predicate = [&](std::size_t i) {
    return f.dictionary.term(patterns[i].predicate.constant).lexical.substr(9);
  };
  CHECK(predicate(0) == "p");
  CHECK(predicate(1) == "q");
  CHECK(predicate(2) == "r");
  CHECK(predicate(3) == "s");
  CHECK(patterns[0].subject.variable == variables.find("x"));
  CHECK(patterns[3].object.variable == variables.find("z"));
  // The second step runs from its end to the end of the first.
  CHECK(patterns[2].object.variable == patterns[0].object.variable);
  CHECK(patterns[1].object.variable == patterns[2].subject.variable);
  CHECK(patterns[1].subject.variable == patterns[3].subject.variable);
  CHECK(variables.size() == 5);
}

TEST_CASE("a triple term without variables is a constant, one with a variable is matched apart",
          "[pattern]") {
  Fixture f;
  match::Variables variables;
  const auto constant = match::compile(quoted("a", "p", "b"), variables, f.dictionary);
  CHECK(constant.kind == Slot::Kind::Constant);
  const auto open =
      match::compile(quoted("?x", "p", quoted("?x", "q", "?y")), variables, f.dictionary);
  REQUIRE(open.kind == Slot::Kind::TripleTerm);

  const auto term = [&](const char* x, const char* inner) {
    return f.dictionary.intern(rdf::Term::triple_term(
        iri(x), iri("p"), rdf::Term::triple_term(iri(inner), iri("q"), rdf::Term::integer(7))));
  };
  Bindings bindings(variables.size());
  REQUIRE(match::unify(open, term("a", "a"), f.dictionary, bindings));
  CHECK(f.dictionary.term(bindings[*variables.find("x")]) == iri("a"));
  CHECK(f.dictionary.term(bindings[*variables.find("y")]) == rdf::Term::integer(7));
  CHECK(match::substitute(open, bindings, f.dictionary) == term("a", "a"));
  CHECK(match::lookup(open, bindings, f.dictionary) == term("a", "a"));

  Bindings other(variables.size());
  CHECK_FALSE(match::unify(open, term("a", "b"), f.dictionary, other));
  Bindings third(variables.size());
  CHECK_FALSE(match::unify(open, f.dictionary.intern(iri("a")), f.dictionary, third));
}

TEST_CASE("looking a triple term up adds nothing to the dictionary", "[pattern]") {
  Fixture f;
  match::Variables variables;
  const auto slot = match::compile(quoted("?x", "p", "o"), variables, f.dictionary);
  const Bindings bindings = {f.dictionary.intern(iri("new"))};
  const auto before = f.dictionary.size();
  CHECK(match::lookup(slot, bindings, f.dictionary) == kg::TermId::None);
  CHECK(f.dictionary.size() == before);
}

TEST_CASE("an illegal triple or triple term is not made", "[pattern]") {
  Fixture f;
  match::Variables variables;
  const auto slot = match::compile(quoted("?x", "?p", "o"), variables, f.dictionary);
  const auto a = f.dictionary.intern(iri("a"));
  const auto literal = f.dictionary.intern(rdf::Term::integer(1));
  const auto blank = f.dictionary.intern(rdf::Term::blank_node("b"));
  CHECK(match::substitute(slot, {a, a}, f.dictionary) != kg::TermId::None);
  CHECK(match::substitute(slot, {blank, a}, f.dictionary) != kg::TermId::None);
  CHECK(match::substitute(slot, {literal, a}, f.dictionary) == kg::TermId::None);
  CHECK(match::substitute(slot, {a, blank}, f.dictionary) == kg::TermId::None);
  CHECK(match::substitute(slot, {a, kg::TermId::None}, f.dictionary) == kg::TermId::None);

  const auto pattern = f.pattern({"?x", "?p", "o"}, variables);
  CHECK(match::substitute(pattern, {a, a}, f.dictionary));
  CHECK_FALSE(match::substitute(pattern, {literal, a}, f.dictionary));
  CHECK_FALSE(match::substitute(pattern, {a, literal}, f.dictionary));
}

TEST_CASE("a pattern depends on a template that agrees in its constants", "[may_match]") {
  Fixture f;
  CHECK(f.may_match({"?x", "p", "?y"}, {"?a", "p", "?b"}));
  CHECK(f.may_match({"?x", "?p", "?y"}, {"?a", "p", "?b"}));
  CHECK(f.may_match({"?x", "p", "o"}, {"s", "?p", "?b"}));
  CHECK_FALSE(f.may_match({"?x", "p", "?y"}, {"?a", "q", "?b"}));
  CHECK_FALSE(f.may_match({"s", "p", "?y"}, {"t", "p", "?b"}));
  CHECK_FALSE(f.may_match({"?x", "p", "\"1\""}, {"?a", "p", "\"2\""}));
}

TEST_CASE("a variable used twice stands for one term on both sides", "[may_match]") {
  Fixture f;
  CHECK(f.may_match({"?x", "p", "?x"}, {"?a", "p", "?b"}));
  CHECK(f.may_match({"?x", "p", "?x"}, {"a", "p", "a"}));
  CHECK_FALSE(f.may_match({"?x", "p", "?x"}, {"a", "p", "b"}));
  CHECK_FALSE(f.may_match({"a", "p", "b"}, {"?a", "p", "?a"}));
  // Through both: x = a = o = b.
  CHECK_FALSE(f.may_match({"?x", "?x", "b"}, {"a", "?o", "?o"}));
  CHECK(f.may_match({"?x", "?x", "a"}, {"a", "?o", "?o"}));
}

TEST_CASE("the variables of pattern and template are different though they share a name",
          "[may_match]") {
  Fixture f;
  CHECK(f.may_match({"?x", "p", "b"}, {"a", "p", "?x"}));
}

TEST_CASE("a blank node of a head is no constant and no other blank node", "[may_match]") {
  Fixture f;
  CHECK(f.may_match({"?x", "p", "?y"}, {"_:b", "p", "_:c"}));
  CHECK(f.may_match({"_:x", "p", "?y"}, {"_:b", "p", "o"}));
  CHECK_FALSE(f.may_match({"s", "p", "?y"}, {"_:b", "p", "?o"}));
  CHECK_FALSE(f.may_match({"?x", "p", "\"text\""}, {"?s", "p", "_:b"}));
  CHECK(f.may_match({"?x", "p", "?x"}, {"_:b", "p", "_:b"}));
  CHECK_FALSE(f.may_match({"?x", "p", "?x"}, {"_:b", "p", "_:c"}));
  CHECK_FALSE(f.may_match({"?x", "p", "?y"}, {"?s", "_:b", "?o"}));
}

TEST_CASE("a template that makes no legal triple matches nothing", "[may_match]") {
  Fixture f;
  CHECK_FALSE(f.may_match({"?x", "?p", "?y"}, {"\"text\"", "p", "?o"}));
  CHECK_FALSE(f.may_match({"\"text\"", "p", "?y"}, {"?s", "p", "?o"}));
  // The subject is not a literal, so that the same term as object is none.
  CHECK_FALSE(f.may_match({"?x", "p", "\"text\""}, {"?s", "p", "?s"}));
  CHECK_FALSE(f.may_match({"?x", "p", "\"text\""}, {"?s", "?o", "?o"}));
  CHECK_FALSE(f.may_match({"?x", "?p", "?y"}, {quoted("?a", "p", "?b"), "p", "?o"}));
}

TEST_CASE("triple terms match part by part, however deep", "[may_match]") {
  Fixture f;
  CHECK(f.may_match({"?x", "p", quoted("?s", "q", "?o")}, {"?r", "p", quoted("a", "q", "?b")}));
  CHECK(f.may_match({"?x", "p", quoted("a", "q", "b")}, {"?r", "p", quoted("?s", "?p", "b")}));
  CHECK(f.may_match({"?x", "p", quoted("?s", "q", "b")}, {"?r", "p", quoted("a", "q", "b")}));
  CHECK(f.may_match({"?x", "p", quoted("?s", "q", "?o")}, {"?r", "p", "?t"}));
  CHECK(f.may_match({"?x", "p", "?t"}, {"?r", "p", quoted("_:b", "q", "?o")}));
  CHECK_FALSE(
      f.may_match({"?x", "p", quoted("?s", "q", "?o")}, {"?r", "p", quoted("a", "r", "?b")}));
  CHECK_FALSE(
      f.may_match({"?x", "p", quoted("a", "q", "b")}, {"?r", "p", quoted("?s", "q", "?s")}));
  CHECK_FALSE(
      f.may_match({"?x", "p", quoted("a", "q", "?o")}, {"?r", "p", quoted("_:b", "q", "?o")}));
  CHECK_FALSE(f.may_match({"?x", "p", quoted("?s", "q", "?o")}, {"?r", "p", "a"}));
  // x = s across the levels.
  CHECK(f.may_match({"?x", "p", quoted("?x", "q", "?o")}, {"a", "p", quoted("?s", "q", "b")}));
  CHECK_FALSE(f.may_match({"?x", "p", quoted("?x", "q", "?o")}, {"a", "p", quoted("b", "q", "b")}));
}

TEST_CASE("a term does not hold itself", "[may_match]") {
  Fixture f;
  CHECK_FALSE(f.may_match({"?x", "?t", quoted("?x", "q", "?y")}, {"?a", "p", "?a"}));
  CHECK_FALSE(f.may_match({"?x", "?t", quoted("?y", "q", "?x")}, {"?a", "p", "?a"}));
}
