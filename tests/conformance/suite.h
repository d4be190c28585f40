#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "tests/conformance/manifest.h"

namespace conformance {

/// What came of a test.
struct Verdict {
  enum class Kind : std::uint8_t { Passed, Failed, NotSupported };
  Kind kind = Kind::Passed;
  std::string reason;

  static Verdict passed() { return {}; }
  static Verdict failed(std::string reason) { return {Kind::Failed, std::move(reason)}; }
  static Verdict not_supported(std::string reason) {
    return {Kind::NotSupported, std::move(reason)};
  }
  /// Failed, unless nothing is wrong.
  static Verdict of(std::string problem) {
    return problem.empty() ? passed() : failed(std::move(problem));
  }
};

/// Runs the tests of a manifest (a path below the folder of the W3C suites) and prints a line for
/// the suite. Fails the running test case for each that fails, and where the numbers differ from
/// those that docs/conformance.md gives for the suite of that name. The verdicts become part of
/// the EARL report. Where the W3C suites are missing it says so and does nothing.
void run_suite(const std::string& name, const std::string& manifest,
               const std::function<Verdict(const TestCase&)>& judge);

}  // namespace conformance
