#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "parser/parse.h"
#include "rules/verify/proof.h"

namespace verify {

namespace {

using nlohmann::json;

/// Deeper than this no proof nests; JSON that does is refused before anything recurses on it.
constexpr int kDeepestNesting = 64;

/// A member that is not as documented; ends the reading.
struct Malformed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

[[noreturn]] void expected(const std::string& path, std::string_view what) {
  throw Malformed(fmt::format("{}: expected {}", path, what));
}

const json& member(const json& object, const char* name, const std::string& path) {
  if (!object.is_object()) expected(path, "an object");
  const auto found = object.find(name);
  if (found == object.end()) expected(path, fmt::format("a member \"{}\"", name));
  return *found;
}

const json& list(const json& object, const char* name, const std::string& path) {
  const json& value = member(object, name, path);
  if (!value.is_array()) expected(path + '.' + name, "a list");
  return value;
}

std::string text(const json& object, const char* name, const std::string& path) {
  const json& value = member(object, name, path);
  if (!value.is_string()) expected(path + '.' + name, "a string");
  return value.get<std::string>();
}

/// A string, or nothing for null.
std::optional<std::string> text_or_null(const json& object, const char* name,
                                        const std::string& path) {
  if (member(object, name, path).is_null()) return std::nullopt;
  return text(object, name, path);
}

template <typename Number>
Number number(const json& value, const std::string& path) {
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > 0xFFFFFFFFU) {
    expected(path, "a number from 0 on");
  }
  return value.get<Number>();
}

/// Labels of blank nodes that the program made up begin with a blank, which N-Triples cannot write:
/// `rdf::to_ntriples` writes `genid-` in its place. No file states such a label: a source's labels
/// are its own.
void restore_labels(rdf::Term& term) {
  static constexpr std::string_view kWritten = "genid-";
  if (term.is_blank_node() && term.lexical.starts_with(kWritten)) {
    term.lexical.replace(0, kWritten.size(), " ");
  }
  for (rdf::Term& component : term.components) restore_labels(component);
}

rdf::Term term(const std::string& ntriples, const std::string& path) {
  parser::Diagnostics mistakes;
  auto read = parser::parse_term({path, ntriples}, {}, mistakes);
  if (!read || mistakes.has_errors()) {
    expected(path, fmt::format("a term in N-Triples, found '{}'", ntriples));
  }
  restore_labels(*read);
  return std::move(*read);
}

rdf::Term term_member(const json& object, const char* name, const std::string& path) {
  return term(text(object, name, path), path + '.' + name);
}

Triple triple(const json& object, const char* name, const std::string& path) {
  const json& value = member(object, name, path);
  const std::string below = path + '.' + name;
  return {term_member(value, "subject", below), term_member(value, "predicate", below),
          term_member(value, "object", below)};
}

std::vector<std::pair<std::string, rdf::Term>> values(const json& object, const char* name,
                                                      const std::string& path) {
  const json& value = member(object, name, path);
  if (!value.is_object()) expected(path + '.' + name, "an object");
  std::vector<std::pair<std::string, rdf::Term>> result;
  for (const auto& [variable, bound] : value.items()) {
    result.emplace_back(variable, term_member(bound, "term", path + '.' + name + '.' + variable));
  }
  return result;
}

StepKind kind(const json& node, const std::string& path) {
  const std::string name = text(node, "kind", path);
  if (name == "fact") return StepKind::Fact;
  if (name == "derived") return StepKind::Derived;
  if (name == "absent") return StepKind::Absent;
  if (name == "condition") return StepKind::Condition;
  if (name == "value") return StepKind::Value;
  if (name == "given") return StepKind::Given;
  if (name == "aggregate") return StepKind::Aggregate;
  expected(path + ".kind", fmt::format("a kind of step, found '{}'", name));
}

void read_fact(const json& node, const std::string& path, Step& step) {
  step.triple = triple(node, "triple", path);
  for (const json& place : list(node, "stated", path)) {
    const std::string below = path + ".stated";
    step.stated.push_back({text(place, "source", below),
                           number<std::uint32_t>(member(place, "line", below), below + ".line")});
  }
  for (const json& cited : list(node, "citations", path)) {
    const std::string below = path + ".citations";
    Citation citation;
    if (const auto source = text_or_null(cited, "source", below)) {
      citation.source = term(*source, below + ".source");
    }
    citation.locator = text(cited, "locator", below);
    step.citations.push_back(std::move(citation));
  }
}

void read_premises(const json& node, const std::string& path, Step& step) {
  for (const json& premise : list(node, "premises", path)) {
    step.premises.push_back(number<std::size_t>(premise, path + ".premises"));
  }
}

void read_derived(const json& node, const std::string& path, Step& step) {
  step.triple = triple(node, "triple", path);
  const json& rule = member(node, "rule", path);
  if (!rule.is_null()) {
    const std::string below = path + ".rule";
    step.rule = {text_or_null(rule, "name", below).value_or(""), text(rule, "source", below),
                 number<std::uint32_t>(member(rule, "line", below), below + ".line")};
  }
  step.bindings = values(node, "bindings", path);
  read_premises(node, path, step);
}

Step read_step(const json& node, std::size_t index, const std::string& path) {
  Step step;
  step.kind = kind(node, path);
  if (number<std::size_t>(member(node, "id", path), path + ".id") != index) {
    expected(path + ".id", "the place in the list");
  }
  step.number = text_or_null(node, "number", path).value_or("");
  switch (step.kind) {
    case StepKind::Fact:
    case StepKind::Given:
      read_fact(node, path, step);
      break;
    case StepKind::Derived:
      read_derived(node, path, step);
      break;
    case StepKind::Absent:
      break;  // what it looked for follows from the rule and its bindings
    case StepKind::Aggregate:
      step.variable = text(node, "variable", path);
      step.result = term_member(member(node, "result", path), "term", path + ".result");
      read_premises(node, path, step);
      break;
    case StepKind::Value:
      step.variable = text(node, "variable", path);
      step.result = term_member(member(node, "result", path), "term", path + ".result");
      [[fallthrough]];
    case StepKind::Condition:
      step.inputs = values(node, "inputs", path);
      break;
  }
  return step;
}

Proof read_proof(const json& derivation, const std::string& path) {
  if (text(derivation, "format", path) != "warrant-derivation") {
    expected(path + ".format", "\"warrant-derivation\"");
  }
  const auto version = number<unsigned>(member(derivation, "version", path), path + ".version");
  if (version != 1) expected(path + ".version", fmt::format("1, found {}", version));
  Proof proof;
  proof.conclusion = triple(derivation, "conclusion", path);
  const json& nodes = list(derivation, "nodes", path);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    proof.steps.push_back(read_step(nodes[i], i, fmt::format("{}.nodes[{}]", path, i)));
  }
  if (proof.steps.empty()) expected(path + ".nodes", "at least one step");
  for (std::size_t i = 0; i < proof.steps.size(); ++i) {
    for (const std::size_t premise : proof.steps[i].premises) {
      if (premise < proof.steps.size()) continue;
      expected(fmt::format("{}.nodes[{}].premises", path, i),
               fmt::format("ids of nodes, found {}", premise));
    }
  }
  return proof;
}

json parsed(const std::string& text) {
  const auto shallow = [](int depth, json::parse_event_t, json&) {
    if (depth > kDeepestNesting) throw Malformed("it is nested deeper than any proof");
    return true;
  };
  return json::parse(text, shallow);
}

}  // namespace

std::optional<std::vector<Proof>> read_proofs(const parser::Source& source,
                                              parser::Diagnostics& diagnostics) {
  try {
    const json document = parsed(source.text);
    std::vector<Proof> proofs;
    if (!document.is_object()) throw Malformed("it is no object");
    if (document.contains("nodes")) {
      proofs.push_back(read_proof(document, "$"));
      return proofs;
    }
    for (const char* name : {"conclusions", "proofs"}) {
      if (!document.contains(name)) continue;
      const json& all = list(document, name, "$");
      for (std::size_t i = 0; i < all.size(); ++i) {
        proofs.push_back(read_proof(all[i], fmt::format("$.{}[{}]", name, i)));
      }
    }
    if (proofs.empty()) throw Malformed("$: expected a member \"nodes\"");
    return proofs;
  } catch (const json::exception& error) {
    diagnostics.error("not-a-proof", source.name + " is not JSON: " + error.what(),
                      "`warrant why --format json` writes a proof");
  } catch (const Malformed& error) {
    diagnostics.error("not-a-proof", source.name + " is not a proof: " + error.what(),
                      "docs/explanation.md says what a proof in JSON looks like");
  }
  return std::nullopt;
}

}  // namespace verify
