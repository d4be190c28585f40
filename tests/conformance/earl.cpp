// Makes Catch declare its listeners.
#define CATCH_CONFIG_EXTERNAL_INTERFACES

#include "tests/conformance/earl.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "kg/rdf/term.h"
#include "tests/checkout.h"

namespace conformance {
namespace {

constexpr std::string_view kSubject = "https://warrant.example/";

/// Where the W3C publishes what lies beside the checkout.
std::string published(const std::string& iri) {
  const std::string suites = "file://" + checkout::shared().string() + "/w3c/";
  if (!iri.starts_with(suites)) return iri;
  const std::string rest = iri.substr(suites.size());
  return rest.starts_with("sparql-rl/")
             ? "https://w3c.github.io/data-shapes/shacl12-test-suite/tests/" + rest
             : "https://w3c.github.io/" + rest;
}

std::string_view outcome(Verdict::Kind kind) {
  switch (kind) {
    case Verdict::Kind::Passed:
      return "passed";
    case Verdict::Kind::Failed:
      return "failed";
    case Verdict::Kind::NotSupported:
      return "untested";
  }
  return {};
}

std::string today() { return fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::time(nullptr))); }

/// Writes the report at the end of a run of everything: a run of a few tests leaves it alone.
struct Writer : Catch::TestEventListenerBase {
  using TestEventListenerBase::TestEventListenerBase;

  void testRunEnded(const Catch::TestRunStats&) override {
    if (m_config->hasTestFilters() || earl_report().empty()) return;
    const std::filesystem::path program = std::filesystem::canonical("/proc/self/exe");
    const std::filesystem::path path = program.parent_path() / "earl.ttl";
    std::ofstream file(path, std::ios::binary);
    file << earl_report().turtle(today());
    if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
    fmt::print("wrote {}\n", path.lexically_proximate(checkout::top()).string());
  }
};
CATCH_REGISTER_LISTENER(Writer)

}  // namespace

void EarlReport::add(const TestCase& test, const Verdict& verdict) {
  assertions_.push_back({published(test.iri), verdict});
}

std::string EarlReport::turtle(const std::string& date) const {
  std::string text = fmt::format(
      "PREFIX dct: <http://purl.org/dc/terms/>\n"
      "PREFIX doap: <http://usefulinc.com/ns/doap#>\n"
      "PREFIX earl: <http://www.w3.org/ns/earl#>\n"
      "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
      "\n"
      "<{0}> a doap:Project , earl:Software , earl:TestSubject ;\n"
      "    doap:name \"Warrant\" ;\n"
      "    doap:programming-language \"C++\" ;\n"
      "    doap:release [ doap:revision \"{1}\" ] .\n",
      kSubject, WARRANT_VERSION);
  for (const Assertion& assertion : assertions_) {
    text += fmt::format(
        "\n"
        "[] a earl:Assertion ;\n"
        "    earl:assertedBy <{0}> ;\n"
        "    earl:mode earl:automatic ;\n"
        "    earl:subject <{0}> ;\n"
        "    earl:test {1} ;\n"
        "    earl:result [\n"
        "        a earl:TestResult ;\n"
        "        earl:outcome earl:{2} ;\n"
        "        dct:date \"{3}\"^^xsd:date",
        kSubject, rdf::to_ntriples(rdf::Term::iri(assertion.test)), outcome(assertion.verdict.kind),
        date);
    if (!assertion.verdict.reason.empty()) {
      text +=
          " ;\n        earl:info " + rdf::to_ntriples(rdf::Term::string(assertion.verdict.reason));
    }
    text += "\n    ] .\n";
  }
  return text;
}

EarlReport& earl_report() {
  static EarlReport report;
  return report;
}

}  // namespace conformance
