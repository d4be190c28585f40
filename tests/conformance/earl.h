#pragma once

#include <string>
#include <vector>

#include "tests/conformance/suite.h"

namespace conformance {

/// The verdicts of a run in the W3C's Evaluation and Report Language, as Turtle.
class EarlReport {
 public:
  void add(const TestCase& test, const Verdict& verdict);
  bool empty() const { return assertions_.empty(); }
  /// `date` as in xsd:date.
  std::string turtle(const std::string& date) const;

 private:
  struct Assertion {
    std::string test;
    Verdict verdict;
  };
  std::vector<Assertion> assertions_;
};

/// The report of this run, which is written beside the program, as earl.ttl, when all its tests
/// have been run.
EarlReport& earl_report();

}  // namespace conformance
