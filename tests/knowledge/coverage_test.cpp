#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <variant>

#include "tests/checkout.h"
#include "tests/knowledge/conclusions.h"

using knowledge::all;
using knowledge::words;

namespace {

/// Kinds of rows in the report's list that have to follow by rules.
const std::set<std::string> kDerived = {"headline",        "sub",     "principle",
                                        "rejected-option", "framing", "inherited"};

std::set<std::string> all_expected() {
  std::set<std::string> expected;
  for (const auto& [folder, identifiers] : knowledge::expected_identifiers())
    expected.insert(identifiers.begin(), identifiers.end());
  return expected;
}

/// The asserted objects of a subject and predicate.
std::set<kg::TermId> stated(kg::TermId subject, std::string_view predicate) {
  std::set<kg::TermId> found;
  const kg::TermId property = all().term(predicate);
  for (auto fact = all().facts().lower_bound({subject, property, kg::TermId::None});
       fact != all().facts().end() && fact->subject == subject && fact->predicate == property;
       ++fact)
    found.insert(fact->object);
  return found;
}

/// Whether a class is one of `roots` or a subclass of one.
bool is_kind_of(kg::TermId type, const std::set<kg::TermId>& roots) {
  if (roots.contains(type)) return true;
  for (const kg::TermId above : stated(type, "rdfs:subClassOf"))
    if (above != type && is_kind_of(above, roots)) return true;
  return false;
}

void collect(const match::Slot& slot, std::set<kg::TermId>& into) {
  if (slot.kind == match::Slot::Kind::Constant) into.insert(slot.constant);
  for (const match::Slot& component : slot.components) collect(component, into);
}

void collect(const match::TriplePattern& pattern, std::set<kg::TermId>& into) {
  collect(pattern.subject, into);
  collect(pattern.object, into);
}

/// The constants in subject and object position of a rule's head, body and NOTs.
std::set<kg::TermId> named_by(const rules::Rule& rule) {
  std::set<kg::TermId> found;
  for (const match::TriplePattern& pattern : rule.head) collect(pattern, found);
  for (const match::Element& element : rule.body) {
    if (const auto* pattern = std::get_if<match::TriplePattern>(&element)) collect(*pattern, found);
    if (const auto* negation = std::get_if<match::Negation>(&element))
      for (const auto& part : negation->body)
        if (const auto* pattern = std::get_if<match::TriplePattern>(&part))
          collect(*pattern, found);
  }
  return found;
}

}  // namespace

TEST_CASE(
    "every headline, sub-recommendation, principle and rejected option of the report is derived") {
  const std::set<std::string> expected = all_expected();
  std::set<std::string> listed;
  std::set<std::string> missing;
  for (auto& row : knowledge::table("report_recommendations.tsv")) {
    listed.insert(row["identifier"]);
    if (kDerived.contains(row["kind"]) && !expected.contains(row["identifier"]))
      missing.insert(row["identifier"]);
  }
  CHECK(missing == std::set<std::string>{});
  for (const std::string& identifier : expected) {
    CAPTURE(identifier);
    CHECK(listed.contains(identifier));
  }
}

TEST_CASE("the list of the report's recommendations agrees with the one beside the checkout") {
  std::ifstream in(checkout::shared() / "report/recommendations.tsv");
  if (!in) return;  // not everyone has it
  std::map<std::string, std::string> kinds;
  for (auto& row : knowledge::table("report_recommendations.tsv"))
    kinds[row["identifier"]] = row["kind"];
  std::string line;
  std::getline(in, line);
  std::size_t rows = 0;
  while (std::getline(in, line)) {
    std::vector<std::string> cells;
    std::istringstream text(line);
    for (std::string cell; std::getline(text, cell, '\t');) cells.push_back(cell);
    REQUIRE(cells.size() >= 10);
    ++rows;
    CAPTURE(cells[0]);
    REQUIRE(kinds.contains(cells[0]));
    CHECK(kinds.at(cells[0]) == cells[9]);
  }
  CHECK(rows == kinds.size());
}

TEST_CASE("every recommendation has a ground whose change withdraws or weakens it") {
  std::map<kg::TermId, std::string> by_term;
  for (const auto& [identifier, term] : knowledge::identified(all().conclude(all().facts())))
    by_term[term] = identifier;
  std::set<std::string> touched;
  for (auto& row : knowledge::table("changes.tsv")) {
    for (const std::string& identifier : words(row["withdrawn"])) touched.insert(identifier);
    for (const kg::Triple& gone : all().triples(row["gone"]))
      if (by_term.contains(gone.subject)) touched.insert(by_term.at(gone.subject));
  }
  std::set<std::string> missing;
  for (const std::string& identifier : all_expected())
    if (!touched.contains(identifier)) missing.insert(identifier);
  CHECK(missing == std::set<std::string>{});
}

TEST_CASE("every recommendation follows without our own inferences too") {
  const std::set<std::string> left =
      knowledge::identifiers(all().conclude(all().facts_without_assumptions()));
  std::set<std::string> fallen;
  for (const std::string& identifier : all_expected())
    if (!left.contains(identifier)) fallen.insert(identifier);
  CHECK(fallen == std::set<std::string>{});
}

TEST_CASE(
    "no rule names a state, threat, programme or other thing that its model is general about") {
  std::set<kg::TermId> general;
  for (const char* name :
       {"sm:Actor", "sm:Region", "sm:Agreement", "sm:Programme", "sm:Equipment", "sm:Threat",
        "sm:Topic", "sm:Option", "sm:Policy", "sm:Principle", "sm:Asset", "sm:Hurdle",
        "sm:SensitiveTechnology", "sm:WarningSystem", "sm:Element", "sm:TechnoNationalistStrategy",
        "sm:Technology", "sm:Report"})
    general.insert(all().term(name));
  for (const rules::Rule& rule : all().program().rules.rules) {
    for (const kg::TermId constant : named_by(rule)) {
      for (const kg::TermId type : stated(constant, "rdf:type")) {
        CAPTURE(rule.name->lexical, all().terms().term(constant).lexical);
        CHECK_FALSE(is_kind_of(type, general));
      }
    }
  }
}

TEST_CASE("every term has one label in English and one in Dutch") {
  const std::string ours = all().terms().term(all().term("sm:Matter")).lexical;
  const std::string prefix = ours.substr(0, ours.find('#') + 1);
  std::set<kg::TermId> seen;
  for (const kg::Triple& fact : all().facts()) {
    if (fact.predicate != all().term("rdf:type") || !seen.insert(fact.subject).second) continue;
    const rdf::Term term = all().terms().term(fact.subject);
    if (!term.lexical.starts_with(prefix)) continue;
    CAPTURE(term.lexical);
    std::multiset<std::string> languages;
    for (const kg::TermId label : stated(fact.subject, "rdfs:label"))
      languages.insert(all().terms().term(label).language);
    CHECK(languages == std::multiset<std::string>{"en", "nl"});
  }
  CHECK(seen.size() > 300);
}

TEST_CASE("every property that facts use is a term of the vocabulary") {
  const std::string ours = all().terms().term(all().term("sm:Matter")).lexical;
  const std::string prefix = ours.substr(0, ours.find('#') + 1);
  std::set<kg::TermId> seen;
  for (const kg::Triple& fact : all().facts()) {
    if (!seen.insert(fact.predicate).second) continue;
    const rdf::Term term = all().terms().term(fact.predicate);
    if (!term.lexical.starts_with(prefix)) continue;
    CAPTURE(term.lexical);
    CHECK(stated(fact.predicate, "rdf:type").contains(all().term("rdf:Property")));
  }
}
